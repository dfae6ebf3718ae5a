// Whether the card itself is there or only a copy of its files: a key that never leaves the card signs a
// challenge, without a PIN. Both 券面 applications have one; what signed records say its public half is, is
// what the signature is checked against.
#pragma once

#include <optional>

#include "base/card_dialogue.h"
#include "card/jpki.h"
#include "crypto/signature.h"

namespace kazashi::card {

/// Has the presence key of the current application sign a SHA-256 digest. The digest must come from the
/// relying party's origin and nonce, never from a caller's bytes; the DigestInfo is built here.
/// card_answer_malformed unless the signature has 256 octets.
[[nodiscard]] base::CardDialogue<base::Bytes> sign_presence(Sha256Digest digest);

/// RSASSA-PKCS1-v1_5 with SHA-256 over what has this digest. signature_invalid otherwise.
[[nodiscard]] base::Result<void> verify_presence(const crypto::PublicKey& key, const Sha256Digest& digest,
                                                 base::ByteView signature);

/// Whether a failure is a card's word that it does not do something, as against a conversation that broke:
/// what is optional may go without after the former only.
[[nodiscard]] bool is_refusal(base::Failure failure);

}  // namespace kazashi::card

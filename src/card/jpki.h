// The JPKI application of a My Number Card: certificates, PINs and signatures.
//
// The authorities publish no card specification. AID, files and commands are what several independent
// programs that talk to real cards agree on, OpenSC's driver (card-jpki.c) among them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/card_dialogue.h"

namespace kazashi::card {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// What a card gave for an authentication. Nothing of it is verified yet.
struct JpkiAuthentication {
  base::Bytes certificate;  ///< DER of the user authentication certificate, EF 000A
  std::optional<base::Bytes>
      authority;          ///< DER of its CA certificate, EF 000B; absent if the card has no such file
  base::Bytes signature;  ///< RSASSA-PKCS1-v1_5 with SHA-256 over the digest, 256 octets
  std::uint8_t tries_left_before;  ///< tries that were left before the PIN was sent
};

/// Selects the application; its PINs count as not verified afterwards. card_application_missing on other
/// cards.
[[nodiscard]] base::CardDialogue<base::Done> select_jpki();

/// Tries left for the authentication PIN, at no cost; 0 is a blocked PIN. The empty VERIFY is also how a card
/// says that the PIN is already verified (9000), and then it tells no number: the answer is empty. The
/// application is selected.
[[nodiscard]] base::CardDialogue<std::optional<std::uint8_t>> authentication_tries_left();

/// Prompts for the authentication PIN and sends VERIFY, once. Ends before the prompt with pin_blocked when no
/// try is left, and before VERIFY with pin_format (exactly four ASCII digits) or pin_last_try_refused (one
/// try left and not insisted on). After VERIFY: pin_wrong with the tries left, pin_blocked, or
/// pin_outcome_unknown when the card's answer did not arrive for whatever reason, cancellation included: the
/// try may be spent, so nobody may simply try again.
[[nodiscard]] base::CardDialogue<base::Done> verify_authentication_pin(std::uint8_t tries_left);

/// Signs with the authentication key after the PIN. The DigestInfo is built here, so that nothing but a
/// SHA-256 digest is ever signed. card_answer_malformed unless the signature has the 256 octets of RSA-2048.
[[nodiscard]] base::CardDialogue<base::Bytes> sign_with_authentication_key(Sha256Digest digest);

/// All of it. Tries left come first, so that a blocked PIN ends the visit at once; then the certificates,
/// which need no PIN; then the prompt, VERIFY and the signature. A card that claims a verified PIN at the
/// start is made to forget it by selecting the application again, and refused (card_status 9000) if it still
/// does: nothing is signed without the person's PIN.
[[nodiscard]] base::CardDialogue<JpkiAuthentication> authenticate(Sha256Digest digest);

}  // namespace kazashi::card

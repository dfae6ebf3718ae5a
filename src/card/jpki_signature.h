// The JPKI application of a My Number Card, digital signature: the certificate that holds name, address,
// birth date and sex, its password, and the key whose signatures count as a person's own hand.
//
// Two dialogues of one visit: the caller builds what is to be signed from the certificate in between. The
// sources are those of jpki.h.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "base/secret.h"
#include "card/abilities.h"
#include "card/jpki.h"
#include "crypto/signature.h"

namespace kazashi::card {

/// What a card gave after the signature password. Nothing of it is verified yet.
struct SignatureCertificates {
  base::Bytes certificate;  ///< DER of the signature certificate, EF 0001: it tells who the person is
  std::optional<base::Bytes>
      authority;  ///< DER of its CA certificate, EF 0002; absent if not asked for or not on the card
  std::uint8_t tries_left_before;  ///< tries that were left before the password was sent
  CardAbilities abilities;         ///< what the card has shown it takes, for the second dialogue
};

/// Selects the application, asks for the tries left (five at most), prompts for the password, sends it once
/// and reads the certificate, which the card gives only then. The password stays verified until another
/// application is selected or the field is switched off.
///
/// Failures: those of open_with_key, verify_pin and read_object; pin_format for a password that
/// signature_password refuses.
[[nodiscard]] base::CardDialogue<SignatureCertificates> open_signature(JpkiRequest request = {});

/// Signs one digest with the signature key: 256 octets, RSASSA-PKCS1-v1_5. Only after open_signature() in the
/// same visit, and only for a digest that the core computed over what the core built: a card whose password
/// is verified signs anything, and what it signs binds the person. The DigestInfo is built here.
///
/// Failures: signature_algorithm_refused (an algorithm that is not RSA, a digest of another length; nothing
/// is sent then), card_access_denied (the password is not verified), card_answer_malformed, card_status.
[[nodiscard]] base::CardDialogue<base::Bytes> sign_with_signature_key(base::Bytes digest,
                                                                      crypto::SignatureAlgorithm algorithm,
                                                                      CardAbilities abilities = {});

/// The password as the card compares it: 6 to 16 of A to Z and 0 to 9, small letters made capital. pin_format
/// for anything else.
[[nodiscard]] base::Result<base::Secret> signature_password(base::ByteView typed);

}  // namespace kazashi::card

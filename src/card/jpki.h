// The JPKI application of a My Number Card, user authentication: certificate, PIN and signature. Its other
// half is in jpki_signature.h.
//
// The authorities publish no card specification. AID, files and commands are what several independent
// programs that talk to real cards agree on, OpenSC's driver (card-jpki.c) among them. That keys are named by
// short identifier within VERIFY and the signature's command rests on fewer of them, so a card that refuses
// it is led by SELECT.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "card/abilities.h"

namespace kazashi::card {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// What to read besides what a signature needs.
struct JpkiRequest {
  /// Also the certificate of the authority. Not needed where the caller has it from elsewhere.
  bool authority = true;
  CardAbilities abilities = {};
};

/// What a card gave for an authentication. Nothing of it is verified yet.
struct JpkiAuthentication {
  base::Bytes certificate;  ///< DER of the user authentication certificate, EF 000A
  std::optional<base::Bytes>
      authority;          ///< DER of its CA certificate, EF 000B; absent if not asked for or not on the card
  base::Bytes signature;  ///< RSASSA-PKCS1-v1_5 with SHA-256 over the digest, 256 octets
  std::uint8_t tries_left_before;  ///< tries that were left before the PIN was sent
};

/// Selects the application, asks for the tries left, prompts for the PIN, sends it once, reads the
/// certificate and signs. The DigestInfo is built here, so that nothing but a SHA-256 digest is ever signed.
///
/// The certificate names its holder for ever, so it is read only after the person agreed by the PIN, and a
/// visit that ends at the PIN costs four commands.
///
/// Failures: those of open_with_key, verify_pin, read_object, and card_answer_malformed unless the signature
/// has the 256 octets of RSA-2048.
[[nodiscard]] base::CardDialogue<JpkiAuthentication> authenticate(Sha256Digest digest,
                                                                  JpkiRequest request = {});

/// What this and jpki_signature.h are made of.
[[nodiscard]] base::Bytes jpki_aid();

/// The certificate of an authority; none where the card has no such file.
[[nodiscard]] base::CardDialogue<std::optional<base::Bytes>> read_authority(std::uint16_t file,
                                                                            CardAbilities& abilities);

/// PERFORM SECURITY OPERATION in the card's own class: the card pads the DigestInfo as RSASSA-PKCS1-v1_5 asks
/// and signs it with the key of that file, whose PIN was verified. card_answer_malformed for a signature that
/// has not 256 octets.
[[nodiscard]] base::CardDialogue<base::Bytes> sign_digest_info(std::uint16_t key_file, base::Bytes info,
                                                               CardAbilities abilities);

}  // namespace kazashi::card

// Files of a fictional person's card, signed with the test keys: what the core reads here, it did not write.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "card/card_verifiable_certificate.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::card {

/// A data object with the shortest length.
[[nodiscard]] base::Bytes tlv(unsigned tag, base::ByteView value);
[[nodiscard]] base::Bytes tlv(unsigned tag, std::string_view value);
[[nodiscard]] base::Bytes together(std::initializer_list<base::Bytes> parts);

/// The key that signs the card's records, and the one that proves its presence.
[[nodiscard]] crypto::TestKey card_key();
[[nodiscard]] crypto::TestKey presence_key();
[[nodiscard]] base::Bytes modulus_of(const crypto::TestKey& key);
/// 90 03 010001 91 820100 modulus
[[nodiscard]] base::Bytes card_key_octets(const crypto::TestKey& key);

/// Ten fields behind a table of their places.
[[nodiscard]] base::Bytes with_offsets(unsigned tag, unsigned table, const std::vector<base::Bytes>& fields);

/// EF 0004 of card_key(), signed by issuer().
[[nodiscard]] base::Bytes certificate_file();
[[nodiscard]] CardIssuer issuer(IssuerPurpose purpose);

/// EF 0002 and EF 0001 of the public sample, whose holder does not exist.
[[nodiscard]] base::Bytes sample_attributes();
[[nodiscard]] base::Bytes sample_number();
/// EF 0003 for them.
[[nodiscard]] base::Bytes hashes_file();
[[nodiscard]] base::Bytes presence_key_file();

/// EF 0002 and EF 0001 of the visual application. The photograph has `photo_size` octets.
[[nodiscard]] std::vector<base::Bytes> face_fields(std::size_t photo_size = 700);
[[nodiscard]] base::Bytes face_file(std::size_t photo_size = 700);
[[nodiscard]] base::Bytes age_record_file();

}  // namespace kazashi::card

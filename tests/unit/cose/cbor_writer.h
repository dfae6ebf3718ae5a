// CBOR and COSE_Sign1 for tests, written apart from the core's own reader.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "base/bytes.h"
#include "unit/crypto/test_keys.h"

namespace kazashi::cose {

[[nodiscard]] base::Bytes cbor_unsigned(std::uint64_t value);
[[nodiscard]] base::Bytes cbor_negative(std::uint64_t minus_one_minus_value);
[[nodiscard]] base::Bytes cbor_bytes(base::ByteView content);
[[nodiscard]] base::Bytes cbor_text(std::string_view content);
[[nodiscard]] base::Bytes cbor_array(std::initializer_list<base::Bytes> items);
/// Keys and values in turn, as given.
[[nodiscard]] base::Bytes cbor_map(std::initializer_list<base::Bytes> keys_and_values);
[[nodiscard]] base::Bytes cbor_tag(std::uint64_t tag, const base::Bytes& value);

/// {1: -35, 4: kid of this key}
[[nodiscard]] base::Bytes es384_header(const crypto::TestKey& key);

/// A COSE_Sign1 signed with ES384, whatever the header says.
[[nodiscard]] base::Bytes sign1(const crypto::TestKey& key, base::ByteView protected_header,
                                base::ByteView payload);

}  // namespace kazashi::cose

// BER-TLV as the card's own applications write it: tags of one or two bytes, lengths of one to three
// (facts, "Encoding").
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator::pki {

// A tag up to FF is one byte, above it two.
[[nodiscard]] Bytes tlv(std::uint16_t tag, View value);
[[nodiscard]] Bytes tlv(std::uint16_t tag, std::string_view text);

[[nodiscard]] Bytes joined(std::initializer_list<View> parts);

// The "offset table" object in front of `parts` (whole TLVs), and the parts: offsets count from the first
// byte of the file, whose outer object is `outer`. The file is what comes back.
[[nodiscard]] Bytes file_with_offsets(std::uint16_t outer, std::uint16_t table,
                                      const std::vector<Bytes>& parts);

}  // namespace kazashi_simulator::pki

#include "simulator/pki/tlv_writer.h"

namespace kazashi_simulator::pki {
namespace {

Bytes offset_table(std::uint16_t tag, const std::vector<Bytes>& parts, std::size_t first) {
  Bytes offsets;
  for (const Bytes& part : parts) {
    offsets.push_back(low_byte(first >> 8));
    offsets.push_back(low_byte(first));
    first += part.size();
  }
  return tlv(tag, offsets);
}

}  // namespace

Bytes tlv(std::uint16_t tag, View value) {
  Bytes out;
  if (tag > 0xFF) {
    out.push_back(low_byte(tag >> 8));
  }
  out.push_back(low_byte(tag));
  const std::size_t length = value.size();
  if (length >= 0x100) {
    append(out, Bytes{0x82, low_byte(length >> 8)});
  } else if (length >= 0x80) {
    out.push_back(0x81);
  }
  out.push_back(low_byte(length));
  append(out, value);
  return out;
}

Bytes tlv(std::uint16_t tag, std::string_view text) { return tlv(tag, Bytes(text.begin(), text.end())); }

Bytes joined(std::initializer_list<View> parts) {
  Bytes out;
  for (const View part : parts) {
    append(out, part);
  }
  return out;
}

Bytes file_with_offsets(std::uint16_t outer, std::uint16_t table, const std::vector<Bytes>& parts) {
  Bytes body;
  for (const Bytes& part : parts) {
    append(body, part);
  }
  // Offsets do not change the length of anything, so a table of any offsets tells where the parts begin.
  const std::size_t whole = tlv(outer, joined({offset_table(table, parts, 0), body})).size();
  return tlv(outer, joined({offset_table(table, parts, whole - body.size()), body}));
}

}  // namespace kazashi_simulator::pki

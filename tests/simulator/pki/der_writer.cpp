#include "simulator/pki/der_writer.h"

#include <charconv>

namespace kazashi_simulator::der {
namespace {

View as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) {
    append(out, part);
  }
  return out;
}

void append_base128(Bytes& to, std::uint32_t arc) {
  for (int shift = 28; shift > 0; shift -= 7) {
    if ((arc >> shift) != 0) {
      to.push_back(static_cast<std::uint8_t>(0x80 | ((arc >> shift) & 0x7F)));
    }
  }
  to.push_back(arc & 0x7F);
}

}  // namespace

Bytes element(std::uint8_t tag, View content) {
  Bytes out{tag};
  const std::size_t length = content.size();
  if (length < 0x80) {
    out.push_back(low_byte(length));
  } else if (length <= 0xFF) {
    append(out, Bytes{0x81, low_byte(length)});
  } else {
    append(out, Bytes{0x82, low_byte(length >> 8), low_byte(length)});
  }
  append(out, content);
  return out;
}

Bytes sequence(std::initializer_list<Bytes> parts) { return element(0x30, joined(parts)); }
Bytes set(std::initializer_list<Bytes> parts) { return element(0x31, joined(parts)); }
Bytes octet_string(View content) { return element(0x04, content); }
Bytes integer(View content) { return element(0x02, content); }
Bytes boolean(bool value) { return element(0x01, Bytes{value ? std::uint8_t{0xFF} : std::uint8_t{0x00}}); }
Bytes null() { return element(0x05, {}); }
Bytes utf8_string(std::string_view text) { return element(0x0C, as_bytes(text)); }
Bytes printable_string(std::string_view text) { return element(0x13, as_bytes(text)); }
Bytes ia5_string(std::string_view text) { return element(0x16, as_bytes(text)); }

Bytes bit_string(View bytes, std::uint8_t unused) {
  Bytes content{unused};
  append(content, bytes);
  return element(0x03, content);
}

Bytes object_identifier(std::string_view dotted) {
  std::vector<std::uint32_t> arcs;
  const char* at = dotted.data();
  const char* const end = at + dotted.size();
  while (at < end) {
    std::uint32_t arc = 0;
    at = std::from_chars(at, end, arc).ptr + 1;
    arcs.push_back(arc);
  }
  Bytes content;
  append_base128(content, arcs[0] * 40 + arcs[1]);
  for (std::size_t i = 2; i < arcs.size(); ++i) {
    append_base128(content, arcs[i]);
  }
  return element(0x06, content);
}

Bytes context(std::uint8_t number, View content) {
  return element(static_cast<std::uint8_t>(0xA0 | number), content);
}

Bytes context_primitive(std::uint8_t number, View content) {
  return element(static_cast<std::uint8_t>(0x80 | number), content);
}

}  // namespace kazashi_simulator::der

#include "revocation/name_key.h"

#include <algorithm>
#include <iterator>

namespace kazashi::revocation {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr der::Tag kTeletexString = 0x14;
constexpr der::Tag kDirectoryName = der::context_constructed(4);

std::unexpected<base::Failure> bad_value(const der::Reader& at) {
  return fail(FailureCode::der_bad_value, static_cast<std::uint32_t>(at.offset()));
}

/// With its size before it, so that no two sequences of pieces make the same key.
void append_piece(Bytes& key, ByteView piece) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    key.push_back(static_cast<std::uint8_t>(piece.size() >> shift));
  }
  base::append(key, piece);
}

bool is_text(der::Tag tag) {
  return tag == der::kPrintableString || tag == der::kUtf8String || tag == der::kIa5String ||
         tag == kTeletexString;
}

Bytes folded(ByteView text) {
  Bytes result;
  for (std::uint8_t octet : text) {
    if (octet == ' ') {
      if (!result.empty() && result.back() != ' ') result.push_back(' ');
      continue;
    }
    if (octet >= 'A' && octet <= 'Z') octet = static_cast<std::uint8_t>(octet + 0x20);
    result.push_back(octet);
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// The key of a RelativeDistinguishedName from its set's content.
Result<Bytes> relative_key(der::Reader set) {
  std::vector<Bytes> attributes;
  do {  // at least one
    KAZASHI_TRY(attribute, set.enter(der::kSequence));
    KAZASHI_TRY(type, attribute.read_oid());
    KAZASHI_TRY(value, attribute.read_any());
    KAZASHI_CHECK(attribute.finish());
    Bytes key;
    append_piece(key, type);
    key.push_back(is_text(value.tag) ? std::uint8_t{0} : value.tag);
    append_piece(key, is_text(value.tag) ? ByteView(folded(value.content)) : value.content);
    attributes.push_back(std::move(key));
  } while (!set.at_end());
  std::ranges::sort(attributes);  // a set: the order of the encodings may differ where folding changed them
  Bytes key;
  for (const Bytes& attribute : attributes) append_piece(key, attribute);
  return key;
}

}  // namespace

Result<Bytes> name_key(ByteView name) {
  der::Reader input(name);
  KAZASHI_TRY(relative_names, input.enter(der::kSequence));
  KAZASHI_CHECK(input.finish());
  Bytes key;
  while (!relative_names.at_end()) {
    KAZASHI_TRY(set, relative_names.enter(der::kSet));
    KAZASHI_TRY(relative, relative_key(set));
    append_piece(key, relative);
  }
  return key;
}

Result<Bytes> relative_name_key(ByteView issuer, der::Reader fragment) {
  KAZASHI_TRY(key, name_key(issuer));
  KAZASHI_TRY(relative, relative_key(fragment));
  append_piece(key, relative);
  return std::move(key);
}

Result<std::vector<Bytes>> general_name_keys(der::Reader names) {
  std::vector<Bytes> keys;
  do {  // at least one
    const der::Reader start = names;
    KAZASHI_TRY(name, names.read_any());
    if (name.tag < 0x80 || name.tag >= 0xC0) return bad_value(start);
    Bytes key{name.tag};
    if (name.tag == kDirectoryName) {
      KAZASHI_TRY(directory, name_key(name.content));
      base::append(key, directory);
    } else {
      base::append(key, name.content);
    }
    keys.push_back(std::move(key));
  } while (!names.at_end());
  return keys;
}

bool contains_directory_name(const std::vector<Bytes>& names, ByteView name_key) {
  return std::ranges::any_of(names, [name_key](const Bytes& name) {
    return name.front() == kDirectoryName && std::ranges::equal(ByteView(name).subspan(1), name_key);
  });
}

Result<std::vector<Bytes>> point_name_keys(der::Reader point, ByteView crl_issuer) {
  KAZASHI_TRY(full, point.enter_optional(der::context_constructed(0)));
  if (full) {
    KAZASHI_CHECK(point.finish());
    return general_name_keys(*full);
  }
  KAZASHI_TRY(fragment, point.enter(der::context_constructed(1)));
  KAZASHI_CHECK(point.finish());
  KAZASHI_TRY(relative, relative_name_key(crl_issuer, fragment));
  Bytes key{kDirectoryName};
  base::append(key, relative);
  return std::vector<Bytes>{std::move(key)};
}

}  // namespace kazashi::revocation

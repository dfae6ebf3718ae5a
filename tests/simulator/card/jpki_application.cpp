#include "simulator/card/jpki_application.h"

#include <string_view>
#include <utility>

namespace kazashi_simulator {
namespace {

constexpr unsigned kAuthTries = 3;
constexpr unsigned kSignTries = 5;

void append_padded(Bytes& to, std::string_view text, std::size_t width) {
  const std::size_t end = to.size() + width;
  to.insert(to.end(), text.begin(), text.end());
  to.resize(end, ' ');
}

void append_u32(Bytes& to, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    to.push_back(low_byte(value >> shift));
  }
}

// The layout of PKCS#11's token information, 160 bytes. The label tells a My Number Card from its phone
// twins; the other texts are ours.
Bytes token_information() {
  constexpr std::uint32_t kUnavailable = 0xFFFFFFFF;
  constexpr std::uint32_t kLongestPin = 16;
  constexpr std::uint32_t kShortestPin = 6;
  Bytes out;
  append_padded(out, "JPKIAPICCTOKEN2", 32);
  append_padded(out, "Kazashi simulator", 32);
  append_padded(out, "Virtual card", 16);
  append_padded(out, "0000000000000000", 16);
  for (const std::uint32_t value : {0x0u, 1u, 0u, 1u, 0u, kLongestPin, kShortestPin, kUnavailable,
                                    kUnavailable, kUnavailable, kUnavailable}) {
    append_u32(out, value);
  }
  append(out, Bytes{0x01, 0x00, 0x01, 0x00});
  append(out, Bytes(16, '9'));
  return out;
}

}  // namespace

std::unique_ptr<FileApplication> make_jpki_application(const Person& person) {
  auto auth_key = RsaKey::from_pkcs8(person.auth_key);
  auto sign_key = RsaKey::from_pkcs8(person.sign_key);
  if (!auth_key || !sign_key) {
    return nullptr;
  }
  std::map<FileId, ElementaryFile> files;
  files[jpki::kSignCertificate] = ElementaryFile::data(person.sign_certificate, {jpki::kSignPin});
  files[jpki::kSignAuthority] = ElementaryFile::data(person.sign_authority);
  files[jpki::kTokenInformation] = ElementaryFile::data(token_information());
  files[jpki::kAvailability] = ElementaryFile::data({0x8F, 0x8F, 0x00});
  files[jpki::kAuthCertificate] = ElementaryFile::data(person.auth_certificate);
  files[jpki::kAuthAuthority] = ElementaryFile::data(person.auth_authority);
  files[jpki::kAuthKey] = ElementaryFile::key_file(std::move(*auth_key), {jpki::kAuthPin});
  files[jpki::kAuthPin] = ElementaryFile::pin_file(Pin(person.auth_pin, person.auth_tries_left, kAuthTries));
  files[jpki::kSignKey] = ElementaryFile::key_file(std::move(*sign_key), {jpki::kSignPin});
  files[jpki::kSignPin] = ElementaryFile::pin_file(Pin(person.sign_pin, person.sign_tries_left, kSignTries));
  // Files known to exist. Only 001E is known to answer 6981; that the others do too is our assumption.
  for (const FileId id :
       std::initializer_list<FileId>{0x0005, 0x0009, 0x0010, 0x0016, 0x0019, 0x001C, 0x001E}) {
    files[id] = ElementaryFile::opaque();
  }
  return std::make_unique<FileApplication>(Bytes{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01},
                                           std::move(files));
}

}  // namespace kazashi_simulator

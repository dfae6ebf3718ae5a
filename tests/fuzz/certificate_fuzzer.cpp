// An accepted certificate is the whole input, keeps the promises of its fields, and passes no check by
// itself.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "pki/check.h"
#include "pki/person_claims.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  const pki::AnchorSet nobody;
  const auto check =
      pki::check_certificate(input, input, pki::CertificateKind::signature, nobody, base::UtcTime{});
  if (check.anchor) std::abort();

  const auto certificate = pki::parse_certificate(input);
  if (!certificate) return 0;
  if (!std::ranges::equal(certificate->der, input)) std::abort();
  if (certificate->serial.empty() || certificate->serial.size() > 20) std::abort();
  if (certificate->not_after < certificate->not_before) std::abort();
  if (pki::name_text(certificate->subject).size() > size * 4) std::abort();

  const auto person = pki::read_person_claims(*certificate);
  if (!person) return 0;
  if (!person->birth_date.ok()) std::abort();
  for (const pki::FlaggedText* text : {&person->name, &person->address}) {
    if (!base::is_utf8(text->text) || text->flags.empty() || text->flags.size() > text->text.size())
      std::abort();
  }
  return 0;
}

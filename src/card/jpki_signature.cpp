#include "card/jpki_signature.h"

#include <algorithm>
#include <utility>

#include "card/digest_info.h"
#include "card/key_reference.h"
#include "card/object_reader.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;
using base::CardDialogue;
using base::fail;
using base::FailureCode;
using base::Progress;
using base::Stage;

constexpr std::uint16_t kCertificate = 0x0001;
constexpr std::uint16_t kAuthority = 0x0002;
constexpr std::uint16_t kKey = 0x001A;
constexpr std::uint16_t kPassword = 0x001B;

constexpr std::size_t kShortestPassword = 6;
constexpr std::size_t kLongestPassword = 16;

std::uint8_t capital(std::uint8_t c) {
  constexpr int kBetweenCases = 'a' - 'A';
  return c >= 'a' && c <= 'z' ? static_cast<std::uint8_t>(c - kBetweenCases) : c;
}

bool is_password_character(std::uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

base::Result<base::Secret> signature_password(ByteView typed) {
  if (typed.size() < kShortestPassword || typed.size() > kLongestPassword)
    return fail(FailureCode::pin_format);
  base::SensitiveBytes password(typed.size());
  std::ranges::transform(typed, password.begin(), capital);
  if (!std::ranges::all_of(password, is_password_character)) return fail(FailureCode::pin_format);
  return base::Secret(password);
}

CardDialogue<SignatureCertificates> open_signature(JpkiRequest request) {
  KAZASHI_CO_TRY(key, co_await open_with_key(jpki_aid(), kPassword, request.abilities));
  KAZASHI_CO_CHECK(co_await verify_pin(key, base::PinKind::signature, signature_password));

  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_certificate});
  KAZASHI_CO_TRY(certificate, co_await read_object(x509_file(kCertificate), request.abilities));
  std::optional<Bytes> authority;
  if (request.authority) {
    KAZASHI_CO_TRY(read, co_await read_authority(kAuthority, request.abilities));
    authority = std::move(read);
  }
  co_return SignatureCertificates{.certificate = std::move(certificate),
                                  .authority = std::move(authority),
                                  .tries_left_before = key.tries_left,
                                  .abilities = request.abilities};
}

CardDialogue<Bytes> sign_with_signature_key(Bytes digest, crypto::SignatureAlgorithm algorithm,
                                            CardAbilities abilities) {
  KAZASHI_CO_TRY(info, digest_info(digest, algorithm));
  KAZASHI_CO_CHECK(co_await Progress{Stage::signing});
  co_return co_await sign_digest_info(kKey, std::move(info), abilities);
}

}  // namespace kazashi::card

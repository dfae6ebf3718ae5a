#include "verify/challenge.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/base64.h"
#include "base/hex.h"

using namespace kazashi;
using base::FailureCode;
using verify::Challenge;

namespace {

const std::string kNonce = base::to_base64(base::Bytes(32, 0x5A));

}  // namespace

TEST_CASE("the signed message is the digest of the origin and the digest of the nonce as sent",
          "[challenge]") {
  // both digests computed with another program: printf %s TEXT | sha256sum
  const auto challenge =
      Challenge::create("https://example.jp", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  REQUIRE(challenge);
  CHECK(base::to_hex(challenge->message()) ==
        "defd56446600f175324071ffe9a2f99083f9b788eda69ff3783ee1f730a9e961"
        "51643eac9777b63a7b268174d1fd4276daedec9bc9ea0bc6e5abf69047bc54f6");
  CHECK(base::to_hex(challenge->digest()) ==
        "b4ad68ef419a5c4979c3575f4e9c3ebe1c5c31fe2d7fa283f4c3d99ed9d460b0");
}

TEST_CASE("origins are accepted in their ASCII serialisation only", "[challenge]") {
  for (const auto* origin :
       {"https://example.jp", "https://a.b-c.example:8443", "https://xn--eckve.example", "https://192.0.2.1",
        "https://[2001:db8::1]:444", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:3000"}) {
    CAPTURE(origin);
    CHECK(Challenge::create(origin, kNonce));
  }
  for (const auto* origin : {"",
                             "null",
                             "example.jp",
                             "https://",
                             "https://example.jp/",
                             "https://example.jp/path",
                             "https://Example.jp",
                             "https://example.jp:443",
                             "https://example.jp:0443",
                             "https://example.jp:",
                             "https://example.jp:99999",
                             "http://example.jp",
                             "ftp://example.jp",
                             "https://user@example.jp",
                             "https://example.jp?q",
                             "https://-a.jp",
                             "https://a..jp",
                             "https://example.jp.",
                             "https://[2001:db8::1",
                             "https://[::1]x",
                             "https://exa mple.jp",
                             "file:///x",
                             "http://localhost.evil.example",
                             "http://127.0.0.1:80",
                             "https://日本.example"}) {
    CAPTURE(origin);
    CHECK(Challenge::create(origin, kNonce).error().code == FailureCode::origin_malformed);
  }
}

TEST_CASE("a nonce has at least 32 octets in strict base64", "[challenge]") {
  const auto outcome = [](const std::string& nonce) {
    return Challenge::create("https://example.jp", nonce).error().code;
  };
  CHECK(outcome(base::to_base64(base::Bytes(31, 1))) == FailureCode::nonce_too_short);
  CHECK(outcome("") == FailureCode::nonce_too_short);
  CHECK(outcome("hello") == FailureCode::nonce_malformed);
  CHECK(outcome(kNonce + " ") == FailureCode::nonce_malformed);
  CHECK(outcome(base::to_base64(base::Bytes(193, 1))) == FailureCode::nonce_malformed);
  CHECK(Challenge::create("https://example.jp", base::to_base64(base::Bytes(192, 1))));
}

TEST_CASE("another origin or another nonce is another message", "[challenge]") {
  const auto message = [](std::string_view origin, std::string_view nonce) {
    return base::to_hex(Challenge::create(origin, nonce)->message());
  };
  const std::string other = base::to_base64(base::Bytes(32, 0x5B));
  CHECK(message("https://example.jp", kNonce) != message("https://example.com", kNonce));
  CHECK(message("https://example.jp", kNonce) != message("https://example.jp", other));
}

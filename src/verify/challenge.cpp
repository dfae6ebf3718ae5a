#include "verify/challenge.h"

#include <algorithm>
#include <charconv>

#include "base/base64.h"
#include "crypto/digest.h"

namespace kazashi::verify {
namespace {

using base::fail;
using base::FailureCode;

constexpr std::size_t kLongestHost = 253;       // RFC 1035 section 2.3.4, as text
constexpr std::size_t kLongestLabel = 63;       // the same
constexpr std::size_t kShortestNonce = 32;      // 256 bits, the Web eID minimum
constexpr std::size_t kLongestNonceText = 256;  // a nonce is no message: six times the minimum is plenty

bool is_lower_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) { return is_lower_alnum(c) || c == '-' || c == '_'; });
}

bool is_ipv6_literal(std::string_view host) {
  return host.size() >= 4 && host.starts_with('[') && host.ends_with(']') &&
         std::ranges::all_of(host.substr(1, host.size() - 2), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
         });
}

bool is_host(std::string_view host) {
  if (is_ipv6_literal(host)) return true;
  if (host.empty() || host.size() > kLongestHost) return false;
  for (;;) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

bool is_port(std::string_view text, unsigned default_port) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && !text.starts_with('0') &&
         port <= 65535 && port != default_port;
}

bool is_development_host(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_origin(std::string_view origin) {
  constexpr std::string_view kHttps = "https://";
  constexpr std::string_view kHttp = "http://";
  const bool secure = origin.starts_with(kHttps);
  if (!secure && !origin.starts_with(kHttp)) return false;
  const std::string_view authority = origin.substr(secure ? kHttps.size() : kHttp.size());
  const std::size_t host_end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  const std::string_view host = authority.substr(0, host_end);
  if (!is_host(host) || (!secure && !is_development_host(host))) return false;
  if (host.size() == authority.size()) return true;
  return authority[host.size()] == ':' && is_port(authority.substr(host.size() + 1), secure ? 443 : 80);
}

base::Result<void> check_nonce(std::string_view nonce) {
  if (nonce.size() > kLongestNonceText) return fail(FailureCode::nonce_malformed);
  const auto octets = base::from_base64(nonce);
  if (!octets) return fail(FailureCode::nonce_malformed);
  if (octets->size() < kShortestNonce) return fail(FailureCode::nonce_too_short);
  return {};
}

}  // namespace

base::Result<Challenge> Challenge::create(std::string_view origin, std::string_view nonce) {
  if (!is_origin(origin)) return fail(FailureCode::origin_malformed);
  KAZASHI_CHECK(check_nonce(nonce));
  const auto origin_digest = crypto::sha256(base::as_bytes(origin));
  const auto nonce_digest = crypto::sha256(base::as_bytes(nonce));
  std::array<std::uint8_t, 64> message{};
  std::ranges::copy(origin_digest, message.begin());
  std::ranges::copy(nonce_digest, message.begin() + 32);
  return Challenge(origin, nonce, message);
}

std::array<std::uint8_t, 32> Challenge::digest() const { return crypto::sha256(message_); }

}  // namespace kazashi::verify

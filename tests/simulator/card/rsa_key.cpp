#include "simulator/card/rsa_key.h"

#include <openssl/bn.h>

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kOctetString = 0x04;
constexpr std::uint8_t kSequence = 0x30;

struct FreeContext {
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};

// Takes one DER element of the tag from the front of `rest`; its content, or nothing.
std::optional<View> take(View& rest, std::uint8_t tag) {
  if (rest.size() < 2 || rest[0] != tag) {
    return std::nullopt;
  }
  std::size_t header = 2;
  std::size_t length = rest[1];
  if (length >= 0x80) {
    const std::size_t count = length & 0x7F;
    if (count == 0 || count > 2 || rest.size() < 2 + count) {
      return std::nullopt;
    }
    length = count == 1 ? rest[2] : big_endian16(rest[2], rest[3]);
    header += count;
  }
  if (rest.size() - header < length) {
    return std::nullopt;
  }
  const View content = rest.subspan(header, length);
  rest = rest.subspan(header + length);
  return content;
}

BIGNUM* number(View big_endian) {
  return BN_bin2bn(big_endian.data(), static_cast<int>(big_endian.size()), nullptr);
}

}  // namespace

void RsaKey::Free::operator()(bignum_st* number) const { BN_clear_free(number); }

std::optional<RsaKey> RsaKey::from_pkcs8(View der) {
  auto outer = take(der, kSequence);
  if (!outer || !take(*outer, kInteger) || !take(*outer, kSequence)) {
    return std::nullopt;
  }
  auto octets = take(*outer, kOctetString);
  auto fields = octets ? take(*octets, kSequence) : std::nullopt;
  if (!fields || !take(*fields, kInteger)) {
    return std::nullopt;
  }
  RsaKey key;
  Number unused_e, unused_d;
  for (Number* field :
       {&key.n_, &unused_e, &unused_d, &key.p_, &key.q_, &key.dp_, &key.dq_, &key.inverse_of_q_}) {
    const auto value = take(*fields, kInteger);
    if (!value || value->empty()) {
      return std::nullopt;
    }
    field->reset(number(*value));
  }
  // A modulus under 1,024 bits leaves no room for the padding and a digest.
  if (!fields->empty() || BN_num_bits(key.n_.get()) < 1024) {
    return std::nullopt;
  }
  return key;
}

std::size_t RsaKey::size() const { return static_cast<std::size_t>(BN_num_bytes(n_.get())); }

std::optional<Bytes> RsaKey::sign(View input) const {
  if (input.size() > input_at_most()) {
    return std::nullopt;
  }
  Bytes padded{0x00, 0x01};
  padded.resize(size() - input.size() - 1, 0xFF);
  padded.push_back(0x00);
  append(padded, input);

  // Chinese remainders (RFC 8017, 5.1.2 step 2b): m2 + q * (qInv * (m1 - m2) mod p).
  const std::unique_ptr<BN_CTX, FreeContext> context(BN_CTX_new());
  const Number m(number(padded)), m1(BN_new()), m2(BN_new()), reduced(BN_new()), result(BN_new());
  const bool done =
      BN_nnmod(reduced.get(), m.get(), p_.get(), context.get()) == 1 &&
      BN_mod_exp(m1.get(), reduced.get(), dp_.get(), p_.get(), context.get()) == 1 &&
      BN_nnmod(reduced.get(), m.get(), q_.get(), context.get()) == 1 &&
      BN_mod_exp(m2.get(), reduced.get(), dq_.get(), q_.get(), context.get()) == 1 &&
      BN_mod_sub(result.get(), m1.get(), m2.get(), p_.get(), context.get()) == 1 &&
      BN_mod_mul(result.get(), result.get(), inverse_of_q_.get(), p_.get(), context.get()) == 1 &&
      BN_mul(result.get(), result.get(), q_.get(), context.get()) == 1 &&
      BN_add(result.get(), result.get(), m2.get()) == 1;
  Bytes signature(size());
  if (!done || BN_bn2binpad(result.get(), signature.data(), static_cast<int>(signature.size())) < 0) {
    return std::nullopt;
  }
  return signature;
}

}  // namespace kazashi_simulator

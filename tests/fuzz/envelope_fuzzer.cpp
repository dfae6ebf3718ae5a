// Nothing opens that nobody signed, and what COSE_Sign1 is read lies within the input in its order.
#include <cstdint>
#include <cstdlib>

#include "cose/sign1.h"
#include "trust/trust_bundle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  if (trust::open_trust_bundle(input, {}, base::UtcTime{}, 0, pki::Environment::production)) std::abort();

  const auto message = cose::parse_sign1(input);
  if (!message) return 0;
  const base::ByteView header = message->protected_header;
  if (header.data() + header.size() > message->payload.data()) std::abort();
  if (message->payload.data() + message->payload.size() > message->signature.data()) std::abort();
  if (message->signature.data() + message->signature.size() != octets + size) std::abort();
  return 0;
}

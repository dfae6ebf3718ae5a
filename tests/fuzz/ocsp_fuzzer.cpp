// A response that is read keeps the promises of its fields, and nobody's is believed.
#include <cstdint>
#include <cstdlib>

#include "revocation/general_certificate.h"
#include "revocation/ocsp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  static_cast<void>(revocation::read_general_certificate(input));
  const auto response = revocation::parse_ocsp(input);
  if (!response) return 0;
  if (response->responder_name.has_value() == response->responder_key_hash.has_value()) std::abort();
  for (const auto& single : response->singles) {
    if ((single.status == revocation::Status::revoked) != single.revoked_at.has_value()) std::abort();
  }
  const pki::Certificate nobody;
  const revocation::OcspRules rules{.time = {}, .sha1 = revocation::Sha1::accept, .nonce = {}};
  if (revocation::verify_ocsp(*response, nobody, rules)) std::abort();
  return 0;
}

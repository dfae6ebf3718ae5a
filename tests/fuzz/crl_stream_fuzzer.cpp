// A CRL read in pieces says the same as one read whole, and none is believed without a signer. The first
// octet says how large the pieces are.
#include <cstdint>
#include <cstdlib>

#include "revocation/crl_reader.h"

namespace {

using namespace kazashi;

base::Result<void> read(base::ByteView crl, std::size_t piece, revocation::CrlReader& reader) {
  while (!crl.empty()) {
    const auto part = crl.first(std::min(piece, crl.size()));
    KAZASHI_CHECK(reader.push(part));
    crl = crl.subspan(part.size());
  }
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  if (size == 0) return 0;
  const base::ByteView crl(octets + 1, size - 1);
  revocation::CrlReader whole(revocation::Keep::details, revocation::Sha1::accept);
  revocation::CrlReader pieces(revocation::Keep::details, revocation::Sha1::accept);
  const auto at_once = read(crl, size, whole);
  const auto bit_by_bit = read(crl, std::size_t{1} + octets[0], pieces);
  if (at_once != bit_by_bit) std::abort();
  if (at_once && whole.progress().entries != pieces.progress().entries) std::abort();
  if (whole.finish({})) std::abort();
  return 0;
}

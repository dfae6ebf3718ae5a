// What parses as a signed document keeps its budgets and points into its input; a length that becomes
// definite takes no more room than its end did; every signer has all its findings, and none passes without
// content.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "cms/check.h"
#include "cms/definite_form.h"
#include "cms/signed_data.h"

namespace {

using namespace kazashi;

void require(bool promise) {
  if (!promise) std::abort();
}

bool inside(base::ByteView view, base::ByteView input) {
  return view.empty() ||
         (view.data() >= input.data() && view.data() + view.size() <= input.data() + input.size());
}

void check_parsed(base::ByteView input) {
  const auto data = cms::parse_signed_data(input);
  if (!data) return;
  require(!data->signers.empty() && data->signers.size() <= cms::kMaxSigners);
  require(data->certificates.size() <= cms::kMaxCertificates);
  require(!data->content || inside(*data->content, input));
  for (const auto& signer : data->signers) {
    require(signer.issuer_and_serial.has_value() != signer.key_identifier.has_value());
    require(signer.signed_attributes.size() <= cms::kMaxAttributes);
    require(inside(signer.signature, input));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const base::ByteView input(octets, size);
  check_parsed(input);

  const auto definite = cms::definite_form(input);
  if (definite) {
    check_parsed(*definite);
    if (size < 0x10000) require(definite->size() <= size);  // longer lengths are written longer
  }

  const auto check = cms::check_signed_data(input, base::ByteView(octets, size / 2), cms::Level::cades_bes);
  require(!check.findings.empty());
  for (const auto& signer : check.signers) {
    require(signer.findings.size() == 6);
    const bool passed = std::ranges::all_of(signer.findings, [](const base::Finding& finding) {
      return finding.outcome == base::Outcome::passed;
    });
    require(!passed || check.content.has_value());
  }
  return 0;
}

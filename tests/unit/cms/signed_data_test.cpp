#include "cms/signed_data.h"

#include <catch2/catch_test_macros.hpp>

#include "der/writer.h"
#include "unit/cms/documents.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::FailureCode;

const Bytes kContent = base::to_bytes(base::as_bytes("content"));

DocumentParts sound() { return {test_signer(), kContent}; }

FailureCode refusal(const DocumentParts& parts) { return parse_signed_data(parts.build()).error().code; }

TEST_CASE("reads_what_a_document_says") {
  const Bytes document = sound().build();
  const auto data = parse_signed_data(document).value();
  CHECK(base::to_bytes(*data.content) == kContent);
  CHECK(base::to_bytes(data.content_type) == hex(kDataHex));
  REQUIRE(data.signers.size() == 1);
  CHECK(data.signers[0].signed_attributes.size() == 4);
  CHECK(data.signers[0].to_be_digested[0] == der::kSet);
  CHECK(base::to_bytes(data.certificates.at(0)) == test_signer().certificate);
}

TEST_CASE("a_detached_signature_has_no_content") {
  DocumentParts parts = sound();
  parts.content.reset();
  CHECK_FALSE(parse_signed_data(parts.build()).value().content.has_value());
}

TEST_CASE("refuses_another_type_of_content_info") {
  DocumentParts parts = sound();
  parts.content_info_type = der::write(der::kObjectIdentifier, hex("2a864886f70d010703"));
  CHECK(refusal(parts) == FailureCode::cms_not_signed_data);
}

TEST_CASE("refuses_a_document_without_a_signer") {
  DocumentParts parts = sound();
  parts.signers.clear();
  CHECK(refusal(parts) == FailureCode::cms_no_signer);
}

TEST_CASE("refuses_versions_that_do_not_fit_what_is_there") {
  DocumentParts parts = sound();
  parts.version = 3;
  CHECK(refusal(parts) == FailureCode::cms_bad_version);
  parts.version = 1;
  parts.signers[0].version = 3;
  CHECK(refusal(parts) == FailureCode::cms_bad_version);
  parts = sound();
  parts.content_type = der::write(der::kObjectIdentifier, hex("2a8648"));
  CHECK(refusal(parts) == FailureCode::cms_bad_version);
  parts.version = 3;
  CHECK(parse_signed_data(parts.build()).has_value());
}

TEST_CASE("the_version_follows_certificates_and_lists_of_other_kinds") {
  DocumentParts parts = sound();
  parts.certificates.push_back(hex("a200"));
  parts.version = 4;
  CHECK(parse_signed_data(parts.build()).has_value());
  parts.revocation_lists = hex("3000a100");
  CHECK(refusal(parts) == FailureCode::cms_bad_version);
  parts.version = 5;
  CHECK(parse_signed_data(parts.build()).value().certificates.size() == 1);
  parts.revocation_lists = hex("0500");
  CHECK(refusal(parts) == FailureCode::der_bad_tag);
  parts = sound();
  parts.certificates.push_back(hex("a000"));
  CHECK(refusal(parts) == FailureCode::der_bad_tag);
}

TEST_CASE("refuses_more_than_its_budgets") {
  DocumentParts parts = sound();
  const SignerParts signer = parts.signers[0];
  parts.signers.assign(kMaxSigners, signer);
  CHECK(parse_signed_data(parts.build()).has_value());
  parts.signers.push_back(parts.signers[0]);
  CHECK(refusal(parts) == FailureCode::cms_too_large);

  parts = sound();
  parts.certificates.assign(kMaxCertificates, hex("3000"));
  CHECK(parse_signed_data(parts.build()).has_value());
  parts.certificates.push_back(hex("3000"));
  CHECK(refusal(parts) == FailureCode::cms_too_large);

  parts = sound();
  parts.signers[0].attributes.assign(kMaxAttributes + 1, attribute("2a", {der::write_null()}));
  CHECK(refusal(parts) == FailureCode::cms_too_large);
  parts.signers[0].attributes = {attribute("2a", std::vector<Bytes>(kMaxAttributes + 1, der::write_null()))};
  CHECK(refusal(parts) == FailureCode::cms_too_large);

  CHECK(parse_signed_data(Bytes(kMaxSignedDataSize + 1)).error().code == FailureCode::cms_too_large);
}

TEST_CASE("refuses_what_follows_and_what_is_cut") {
  Bytes document = sound().build();
  document.push_back(0);
  CHECK(parse_signed_data(document).error().code == FailureCode::der_trailing_bytes);
  for (std::size_t size = 0; size + 1 < document.size(); ++size) {
    CHECK_FALSE(parse_signed_data(base::ByteView(document).first(size)).has_value());
  }
}

TEST_CASE("refuses_empty_sets_of_attributes_and_values") {
  DocumentParts parts = sound();
  parts.signers[0].attributes = {hex("300506012a3100")};
  CHECK(refusal(parts) == FailureCode::der_truncated);
}

}  // namespace
}  // namespace kazashi::cms

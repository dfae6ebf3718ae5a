#include "unit/trust/envelopes.h"

#include "unit/cose/cbor_writer.h"

namespace kazashi::trust {

using cose::cbor_text;

base::Bytes content_of(const EnvelopeParts& parts) {
  return cose::cbor_map({cbor_text("id"), cbor_text(parts.id), cbor_text("kind"), cbor_text(parts.kind),
                         cbor_text("issued"), cbor_text(parts.issued), cbor_text("expires"),
                         cbor_text(parts.expires), cbor_text("payload"),
                         cose::cbor_bytes(base::as_bytes(parts.payload)), cbor_text("version"),
                         cose::cbor_unsigned(parts.version)});
}

base::Bytes sealed(const EnvelopeParts& parts, const crypto::TestKey& key) {
  return cose::sign1(key, cose::es384_header(key), content_of(parts));
}

base::Bytes sealed_content(base::ByteView content) {
  const auto key = crypto::p384_test_key();
  return cose::sign1(key, cose::es384_header(key), content);
}

std::vector<Signer> signers() {
  return {
      Signer{
          .id = "first", .kinds = {"trust-bundle", "rulebook"}, .public_key = crypto::p384_test_key().spki},
      Signer{.id = "second", .kinds = {"rulebook"}, .public_key = crypto::other_p384_test_key().spki}};
}

base::UtcTime moment(std::string_view text) { return base::parse_utc(text).value(); }

}  // namespace kazashi::trust

// The other side: the machine's `openssl cms` makes documents that we judge, and judges documents that we
// make.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "base/base64.h"
#include "cms/assemble.h"
#include "cms/check.h"
#include "pki/certificate.h"
#include "unit/cms/documents.h"
#include "unit/pki/test_certificates.h"

namespace kazashi::cms {
namespace {

namespace fs = std::filesystem;
using base::Bytes;
using base::FailureCode;
using base::FindingId;
using base::Outcome;

/// A folder of its own, with openssl as the only thing that is run in it.
class Workshop {
 public:
  Workshop() {
    std::string name = (fs::temp_directory_path() / "kazashi-cms-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    write("content", content);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop() { fs::remove_all(folder_); }

  [[nodiscard]] bool openssl(const std::string& arguments) const {
    const std::string line = "cd '" + folder_.string() + "' && openssl " + arguments + " >>log 2>&1";
    return std::system(line.c_str()) == 0;
  }
  void write(const char* name, base::ByteView octets) const {
    std::ofstream file(folder_ / name, std::ios::binary);
    file << base::as_text(octets);
  }
  [[nodiscard]] Bytes read(const char* name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write_certificate(const char* name, base::ByteView der) const {
    const std::string pem =
        "-----BEGIN CERTIFICATE-----\n" + lines(base::to_base64(der)) + "-----END CERTIFICATE-----\n";
    write(name, base::as_bytes(pem));
  }

  /// A key and a certificate that vouches for itself, in `name`.key and `name`.pem.
  void make_signer(const std::string& name, const std::string& key) const {
    REQUIRE(openssl("req -x509 -newkey " + key + " -nodes -days 30 -subj /C=JP/O=KAZASHI-TEST/CN=" + name +
                    " -keyout " + name + ".key -out " + name + ".pem"));
  }
  /// Signs "content" and gives the document.
  [[nodiscard]] Bytes signed_by(const std::string& options) const {
    INFO(options);
    REQUIRE(openssl("cms -sign -binary -in content -outform DER -out document " + options));
    return read("document");
  }

  const Bytes content = base::to_bytes(base::as_bytes("what is to be signed\nin two lines\n"));

 private:
  static std::string lines(std::string text) {
    for (std::size_t at = 64; at < text.size(); at += 65) text.insert(at, 1, '\n');
    return text + '\n';
  }

  fs::path folder_;
};

std::string signer(const std::string& name) { return " -signer " + name + ".pem -inkey " + name + ".key"; }

/// The reasons of what did not pass; empty where everything did.
std::set<FailureCode> trouble_of(const SignedDataCheck& check) {
  std::set<FailureCode> reasons;
  for (const auto& finding : check.all_findings()) {
    if (finding.outcome != Outcome::passed && finding.reason->code != FailureCode::prerequisite_failed) {
      reasons.insert(finding.reason->code);
    }
  }
  if (check.signers.empty() && reasons.empty()) reasons.insert(FailureCode::internal_error);
  return reasons;
}

std::set<FailureCode> trouble_of(const Bytes& document, std::optional<base::ByteView> content, Level level) {
  return trouble_of(check_signed_data(document, content, level));
}

using Reasons = std::set<FailureCode>;

TEST_CASE("documents_that_openssl_signs_pass") {
  const Workshop workshop;
  workshop.make_signer("rsa", "rsa:2048");
  workshop.make_signer("p256", "ec -pkeyopt ec_paramgen_curve:P-256");
  workshop.make_signer("p384", "ec -pkeyopt ec_paramgen_curve:P-384");
  for (const char* name : {"rsa", "p256", "p384"}) {
    for (const char* digest : {"sha256", "sha384", "sha512"}) {
      const std::string options = signer(name) + " -md " + digest;
      INFO(options);
      CHECK(trouble_of(workshop.signed_by(options + " -nodetach"), {}, Level::cms).empty());
      CHECK(trouble_of(workshop.signed_by(options), workshop.content, Level::cms).empty());
      CHECK(trouble_of(workshop.signed_by(options + " -cades"), workshop.content, Level::cades_bes).empty());
      CHECK(trouble_of(workshop.signed_by(options + " -nodetach -stream"), {}, Level::cms).empty());
      CHECK(trouble_of(workshop.signed_by(options + " -nodetach -keyid"), {}, Level::cms).empty());
    }
  }
  const std::string pss = signer("rsa") + " -md sha256 -nodetach -keyopt rsa_padding_mode:pss";
  CHECK(trouble_of(workshop.signed_by(pss), {}, Level::cms).empty());
  const std::string two = signer("rsa") + signer("p256") + " -md sha256 -nodetach -cades";
  const auto check = check_signed_data(workshop.signed_by(two), {}, Level::cades_bes);
  CHECK(trouble_of(check).empty());
  CHECK(check.signers.size() == 2);
}

TEST_CASE("what_openssl_leaves_out_or_does_weakly_is_refused_by_name") {
  const Workshop workshop;
  workshop.make_signer("rsa", "rsa:2048");
  workshop.make_signer("small", "rsa:1024");
  const std::string base = signer("rsa") + " -md sha256 -nodetach";
  CHECK(trouble_of(workshop.signed_by(base), {}, Level::cades_bes) ==
        Reasons{FailureCode::cms_signing_certificate_missing});
  CHECK(trouble_of(workshop.signed_by(base + " -noattr"), {}, Level::cms) ==
        Reasons{FailureCode::cms_attributes_missing});
  CHECK(trouble_of(workshop.signed_by(base + " -nocerts"), {}, Level::cms) ==
        Reasons{FailureCode::cms_signer_certificate_missing});
  CHECK(trouble_of(workshop.signed_by(signer("rsa") + " -md sha1 -nodetach"), {}, Level::cms) ==
        Reasons{FailureCode::cms_digest_refused});
  CHECK(trouble_of(workshop.signed_by(signer("small") + " -md sha256 -nodetach"), {}, Level::cms) ==
        Reasons{FailureCode::certificate_weak_key});
  CHECK(trouble_of(workshop.signed_by(base + " -md sha1 -cades"), {}, Level::cades_bes) ==
        Reasons{FailureCode::cms_digest_refused,
                FailureCode::cms_signing_certificate_missing});  // it names it in the old form, by SHA-1
  CHECK(trouble_of(workshop.signed_by(signer("rsa") + " -md sha256"), std::nullopt, Level::cms) ==
        Reasons{FailureCode::cms_content_missing});
}

TEST_CASE("a_document_of_openssls_with_any_octet_changed_is_refused") {
  const Workshop workshop;
  workshop.make_signer("rsa", "rsa:2048");
  workshop.make_signer("p256", "ec -pkeyopt ec_paramgen_curve:P-256");
  for (const char* options : {"rsa", "p256"}) {
    Bytes document = workshop.signed_by(signer(options) + " -md sha256 -nodetach -cades");
    REQUIRE(trouble_of(document, {}, Level::cades_bes).empty());
    for (std::size_t at = 0; at < document.size(); ++at) {
      const auto bit = static_cast<std::uint8_t>(1U << at % 8);
      document[at] ^= bit;
      INFO(options << " octet " << at);
      REQUIRE_FALSE(trouble_of(document, {}, Level::cades_bes).empty());
      document[at] ^= bit;
    }
  }
}

TEST_CASE("openssl_verifies_what_we_assemble") {
  const Workshop workshop;
  const TestSigner person = test_signer();
  workshop.write_certificate("authority.pem", person.authority);
  const auto now = pki::test_today();
  const std::string verify =
      "cms -verify -binary -cades -inform DER -in ours -CAfile authority.pem -purpose any "
      "-out seen -attime " +
      std::to_string(now.time_since_epoch().count());
  const struct {
    DigestAlgorithm algorithm;
    const char* name;
  } digests[] = {{DigestAlgorithm::sha256, "SHA256"},
                 {DigestAlgorithm::sha384, "SHA384"},
                 {DigestAlgorithm::sha512, "SHA512"}};
  for (const auto& [algorithm, name] : digests) {
    INFO(name);
    const Bytes content_digest = digest(algorithm, workshop.content);
    const auto attributes = signed_attributes({.certificate = person.certificate,
                                               .algorithm = algorithm,
                                               .content_digest = content_digest,
                                               .signing_time = now})
                                .value();
    const Bytes signature = crypto::sign(person.key, name, attributes.der);
    Assembly parts{.attributes = attributes, .signature = signature, .content = {}, .authorities = {}};

    workshop.write("ours", assemble(parts).value());
    CHECK(workshop.openssl(verify + " -content content"));
    CHECK(workshop.read("seen") == workshop.content);
    workshop.write("other", base::as_bytes("another content"));
    CHECK_FALSE(workshop.openssl(verify + " -content other"));

    parts.content = workshop.content;
    workshop.write("ours", assemble(parts).value());
    CHECK(workshop.openssl(verify));
    CHECK(workshop.read("seen") == workshop.content);
  }
}

}  // namespace
}  // namespace kazashi::cms

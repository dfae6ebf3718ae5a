// A fuzzer ends the program where a promise is broken, so a call that comes back is a promise kept.
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/bytes.h"
#include "unit/cms/documents.h"
#include "unit/cose/cbor_writer.h"
#include "unit/pki/test_certificates.h"

using Fuzzer = int(const std::uint8_t*, std::size_t);
extern "C" Fuzzer fuzz_der;
extern "C" Fuzzer fuzz_certificate;
extern "C" Fuzzer fuzz_cms;
extern "C" Fuzzer fuzz_envelope;
extern "C" Fuzzer fuzz_trust_payload;

namespace kazashi {
namespace {

/// Calls `fuzzer` with the seed, with every part of it from the start, and with every octet changed.
std::size_t run_around(Fuzzer& fuzzer, const base::Bytes& seed) {
  std::size_t calls = 0;
  const auto run = [&](const base::Bytes& input) {
    REQUIRE(fuzzer(input.data(), input.size()) == 0);
    ++calls;
  };
  run(seed);
  for (std::size_t at = 0; at < seed.size(); ++at) {
    run(base::Bytes(seed.begin(), seed.begin() + static_cast<std::ptrdiff_t>(at)));
    base::Bytes changed = seed;
    changed[at] ^= static_cast<std::uint8_t>(1U << at % 8);
    run(changed);
  }
  return calls;
}

TEST_CASE("certificates_and_what_lies_beside_them_break_no_promise") {
  const base::Bytes seed = pki::signature_leaf("adult").certificate;
  CHECK(run_around(fuzz_der, seed) == 2 * seed.size() + 1);
  CHECK(run_around(fuzz_certificate, seed) == 2 * seed.size() + 1);
  CHECK(run_around(fuzz_certificate, pki::authority_certificate("auth-1")) > 1);
}

TEST_CASE("signed_documents_and_what_lies_beside_them_break_no_promise") {
  const auto content = base::as_bytes("content");
  const base::Bytes document = cms::DocumentParts(cms::test_signer(), content).build();
  CHECK(run_around(fuzz_cms, document) > 1);
  base::Bytes stream{0x30, 0x80};
  base::append(stream, base::ByteView(document).subspan(4));  // behind a length of two octets
  base::append(stream, base::Bytes{0x00, 0x00});
  CHECK(run_around(fuzz_cms, stream) > 1);
}

TEST_CASE("envelopes_and_what_lies_beside_them_break_no_promise") {
  const auto key = crypto::p384_test_key();
  CHECK(run_around(fuzz_envelope, cose::sign1(key, cose::es384_header(key), base::as_bytes("payload"))) > 1);
}

TEST_CASE("bundles_and_what_lies_beside_them_break_no_promise") {
  const std::string payload =
      R"({"format":"kazashi-trust:1","environment":"production","anchors":[{"purpose":"signature","fingerprint":")" +
      std::string(64, 'a') +
      R"(","name":"a","serial":"01","notBefore":"2026-01-01","notAfter":"2026-01-01","provenance":{"source":"s",)" +
      R"("confidence":"one-source"}}]})";
  CHECK(run_around(fuzz_trust_payload, base::to_bytes(base::as_bytes(payload))) > 1);
}

}  // namespace
}  // namespace kazashi

// A fuzzer ends the program where a promise is broken, so a call that comes back is a promise kept.
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/bytes.h"
#include "base/hex.h"
#include "unit/cms/documents.h"
#include "unit/cose/cbor_writer.h"
#include "unit/pki/test_certificates.h"

using Fuzzer = int(const std::uint8_t*, std::size_t);
extern "C" Fuzzer fuzz_der;
extern "C" Fuzzer fuzz_certificate;
extern "C" Fuzzer fuzz_cms;
extern "C" Fuzzer fuzz_envelope;
extern "C" Fuzzer fuzz_trust_payload;
extern "C" Fuzzer fuzz_port100_frame;
extern "C" Fuzzer fuzz_iso_block;
extern "C" Fuzzer fuzz_rcs300_frame;
extern "C" Fuzzer fuzz_ccid;
extern "C" Fuzzer fuzz_t1_block;
extern "C" Fuzzer fuzz_ndef;
extern "C" Fuzzer fuzz_office_tag;

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

TEST_CASE("what_readers_send_and_what_lies_beside_it_breaks_no_promise") {
  const auto run = [](Fuzzer& fuzzer, std::string_view hex) {
    const auto seed = base::from_hex(hex);
    REQUIRE(seed);
    CHECK(run_around(fuzzer, *seed) == 2 * seed->size() + 1);
  };
  run(fuzz_port100_frame, "0000ffffff0900f7d70500000000083334b500");
  run(fuzz_iso_block, "1201029000");
  run(fuzz_rcs300_frame,
      "83110000000001000000c0030090009602000097040201029000"
      "9000");
  run(fuzz_rcs300_frame,
      "c003009000"
      "5f510d3b888001000005e0b381a1007f"
      "978103029000"
      "9000");
  run(fuzz_ccid,
      "80020000000003000000"
      "9000");
  run(fuzz_ccid, "3be000ff8131fe4514");
  run(fuzz_ccid,
      "36210001000702000000a00f0000a00f000000002a000090d0030000000100000000000000000000400002000f010000000000"
      "0000"
      "01");
  run(fuzz_t1_block, "006002900012");
  run(fuzz_t1_block, "00c101fe3e");
  run(fuzz_ndef,
      "910105550461"
      "2e6a70"
      "3c0302026b3a6f"
      "6964"
      "0102"
      "560001"
      "03");
}

TEST_CASE("tags_and_what_lies_beside_them_break_no_promise") {
  const auto key = crypto::p384_test_key();
  CHECK(run_around(fuzz_office_tag, cose::sign1(key, cose::es384_header(key), base::as_bytes("payload"))) >
        1);
}

}  // namespace
}  // namespace kazashi

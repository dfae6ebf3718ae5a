#include "trust/envelope.h"

#include <catch2/catch_test_macros.hpp>

#include "unit/cose/cbor_writer.h"
#include "unit/trust/envelopes.h"

namespace kazashi::trust {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Result;

Result<Envelope> open(base::ByteView octets, std::uint64_t minimum_version = 0) {
  return open_envelope(octets, "trust-bundle", signers(), kNow, minimum_version);
}

FailureCode refusal(const EnvelopeParts& parts) { return open(sealed(parts)).error().code; }

TEST_CASE("opens_an_envelope_and_says_who_signed_what") {
  const Envelope envelope = open(sealed({.payload = "{\"a\":1}"})).value();
  CHECK(envelope.kind == "trust-bundle");
  CHECK(envelope.id == "unit");
  CHECK(envelope.version == 5);
  CHECK(base::format_utc(envelope.issued) == "2026-11-01T00:00:00Z");
  CHECK(base::format_utc(envelope.expires) == "2026-12-01T00:00:00Z");
  CHECK(base::as_text(envelope.payload) == "{\"a\":1}");
  CHECK(envelope.signer == "first");
}

TEST_CASE("refuses_an_older_version_than_the_one_in_hand_and_takes_the_same_again") {
  CHECK(open(sealed({}), 5).has_value());
  CHECK(open(sealed({}), 6).error().code == FailureCode::envelope_rollback);
}

TEST_CASE("refuses_envelopes_outside_their_dates_and_counts_both_ends_in") {
  const auto at = [](std::string_view time) {
    return open_envelope(sealed({}), "trust-bundle", signers(), moment(time), 0);
  };
  CHECK(at("2026-11-01T00:00:00Z").has_value());
  CHECK(at("2026-12-01T00:00:00Z").has_value());
  CHECK(at("2026-10-31T23:59:59Z").error().code == FailureCode::envelope_not_yet_valid);
  CHECK(at("2026-12-01T00:00:01Z").error().code == FailureCode::envelope_expired);
}

TEST_CASE("refuses_another_kind_than_the_asked_one") {
  CHECK(refusal({.kind = "rulebook"}) == FailureCode::envelope_wrong_kind);
}

TEST_CASE("a_signer_counts_for_the_kinds_it_was_given") {
  const auto second = crypto::other_p384_test_key();
  const Bytes rulebook = sealed({.kind = "rulebook"}, second);
  CHECK(open_envelope(rulebook, "rulebook", signers(), kNow, 0).value().signer == "second");
  CHECK(open(sealed({}, second)).error().code == FailureCode::envelope_unknown_signer);
  CHECK(open(rulebook).error().code == FailureCode::envelope_unknown_signer);
}

TEST_CASE("refuses_signers_it_does_not_know") {
  CHECK(open_envelope(sealed({}), "trust-bundle", {}, kNow, 0).error().code ==
        FailureCode::envelope_unknown_signer);
}

TEST_CASE("refuses_what_another_key_signed_under_a_known_ones_id") {
  const Bytes forged =
      cose::sign1(crypto::other_p384_test_key(), cose::es384_header(crypto::p384_test_key()), content_of({}));
  CHECK(open(forged).error().code == FailureCode::envelope_signature_invalid);
}

TEST_CASE("refuses_a_signer_whose_key_is_no_p384_key") {
  const auto with_key = [](const Bytes& spki) {
    // the header's key id is that of the pinned key, whatever kind it is
    const crypto::TestKey signing{.pkcs8 = crypto::p384_test_key().pkcs8, .spki = spki};
    const std::vector<Signer> pinned{{.id = "odd", .kinds = {"trust-bundle"}, .public_key = spki}};
    return open_envelope(sealed({}, signing), "trust-bundle", pinned, kNow, 0).error().code;
  };
  CHECK(with_key(crypto::p256_test_key().spki) == FailureCode::signature_algorithm_refused);
  CHECK(with_key(crypto::rsa_test_key().spki) == FailureCode::signature_algorithm_refused);
  CHECK(with_key(Bytes{1, 2, 3}) == FailureCode::key_malformed);
}

TEST_CASE("refuses_an_envelope_with_any_octet_changed_or_cut_off") {
  const Bytes octets = sealed({});
  for (std::size_t at = 0; at < octets.size(); ++at) {
    Bytes changed = octets;
    changed[at] ^= 0x20;
    CHECK_FALSE(open(changed).has_value());
    CHECK(open(base::ByteView(octets).first(at)).error().code == FailureCode::cbor_malformed);
  }
}

TEST_CASE("refuses_ids_dates_and_periods_out_of_form") {
  for (const EnvelopeParts& parts :
       std::vector<EnvelopeParts>{{.id = ""},
                                  {.id = "Unit"},
                                  {.id = "a b"},
                                  {.id = std::string(65, 'a')},
                                  {.issued = "2026-11-01"},
                                  {.expires = "2026-12-01T00:00:00+09:00"},
                                  {.issued = "2026-11-30T00:00:00Z", .expires = "2026-11-29T00:00:00Z"}}) {
    CHECK(refusal(parts) == FailureCode::envelope_malformed);
  }
}

TEST_CASE("refuses_contents_of_another_shape_though_they_are_signed") {
  const auto refused = [](base::ByteView content) { return open(sealed_content(content)).error().code; };
  CHECK(refused({}) == FailureCode::envelope_malformed);
  CHECK(refused(cose::cbor_map({})) == FailureCode::envelope_malformed);
  Bytes longer = content_of({});
  longer.push_back(0);
  CHECK(refused(longer) == FailureCode::envelope_malformed);
  Bytes version_as_text = content_of({});
  version_as_text.pop_back();
  base::append(version_as_text, cose::cbor_text("5"));
  CHECK(refused(version_as_text) == FailureCode::envelope_malformed);
}

}  // namespace
}  // namespace kazashi::trust

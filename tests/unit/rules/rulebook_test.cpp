// A rulebook on its way from an office to an application: in a signed envelope, and every way in which one
// does not count is told apart.
#include "verify/rulebook.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "unit/rules/books.h"
#include "unit/trust/envelopes.h"

namespace kazashi::verify {
namespace {

using base::FailureCode;
using nlohmann::json;

const std::string& book_text() {
  static const std::string text =
      rules::testing::rulebook_of({rules::testing::small_decision({{"true", json::array()}})});
  return text;
}

trust::EnvelopeParts parts() { return {.id = "office", .kind = "rulebook", .payload = book_text()}; }

base::Result<Rulebook> open(base::ByteView octets, base::UtcTime now = trust::kNow,
                            std::uint64_t minimum_version = 0) {
  return Rulebook::open_signed(octets, trust::signers(), now, minimum_version);
}

FailureCode refusal(base::ByteView octets) { return open(octets).error().code; }

TEST_CASE("a_sealed_rulebook_opens_and_tells_its_release") {
  const auto rulebook = open(trust::sealed(parts()));
  REQUIRE(rulebook.has_value());
  CHECK(rulebook->book.find("D-TEST") != nullptr);
  REQUIRE(rulebook->release.has_value());
  CHECK(rulebook->release->id == "office");
  CHECK(rulebook->release->version == 5);
  CHECK(rulebook->release->signer == "first");
  CHECK(rulebook->release->issued == trust::moment("2026-11-01T00:00:00Z"));
  CHECK(rulebook->release->expires == trust::moment("2026-12-01T00:00:00Z"));
}

TEST_CASE("the_fingerprint_is_of_the_text_however_it_came") {
  CHECK(open(trust::sealed(parts()))->fingerprint == Rulebook::open(book_text())->fingerprint);
  CHECK_FALSE(Rulebook::open(book_text())->release.has_value());
}

TEST_CASE("an_altered_rulebook_has_a_bad_signature") {
  base::Bytes octets = trust::sealed(parts());
  octets.back() ^= 1;
  CHECK(refusal(octets) == FailureCode::envelope_signature_invalid);

  base::Bytes text = trust::sealed(parts());
  const std::string_view word = "D-TEST";
  const auto found = std::ranges::search(text, base::as_bytes(word));
  REQUIRE_FALSE(found.empty());
  found.front() ^= 1;
  CHECK(refusal(text) == FailureCode::envelope_signature_invalid);
}

TEST_CASE("a_strangers_rulebook_is_refused_as_one") {
  const auto octets = trust::sealed(parts());
  const std::vector<trust::Signer> others{trust::signers().back()};
  CHECK(Rulebook::open_signed(octets, others, trust::kNow, 0).error().code ==
        FailureCode::envelope_unknown_signer);
  CHECK(Rulebook::open_signed(octets, {}, trust::kNow, 0).error().code ==
        FailureCode::envelope_unknown_signer);
}

TEST_CASE("an_older_rulebook_than_the_one_seen_is_a_rollback") {
  const auto octets = trust::sealed(parts());
  CHECK(open(octets, trust::kNow, 5).has_value());
  CHECK(open(octets, trust::kNow, 6).error().code == FailureCode::envelope_rollback);
}

TEST_CASE("a_rulebook_counts_from_its_issue_to_its_expiry_and_no_second_longer") {
  const auto octets = trust::sealed(parts());
  const auto at = [&](std::string_view time) { return open(octets, trust::moment(time)); };
  CHECK(at("2026-10-31T23:59:59Z").error().code == FailureCode::envelope_not_yet_valid);
  CHECK(at("2026-11-01T00:00:00Z").has_value());
  CHECK(at("2026-12-01T00:00:00Z").has_value());
  CHECK(at("2026-12-01T00:00:01Z").error().code == FailureCode::envelope_expired);
}

TEST_CASE("a_trust_bundle_is_no_rulebook") {
  auto bundle = parts();
  bundle.kind = "trust-bundle";
  CHECK(refusal(trust::sealed(bundle)) == FailureCode::envelope_wrong_kind);
}

TEST_CASE("a_sound_envelope_around_no_rulebook_names_the_place") {
  auto broken = parts();
  broken.payload = R"({"format":"kazashi-rulebook:9","services":[]})";
  std::string fault;
  const auto opened = Rulebook::open_signed(trust::sealed(broken), trust::signers(), trust::kNow, 0, &fault);
  CHECK(opened.error().code == FailureCode::rules_malformed);
  CHECK(fault == "/format");
}

}  // namespace
}  // namespace kazashi::verify

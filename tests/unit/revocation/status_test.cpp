#include "revocation/status.h"

#include <algorithm>
#include <array>

#include <catch2/catch_test_macros.hpp>

#include "der/writer.h"
#include "unit/revocation/crl_parts.h"

using namespace kazashi;
using namespace kazashi::revocation;
using base::Bytes;
using base::FailureCode;
using base::Outcome;

namespace {

const TestAuthority kAuthority = test_authority("KAZASHI-TEST");
const TestAuthority kNamesake =
    test_authority("KAZASHI-TEST", true);  // another generation: same name, other key

base::UtcTime at(const char* text) { return base::parse_utc(text).value(); }

const Policy kStrict = {.depth = Depth::end_entity,
                        .unknown = UnknownStatus::refuse,
                        .staleness = Staleness::refuse,
                        .max_age_hours = 24 * 7};

/// A set file and the view of it.
struct Loaded {
  explicit Loaded(Bytes file) : octets(std::move(file)), set(RevocationSet::open(octets).value()) {}
  Bytes octets;
  RevocationSet set;
};

Loaded load(const CrlParts& crl, const TestAuthority& signer, Keep keep = Keep::details) {
  return Loaded(write_set(read_crl(crl.build(), signer, keep).value()));
}

Answer ask(const pki::Certificate& certificate, std::span<const RevocationSet> sets,
           const char* time = "2026-02-02T00:00:00Z", const TestAuthority& issuer = kAuthority,
           const char* trusted_time = nullptr) {
  Question question{.certificate = certificate, .issuer = issuer.certificate, .sets = sets, .time = at(time)};
  if (trusted_time != nullptr) question.trusted_time = at(trusted_time);
  return status_of(question, kStrict);
}

CrlParts crl_of(const TestAuthority& authority, std::vector<Bytes> entries) {
  CrlParts crl(authority);
  if (!entries.empty()) crl.entries = std::move(entries);
  return crl;
}

/// [0] DistributionPointName with a directoryName of that organisation.
Bytes point(const char* organisation) {
  return joined(0xA0, {joined(0xA0, {joined(0xA4, {test_authority(organisation).certificate.subject.der})})});
}
Bytes points_of(const char* organisation) { return joined(0x30, {joined(0x30, {point(organisation)})}); }
Bytes scope_of(const std::vector<Bytes>& parts) { return extension_der(28, true, joined(0x30, parts)); }

}  // namespace

TEST_CASE("tells_five_things_apart") {
  const auto crl = load(crl_of(kAuthority, {entry_der(5, {reason_der(1)})}), kAuthority);
  const std::span sets(&crl.set, 1);
  const auto revoked = ask(issued(kAuthority, 5), sets);
  CHECK(revoked.status == Status::revoked);
  CHECK(revoked.reason == Reason::key_compromise);
  CHECK(revoked.revoked_at == at("2026-01-02T03:04:05Z"));
  CHECK(revoked.source->name == "crl 07");
  CHECK(revoked.source->next_update == at("2026-03-01T00:00:00Z"));
  CHECK(ask(issued(kAuthority, 6), sets).status == Status::good);
  CHECK(ask(issued(kAuthority, 6), sets, "2026-02-09T00:00:01Z").status == Status::stale);
  CHECK(ask(issued(kAuthority, 6), sets, "2026-01-31T23:59:59Z").status == Status::unknown);
  CHECK(ask(issued(test_authority("another"), 6), sets).status == Status::unknown);
  CHECK(ask(issued(kAuthority, 6), {}).status == Status::not_checked);
}

TEST_CASE("a_namesake_with_another_key_is_another_authority") {
  const auto crl = load(crl_of(kNamesake, {entry_der(5)}), kNamesake);
  const std::span sets(&crl.set, 1);
  CHECK(ask(issued(kAuthority, 5), sets).status == Status::unknown);
  CHECK(ask(issued(kNamesake, 5), sets, "2026-02-02T00:00:00Z", kNamesake).status == Status::revoked);
  const auto certificate = issued(kAuthority, 5);
  const Question rollover{.certificate = certificate,
                          .issuer = kAuthority.certificate,
                          .same_authority = {&kNamesake.certificate, 1},
                          .sets = sets,
                          .time = at("2026-02-02T00:00:00Z")};
  CHECK(status_of(rollover, kStrict).status == Status::revoked);
}

TEST_CASE("a_stale_crl_still_revokes") {
  const auto crl = load(crl_of(kAuthority, {entry_der(5)}), kAuthority);
  CHECK(ask(issued(kAuthority, 5), {&crl.set, 1}, "2027-01-01T00:00:00Z").status == Status::revoked);
}

TEST_CASE("a_revocation_after_the_trusted_time_is_told_apart") {
  const Bytes compromised = extension_der(24, false, text_der(0x18, "20251231000000Z"));
  const auto crl = load(crl_of(kAuthority, {entry_der(5), entry_der(6, {compromised})}), kAuthority);
  const auto asked = [&](std::uint32_t serial, const char* trusted) {
    return ask(issued(kAuthority, serial), {&crl.set, 1}, "2026-02-02T00:00:00Z", kAuthority, trusted);
  };
  CHECK(asked(5, "2026-01-02T03:04:04Z").after_trusted_time);
  CHECK_FALSE(asked(5, "2026-01-02T03:04:05Z").after_trusted_time);
  CHECK_FALSE(asked(6, "2026-01-01T00:00:00Z").after_trusted_time);  // the key was lost before
  const auto later = finding_of(asked(5, "2026-01-01T00:00:00Z"), kStrict, 0);
  CHECK(later.outcome == Outcome::passed);
  CHECK(later.reason->code == FailureCode::revocation_later);
  CHECK(finding_of(asked(5, nullptr), kStrict, 0).outcome == Outcome::failed);

  const auto bare = load(crl_of(kAuthority, {entry_der(5)}), kAuthority, Keep::serials);
  const auto undated =
      ask(issued(kAuthority, 5), {&bare.set, 1}, "2026-02-02T00:00:00Z", kAuthority, "2026-01-01T00:00:00Z");
  CHECK(undated.status == Status::revoked);
  CHECK_FALSE(undated.after_trusted_time);  // without a date nothing can be told
}

TEST_CASE("a_partition_speaks_of_its_own_certificates_only") {
  CrlParts crl = crl_of(kAuthority, {entry_der(5)});
  crl.extensions.push_back(scope_of({point("Chiyoda CRLDP")}));
  const auto chiyoda = load(crl, kAuthority);
  const std::span sets(&chiyoda.set, 1);
  CHECK(ask(issued(kAuthority, 5, points_of("Chiyoda CRLDP")), sets).status == Status::revoked);
  CHECK(ask(issued(kAuthority, 6, points_of("chiyoda  crldp")), sets).status == Status::good);
  CHECK(ask(issued(kAuthority, 6, points_of("Kiyose CRLDP")), sets).status == Status::unknown);
  CHECK(ask(issued(kAuthority, 6), sets).status == Status::unknown);
}

TEST_CASE("scopes_of_authorities_users_and_reasons_count") {
  const auto with = [](const Bytes& flag) {
    CrlParts crl = crl_of(kAuthority, {entry_der(5)});
    crl.extensions.push_back(scope_of({flag}));
    return load(crl, kAuthority);
  };
  const auto users = with(Bytes{0x81, 0x01, 0xFF});
  const auto authorities = with(Bytes{0x82, 0x01, 0xFF});
  const auto some_reasons = with(Bytes{0x83, 0x02, 0x06, 0x40});  // keyCompromise
  const auto attributes = with(Bytes{0x85, 0x01, 0xFF});
  const auto user = issued(kAuthority, 6);
  CHECK(ask(user, {&users.set, 1}).status == Status::good);
  CHECK(ask(user, {&authorities.set, 1}).status == Status::unknown);
  CHECK(ask(user, {&attributes.set, 1}).status == Status::unknown);
  CHECK(ask(user, {&some_reasons.set, 1}).status == Status::unknown);
  CHECK(ask(issued(kAuthority, 5), {&some_reasons.set, 1}).status == Status::revoked);
  auto authority = user;
  authority.basic_constraints = pki::BasicConstraints{.critical = true, .authority = true, .path_length = {}};
  CHECK(ask(authority, {&users.set, 1}).status == Status::unknown);
  CHECK(ask(authority, {&authorities.set, 1}).status == Status::good);
}

TEST_CASE("an_indirect_crl_speaks_of_each_issuer_apart") {
  const auto other = test_authority("another");
  const Bytes names = joined(0x30, {joined(0xA4, {other.certificate.subject.der})});
  CrlParts crl =
      crl_of(kAuthority, {entry_der(5), entry_der(6, {extension_der(29, true, names)}), entry_der(7)});
  crl.extensions.push_back(scope_of({Bytes{0x84, 0x01, 0xFF}}));
  const auto indirect = load(crl, kAuthority);
  const auto elsewhere = [&](std::uint32_t serial) {
    const Bytes crl_issuer = joined(0xA2, {joined(0xA4, {kAuthority.certificate.subject.der})});
    const auto certificate = issued(other, serial, joined(0x30, {joined(0x30, {crl_issuer})}));
    const Question question{.certificate = certificate,
                            .issuer = other.certificate,
                            .same_authority = {&kAuthority.certificate, 1},
                            .sets = {&indirect.set, 1},
                            .time = at("2026-02-02T00:00:00Z")};
    return status_of(question, kStrict).status;
  };
  CHECK(ask(issued(kAuthority, 5), {&indirect.set, 1}).status == Status::revoked);
  CHECK(ask(issued(kAuthority, 6), {&indirect.set, 1}).status == Status::good);
  CHECK(elsewhere(5) == Status::good);
  CHECK(elsewhere(6) == Status::revoked);
  CHECK(elsewhere(7) == Status::revoked);  // the issuer named last goes on counting

  crl.extensions.pop_back();  // names another issuer and does not say that it is indirect
  CHECK_FALSE(read_crl(crl.build(), kAuthority));
}

TEST_CASE("merges_base_and_delta_and_replaces_older_by_newer") {
  const auto base = load(crl_of(kAuthority, {entry_der(5, {reason_der(6)}), entry_der(6)}), kAuthority);
  CrlParts delta_parts = crl_of(kAuthority, {entry_der(5, {reason_der(8)}), entry_der(9)});
  delta_parts.extensions.back() = extension_der(20, false, number_der(9));
  delta_parts.extensions.push_back(extension_der(27, true, number_der(7)));
  const auto delta = load(delta_parts, kAuthority);
  CHECK(ask(issued(kAuthority, 9), {&delta.set, 1}).status == Status::unknown);  // alone it says nothing

  const std::vector both = {base.set, delta.set};
  const Loaded merged(merge_sets(both).value());
  const std::span sets(&merged.set, 1);
  REQUIRE(merged.set.segments().size() == 1);
  CHECK(ask(issued(kAuthority, 5), sets).status == Status::good);
  CHECK(ask(issued(kAuthority, 6), sets).status == Status::revoked);
  CHECK(ask(issued(kAuthority, 9), sets).status == Status::revoked);
  CHECK(ask(issued(kAuthority, 9), sets).source->name == "crl 09");

  delta_parts.extensions.back() = extension_der(27, true, number_der(8));
  const auto misfit = load(delta_parts, kAuthority);
  const std::vector mismatched = {base.set, misfit.set};
  CHECK(merge_sets(mismatched).error().code == FailureCode::crl_delta_mismatch);
  CHECK(merge_sets(std::span(&delta.set, 1)).error().code == FailureCode::crl_delta_mismatch);

  const std::vector twice = {base.set, merged.set, base.set};
  CHECK(merge_sets(twice).value() == merged.octets);
}

TEST_CASE("of_crls_of_one_moment_the_highest_number_stays_in_whatever_order_they_come") {
  const auto numbered = [](std::uint32_t number) {
    CrlParts crl = crl_of(kAuthority, {entry_der(5)});
    crl.extensions.back() = extension_der(20, false, number_der(number));
    return load(crl, kAuthority);
  };
  CrlParts without = crl_of(kAuthority, {entry_der(5)});
  without.extensions.pop_back();
  const std::array crls = {numbered(8), load(without, kAuthority), numbered(9)};
  std::array<std::size_t, 3> order = {0, 1, 2};
  do {
    std::vector<RevocationSet> sets;
    for (const std::size_t place : order) sets.push_back(crls[place].set);
    const Loaded merged(merge_sets(sets).value());
    REQUIRE(merged.set.segments().size() == 1);
    CHECK(merged.set.segments()[0].crl.number == Bytes{9});
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("keeps_partitions_apart_in_one_set") {
  std::vector<Loaded> loaded;
  for (int i = 0; i < 40; ++i) {
    CrlParts crl = crl_of(kAuthority, {entry_der(static_cast<std::uint32_t>(100 + i))});
    crl.extensions.push_back(scope_of({point(("City " + std::to_string(i)).c_str())}));
    loaded.push_back(load(crl, kAuthority));
  }
  std::vector<RevocationSet> sets;
  for (const auto& one : loaded) sets.push_back(one.set);
  const Loaded all(merge_sets(sets).value());
  CHECK(all.set.segments().size() == 40);
  CHECK(ask(issued(kAuthority, 117, points_of("City 17")), {&all.set, 1}).status == Status::revoked);
  CHECK(ask(issued(kAuthority, 117, points_of("City 18")), {&all.set, 1}).status == Status::good);
}

TEST_CASE("policy_has_no_default_and_decides_what_unknown_and_stale_mean") {
  Policy lenient = kStrict;
  lenient.unknown = UnknownStatus::accept;
  lenient.staleness = Staleness::accept;
  const Answer unknown{.status = Status::unknown}, stale{.status = Status::stale}, none{};
  CHECK(finding_of(unknown, kStrict, 1).outcome == Outcome::indeterminate);
  CHECK(finding_of(stale, kStrict, 1).outcome == Outcome::indeterminate);
  CHECK(finding_of(unknown, lenient, 1).outcome == Outcome::passed);
  CHECK(finding_of(unknown, lenient, 1).reason->code == FailureCode::revocation_unknown);
  CHECK(finding_of(stale, lenient, 1).reason->code == FailureCode::revocation_stale);
  CHECK(finding_of(none, lenient, 1).outcome == Outcome::not_checked);
  CHECK(parse_depth("whole-path") == Depth::whole_path);
  CHECK_FALSE(parse_depth(""));
  CHECK_FALSE(parse_staleness("ignore"));
  CHECK_FALSE(parse_unknown_status("require"));
}

TEST_CASE("refuses_a_set_file_that_is_not_what_was_written") {
  const auto sound =
      load(crl_of(kAuthority, {entry_der(5, {reason_der(1)}), entry_der(Bytes(16, 7))}), kAuthority);
  const Bytes& octets = sound.octets;
  for (std::size_t size = 0; size < octets.size(); ++size) {
    CHECK_FALSE(RevocationSet::open(base::ByteView(octets).first(size)));
  }
  Bytes longer = octets;
  longer.push_back(0);
  CHECK_FALSE(RevocationSet::open(longer));
  for (std::size_t at = 0; at < octets.size(); ++at) {
    Bytes bad = octets;
    bad[at] ^= 0x41;
    const auto set = RevocationSet::open(bad);  // a changed name or date is another set; nothing may crash
    if (at < 20) CHECK_FALSE(set);
    if (set) static_cast<void>(ask(issued(kAuthority, 5), {&*set, 1}));
  }
}

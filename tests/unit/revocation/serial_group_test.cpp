#include "revocation/serial_group.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "revocation/serial_collector.h"

using namespace kazashi;
using namespace kazashi::revocation;

namespace {

Serial serial_of(const base::Bytes& magnitude) {
  base::Bytes content = magnitude;
  if (content[0] >= 0x80) content.insert(content.begin(), 0);
  Serial serial;
  if (!read_serial(content, serial)) std::abort();  // REQUIRE would take most of the time
  return serial;
}

base::Bytes random_magnitude(std::mt19937_64& random, std::size_t size) {
  base::Bytes octets(size);
  for (auto& octet : octets) octet = static_cast<std::uint8_t>(random());
  if (octets[0] == 0) octets[0] = 1;
  return octets;
}

Details some_details(std::mt19937_64& random) {
  Details details{.revoked = base::UtcTime{std::chrono::seconds{1'600'000'000 + random() % 100'000'000}}};
  if (random() % 5 == 0) details.invalid_since = details.revoked - std::chrono::hours{random() % 1000};
  details.reason = static_cast<Reason>(random() % 7);
  return details;
}

/// Collects, opens and looks up everything; `size` octets a serial.
void collects_and_finds(std::size_t size, std::size_t count, Keep keep) {
  std::mt19937_64 random(size * 1000 + count);
  std::map<base::Bytes, Details> expected;
  SerialCollector collector(keep);
  for (std::size_t i = 0; i < count; ++i) {
    const auto magnitude = random_magnitude(random, size);
    const Details details = some_details(random);
    expected.emplace(magnitude, details);  // the first counts
    collector.add(serial_of(magnitude), details);
  }
  const auto groups = collector.finish();
  REQUIRE(groups.size() == 1);
  const auto group = GroupView::open(groups[0]);
  REQUIRE(group);
  CHECK(group->octets().size() == groups[0].size());
  CHECK(group->shape().count == expected.size());
  std::size_t wrong = 0;
  for (const auto& [magnitude, details] : expected) {
    const auto place = group->find(serial_of(magnitude));
    if (!place) {
      ++wrong;
    } else if (keep == Keep::details && group->details(*place) != details) {
      ++wrong;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto other = random_magnitude(random, size);
    if (group->find(serial_of(other)).has_value() != expected.contains(other)) ++wrong;
  }
  CHECK(wrong == 0);
}

base::Bytes group_of(const std::vector<std::uint32_t>& serials) {
  SerialCollector collector(Keep::serials);
  for (const auto serial : serials) collector.add_short(serial);
  const auto groups = collector.finish();
  REQUIRE(groups.size() == 1);
  return groups[0];
}

}  // namespace

TEST_CASE("finds_what_it_was_given_and_nothing_else_for_every_length") {
  for (std::size_t size = 1; size <= kMaxSerialSize; ++size) {
    CAPTURE(size);
    collects_and_finds(size, 1, Keep::details);
    collects_and_finds(size, 700, Keep::serials);
    collects_and_finds(size, 700, Keep::details);
  }
}

TEST_CASE("merges_many_runs") {
  collects_and_finds(16, 70'000, Keep::details);

  SerialCollector collector(Keep::serials);
  std::uint32_t value = 1;
  const auto next = [&value] { return value = value * 1'664'525 + 1'013'904'223; };  // every number once
  for (int i = 0; i < 1'100'000; ++i) collector.add_short(next());
  const auto groups = collector.finish();
  const auto group = GroupView::open(groups.at(0));
  REQUIRE(group);
  CHECK(group->shape().count == 1'100'000);
  value = 1;
  int missing = 0;
  for (int i = 0; i < 1'100'000; ++i) {
    Serial serial;
    serial.prefix = next();
    if (i % 16 == 0 && !group->find(serial)) ++missing;
  }
  CHECK(missing == 0);
}

TEST_CASE("finds_serials_that_share_their_first_octets") {
  std::vector<base::Bytes> all;
  SerialCollector collector(Keep::serials);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    base::Bytes magnitude(16, 0x11);
    magnitude[13] = static_cast<std::uint8_t>(i >> 16);
    magnitude[14] = static_cast<std::uint8_t>(i >> 8);
    magnitude[15] = static_cast<std::uint8_t>(i);
    collector.add(serial_of(magnitude), {});
    all.push_back(magnitude);
  }
  const auto groups = collector.finish();
  const auto group = GroupView::open(groups.at(0));
  REQUIRE(group);
  CHECK(std::ranges::all_of(
      all, [&](const auto& magnitude) { return group->find(serial_of(magnitude)).has_value(); }));
  auto other = all[17];
  other[15] ^= 0x80;
  other[12] ^= 1;
  CHECK_FALSE(group->find(serial_of(other)));
}

TEST_CASE("finds_serials_in_clusters_far_apart") {
  std::vector<std::uint32_t> serials;
  for (std::uint32_t i = 0; i < 3000; ++i) serials.push_back(i);
  for (std::uint32_t i = 0; i < 3000; ++i) serials.push_back(0x7000'0000U + i * 2);
  for (std::uint32_t i = 0; i < 3000; ++i) serials.push_back(0xFFFF'F000U + i);
  const auto octets = group_of(serials);
  const auto group = GroupView::open(octets);
  REQUIRE(group);
  const auto has = [&](std::uint32_t value) {
    Serial serial;
    serial.prefix = value;
    return group->find(serial).has_value();
  };
  CHECK(std::ranges::all_of(serials, has));
  CHECK_FALSE(has(3000));
  CHECK_FALSE(has(0x7000'0001));
  CHECK_FALSE(has(0x6FFF'FFFF));
  CHECK_FALSE(has(0x8000'0000));
  CHECK_FALSE(has(0xFFFF'FFFF));
}

TEST_CASE("a_group_has_one_encoding_whatever_the_order_of_arrival") {
  std::mt19937_64 random(7);
  std::vector<std::uint32_t> serials;
  for (int i = 0; i < 5000; ++i) serials.push_back(static_cast<std::uint32_t>(random()));
  const auto once = group_of(serials);
  std::ranges::reverse(serials);
  serials.insert(serials.end(), serials.begin(), serials.begin() + 100);  // and some twice
  CHECK(group_of(serials) == once);
}

TEST_CASE("keeps_random_serials_of_four_octets_in_at_most_two_octets_each") {
  std::mt19937_64 random(3);
  std::vector<std::uint32_t> serials(200'000);
  // as dense as ten million among all there are
  for (auto& serial : serials) serial = static_cast<std::uint32_t>(random() % (serials.size() * 430));
  CHECK(group_of(serials).size() <= serials.size() * 2);
}

TEST_CASE("refuses_every_changed_octet_or_still_opens_within_bounds") {
  std::mt19937_64 random(11);
  SerialCollector collector(Keep::details);
  for (int i = 0; i < 600; ++i) collector.add(serial_of(random_magnitude(random, 10)), some_details(random));
  const auto good = collector.finish().at(0);
  constexpr std::size_t kHeader = 56;
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto bad = good;
    bad[at] ^= static_cast<std::uint8_t>(1 + random() % 255);
    const auto group = GroupView::open(bad);
    if (at < kHeader) CHECK_FALSE(group);
    if (!group) continue;  // a changed suffix or reason is another sound group
    for (int i = 0; i < 20; ++i) static_cast<void>(group->find(serial_of(random_magnitude(random, 10))));
  }
  for (std::size_t size = 0; size < good.size(); size += 13) {
    CHECK_FALSE(GroupView::open(base::ByteView(good).first(size)));
  }
}

TEST_CASE("a_merge_leaves_out_what_was_removed_and_the_first_group_counts") {
  const auto date = [](int day) { return base::UtcTime{std::chrono::days{day}}; };
  const auto group_with = [&](std::vector<std::pair<std::uint32_t, int>> entries) {
    SerialCollector collector(Keep::details);
    for (const auto& [value, day] : entries) {
      Serial serial;
      serial.prefix = value;
      collector.add(serial, {.revoked = date(day)});
    }
    return collector.finish().at(0);
  };
  const auto newer = group_with({{5, 50}, {9, 51}});
  const auto older = group_with({{3, 10}, {5, 11}, {7, 12}});
  const auto removed = group_with({{1, 0}, {7, 0}, {8, 0}});
  const std::vector groups = {*GroupView::open(newer), *GroupView::open(older)};
  const auto gone = *GroupView::open(removed);
  const auto merged = merge_groups(groups, &gone);
  const auto view = GroupView::open(merged);
  REQUIRE(view);
  CHECK(view->shape().count == 3);
  Serial five;
  five.prefix = 5;
  CHECK(view->details(view->find(five).value())->revoked == date(50));
  Serial seven;
  seven.prefix = 7;
  CHECK_FALSE(view->find(seven));
  CHECK(merge_groups(std::span(groups).first(1), &groups[0]).empty());
}

TEST_CASE("serials_are_numbers_not_octets") {
  Serial serial;
  CHECK_FALSE(read_serial({}, serial));
  CHECK_FALSE(read_serial(base::Bytes{0x80}, serial));
  CHECK_FALSE(read_serial(base::Bytes{0x00, 0x7F}, serial));
  CHECK_FALSE(read_serial(base::Bytes(21, 0x11), serial));
  base::Bytes longest(21, 0xFF);
  longest[0] = 0;
  REQUIRE(read_serial(longest, serial));
  CHECK(serial.width == 20);
  REQUIRE(read_serial(base::Bytes{0x00, 0x80}, serial));
  CHECK(serial.prefix == 0x80);
  CHECK(serial.width == 4);
}

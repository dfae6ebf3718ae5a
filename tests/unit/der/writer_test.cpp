#include "der/writer.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hex.h"

namespace kazashi::der {
namespace {

using base::Bytes;

std::string hex_of_time(std::string_view time) {
  return base::to_hex(write_time(base::parse_utc(time).value()));
}

TEST_CASE("writes_lengths_in_their_shortest_form") {
  CHECK(base::to_hex(write(kOctetString, Bytes{})) == "0400");
  CHECK(base::to_hex(Bytes(write(kOctetString, Bytes(127, 0xAA)))).starts_with("047faa"));
  CHECK(base::to_hex(Bytes(write(kOctetString, Bytes(128, 0xAA)))).starts_with("048180aa"));
  CHECK(base::to_hex(Bytes(write(kOctetString, Bytes(256, 0xAA)))).starts_with("04820100aa"));
  CHECK(base::to_hex(Bytes(write(kOctetString, Bytes(65536, 0xAA)))).starts_with("0483010000aa"));
}

TEST_CASE("what_is_written_is_read_back") {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    const Bytes content(size, 0x5A);
    const Bytes written = write(kOctetString, content);
    Reader reader(written);
    CHECK(base::to_bytes(reader.read_octet_string().value()) == content);
    CHECK(reader.finish());
  }
}

TEST_CASE("writes_integers_that_are_minimal_and_never_negative") {
  CHECK(base::to_hex(write_integer(0)) == "020100");
  CHECK(base::to_hex(write_integer(127)) == "02017f");
  CHECK(base::to_hex(write_integer(128)) == "02020080");
  CHECK(base::to_hex(write_integer(0x01000000)) == "020401000000");
  CHECK(base::to_hex(write_integer(Bytes{0x00, 0x00, 0xFF})) == "020200ff");
  CHECK(base::to_hex(write_integer(Bytes{})) == "020100");
}

TEST_CASE("sorts_the_members_of_a_set") {
  const Bytes set = write_set_of({write_integer(2), write_null(), write_integer(1)});
  CHECK(base::to_hex(set) == "31080201010201020500");
  CHECK(base::to_hex(write_set_of({}, context_constructed(0))) == "a000");
}

TEST_CASE("writes_time_as_its_year_asks") {
  CHECK(hex_of_time("2026-11-22T03:04:05Z") == "170d3236313132323033303430355a");  // 261122030405Z
  CHECK(hex_of_time("1950-01-01T00:00:00Z").starts_with("170d3530"));
  CHECK(hex_of_time("2049-12-31T23:59:59Z").starts_with("170d3439"));
  CHECK(hex_of_time("2050-01-01T00:00:00Z") == "180f32303530303130313030303030305a");
  CHECK(hex_of_time("1949-12-31T23:59:59Z").starts_with("180f31393439"));
}

TEST_CASE("times_are_read_back") {
  for (const char* text : {"1999-12-31T23:59:59Z", "2026-02-28T00:00:00Z", "2050-06-01T12:30:00Z"}) {
    const auto time = base::parse_utc(text).value();
    const Bytes written = write_time(time);
    CHECK(Reader(written).read_time() == time);
  }
}

}  // namespace
}  // namespace kazashi::der

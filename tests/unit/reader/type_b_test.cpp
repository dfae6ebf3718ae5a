#include "reader/type_b.h"

#include "support.h"

namespace kazashi::reader {
namespace {

using base::Failure;
using base::FailureCode;
using base::ReaderDialogue;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::string_view kReqb = "050010";
constexpr std::string_view kAtqb = "50a1b2c3d4000005e0b381a1";
constexpr std::string_view kAttrib = "1da1b2c3d400080100";

std::string atqb_with(std::string_view protocol) { return "50a1b2c3d4000005e0" + std::string(protocol); }

TEST_CASE("reads_what_a_my_number_card_says_of_itself") {
  const auto card = parse_atqb(octets(kAtqb));
  REQUIRE(card);
  CHECK(base::to_hex(card->identifier) == "a1b2c3d4");
  CHECK(card->parameters.frame_size == 256);
  CHECK(card->parameters.waiting_time >= microseconds{309'314});
  CHECK(card->parameters.waiting_time <= microseconds{309'400});
}

TEST_CASE("reads_every_frame_size") {
  const std::size_t sizes[] = {16, 24, 32, 40, 48, 64, 96, 128, 256, 256, 256, 256, 256, 256, 256, 256};
  for (std::size_t code = 0; code < 16; ++code) {
    const base::Bytes protocol{0xB3, static_cast<std::uint8_t>(code << 4 | 1), 0xA1};
    const auto card = parse_atqb(octets(atqb_with(base::to_hex(protocol))));
    REQUIRE(card);
    CHECK(card->parameters.frame_size == sizes[code]);
  }
}

TEST_CASE("reads_every_waiting_time_and_takes_the_reserved_one_for_4") {
  for (unsigned code = 0; code < 16; ++code) {
    const base::Bytes protocol{0xB3, 0x81, static_cast<std::uint8_t>(code << 4)};
    const auto card = parse_atqb(octets(atqb_with(base::to_hex(protocol))));
    REQUIRE(card);
    const double exact = 4096 / 13.56 * (1U << (code == 15 ? 4 : code));
    const auto microseconds = static_cast<double>(card->parameters.waiting_time.count());
    CHECK(microseconds >= exact);
    CHECK(microseconds <= exact * 1.0001 + 1);
  }
}

TEST_CASE("takes_an_extended_answer") { CHECK(parse_atqb(octets(atqb_with("b381a100")))); }

TEST_CASE("refuses_what_is_no_answer_to_a_request") {
  for (const auto* hex : {"", "50", "50a1b2c3d4000005e0b381", "50a1b2c3d4000005e0b381a10000",
                          "51a1b2c3d4000005e0b381a1", "50a1b2c3d4000005e0b389a1"}) {
    CAPTURE(hex);
    const auto card = parse_atqb(octets(hex));
    REQUIRE_FALSE(card);
    CHECK(card.error() == Failure{FailureCode::card_protocol});
  }
  const auto other = parse_atqb(octets(atqb_with("b380a1")));
  REQUIRE_FALSE(other);
  CHECK(other.error() == Failure{FailureCode::card_unsupported});
}

struct Search {
  base::Result<LinkParameters> found;
  std::size_t announcements = 0;
  milliseconds longest_pause{0};
};

Search search(ScriptedAir& air, std::size_t polls) {
  auto dialogue = find_type_b_card(air, polls);
  dialogue.start();
  Search search{.found = base::fail(FailureCode::internal_error)};
  while (!dialogue.done()) {
    if (const auto* progress = std::get_if<base::Progress>(&dialogue.question())) {
      CHECK(progress->stage == base::Stage::waiting_for_card);
      ++search.announcements;
      dialogue.reply<base::Progress>({});
    } else {
      search.longest_pause =
          std::max(search.longest_pause, std::get<base::Pause>(dialogue.question()).duration);
      dialogue.reply<base::Pause>({});
    }
  }
  search.found = dialogue.take();
  return search;
}

std::string text(std::string_view view) { return std::string(view); }

TEST_CASE("activates_the_card_that_answers") {
  ScriptedAir air({{text(kReqb), text(kAtqb)}, {text(kAttrib), "10"}});
  const auto result = search(air, 1);
  REQUIRE(result.found);
  CHECK(result.found->frame_size == 256);
  CHECK(air.waits[1] >= result.found->waiting_time);
}

TEST_CASE("looks_again_until_a_card_comes") {
  ScriptedAir air({{text(kReqb), AirFault::silence},
                   {text(kReqb), AirFault::garbled},
                   {text(kReqb), AirFault::collision},
                   {text(kReqb), "50a1"},
                   {text(kReqb), text(kAtqb)},
                   {text(kAttrib), AirFault::silence},
                   {text(kReqb), text(kAtqb)},
                   {text(kAttrib), "01"},  // a CID that is not ours
                   {text(kReqb), text(kAtqb)},
                   {text(kAttrib), "0000"},
                   {text(kReqb), text(kAtqb)},
                   {text(kAttrib), "00"}});
  const auto result = search(air, 8);
  CHECK(result.found);
  CHECK(result.announcements == 1);
  for (const auto wait : air.waits) {
    if (wait < milliseconds{100}) CHECK(result.longest_pause + wait <= milliseconds{300});
  }
}

TEST_CASE("ends_a_search_after_as_many_looks_as_it_was_given") {
  ScriptedAir none({});
  const auto without = search(none, 0);
  REQUIRE_FALSE(without.found);
  CHECK(without.found.error() == Failure{FailureCode::card_not_found});

  ScriptedAir air(
      {{text(kReqb), AirFault::silence}, {text(kReqb), AirFault::silence}, {text(kReqb), AirFault::silence}});
  const auto result = search(air, 3);
  REQUIRE_FALSE(result.found);
  CHECK(result.found.error() == Failure{FailureCode::card_not_found});
}

TEST_CASE("tells_what_it_heard_last") {
  ScriptedAir two({{text(kReqb), AirFault::silence}, {text(kReqb), AirFault::collision}});
  CHECK(search(two, 2).found.error() == Failure{FailureCode::card_collision});
  ScriptedAir noise({{text(kReqb), AirFault::collision}, {text(kReqb), AirFault::garbled}});
  CHECK(search(noise, 2).found.error() == Failure{FailureCode::card_transmission});
  ScriptedAir other({{text(kReqb), atqb_with("b380a1")}});
  CHECK(search(other, 2).found.error() == Failure{FailureCode::card_unsupported});
  ScriptedAir gone({{text(kReqb), Failure{FailureCode::reader_disconnected}}});
  CHECK(search(gone, 2).found.error() == Failure{FailureCode::reader_disconnected});
}

TEST_CASE("can_be_cancelled_while_it_waits") {
  ScriptedAir air({{text(kReqb), AirFault::silence}});
  auto dialogue = find_type_b_card(air, 100);
  dialogue.start();
  dialogue.reply<base::Progress>({});
  REQUIRE(std::holds_alternative<base::Pause>(dialogue.question()));
  dialogue.fail({FailureCode::cancelled});
  REQUIRE(dialogue.done());
  CHECK(dialogue.take().error() == Failure{FailureCode::cancelled});
}

}  // namespace
}  // namespace kazashi::reader

// One fault at every step of a visit, for the readers whose faults rcs380_test.cpp does not make.
#include "reader/ccid.h"
#include "reader/converse.h"
#include "reader/rcs300.h"
#include "small_readers.h"

namespace kazashi::reader {
namespace {

using base::CommandApdu;
using base::Failure;
using base::FailureCode;

CommandApdu verify_pin() { return {.ins = 0x20, .p2 = 0x80, .data = {0x31, 0x32, 0x33, 0x34}, .le = {}}; }

base::CardDialogue<base::ResponseApdu> verify_once() {
  co_return co_await base::Transmit{verify_pin(), true};
}

constexpr CcidDescriptor kShort{.level = ExchangeLevel::short_apdu,
                                .message_size = 271,
                                .card_block = 254,
                                .voltages = 7,
                                .protocols = 3,
                                .features = 0x2004A};

constexpr FailureCode kFaults[] = {FailureCode::cancelled, FailureCode::reader_no_answer,
                                   FailureCode::reader_stalled, FailureCode::reader_transfer_failed,
                                   FailureCode::reader_frame_malformed};

/// Runs a visit once to count its questions, then once for each question and fault.
template <class MakeSmall, class MakeReader>
void break_every_step(MakeSmall make_small, MakeReader make_reader) {
  auto whole = make_small();
  auto first = make_reader();
  SmallDriver counting{*whole};
  REQUIRE(counting.run(visit(*first, 2, verify_once())));
  REQUIRE(whole->executed.size() == 1);
  REQUIRE_FALSE(whole->powered);
  for (const auto code : kFaults) {
    for (std::size_t question = 0; question < counting.questions; ++question) {
      CAPTURE(question, base::code_text(code));
      auto small = make_small();
      auto reader = make_reader();
      SmallDriver driver{*small, [&](std::size_t at) {
                           return at == question ? std::optional(Failure{code}) : std::nullopt;
                         }};
      const auto answer = driver.run(visit(*reader, 2, verify_once()));
      CHECK(small->executed.size() <= 1);
      CHECK(driver.questions < 2 * counting.questions + 20);
      CHECK(reader->field_off());
      CHECK_FALSE(small->powered);
      if (!answer) CHECK(answer.error() == Failure{code});
      // and the next one finds all in order
      auto next = make_reader();
      const auto executed = small->executed.size();
      CHECK(SmallDriver{*small}.run(visit(*next, 2, verify_once())));
      CHECK(small->executed.size() == executed + 1);
    }
  }
}

TEST_CASE("an_rc_s300_that_fails_at_any_step_verifies_no_pin_twice_and_ends_without_power") {
  break_every_step([] { return std::make_unique<SmallRcs300>(); }, [] { return std::make_unique<Rcs300>(); });
}

TEST_CASE("the_same_holds_where_we_activate_the_card_ourselves") {
  break_every_step(
      [] {
        auto small = std::make_unique<SmallRcs300>();
        small->hears_at_layer_4 = false;
        return small;
      },
      [] { return std::make_unique<Rcs300>(); });
}

TEST_CASE("a_ccid_reader_that_fails_at_any_step_verifies_no_pin_twice_and_ends_without_power") {
  break_every_step([] { return std::make_unique<SmallCcid>(); },
                   [] { return std::make_unique<CcidReader>(kShort); });
}

TEST_CASE("a_reader_that_is_unplugged_at_any_step_counts_as_closed") {
  SmallRcs300 whole;
  Rcs300 first;
  SmallDriver counting{whole};
  REQUIRE(counting.run(visit(first, 1, verify_once())));
  for (std::size_t question = 0; question < counting.questions; ++question) {
    CAPTURE(question);
    SmallRcs300 small;
    Rcs300 reader;
    SmallDriver driver{small, [&](std::size_t at) {
                         return at >= question ? std::optional(Failure{FailureCode::reader_disconnected})
                                               : std::nullopt;
                       }};
    static_cast<void>(driver.run(visit(reader, 1, verify_once())));
    CHECK(reader.field_off());
    CHECK(driver.questions <= question + 8);
  }
}

}  // namespace
}  // namespace kazashi::reader

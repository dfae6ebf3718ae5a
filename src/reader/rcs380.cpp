#include "reader/rcs380.h"

#include <chrono>
#include <utility>

#include "reader/type_b.h"

namespace kazashi::reader {
namespace {

using base::Done;
using base::FailureCode;
using base::ReaderDialogue;

/// ISO/IEC 14443-3: a card is ready 5 ms after the field came up; twice that for the field to come up.
constexpr std::chrono::milliseconds kFieldRise{10};

/// Attempts to have the field off. One fault of any kind costs one attempt.
constexpr std::size_t kCloseAttempts = 4;

}  // namespace

ReaderDialogue<Done> Rcs380::open() {
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::preparing_reader});
  port_.distrust();
  card_.forget();
  field_off_ = false;
  KAZASHI_CO_CHECK(co_await port_.choose_command_type());
  KAZASHI_CO_CHECK(co_await switch_field_off());
  co_return Done{};
}

ReaderDialogue<Done> Rcs380::wait_for_card(std::size_t polls) {
  card_.forget();
  KAZASHI_CO_CHECK(co_await port_.configure_type_b());
  field_off_ = false;  // before it is asked for: the command may arrive although its answer does not
  KAZASHI_CO_CHECK(co_await port_.switch_field(true));
  KAZASHI_CO_CHECK(co_await base::Pause{kFieldRise});
  KAZASHI_CO_TRY(parameters, co_await find_type_b_card(port_, polls));
  card_.activate(parameters);
  co_return Done{};
}

ReaderDialogue<base::ResponseApdu> Rcs380::transmit(base::CommandApdu command) {
  KAZASHI_CO_TRY(answer, co_await card_.exchange(command.encode(), command.carries_secret()));
  co_return base::ResponseApdu::parse(answer);
}

ReaderDialogue<Done> Rcs380::close() {
  static_cast<void>(co_await base::Progress{base::Stage::releasing_reader});
  // a courtesy to a card that is well; without it the field's end does the same
  static_cast<void>(co_await card_.deselect());
  base::Result<Done> off;
  for (std::size_t attempt = 0; attempt < kCloseAttempts; ++attempt) {
    // a reader that was cut off in open() may not know its commands yet
    if (attempt > 0) static_cast<void>(co_await port_.choose_command_type());
    off = co_await switch_field_off();
    if (field_off_) co_return Done{};
  }
  co_return off;
}

ReaderDialogue<Done> Rcs380::switch_field_off() {
  const auto off = co_await port_.switch_field(false);
  field_off_ = field_off_ || off || off.error().code == FailureCode::reader_disconnected;
  co_return off;
}

}  // namespace kazashi::reader

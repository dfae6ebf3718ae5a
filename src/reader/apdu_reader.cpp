#include "reader/apdu_reader.h"

#include <chrono>
#include <utility>

namespace kazashi::reader {
namespace {

using base::Bytes;
using base::Done;
using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using base::SensitiveBytes;
using std::chrono::milliseconds;

enum class Word : std::uint8_t { disconnect = 0x00, connect = 0x01, status = 0x02 };

/// ISO/IEC 7816-3 section 8.1: an ATR has at most 32 octets and TS, at least TS and T0.
constexpr std::size_t kAtrLimit = 33;
constexpr std::size_t kShortestAtr = 2;

/// A service powers and resets a card within a second or two.
constexpr milliseconds kWordWait{5'000};
/// The service behind the channel keeps the card's own waiting times; this ends what it never answers. As
/// long as a person waits.
constexpr milliseconds kAnswerWait{60'000};
/// A look at an empty reader costs a service a few milliseconds.
constexpr milliseconds kPollPause{220};

constexpr std::size_t kCloseAttempts = 4;  // one fault of any kind costs one attempt

ReaderDialogue<Bytes> tell(Word word, std::size_t length) {
  KAZASHI_CO_CHECK((co_await base::TransferOut{{static_cast<std::uint8_t>(word)}}));
  const base::TransferIn read{length, kWordWait};
  KAZASHI_CO_TRY(answer, co_await read);
  if (answer.size() > length) co_return fail(FailureCode::reader_wrong_answer);
  co_return std::move(answer);
}

}  // namespace

ReaderDialogue<Done> ApduReader::open() {
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::preparing_reader});
  active_ = false;
  field_off_ = false;
  co_return co_await disconnect();
}

ReaderDialogue<Done> ApduReader::wait_for_card(std::size_t polls) {
  active_ = false;
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::waiting_for_card});
  for (std::size_t poll = 0; poll < polls; ++poll) {
    if (poll > 0) KAZASHI_CO_CHECK(co_await base::Pause{kPollPause});
    field_off_ = false;  // before it is asked for: the word may arrive although its answer does not
    KAZASHI_CO_TRY(atr, co_await tell(Word::connect, kAtrLimit));
    if (atr.empty()) continue;
    if (atr.size() < kShortestAtr) co_return fail(FailureCode::reader_wrong_answer);
    active_ = true;
    co_return Done{};
  }
  co_return fail(FailureCode::card_not_found);
}

ReaderDialogue<base::ResponseApdu> ApduReader::transmit(base::CommandApdu command) {
  if (!std::exchange(active_, false)) co_return fail(FailureCode::card_removed);
  KAZASHI_CO_CHECK((co_await base::TransferOut{command.encode(), command.carries_secret()}));
  const base::TransferIn read{base::kLongestResponse, kAnswerWait};
  KAZASHI_CO_TRY(answer, co_await read);
  if (answer.size() > base::kLongestResponse) co_return fail(FailureCode::card_answer_too_long);
  KAZASHI_CO_TRY(response, base::ResponseApdu::parse(answer));
  active_ = true;
  co_return std::move(response);
}

ReaderDialogue<bool> ApduReader::card_present() {
  if (!std::exchange(active_, false)) co_return false;
  KAZASHI_CO_TRY(answer, co_await tell(Word::status, 1));
  if (answer.size() != 1 || answer[0] > 1) co_return fail(FailureCode::reader_wrong_answer);
  active_ = answer[0] == 1;
  co_return active_;
}

ReaderDialogue<Done> ApduReader::close() {
  static_cast<void>(co_await base::Progress{base::Stage::releasing_reader});
  active_ = false;
  base::Result<Done> off;
  for (std::size_t attempt = 0; attempt < kCloseAttempts; ++attempt) {
    off = co_await disconnect();
    if (field_off_) co_return Done{};
  }
  co_return off;
}

ReaderDialogue<Done> ApduReader::disconnect() {
  const auto answer = co_await tell(Word::disconnect, 1);
  if (!answer) {
    field_off_ = field_off_ || answer.error().code == FailureCode::reader_disconnected;
    co_return std::unexpected(answer.error());
  }
  if (answer->size() != 1 || answer->front() != 0) co_return fail(FailureCode::reader_wrong_answer);
  field_off_ = true;
  co_return Done{};
}

}  // namespace kazashi::reader

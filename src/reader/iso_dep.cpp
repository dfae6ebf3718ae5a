#include "reader/iso_dep.h"

#include <algorithm>
#include <utility>

namespace kazashi::reader {
namespace {

using base::Bytes;
using base::Done;
using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using base::SensitiveBytes;
using std::chrono::microseconds;
using Kind = Block::Kind;

/// How often one block is asked for again. EMV Contactless allows 2, nfcpy 5; a card that is being laid down
/// loses a block or two, and one that loses four in a row is gone.
constexpr std::size_t kRecoveries = 3;
/// And all blocks of one command together: it has half a dozen blocks, or three dozen when an object of 8 KiB
/// comes in one answer; a card that loses one in three lies badly.
constexpr std::size_t kCommandRecoveries = 12;
/// How often a card may say that it has not had our block.
constexpr std::size_t kRepetitions = 3;

/// Waiting-time extensions of one command. A signature takes about a second: one extension of 3 at the My
/// Number Card's waiting time of 309 ms, and at most 200 of 1 at the shortest usual one of 5 ms.
constexpr std::size_t kExtensions = 256;
/// And the time they come to: far more than any command takes, and as long as a person waits.
constexpr microseconds kExtensionTime = std::chrono::seconds(60);

/// What all blocks of one command may take, were each to come at the last moment: 24 at the standard's
/// longest waiting time, 388 at the My Number Card's. Blocks are counted elsewhere; this bounds the time that
/// a card takes which sends them one octet at a time.
constexpr microseconds kCommandTime = std::chrono::seconds(120);

/// The longest waiting time that an extension reaches: section 7.3, FWT of FWI 14.
constexpr microseconds kLongestWait{4'949'032};
/// A reader waits a little longer than the card may take: section 7.2, 49,152 carrier cycles.
constexpr microseconds kWaitingSlack{3'625};
/// Section 8.2: a card has 65,536 carrier cycles for its answer to S(DESELECT).
constexpr microseconds kDeselectWait{4'834};

/// How long a look at a card that should still be there takes. It may think as long as FWT, but has nothing
/// to think about: R(ACK) comes at once. Three looks, a removal is known after 150 ms.
constexpr microseconds kPresenceWait{50'000};
constexpr std::size_t kPresenceLooks = 3;

/// The longest frame we take: FSD as ATTRIB announces it, CRC included.
constexpr std::size_t kOwnFrameSize = 256;
/// The standard knows no frame shorter than 16 octets, 13 of data: an honest card needs no more blocks than
/// this.
constexpr std::size_t kAnswerBlocks = (base::kLongestResponse + 12) / 13;

}  // namespace

void IsoDep::activate(LinkParameters parameters) {
  parameters_ = parameters;
  number_ = 0;
  active_ = true;
}

ReaderDialogue<Bytes> IsoDep::exchange(SensitiveBytes command, bool secret) {
  if (!std::exchange(active_, false)) co_return fail(FailureCode::card_removed);
  extensions_left_ = kExtensions;
  extension_time_left_ = kExtensionTime;
  recoveries_left_ = kCommandRecoveries;
  time_left_ = kCommandTime;
  secret_ = secret;
  KAZASHI_CO_TRY(first, co_await send_command(std::move(command)));
  KAZASHI_CO_TRY(answer, co_await collect_answer(std::move(first)));
  active_ = true;
  co_return std::move(answer);
}

ReaderDialogue<Block> IsoDep::send_command(SensitiveBytes command) {
  const std::size_t share = parameters_.frame_size - kBlockOverhead;
  base::ByteView rest = command;
  while (true) {
    const auto part = rest.first(std::min(rest.size(), share));
    rest = rest.subspan(part.size());
    const bool more = !rest.empty();
    KAZASHI_CO_TRY(block,
                   co_await ask(information_block(number_, more, part), not_acknowledge_block(number_)));
    // rules 7 and 10: a chained block is acknowledged, the last one is answered
    if (block.kind != (more ? Kind::acknowledge : Kind::information))
      co_return fail(FailureCode::card_protocol);
    if (!more) co_return std::move(block);
  }
}

ReaderDialogue<Bytes> IsoDep::collect_answer(Block first) {
  Bytes answer = std::move(first.data);
  bool more = first.more;
  for (std::size_t blocks = 1; more; ++blocks) {
    if (blocks == kAnswerBlocks) co_return fail(FailureCode::card_answer_too_long);
    // rules 2 and 5: acknowledge, and acknowledge again when the next block is lost
    KAZASHI_CO_TRY(block, co_await ask(acknowledge_block(number_), acknowledge_block(number_)));
    if (block.kind != Kind::information) co_return fail(FailureCode::card_protocol);
    if (block.data.size() > base::kLongestResponse - answer.size())
      co_return fail(FailureCode::card_answer_too_long);
    base::append(answer, block.data);
    more = block.more;
  }
  co_return std::move(answer);
}

/// Sends a block until the card has answered it with an I-block or R(ACK) of the current number, and turns
/// the number over (rule B). `recovery` is what asks for a lost answer again.
ReaderDialogue<Block> IsoDep::ask(SensitiveBytes block, SensitiveBytes recovery) {
  std::size_t block_recoveries_left = kRecoveries;
  std::size_t repetitions_left = kRepetitions;
  SensitiveBytes next = block;
  microseconds wait = parameters_.waiting_time;
  bool repeatable = block != recovery;  // rule 6 holds for I-blocks alone
  while (true) {
    if (wait > time_left_) co_return fail(FailureCode::card_too_slow);
    time_left_ -= wait;
    const bool secret = secret_ && is_information_block(next);
    KAZASHI_CO_TRY(answer, co_await link_.exchange({std::move(next), secret}, wait + kWaitingSlack));
    wait = parameters_.waiting_time;
    if (!answer || answer->empty()) {  // rules 4 and 5
      const bool silent = !answer && answer.error() == AirFault::silence;
      if (block_recoveries_left-- == 0 || recoveries_left_-- == 0) {
        co_return fail(silent ? FailureCode::card_removed : FailureCode::card_transmission);
      }
      next = recovery;
      continue;
    }
    if (answer->size() + 2 > kOwnFrameSize) co_return fail(FailureCode::card_protocol);
    KAZASHI_CO_TRY(received, parse_block(*answer));
    if (received.kind == Kind::waiting_extension) {  // rule 3
      KAZASHI_CO_TRY(extended, extend(received.multiplier));
      next = waiting_extension_block(received.multiplier);
      wait = extended;
      repeatable = false;  // who works on our block has had it
      continue;
    }
    if (received.kind == Kind::deselect) co_return fail(FailureCode::card_protocol);
    if (received.number == number_) {
      number_ ^= 1;
      co_return std::move(received);
    }
    // rule 6: the card says that it has not had our block
    if (received.kind != Kind::acknowledge || !repeatable) co_return fail(FailureCode::card_protocol);
    if (repetitions_left-- == 0) co_return fail(FailureCode::card_transmission);
    next = block;
  }
}

base::Result<microseconds> IsoDep::extend(std::uint8_t multiplier) {
  const microseconds wait = std::min(parameters_.waiting_time * multiplier, kLongestWait);
  if (extensions_left_ == 0 || wait > extension_time_left_) return fail(FailureCode::card_too_slow);
  --extensions_left_;
  extension_time_left_ -= wait;
  return wait;
}

ReaderDialogue<bool> IsoDep::present() {
  if (!std::exchange(active_, false)) co_return false;
  const microseconds wait = std::min(parameters_.waiting_time + kWaitingSlack, kPresenceWait);
  AirFault heard = AirFault::silence;
  for (std::size_t look = 0; look < kPresenceLooks; ++look) {
    KAZASHI_CO_TRY(answer, co_await link_.exchange({not_acknowledge_block(number_)}, wait));
    heard = answer ? AirFault::garbled : answer.error();
    if (!answer || answer->empty()) continue;
    KAZASHI_CO_TRY(block, parse_block(*answer));
    if (block.kind != Kind::acknowledge || block.number == number_)
      co_return fail(FailureCode::card_protocol);
    active_ = true;
    co_return true;
  }
  if (heard != AirFault::silence) co_return fail(FailureCode::card_transmission);
  co_return false;
}

ReaderDialogue<Done> IsoDep::deselect() {
  if (!std::exchange(active_, false)) co_return Done{};
  KAZASHI_CO_TRY(answer, co_await link_.exchange({deselect_block()}, kDeselectWait + kWaitingSlack));
  if (!answer) co_return fail(FailureCode::card_removed);
  KAZASHI_CO_TRY(block, parse_block(*answer));
  if (block.kind != Kind::deselect) co_return fail(FailureCode::card_protocol);
  co_return Done{};
}

}  // namespace kazashi::reader

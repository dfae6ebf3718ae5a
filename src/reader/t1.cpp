#include "reader/t1.h"

#include <algorithm>
#include <utility>

#include "base/apdu.h"

namespace kazashi::reader {
namespace {

using base::Bytes;
using base::Done;
using base::fail;
using base::FailureCode;
using base::ReaderDialogue;
using base::SensitiveBytes;
using Kind = T1Block::Kind;

/// ISO/IEC 7816-3 section 11.6.3.2 lets the host ask twice more for a block; one more, as over the air.
constexpr std::size_t kRecoveries = 3;
/// And all blocks of one command together, as in iso_dep.cpp.
constexpr std::size_t kCommandRecoveries = 12;
/// How often a card may ask for our block again.
constexpr std::size_t kRepetitions = 3;
/// Waiting-time extensions and changes of the field size in one command: each takes at least a block waiting
/// time (about a second with the default BWI), and a minute is as long as a person waits.
constexpr std::size_t kSupervisory = 60;

/// The shortest field that an honest card uses for an 8 KiB object is its 32-octet default; one octet a block
/// is what this forbids.
constexpr std::size_t kAnswerBlocks = (base::kLongestResponse + 31) / 32;

}  // namespace

void T1::activate(T1Parameters parameters) {
  parameters_ = parameters;
  our_number_ = 0;
  their_number_ = 0;
  active_ = true;
}

ReaderDialogue<Done> T1::announce_field_size(std::uint8_t size) {
  if (!std::exchange(active_, false)) co_return fail(FailureCode::card_removed);
  for (std::size_t attempt = 0; attempt <= kRecoveries; ++attempt) {
    KAZASHI_CO_TRY(answer, co_await link_.exchange_block({t1_field_size_request(size)}, 0));
    if (!answer) continue;
    const auto block = parse_t1_block(*answer);
    if (!block || block->kind != Kind::field_size_answer || block->value != size) continue;
    active_ = true;
    co_return Done{};
  }
  co_return fail(FailureCode::card_transmission);
}

ReaderDialogue<Bytes> T1::exchange(SensitiveBytes command, bool secret) {
  if (!std::exchange(active_, false)) co_return fail(FailureCode::card_removed);
  recoveries_left_ = kCommandRecoveries;
  supervisory_left_ = kSupervisory;
  secret_ = secret;
  KAZASHI_CO_TRY(first, co_await send_command(std::move(command)));
  KAZASHI_CO_TRY(answer, co_await collect_answer(std::move(first)));
  active_ = true;
  co_return std::move(answer);
}

ReaderDialogue<T1Block> T1::send_command(SensitiveBytes command) {
  base::ByteView rest = command;
  while (true) {
    const auto part = rest.first(std::min(rest.size(), parameters_.card_block));
    rest = rest.subspan(part.size());
    const bool more = !rest.empty();
    KAZASHI_CO_TRY(block, co_await ask(t1_information_block(our_number_, more, part)));
    if (block.kind != (more ? Kind::request : Kind::information)) co_return fail(FailureCode::card_protocol);
    our_number_ ^= 1;
    if (!more) co_return std::move(block);
  }
}

ReaderDialogue<Bytes> T1::collect_answer(T1Block first) {
  Bytes answer = std::move(first.data);
  bool more = first.more;
  for (std::size_t blocks = 1; more; ++blocks) {
    if (blocks == kAnswerBlocks) co_return fail(FailureCode::card_answer_too_long);
    KAZASHI_CO_TRY(block, co_await ask(t1_request_block(their_number_, T1Complaint::none)));
    if (block.kind != Kind::information) co_return fail(FailureCode::card_protocol);
    if (block.data.size() > base::kLongestResponse - answer.size())
      co_return fail(FailureCode::card_answer_too_long);
    base::append(answer, block.data);
    more = block.more;
  }
  co_return std::move(answer);
}

/// Sends a block until the card has answered it: with its next I-block, or with an R-block that asks for our
/// next.
ReaderDialogue<T1Block> T1::ask(SensitiveBytes block) {
  const bool ours_is_information = is_t1_information_block(block);
  std::size_t block_recoveries_left = kRecoveries;
  std::size_t repetitions_left = kRepetitions;
  SensitiveBytes next = block;
  std::uint8_t multiplier = 0;
  bool repeatable = true;
  while (true) {
    const bool secret = secret_ && is_t1_information_block(next);
    KAZASHI_CO_TRY(answer,
                   co_await link_.exchange_block({std::move(next), secret}, std::exchange(multiplier, 0)));
    const auto received = answer ? parse_t1_block(*answer) : std::unexpected(T1Complaint::other);
    const bool stale = received && received->kind == Kind::information && received->number != their_number_;
    if (!received || stale) {
      if (block_recoveries_left-- == 0 || recoveries_left_-- == 0) {
        const bool silent = !answer && answer.error() == AirFault::silence;
        co_return fail(silent ? FailureCode::card_removed : FailureCode::card_transmission);
      }
      next = t1_request_block(their_number_, received ? T1Complaint::other : received.error());
      continue;
    }
    if (received->kind == Kind::information) {
      their_number_ ^= 1;
      co_return *received;
    }
    if (received->kind == Kind::request) {
      if (ours_is_information && received->number != our_number_) co_return *received;
      if (ours_is_information && !repeatable) co_return fail(FailureCode::card_protocol);
      if (repetitions_left-- == 0) co_return fail(FailureCode::card_transmission);
      next = block;
      continue;
    }
    // who works on our block has had it
    repeatable = repeatable && received->kind != Kind::waiting_extension;
    KAZASHI_CO_TRY(reply, react(*received, multiplier));
    next = std::move(reply);
  }
}

/// What is answered to a supervisory block of the card's.
base::Result<SensitiveBytes> T1::react(const T1Block& block, std::uint8_t& multiplier) {
  if (supervisory_left_-- == 0) return fail(FailureCode::card_too_slow);
  switch (block.kind) {
    case Kind::waiting_extension:
      multiplier = block.value;
      return t1_waiting_answer(block.value);
    case Kind::field_size:
      parameters_.card_block = block.value;
      return t1_field_size_answer(block.value);
    default:  // the card gives up, or answers what nobody asked
      return fail(FailureCode::card_protocol);
  }
}

}  // namespace kazashi::reader

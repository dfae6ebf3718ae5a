#include "card/file_reader.h"

#include <algorithm>
#include <utility>

#include "card/status.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::CommandApdu;
using base::Done;
using base::fail;
using base::FailureCode;
using base::ResponseApdu;

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kReadBinary = 0xB0;
constexpr std::uint8_t kGetResponse = 0xC0;

constexpr std::uint8_t kByName = 0x04;
constexpr std::uint8_t kFileBelow = 0x02;
constexpr std::uint8_t kNoAnswer = 0x0C;

CardDialogue<ResponseApdu> read_at(std::size_t offset, std::size_t count) {
  return send_for_data({.ins = kReadBinary,
                        .p1 = static_cast<std::uint8_t>(offset >> 8),
                        .p2 = static_cast<std::uint8_t>(offset),
                        .data = {},
                        .le = static_cast<std::uint32_t>(count)},
                       count);
}

}  // namespace

CardDialogue<Done> select_application(Bytes aid) {
  const CommandApdu command{
      .ins = kSelect, .p1 = kByName, .p2 = kNoAnswer, .data = {aid.begin(), aid.end()}, .le = {}};
  KAZASHI_CO_TRY(answer, co_await base::Transmit{command});
  if (answer.status == kNotFound) co_return fail(FailureCode::card_application_missing, answer.status);
  if (answer.status != kDone) co_return std::unexpected(failure_of(answer.status));
  co_return Done{};
}

CardDialogue<Done> select_master_file() {
  const CommandApdu command{.ins = kSelect, .data = {}, .le = {}};
  KAZASHI_CO_TRY(answer, co_await base::Transmit{command});
  if (answer.status != kDone) co_return std::unexpected(failure_of(answer.status));
  co_return Done{};
}

CardDialogue<Done> select_file(std::uint16_t file) {
  const CommandApdu command{.ins = kSelect,
                            .p1 = kFileBelow,
                            .p2 = kNoAnswer,
                            .data = {static_cast<std::uint8_t>(file >> 8), static_cast<std::uint8_t>(file)},
                            .le = {}};
  KAZASHI_CO_TRY(answer, co_await base::Transmit{command});
  if (answer.status != kDone) co_return std::unexpected(failure_of(answer.status));
  co_return Done{};
}

CardDialogue<ResponseApdu> send(CommandApdu command, std::size_t limit) {
  KAZASHI_CO_TRY(answer, co_await base::Transmit{std::move(command)});
  Bytes octets = std::move(answer.data);
  std::uint16_t status = answer.status;
  while (const auto waiting = waiting_octets(status)) {
    const CommandApdu more{.ins = kGetResponse, .data = {}, .le = *waiting};
    KAZASHI_CO_TRY(part, co_await base::Transmit{more});
    if (part.data.empty() && waiting_octets(part.status)) co_return fail(FailureCode::card_answer_malformed);
    base::append(octets, part.data);
    if (octets.size() > limit) break;
    status = part.status;
  }
  if (octets.size() > limit) co_return fail(FailureCode::card_answer_malformed);
  co_return ResponseApdu{.data = std::move(octets), .status = status};
}

CardDialogue<ResponseApdu> send_for_data(CommandApdu command, std::size_t limit) {
  KAZASHI_CO_TRY(answer, co_await send(command, limit));
  const auto right = right_length(answer.status);
  if (!right) co_return std::move(answer);
  // the card has less to give and says how much; more than we asked for would be none of our data
  if (*right > command.le.value_or(0)) co_return fail(FailureCode::card_answer_malformed);
  command.le = *right;
  co_return co_await send(command, *right);
}

CardDialogue<Block> read_block(std::size_t offset, std::size_t count, CardAbilities& abilities) {
  for (;;) {
    const std::size_t step = abilities.extended_length ? count : std::min(kShortRead, count);
    KAZASHI_CO_TRY(answer, co_await read_at(offset, step));
    if (step > kShortRead && refuses_extended_length(answer.status)) {
      abilities.extended_length = false;
      continue;
    }
    if (answer.status == kOffsetBeyondEnd) co_return Block{.octets = {}, .file_ends = true};
    if (answer.status != kDone && answer.status != kEndOfFile) {
      co_return std::unexpected(failure_of(answer.status));
    }
    const bool file_ends = answer.status == kEndOfFile || answer.data.empty();
    co_return Block{.octets = std::move(answer.data), .file_ends = file_ends};
  }
}

CardDialogue<Bytes> read_exactly(std::size_t offset, std::size_t count, CardAbilities& abilities) {
  Bytes octets;
  octets.reserve(count);
  while (octets.size() < count) {
    KAZASHI_CO_TRY(block, co_await read_block(offset + octets.size(), count - octets.size(), abilities));
    base::append(octets, block.octets);
    if (octets.size() < count && block.file_ends) {
      co_return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(offset + octets.size()));
    }
  }
  co_return std::move(octets);
}

bool refuses_extended_length(std::uint16_t status) {
  constexpr std::uint16_t kWrongLength = 0x6700;
  constexpr std::uint16_t kUnknownInstruction = 0x6D00;
  constexpr std::uint16_t kNoReasonGiven = 0x6F00;
  return status == kWrongLength || status == kUnknownInstruction || status == kNoReasonGiven ||
         status == kWrongParameters || status == kFunctionUnsupported;
}

}  // namespace kazashi::card

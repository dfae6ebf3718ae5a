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

constexpr std::size_t kHeaderSize = 4;
static_assert(kObjectLimit <= 0x7FFF, "READ BINARY counts offsets in 15 bits");

CardDialogue<ResponseApdu> read_at(std::size_t offset, std::size_t count) {
  CommandApdu command{.ins = kReadBinary,
                      .p1 = static_cast<std::uint8_t>(offset >> 8),
                      .p2 = static_cast<std::uint8_t>(offset),
                      .data = {},
                      .le = static_cast<std::uint32_t>(count)};
  KAZASHI_CO_TRY(answer, co_await send(command, count));
  const auto right = right_length(answer.status);
  if (!right) co_return std::move(answer);
  // the card has less to give and says how much; more than we asked for would be none of our object
  if (*right > count) co_return fail(FailureCode::card_answer_malformed);
  command.le = *right;
  co_return co_await send(command, *right);
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

CardDialogue<Bytes> read_exactly(std::size_t offset, std::size_t count, std::size_t step) {
  Bytes octets;
  octets.reserve(count);
  while (octets.size() < count) {
    const std::size_t at = offset + octets.size();
    KAZASHI_CO_TRY(part, co_await read_at(at, std::min(step, count - octets.size())));
    const bool ends_here = part.status == kEndOfFile;
    if (part.status == kOffsetBeyondEnd)
      co_return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(at));
    if (part.status != kDone && !ends_here) co_return std::unexpected(failure_of(part.status));
    base::append(octets, part.data);
    if (octets.size() < count && (ends_here || part.data.empty())) {
      co_return fail(FailureCode::card_file_malformed, static_cast<std::uint32_t>(offset + octets.size()));
    }
  }
  co_return std::move(octets);
}

CardDialogue<Bytes> read_der_file(std::uint16_t file) {
  KAZASHI_CO_CHECK(co_await select_file(file));
  KAZASHI_CO_TRY(object, co_await read_exactly(0, kHeaderSize));
  KAZASHI_CO_TRY(size, sequence_size(std::span<const std::uint8_t, kHeaderSize>(object)));
  KAZASHI_CO_TRY(rest, co_await read_exactly(kHeaderSize, size - kHeaderSize));
  base::append(object, rest);
  co_return std::move(object);
}

base::Result<std::size_t> sequence_size(std::span<const std::uint8_t, 4> header) {
  constexpr std::uint8_t kSequence = 0x30;
  constexpr std::uint8_t kLongForm = 0x80;
  if (header[0] != kSequence) return fail(FailureCode::card_file_malformed, 0);
  const std::uint8_t first = header[1];
  std::size_t size = 0;
  if (first < kLongForm) {
    size = 2U + first;
  } else if (first == (kLongForm | 1)) {
    if (header[2] < kLongForm) return fail(FailureCode::card_file_malformed, 2);
    size = 3U + header[2];
  } else if (first == (kLongForm | 2)) {
    if (header[2] == 0) return fail(FailureCode::card_file_malformed, 2);
    size = 4U + (static_cast<std::size_t>(header[2]) << 8 | header[3]);
  } else if (first == kLongForm || first == 0xFF) {  // indefinite, reserved
    return fail(FailureCode::card_file_malformed, 1);
  } else {
    return fail(FailureCode::card_answer_too_long);
  }
  if (size < header.size()) return fail(FailureCode::card_file_malformed, 1);
  if (size > kObjectLimit) return fail(FailureCode::card_answer_too_long);
  return size;
}

}  // namespace kazashi::card

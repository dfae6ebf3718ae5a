#include "card/object_reader.h"

#include <utility>

#include "card/status.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::CommandApdu;
using base::fail;
using base::Failure;
using base::FailureCode;
using base::ResponseApdu;

constexpr std::uint8_t kReadBinary = 0xB0;
constexpr std::uint8_t kByShortId = 0x80;
constexpr std::uint8_t kLastShortId = 0x1E;

constexpr std::uint16_t kNoCurrentFile = 0x6986;
constexpr std::uint16_t kFunctionUnsupported = 0x6A81;
constexpr std::uint16_t kWrongParameters = 0x6A86;

/// A card that reads P1 as an offset whatever its highest bit says answers one of these.
bool refuses_short_id(std::uint16_t status) {
  return status == kWrongParameters || status == kFunctionUnsupported || status == kNoCurrentFile ||
         status == kOffsetBeyondEnd;
}

/// Up to 256 octets from the start of the file that P1 names.
CardDialogue<ResponseApdu> read_start(std::uint8_t p1) {
  CommandApdu command{.ins = kReadBinary, .p1 = p1, .data = {}, .le = kShortRead};
  KAZASHI_CO_TRY(answer, co_await send(command, kShortRead));
  const auto right = right_length(answer.status);
  if (!right) co_return std::move(answer);
  command.le = *right;
  co_return co_await send(command, *right);
}

CardDialogue<Bytes> read_first_block(std::uint16_t file) {
  ResponseApdu answer{.data = {}, .status = kWrongParameters};
  if (file <= kLastShortId) {
    KAZASHI_CO_TRY(by_short_id, co_await read_start(static_cast<std::uint8_t>(kByShortId | file)));
    answer = std::move(by_short_id);
  }
  if (refuses_short_id(answer.status)) {
    KAZASHI_CO_CHECK(co_await select_file(file));
    KAZASHI_CO_TRY(selected, co_await read_start(0));
    answer = std::move(selected);
  }
  if (answer.status == kOffsetBeyondEnd) co_return fail(FailureCode::card_file_malformed, 0);  // it is empty
  // 6282 tells that the file ends here; whether the object does as well is its length's word
  if (answer.status != kDone && answer.status != kEndOfFile) {
    co_return std::unexpected(failure_of(answer.status));
  }
  co_return std::move(answer.data);
}

}  // namespace

CardDialogue<Bytes> read_object(std::uint16_t file, der::TlvTag tag, std::size_t limit, std::size_t step) {
  KAZASHI_CO_TRY(object, co_await read_first_block(file));
  const auto size = der::tlv_size(object, tag);
  if (!size) co_return std::unexpected(in_file(size.error()));
  if (*size > limit) co_return fail(FailureCode::card_answer_too_long);
  if (object.size() < *size) {
    KAZASHI_CO_TRY(rest, co_await read_exactly(object.size(), *size - object.size(), step));
    base::append(object, rest);
  }
  object.resize(*size);
  co_return std::move(object);
}

Failure in_file(Failure failure) { return {FailureCode::card_file_malformed, failure.detail}; }

}  // namespace kazashi::card

#include "card/object_reader.h"

#include <algorithm>
#include <utility>

#include "card/status.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::ByteView;
using base::CardDialogue;
using base::fail;
using base::Failure;
using base::FailureCode;
using base::ResponseApdu;

constexpr std::uint8_t kReadBinary = 0xB0;
constexpr std::uint8_t kByShortId = 0x80;
constexpr std::uint16_t kLastShortId = 0x1E;

/// The start of the file that P1 names; of the current one where P1 is 0.
CardDialogue<ResponseApdu> read_start(std::uint8_t p1, std::size_t count, std::size_t limit) {
  return send_for_data({.ins = kReadBinary, .p1 = p1, .data = {}, .le = static_cast<std::uint32_t>(count)},
                       limit);
}

/// Goes from what costs least to what every card takes: identifier within an extended command, SELECT before
/// it, short commands. Each refusal is met at most once.
CardDialogue<ResponseApdu> read_first_block(ObjectFile file, CardAbilities& abilities) {
  const bool has_short_id = file.file >= 1 && file.file <= kLastShortId;
  bool selected = false;
  for (;;) {
    const bool extended = abilities.extended_length && file.expected > kShortRead;
    const bool by_short_id = !selected && has_short_id && abilities.short_file_ids;
    if (!selected && !by_short_id) {
      KAZASHI_CO_CHECK(co_await select_file(file.file));
      selected = true;
    }
    const std::size_t count = extended ? file.expected : std::min(file.expected, kShortRead);
    const std::size_t limit = std::min(count, std::max(file.limit, kShortRead));
    const auto p1 = static_cast<std::uint8_t>(by_short_id ? kByShortId | file.file : 0);
    KAZASHI_CO_TRY(answer, co_await read_start(p1, count, limit));
    if (by_short_id && refuses_short_id(answer.status)) {
      abilities.short_file_ids = false;
    } else if (extended && refuses_extended_length(answer.status)) {
      abilities.extended_length = false;
    } else {
      co_return std::move(answer);
    }
  }
}

/// 6282 tells that the file ends here; whether what is wanted of it does as well is its length's word.
base::Result<Bytes> octets_of(ResponseApdu answer) {
  if (answer.status == kOffsetBeyondEnd) return fail(FailureCode::card_file_malformed, 0);  // it is empty
  if (answer.status != kDone && answer.status != kEndOfFile)
    return std::unexpected(failure_of(answer.status));
  return std::move(answer.data);
}

/// Appends what is missing to `size` octets, and cuts off what is too much.
CardDialogue<Bytes> completed(Bytes start, std::size_t size, CardAbilities& abilities) {
  if (start.size() < size) {
    KAZASHI_CO_TRY(rest, co_await read_exactly(start.size(), size - start.size(), abilities));
    base::append(start, rest);
  }
  start.resize(size);
  co_return std::move(start);
}

}  // namespace

CardDialogue<Bytes> read_object(ObjectFile file, CardAbilities& abilities) {
  KAZASHI_CO_TRY(answer, co_await read_first_block(file, abilities));
  KAZASHI_CO_TRY(object, octets_of(std::move(answer)));
  const auto size = der::tlv_size(object, file.tag);
  if (!size) co_return std::unexpected(in_file(size.error()));
  if (*size > file.limit) co_return fail(FailureCode::card_answer_too_long);
  co_return co_await completed(std::move(object), *size, abilities);
}

CardDialogue<Bytes> read_octets(std::uint16_t file, std::size_t count, CardAbilities& abilities) {
  const ObjectFile octets{.file = file, .tag = 0, .limit = count, .expected = count};
  KAZASHI_CO_TRY(answer, co_await read_first_block(octets, abilities));
  KAZASHI_CO_TRY(start, octets_of(std::move(answer)));
  co_return co_await completed(std::move(start), count, abilities);
}

CardDialogue<Bytes> read_extent(ExtentFile file, CardAbilities& abilities) {
  const ObjectFile start{.file = file.file, .tag = 0, .limit = file.limit, .expected = file.expected};
  KAZASHI_CO_TRY(answer, co_await read_first_block(start, abilities));
  // of a command for the whole file the answer is the whole file
  bool ended = answer.status == kEndOfFile || (abilities.extended_length && file.expected == kWholeRead);
  KAZASHI_CO_TRY(octets, octets_of(std::move(answer)));
  for (;;) {
    const auto end = file.extent(octets);
    if (end.value_or(octets.size()) > file.limit) co_return fail(FailureCode::card_answer_too_long);
    if (end && *end <= octets.size()) octets.resize(*end);
    if (octets.empty() && (ended || end)) co_return fail(FailureCode::card_file_malformed, 0);
    if (ended || octets.size() == end) co_return std::move(octets);
    const std::size_t left = end.value_or(file.limit) - octets.size();
    if (left == 0) co_return fail(FailureCode::card_answer_too_long);
    // filler costs more than another command: what nobody knows to be there is asked for block by block
    const std::size_t wanted = end ? left : std::min(left, kShortRead);
    KAZASHI_CO_TRY(block, co_await read_block(octets.size(), wanted, abilities));
    base::append(octets, block.octets);
    ended = block.file_ends;
  }
}

std::optional<std::size_t> objects_extent(ByteView start) {
  std::size_t at = 0;
  while (at < start.size()) {
    if (start[at] == 0x00 || start[at] == 0xFF) return at;
    const auto size = first_object_extent(start.subspan(at));
    if (!size) return std::nullopt;
    at += *size;
  }
  return std::nullopt;
}

std::optional<std::size_t> first_object_extent(ByteView start) {
  if (start.empty()) return std::nullopt;
  const bool two_octets = (start[0] & 0x1F) == 0x1F;
  if (two_octets && start.size() < 2) return std::nullopt;
  const auto tag = static_cast<der::TlvTag>(two_octets ? start[0] << 8 | start[1] : start[0]);
  const auto size = der::tlv_size(start, tag);
  if (size) return *size;
  // what is no object has no end: the parser names it
  return size.error().code == FailureCode::der_truncated ? std::nullopt : std::optional(start.size());
}

bool refuses_short_id(std::uint16_t status) {
  return status == kWrongParameters || status == kFunctionUnsupported || status == kNoCurrentFile ||
         status == kOffsetBeyondEnd;
}

Failure in_file(Failure failure) { return {FailureCode::card_file_malformed, failure.detail}; }

}  // namespace kazashi::card

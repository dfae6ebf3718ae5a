#include "reader/rcs300_frame.h"

#include <array>

namespace kazashi::reader {
namespace {

using base::ByteView;
using base::fail;
using base::FailureCode;

constexpr std::uint8_t kEscape = 0x6B;
constexpr std::uint8_t kEscapeAnswer = 0x83;
constexpr std::size_t kHeader = 10;

constexpr std::uint8_t kCommandStatus = 0xC0;  // CCID bmCommandStatus: 00 done, 40 failed, 80 more time
constexpr std::uint8_t kCommandDone = 0x00;
constexpr std::uint8_t kCommandMoreTime = 0x80;

constexpr std::uint32_t kInnerStatus = 0xC0;
constexpr std::uint32_t kReception = 0x96;
constexpr std::uint32_t kCardAnswer = 0x97;
constexpr std::uint32_t kAnswerToReset = 0x5F51;

constexpr std::uint32_t kOuterDone = 0x9000;
constexpr std::uint32_t kWrongLength = 0x6700;
constexpr std::uint32_t kWrongData = 0x6A80;

std::unexpected<base::Failure> malformed(std::size_t at) {
  return fail(FailureCode::reader_frame_malformed, static_cast<std::uint32_t>(at));
}

/// One data object at the front of `rest`.
struct Object {
  std::uint32_t tag;
  ByteView value;
  std::size_t size;  ///< tag, length and value
};

std::optional<Object> next_object(ByteView rest) {
  std::size_t at = 1;
  if (rest.empty()) return std::nullopt;
  std::uint32_t tag = rest[0];
  if ((tag & 0x1F) == 0x1F) {  // the tags in use have two octets at most
    if (rest.size() < 2 || (rest[1] & 0x80) != 0) return std::nullopt;
    tag = tag << 8 | rest[at++];
  }
  if (rest.size() <= at) return std::nullopt;
  std::size_t length = rest[at++];
  if (length >= 0x80) {
    const std::size_t octets = length & 0x7F;
    if (octets == 0 || octets > 3 || rest.size() - at < octets) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < octets; ++i) length = length << 8 | rest[at++];
  }
  if (rest.size() - at < length) return std::nullopt;
  return Object{.tag = tag, .value = rest.subspan(at, length), .size = at + length};
}

/// False for an object that may not stand there.
bool take(const Object& object, bool& status_seen, ReaderObjects& into) {
  if (object.tag == kInnerStatus) {
    if (status_seen || object.value.size() != 3) return false;
    status_seen = true;
    into.status =
        std::uint32_t{object.value[0]} << 16 | std::uint32_t{object.value[1]} << 8 | object.value[2];
  } else if (object.tag == kCardAnswer) {
    if (into.card_answer) return false;
    into.card_answer = object.value;
  } else if (object.tag == kAnswerToReset) {
    into.answer_to_reset = object.value;
  } else if (object.tag == kReception && !object.value.empty()) {
    into.reception = object.value[0];
  }
  return true;
}

}  // namespace

base::SensitiveBytes encode_escape(std::uint8_t sequence, ByteView command) {
  base::SensitiveBytes frame;
  frame.reserve(kHeader + command.size());
  frame.push_back(kEscape);
  for (unsigned shift = 0; shift < 32; shift += 8)
    frame.push_back(static_cast<std::uint8_t>(command.size() >> shift));
  base::append(frame, std::to_array<std::uint8_t>({0x00, sequence, 0x00, 0x00, 0x00}));
  base::append(frame, command);
  return frame;
}

base::Result<EscapeAnswer> decode_escape(ByteView octets) {
  if (octets.size() < kHeader) return malformed(octets.size());
  if (octets[0] != kEscapeAnswer) return malformed(0);
  const std::size_t length = octets[1] | std::size_t{octets[2]} << 8 | std::size_t{octets[3]} << 16;
  if (octets[4] != 0 || octets.size() != kHeader + length) return malformed(1);
  using State = EscapeAnswer::State;
  EscapeAnswer answer{.sequence = octets[6], .state = State::failed, .error = octets[8], .data = {}};
  const std::uint8_t status = octets[7] & kCommandStatus;
  if (status == kCommandMoreTime) answer.state = State::more_time;
  if (status == kCommandDone) {
    answer.state = State::done;
    answer.data = base::to_bytes(octets.subspan(kHeader));
  }
  return answer;
}

base::Result<ReaderObjects> parse_objects(ByteView data) {
  if (data.size() < 2) return malformed(data.size());
  const std::uint32_t outer = std::uint32_t{data[data.size() - 2]} << 8 | data.back();
  if (outer == kWrongLength || outer == kWrongData) return fail(FailureCode::reader_refused_parameter, outer);
  if (outer != kOuterDone) return fail(FailureCode::reader_command_failed, outer);
  const auto objects = data.first(data.size() - 2);
  ReaderObjects parsed;
  bool status_seen = false;
  for (std::size_t at = 0; at < objects.size();) {
    const auto object = next_object(objects.subspan(at));
    if (!object || !take(*object, status_seen, parsed)) return malformed(at);
    at += object->size;
  }
  if (!status_seen) return malformed(objects.size());
  return parsed;
}

}  // namespace kazashi::reader

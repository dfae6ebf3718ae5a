#include "simulator/card/apdu.h"

namespace kazashi_simulator {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kShortMaximum = 256;
constexpr std::size_t kExtendedMaximum = 65536;

bool parse_short(View body, Command& out) {
  const std::size_t first = body[0];
  if (body.size() == 1) {
    out.le = first == 0 ? kShortMaximum : first;
    return true;
  }
  if (first == 0 || (body.size() != 1 + first && body.size() != 2 + first)) {
    return false;
  }
  out.data = copy(body.subspan(1, first));
  if (body.size() == 2 + first) {
    out.le = body.back() == 0 ? kShortMaximum : body.back();
  }
  return true;
}

std::size_t extended_le(View two) {
  const std::size_t value = big_endian16(two[0], two[1]);
  return value == 0 ? kExtendedMaximum : value;
}

bool parse_extended(View body, Command& out) {
  out.extended = true;
  if (body.size() == 3) {
    out.le = extended_le(body.subspan(1));
    return true;
  }
  const std::size_t lc = big_endian16(body[1], body[2]);
  if (lc == 0 || (body.size() != 3 + lc && body.size() != 5 + lc)) {
    return false;
  }
  out.data = copy(body.subspan(3, lc));
  if (body.size() == 5 + lc) {
    out.le = extended_le(body.last(2));
  }
  return true;
}

}  // namespace

std::optional<Command> Command::parse(View apdu) {
  if (apdu.size() < kHeader) {
    return std::nullopt;
  }
  Command out{.cla = apdu[0], .ins = apdu[1], .p1 = apdu[2], .p2 = apdu[3], .data = {}, .le = {}};
  const View body = apdu.subspan(kHeader);
  if (body.empty()) {
    return out;
  }
  const bool extended = body.size() >= 3 && body[0] == 0;
  if (!(extended ? parse_extended(body, out) : parse_short(body, out))) {
    return std::nullopt;
  }
  return out;
}

}  // namespace kazashi_simulator

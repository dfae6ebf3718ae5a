#include "reader/answer_to_reset.h"

#include <numeric>
#include <optional>

namespace kazashi::reader {
namespace {

using base::fail;
using base::FailureCode;

constexpr std::uint8_t kDirect = 0x3B;
constexpr std::uint8_t kInverse = 0x3F;
constexpr std::size_t kLongest = 33;  // TS and 32 more

/// The interface bytes of one turn (TA, TB, TC) and the TD after them.
struct Turn {
  std::optional<std::uint8_t> a, b, c, d;
};

/// Reads the bytes that `presence` (the high half of T0 or of a TD) announces. Nothing where the ATR ends
/// early.
std::optional<Turn> read_turn(base::ByteView atr, std::size_t& at, std::uint8_t presence) {
  Turn turn;
  std::optional<std::uint8_t>* const bytes[] = {&turn.a, &turn.b, &turn.c, &turn.d};
  for (unsigned i = 0; i < 4; ++i) {
    if ((presence & (0x10U << i)) == 0) continue;
    if (at == atr.size()) return std::nullopt;
    *bytes[i] = atr[at++];
  }
  return turn;
}

/// False for what no card may say.
bool take_t1_bytes(const Turn& turn, T1Parameters& into, bool& crc) {
  if (turn.a) {
    if (*turn.a == 0x00 || *turn.a == 0xFF) return false;
    into.card_block = *turn.a;
  }
  into.waiting_integers = turn.b.value_or(into.waiting_integers);
  crc = turn.c && (*turn.c & 0x01) != 0;
  return true;
}

/// PC/SC part 3: the ATR that a reader makes up for a contactless card offers T=0 in form and T=1 in truth.
bool made_up_for_contactless(base::ByteView atr) {
  return atr.size() >= 4 && (atr[1] & 0xF0) == 0x80 && atr[2] == 0x80 && atr[3] == 0x01;
}

/// The historical bytes fill the rest, and where other protocols than T=0 are named, a check octet follows.
bool ends_well(base::ByteView atr, std::size_t at, bool checked) {
  const std::size_t historical = atr[1] & 0x0F;
  if (atr.size() != at + historical + (checked ? 1 : 0)) return false;
  return !checked ||
         std::accumulate(atr.begin() + 1, atr.end(), std::uint8_t{0}, [](std::uint8_t x, std::uint8_t y) {
           return static_cast<std::uint8_t>(x ^ y);
         }) == 0;
}

}  // namespace

base::Result<T1Parameters> parse_answer_to_reset(base::ByteView atr) {
  if (atr.size() < 2 || atr.size() > kLongest || (atr[0] != kDirect && atr[0] != kInverse))
    return fail(FailureCode::card_protocol);
  T1Parameters parameters{.inverse = atr[0] == kInverse};
  std::size_t at = 2;
  std::uint8_t presence = atr[1];
  std::optional<std::uint8_t> first;     // the protocol that is spoken without a negotiation
  std::optional<std::uint8_t> protocol;  // the one that the turn's bytes are about
  std::optional<std::uint8_t> rate;
  bool offers_t1 = false;
  bool t1_described = false;
  bool crc = false;
  for (unsigned number = 1;; ++number) {
    const auto turn = read_turn(atr, at, presence);
    if (!turn) return fail(FailureCode::card_protocol);
    if (number == 1) {
      rate = turn->a;
      parameters.guard_time = turn->c.value_or(parameters.guard_time);
    } else if (number == 2 && turn->a) {  // TA2: one protocol only, at the card's rate unless bit 5 is set
      first = *turn->a & 0x0F;
      if ((*turn->a & 0x10) == 0) parameters.rate = rate.value_or(parameters.rate);
    } else if (number > 2 && protocol == 1 && !t1_described) {
      if (!take_t1_bytes(*turn, parameters, crc)) return fail(FailureCode::card_protocol);
      t1_described = true;
    }
    if (!turn->d) break;
    presence = *turn->d;
    protocol = *turn->d & 0x0F;
    if (!first) first = protocol;
    offers_t1 = offers_t1 || protocol == 1;
  }
  if (!ends_well(atr, at, protocol.value_or(0) != 0 || offers_t1)) return fail(FailureCode::card_protocol);
  const bool speaks_t1 = first == 1 || (offers_t1 && made_up_for_contactless(atr));
  if (!speaks_t1 || crc) return fail(FailureCode::card_unsupported);
  return parameters;
}

}  // namespace kazashi::reader

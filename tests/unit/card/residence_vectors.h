// The published traces of residence cards: one mutual authentication of each generation with the same number.
#pragma once

#include <algorithm>
#include <string_view>

#include "card/secure_messaging.h"
#include "unit/card/support.h"

namespace kazashi::card {

template <class Array>
Array array_of(std::string_view hex) {
  const auto from = octets(hex);
  Array to{};
  REQUIRE(from.size() == to.size());
  std::ranges::copy(from, to.begin());
  return to;
}

struct Trace {
  ChannelSuite suite;
  std::string_view challenge;      ///< RND.ICC
  std::string_view request;        ///< E_IFD ‖ M_IFD
  std::string_view answer;         ///< E_ICC ‖ M_ICC
  std::string_view session;        ///< KSenc
  std::string_view number_object;  ///< data of VERIFY
};

inline constexpr std::string_view kTraceNumber = "AA12345678BB";
inline constexpr std::string_view kAccessKey = "6522b4e171195bb218223a976c040111";

inline constexpr Trace kFirstTrace{
    ChannelSuite::triple_des,
    "5a6e7e385162b7a3",
    "937745c20883a1bad1e04193722a1592378f81a8f1dc589157aeb0f7544fa1ba1ad7fb6a3389e017",
    "5860775b4d032cc564ba204b8ea868f694a74e7475a8fef240588bda1af496ce59388fd6cd45248b",
    "ce94938e19e3b97df96eabcedc1715cc",
    "8611011aa82973db959a811f9711d728f0eef6"};
inline constexpr Trace kSecondTrace{
    ChannelSuite::aes,
    "921ce277323da057",
    "4ad3c7b6bb484a52771977ded618b41df841fa0476a05fbe041dead6109e773bac854617634f5397",
    "289a96b1da6ae3da87770419bfd14f0bdad15f36432b5a946c188c7221759a62fa942ec51e62ff5f",
    "c19cf13d3d7fbee9ea293d834c88952f",
    "861101ee0b31ef877f68d071c56d58c72e6748"};

inline ReaderRandom trace_random() {
  return {.challenge = array_of<std::array<std::uint8_t, 8>>("1122334455667788"),
          .key = array_of<std::array<std::uint8_t, 16>>("404142434445464748494a4b4c4d4e4f")};
}

inline CardNumber trace_number() { return std::move(*CardNumber::from_text(base::as_bytes(kTraceNumber))); }

}  // namespace kazashi::card

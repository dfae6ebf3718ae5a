// Dates of the test PKI, all counted from the day it is told. It never asks a clock.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator::pki {

using Date = std::chrono::sys_days;

// "2026-11-22"; nothing when that is no date.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

[[nodiscard]] std::string to_text(Date date);     // 2026-11-22
[[nodiscard]] std::string to_compact(Date date);  // 20261122

// Seconds after midnight UTC. Certificates of JPKI end at 14:59:59Z: the end of that day in Tokyo.
constexpr int kEndOfTokyoDay = 14 * 3600 + 59 * 60 + 59;
constexpr int kMidnight = 0;

// X.509's Time (RFC 5280, 4.1.2.5): UTCTime until 2049, GeneralizedTime after.
[[nodiscard]] Bytes x509_time(Date date, int second_of_day);

// 2026-11-22T14:59:59Z
[[nodiscard]] std::string to_utc_text(Date date, int second_of_day);

// The birth date, in `year`, of somebody whose birthday is that day of the year.
[[nodiscard]] Date birthday_in(int year, Date day_of_year);

// The digit JPKI's birth date starts with: 3 Showa, 4 Heisei, 5 Reiwa.
[[nodiscard]] char era_digit(Date date);

}  // namespace kazashi_simulator::pki

#include "card/status.h"

namespace kazashi::card {
namespace {

using base::FailureCode;

std::uint32_t count_in(std::uint16_t status) {
  const std::uint32_t count = status & 0xFFU;
  return count == 0 ? 256 : count;
}

}  // namespace

std::optional<std::uint8_t> tries_in(std::uint16_t status) {
  if ((status & 0xFFF0) != 0x63C0) return std::nullopt;
  return static_cast<std::uint8_t>(status & 0x000F);
}

std::optional<std::uint32_t> waiting_octets(std::uint16_t status) {
  if (status >> 8 != 0x61) return std::nullopt;
  return count_in(status);
}

std::optional<std::uint32_t> right_length(std::uint16_t status) {
  if (status >> 8 != 0x6C) return std::nullopt;
  return count_in(status);
}

base::Failure verify_failure_of(std::uint16_t status) {
  if (const auto tries = tries_in(status); tries && *tries > 0) return {FailureCode::pin_wrong, *tries};
  switch (status) {
    case 0x63C0:  // the try that used up the counter
    case kMethodBlocked:
    case kReferenceBlocked:
      return {FailureCode::pin_blocked};
    default:
      return failure_of(status);
  }
}

base::Failure failure_of(std::uint16_t status) {
  switch (status) {
    case kAccessDenied:
      return {FailureCode::card_access_denied, status};
    case kNotFound:
      return {FailureCode::card_file_missing, status};
    default:
      return {FailureCode::card_status, status};
  }
}

}  // namespace kazashi::card

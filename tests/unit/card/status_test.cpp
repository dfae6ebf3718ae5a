#include "card/status.h"

#include "support.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;

TEST_CASE("reads_tries_left_as_a_number") {
  CHECK(tries_in(0x63C3) == 3);
  CHECK(tries_in(0x63C0) == 0);
  CHECK(tries_in(0x63CF) == 15);
  CHECK_FALSE(tries_in(0x6300));
  CHECK_FALSE(tries_in(0x63D3));
  CHECK_FALSE(tries_in(0x9000));
}

TEST_CASE("reads_the_counts_of_61_and_6C_with_0_for_256") {
  CHECK(waiting_octets(0x6110) == 16);
  CHECK(waiting_octets(0x6100) == 256);
  CHECK_FALSE(waiting_octets(0x6C10));
  CHECK(right_length(0x6C01) == 1);
  CHECK(right_length(0x6C00) == 256);
  CHECK_FALSE(right_length(0x6101));
}

TEST_CASE("tells_blocked_from_wrong_after_VERIFY") {
  CHECK(verify_failure_of(0x63C2) == Failure{FailureCode::pin_wrong, 2});
  CHECK(verify_failure_of(0x63C0) == Failure{FailureCode::pin_blocked});
  CHECK(verify_failure_of(0x6983) == Failure{FailureCode::pin_blocked});
  CHECK(verify_failure_of(0x6984) == Failure{FailureCode::pin_blocked});
  CHECK(verify_failure_of(0x6982) == Failure{FailureCode::card_access_denied, 0x6982});
  CHECK(verify_failure_of(0x6300) == Failure{FailureCode::card_status, 0x6300});
}

TEST_CASE("keeps_the_status_word_and_tells_nothing_of_a_PIN_after_other_commands") {
  for (const std::uint16_t status : std::initializer_list<std::uint16_t>{0x63C0, 0x63C2, 0x6983, 0x6984}) {
    CHECK(failure_of(status) == Failure{FailureCode::card_status, status});
  }
  CHECK(failure_of(0x6982) == Failure{FailureCode::card_access_denied, 0x6982});
  CHECK(failure_of(0x6A82) == Failure{FailureCode::card_file_missing, 0x6A82});
  CHECK(failure_of(0x6300) == Failure{FailureCode::card_status, 0x6300});
  CHECK(failure_of(0x6D00) == Failure{FailureCode::card_status, 0x6D00});
  CHECK(failure_of(0x6282) == Failure{FailureCode::card_status, 0x6282});
}

}  // namespace
}  // namespace kazashi::card

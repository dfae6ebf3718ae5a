#include "simulated.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;
using base::Stage;
using sim::FaultKind;

constexpr FaultKind kFaults[] = {FaultKind::kUnplug,  FaultKind::kStall,       FaultKind::kGarbage,
                                 FaultKind::kSilence, FaultKind::kCardRemoved, FaultKind::kShortPacket};

bool is_about_the_pin(FailureCode code) {
  return code == FailureCode::pin_wrong || code == FailureCode::pin_blocked ||
         code == FailureCode::pin_format || code == FailureCode::pin_last_try_refused ||
         code == FailureCode::pin_outcome_unknown;
}

/// What must hold at the end of a visit with the right PIN, whatever went wrong on the way.
void check_end(const base::Result<JpkiAuthentication>& result, const Visit& seen, const Desk& desk,
               const sim::Person& person) {
  CHECK_FALSE(seen.vain);
  CHECK_FALSE(desk.device.rf_on());
  CHECK(desk.counters().verifies <= 1);
  CHECK(desk.counters().signatures <= 1);
  if (result) {
    CHECK(result->certificate == person.auth_certificate);
    CHECK(result->signature.size() == 256);
    CHECK(desk.counters().verifies == 1);
    return;
  }
  const auto code = result.error().code;
  CAPTURE(base::code_text(code));
  CHECK(code != FailureCode::internal_error);
  CHECK(code != FailureCode::unexpected_reply);
  if (seen.stage == Stage::verifying_pin) {
    CHECK(code == FailureCode::pin_outcome_unknown);
  } else {
    CHECK_FALSE(is_about_the_pin(code));
    const bool after_pin = seen.stage == Stage::reading_certificate || seen.stage == Stage::signing;
    CHECK(desk.counters().verifies == (after_pin ? 1 : 0));
  }
}

std::size_t transfers_of_a_whole_visit(const sim::Person& person) {
  Desk desk(person);
  Visit seen;
  REQUIRE(authenticate_at(desk, seen));
  return desk.device.transfers();
}

TEST_CASE("ends_well_after_any_fault_at_any_transfer") {
  const auto person = sim::test_person("adult");
  const auto transfers = transfers_of_a_whole_visit(person);
  REQUIRE(transfers > 60);
  std::size_t values = 0;
  std::size_t failures = 0;
  for (const auto kind : kFaults) {
    for (std::size_t transfer = 0; transfer < transfers; ++transfer) {
      CAPTURE(static_cast<int>(kind), transfer);
      Desk desk(person);
      desk.device.set_fault(transfer, kind);
      Visit seen;
      const auto result = authenticate_at(desk, seen);
      check_end(result, seen, desk, person);
      ++(result ? values : failures);
    }
  }
  // a card that is taken away during VERIFY's frame or during closing, stalls while closing: some visits do
  // succeed
  CHECK(values > 0);
  CHECK(failures > values);
}

TEST_CASE("switches_the_field_off_through_faults_that_come_in_a_row") {
  const auto person = sim::test_person("adult");
  const auto transfers = transfers_of_a_whole_visit(person);
  for (const auto kind :
       {FaultKind::kStall, FaultKind::kGarbage, FaultKind::kSilence, FaultKind::kShortPacket}) {
    for (std::size_t transfer = 0; transfer < transfers; ++transfer) {
      CAPTURE(static_cast<int>(kind), transfer);
      Desk desk(person);
      for (std::size_t more = 0; more < 3; ++more) desk.device.set_fault(transfer + more, kind);
      Visit seen;
      const auto result = authenticate_at(desk, seen);
      check_end(result, seen, desk, person);
    }
  }
}

TEST_CASE("switches_the_field_off_after_a_cancellation_at_any_question") {
  const auto person = sim::test_person("adult");
  Desk whole(person);
  Visit all;
  REQUIRE(authenticate_at(whole, all));
  std::size_t cancelled = 0;
  for (std::size_t question = 0; question < all.questions; ++question) {
    CAPTURE(question);
    Desk desk(person);
    desk.fail_at = question;
    Visit seen;
    const auto result = authenticate_at(desk, seen);
    check_end(result, seen, desk, person);
    if (!result && seen.stage != Stage::verifying_pin) {
      CHECK(result.error() == Failure{FailureCode::cancelled});
      ++cancelled;
    }
  }
  CHECK(cancelled > 100);
}

TEST_CASE("frees_everything_when_dropped_at_any_question") {
  const auto person = sim::test_person("adult");
  Desk whole(person);
  Visit all;
  REQUIRE(authenticate_at(whole, all));
  for (std::size_t last = 0; last < all.questions; ++last) {
    Desk desk(person);
    Visit seen;
    reader::Rcs380 rcs380;
    auto dialogue = reader::visit(rcs380, 4, authenticate(kDigest));
    dialogue.start();
    for (std::size_t question = 0; question < last; ++question) answer(dialogue, desk, seen);
    CHECK_FALSE(dialogue.done());
  }  // the sanitizer of the debug build sees what is left
}

TEST_CASE("can_be_used_again_after_any_fault_once_the_card_is_back") {
  const auto person = sim::test_person("adult");
  const auto transfers = transfers_of_a_whole_visit(person);
  for (const auto kind : kFaults) {
    for (std::size_t transfer = 0; transfer < transfers; transfer += 5) {
      CAPTURE(static_cast<int>(kind), transfer);
      Desk desk(person);
      desk.device.set_fault(transfer, kind);
      reader::Rcs380 rcs380;
      Visit first;
      static_cast<void>(drive(reader::visit(rcs380, 4, authenticate(kDigest)), desk, first));
      desk.device.plug();
      desk.device.place(desk.picc);
      Visit second;
      CHECK(drive(reader::visit(rcs380, 4, authenticate(kDigest)), desk, second));
      CHECK_FALSE(desk.device.rf_on());
    }
  }
}

}  // namespace
}  // namespace kazashi::card

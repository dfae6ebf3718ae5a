#include "card/key_reference.h"

#include "support.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;
using base::PinKind;
using base::Stage;

const Step kSelected{"00a4040c03aabbcc", "9000"};
const base::Bytes kAid{0xAA, 0xBB, 0xCC};

base::CardDialogue<KeyReference> open_key(CardAbilities abilities = {}) {
  co_return co_await open_with_key(kAid, 0x0011, abilities);
}

base::Secret number() { return base::Secret(base::as_bytes("550217")); }

Talk pin_talk(std::string pin, bool last_try_accepted = false) {
  return {.pin = std::move(pin), .last_try_accepted = last_try_accepted, .kind = PinKind::attributes};
}

TEST_CASE("asks_for_the_tries_by_short_identifier_and_spends_none") {
  const auto key = play(open_key(), {kSelected, {"00200091", "63c3"}});
  REQUIRE(key);
  CHECK(key->tries_left == 3);
  CHECK(key->p2 == 0x91);
}

TEST_CASE("selects_the_key_where_a_card_refuses_short_identifiers") {
  for (const auto* refusal : {"6a86", "6a88", "6a81", "6b00", "6a82", "6986"}) {
    const auto key = play(
        open_key(), {kSelected, {"00200091", refusal}, {"00a4020c020011", "9000"}, {"00200080", "63c2"}});
    REQUIRE(key);
    CHECK(key->tries_left == 2);
    CHECK(key->p2 == 0x80);
  }
}

TEST_CASE("remembers_that_a_card_refused_short_identifiers") {
  CHECK(play(open_key({.short_file_ids = false}),
             {kSelected, {"00a4020c020011", "9000"}, {"00200080", "63c2"}}));
  // refused, and then verified already: the second round does not ask by short identifier again
  CHECK(play(open_key(), {kSelected,
                          {"00200091", "6a86"},
                          {"00a4020c020011", "9000"},
                          {"00200080", "9000"},
                          kSelected,
                          {"00a4020c020011", "9000"},
                          {"00200080", "63c3"}}));
}

TEST_CASE("tells_a_blocked_key_by_no_tries") {
  for (const auto* status : {"63c0", "6983", "6984"}) {
    CHECK(play(open_key(), {kSelected, {"00200091", status}})->tries_left == 0);
  }
}

TEST_CASE("names_the_card_that_has_no_such_application_or_key") {
  check_failure(play(open_key(), {{kSelected.command, "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
  check_failure(play(open_key(), {kSelected, {"00200091", "6a82"}, {"00a4020c020011", "6a82"}}),
                {FailureCode::card_file_missing, 0x6A82});
  check_failure(
      play(open_key(), {kSelected, {"00200091", "6d00"}, {"00a4020c020011", "9000"}, {"00200080", "6d00"}}),
      {FailureCode::card_status, 0x6D00});
}

TEST_CASE("opens_nothing_on_the_strength_of_what_somebody_else_verified") {
  CHECK(play(open_key(), {kSelected, {"00200091", "9000"}, kSelected, {"00200091", "63c3"}}));
  check_failure(play(open_key(), {kSelected, {"00200091", "9000"}, kSelected, {"00200091", "9000"}}),
                {FailureCode::card_status, 0x9000});
}

TEST_CASE("prompts_for_the_PIN_with_its_tries_and_sends_it_once") {
  auto talk = pin_talk("1234");
  CHECK(play(verify_pin({0x91, 3}, PinKind::attributes), {{"002000910431323334", "9000"}}, &talk));
  CHECK(talk.prompts == std::vector<std::uint8_t>{3});
  CHECK(talk.stages == std::vector{Stage::verifying_pin});
  check_failure(play(verify_pin({0x91, 3}, PinKind::attributes), {{"002000910431323334", "63c2"}}, &talk),
                {FailureCode::pin_wrong, 2});
  check_failure(play(verify_pin({0x80, 3}, PinKind::attributes), {{"002000800431323334", "6984"}}, &talk),
                {FailureCode::pin_blocked});
}

TEST_CASE("sends_no_PIN_that_has_not_four_digits_is_blocked_or_would_be_the_last_unasked") {
  for (const auto* pin : {"", "123", "12345", "123a", "１234"}) {
    auto talk = pin_talk(pin);
    check_failure(play(verify_pin({0x91, 3}, PinKind::attributes), {}, &talk), {FailureCode::pin_format});
  }
  auto talk = pin_talk("1234");
  check_failure(play(verify_pin({0x91, 0}, PinKind::attributes), {}, &talk), {FailureCode::pin_blocked});
  CHECK(talk.prompts.empty());
  check_failure(play(verify_pin({0x91, 1}, PinKind::attributes), {}, &talk),
                {FailureCode::pin_last_try_refused});
  auto insists = pin_talk("1234", true);
  CHECK(play(verify_pin({0x91, 1}, PinKind::attributes), {{"002000910431323334", "9000"}}, &insists));
}

TEST_CASE("tells_a_wrong_number_from_a_wrong_PIN") {
  check_failure(play(verify_number({0x92, 9}, number(), false), {{"0020009206353530323137", "63c8"}}),
                {FailureCode::matching_number_wrong, 8});
  for (const auto* status : {"63c0", "6983", "6984"}) {
    check_failure(play(verify_number({0x92, 2}, number(), false), {{"0020009206353530323137", status}}),
                  {FailureCode::matching_number_blocked});
  }
  check_failure(play(verify_number({0x92, 9}, number(), false), {{"0020009206353530323137", "6982"}}),
                {FailureCode::card_access_denied, 0x6982});
  check_failure(play(verify_number({0x92, 9}, number(), false), {{"0020009206353530323137", "6700"}}),
                {FailureCode::card_status, 0x6700});
}

TEST_CASE("sends_no_number_that_is_blocked_or_would_be_the_last_unasked") {
  check_failure(play(verify_number({0x92, 0}, number(), true), {}), {FailureCode::matching_number_blocked});
  check_failure(play(verify_number({0x92, 1}, number(), false), {}),
                {FailureCode::matching_number_last_try_refused});
  Talk talk;
  CHECK(play(verify_number({0x92, 1}, number(), true), {{"0020009206353530323137", "9000"}}, &talk));
  CHECK(talk.stages == std::vector{Stage::checking_number});
  CHECK(talk.prompts.empty());
}

TEST_CASE("follows_no_request_to_repeat_VERIFY_and_knows_no_outcome_when_its_answer_is_lost") {
  for (const auto* status : {"6c00", "6104"}) {
    const auto result = play(verify_number({0x92, 9}, number(), false), {{"0020009206353530323137", status}});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == FailureCode::card_status);
  }
  for (const auto code : {FailureCode::card_removed, FailureCode::cancelled, FailureCode::reader_no_answer}) {
    check_failure(
        play(verify_number({0x92, 9}, number(), false), {{"0020009206353530323137", Failure{code}}}),
        {FailureCode::pin_outcome_unknown});
  }
}

}  // namespace
}  // namespace kazashi::card

#include "card/jpki.h"

#include "support.h"

namespace kazashi::card {
namespace {

using base::Failure;
using base::FailureCode;
using base::Stage;
using Script = std::vector<Step>;

constexpr Sha256Digest kDigest{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B,
                               0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16,
                               0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x20};

const Step kSelectJpki{"00a4040c0ad392f000260100000001", "9000"};
const Step kSelectPin{"00a4020c020018", "9000"};
const Step kSelectKey{"00a4020c020017", "9000"};
const std::string kQuery = "00200080";
const std::string kVerify = "002000800431323334";
const std::string kSign =
    "802a0080333031300d060960864801650304020105000420"
    "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2000";

std::string signature() {
  std::string hex;
  for (int i = 0; i < 256; ++i) hex += "5a";
  return hex;
}

Script joined(std::initializer_list<Script> parts) {
  Script whole;
  for (const auto& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

Script tries(std::string status) { return {kSelectJpki, kSelectPin, {kQuery, std::move(status)}}; }

const Script kCertificate{
    {"00a4020c02000a", "9000"}, {"00b0000004", "300411229000"}, {"00b0000402", "33449000"}};
const Script kAuthority{{"00a4020c02000b", "9000"}, {"00b0000004", "300255669000"}};
const Script kSignature{kSelectKey, {kSign, signature() + "9000"}};

Script verifying(std::variant<std::string, Failure> answer) {
  return {kSelectPin, {kVerify, std::move(answer)}};
}

TEST_CASE("authenticates_in_an_order_that_shows_tries_before_it_asks_for_the_PIN") {
  Talk talk{.pin = "1234"};
  const auto result =
      play(authenticate(kDigest),
           joined({tries("63c3"), kCertificate, kAuthority, verifying("9000"), kSignature}), &talk);
  REQUIRE(result);
  CHECK(base::to_hex(result->certificate) == "300411223344");
  REQUIRE(result->authority);
  CHECK(base::to_hex(*result->authority) == "30025566");
  CHECK(base::to_hex(result->signature) == signature());
  CHECK(result->tries_left_before == 3);
  CHECK(talk.prompts == std::vector<std::uint8_t>{3});
  CHECK(talk.stages == std::vector{Stage::asking_tries_left, Stage::reading_certificate, Stage::verifying_pin,
                                   Stage::signing});
}

TEST_CASE("does_without_the_authority_certificate_if_the_card_has_none") {
  Talk talk{.pin = "1234"};
  const Script none{{"00a4020c02000b", "6a82"}};
  const auto result = play(authenticate(kDigest),
                           joined({tries("63c2"), kCertificate, none, verifying("9000"), kSignature}), &talk);
  REQUIRE(result);
  CHECK_FALSE(result->authority);
  const Script denied{{"00a4020c02000b", "6982"}};
  check_failure(play(authenticate(kDigest), joined({tries("63c2"), kCertificate, denied})),
                {FailureCode::card_access_denied, 0x6982});
}

TEST_CASE("refuses_other_cards") {
  check_failure(play(authenticate(kDigest), {{kSelectJpki.command, "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
}

TEST_CASE("ends_at_once_with_a_blocked_PIN") {
  for (const auto* status : {"63c0", "6983", "6984"}) {
    Talk talk;
    check_failure(play(authenticate(kDigest), tries(status), &talk), {FailureCode::pin_blocked});
    CHECK(talk.prompts.empty());
  }
  Talk talk;
  check_failure(play(verify_authentication_pin(0), {}, &talk), {FailureCode::pin_blocked});
  CHECK(talk.prompts.empty());
}

TEST_CASE("reads_tries_left_without_spending_one") {
  CHECK(play(authentication_tries_left(), {kSelectPin, {kQuery, "63c1"}}).value() == 1);
  CHECK(play(authentication_tries_left(), {kSelectPin, {kQuery, "6984"}}).value() == 0);
  CHECK_FALSE(play(authentication_tries_left(), {kSelectPin, {kQuery, "9000"}}).value());
  check_failure(play(authentication_tries_left(), {kSelectPin, {kQuery, "6d00"}}),
                {FailureCode::card_status, 0x6D00});
}

TEST_CASE("signs_nothing_on_the_strength_of_a_PIN_somebody_else_gave") {
  Talk talk{.pin = "1234"};
  const auto forgets = play(
      authenticate(kDigest),
      joined({tries("9000"), tries("63c3"), kCertificate, kAuthority, verifying("9000"), kSignature}), &talk);
  CHECK(forgets);
  CHECK(talk.prompts.size() == 1);
  check_failure(play(authenticate(kDigest), joined({tries("9000"), tries("9000")})),
                {FailureCode::card_status, 0x9000});
}

TEST_CASE("sends_nothing_that_is_not_four_digits") {
  for (const auto* pin : {"", "123", "12345", "123a", "12 4", "１234", "\x31\x32\x33\x3a", "12.4"}) {
    CAPTURE(pin);
    Talk talk{.pin = pin};
    check_failure(play(verify_authentication_pin(3), {kSelectPin}, &talk), {FailureCode::pin_format});
  }
}

TEST_CASE("spends_the_last_try_only_when_the_person_insists") {
  Talk refused{.pin = "1234"};
  check_failure(play(verify_authentication_pin(1), {kSelectPin}, &refused),
                {FailureCode::pin_last_try_refused});
  CHECK(refused.prompts == std::vector<std::uint8_t>{1});
  Talk accepted{.pin = "1234", .last_try_accepted = true};
  CHECK(play(verify_authentication_pin(1), verifying("9000"), &accepted));
  Talk two{.pin = "1234"};
  CHECK(play(verify_authentication_pin(2), verifying("9000"), &two));
}

TEST_CASE("tells_a_wrong_PIN_with_the_tries_that_are_left_and_never_tries_again") {
  Talk talk{.pin = "1234"};
  check_failure(play(verify_authentication_pin(3), verifying("63c2"), &talk), {FailureCode::pin_wrong, 2});
  check_failure(play(verify_authentication_pin(2), verifying("63c0"), &talk), {FailureCode::pin_blocked});
  check_failure(play(verify_authentication_pin(2), verifying("6984"), &talk), {FailureCode::pin_blocked});
  check_failure(play(verify_authentication_pin(2), verifying("6982"), &talk),
                {FailureCode::card_access_denied, 0x6982});
  check_failure(play(verify_authentication_pin(2), verifying("6700"), &talk),
                {FailureCode::card_status, 0x6700});
}

TEST_CASE("follows_no_request_to_repeat_VERIFY") {
  Talk talk{.pin = "1234"};
  check_failure(play(verify_authentication_pin(3), verifying("6c00"), &talk),
                {FailureCode::card_status, 0x6C00});
  check_failure(play(verify_authentication_pin(3), verifying("6104"), &talk),
                {FailureCode::card_status, 0x6104});
}

TEST_CASE("knows_no_outcome_when_the_answer_to_VERIFY_is_lost") {
  for (const auto code :
       {FailureCode::card_removed, FailureCode::reader_disconnected, FailureCode::reader_no_answer,
        FailureCode::card_answer_malformed, FailureCode::cancelled}) {
    Talk talk{.pin = "1234"};
    check_failure(play(verify_authentication_pin(3), verifying(Failure{code}), &talk),
                  {FailureCode::pin_outcome_unknown});
  }
}

TEST_CASE("signs_a_digest_in_a_DigestInfo_of_its_own") {
  const auto result = play(sign_with_authentication_key(kDigest), kSignature);
  REQUIRE(result);
  CHECK(result->size() == 256);
}

TEST_CASE("refuses_a_signature_of_the_wrong_length") {
  check_failure(play(sign_with_authentication_key(kDigest), {kSelectKey, {kSign, "5a9000"}}),
                {FailureCode::card_answer_malformed});
  check_failure(play(sign_with_authentication_key(kDigest), {kSelectKey, {kSign, signature() + "5a9000"}}),
                {FailureCode::card_answer_malformed});
  check_failure(play(sign_with_authentication_key(kDigest), {kSelectKey, {kSign, "9000"}}),
                {FailureCode::card_answer_malformed});
  check_failure(play(sign_with_authentication_key(kDigest), {kSelectKey, {kSign, "6982"}}),
                {FailureCode::card_access_denied, 0x6982});
}

TEST_CASE("hands_every_failure_of_the_way_on_unchanged_but_for_VERIFY") {
  const Script whole = joined({tries("63c3"), kCertificate, kAuthority, verifying("9000"), kSignature});
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CAPTURE(at);
    Script cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    cut.back().answer = Failure{FailureCode::card_removed};
    Talk talk{.pin = "1234"};
    const bool verify = cut.back().command == kVerify;
    check_failure(play(authenticate(kDigest), cut, &talk),
                  {verify ? FailureCode::pin_outcome_unknown : FailureCode::card_removed});
  }
}

TEST_CASE("tells_nothing_of_a_PIN_for_a_status_that_is_no_answer_to_VERIFY") {
  const Script whole = joined({tries("63c3"), kCertificate, kAuthority, verifying("9000"), kSignature});
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (whole[at].command == kQuery || whole[at].command == kVerify) continue;
    for (const std::uint16_t status :
         std::initializer_list<std::uint16_t>{0x63C0, 0x63C1, 0x63C2, 0x6983, 0x6984}) {
      CAPTURE(at, whole[at].command, status);
      Script cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at) + 1);
      cut.back().answer = base::to_hex(
          base::Bytes{static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status)});
      Talk talk{.pin = "1234"};
      check_failure(play(authenticate(kDigest), cut, &talk), {FailureCode::card_status, status});
    }
  }
}

}  // namespace
}  // namespace kazashi::card

#include "card/jpki.h"

#include "jpki_scripts.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::Stage;

constexpr Sha256Digest kDigest{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B,
                               0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16,
                               0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x20};

const std::string kQuery = "00200098";
const std::string kVerify = "002000980431323334";
const std::string kInfo =
    "333031300d060960864801650304020105000420"
    "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2000";
const std::string kSign = "802a0097" + kInfo;
const std::string kSignSelected = "802a0080" + kInfo;
const char* const kPin = "1234";

const Bytes kCertificate = certificate_of(746);
const Bytes kAuthority = certificate_of(300);

Script tries(std::string status) { return {kSelectJpki, {kQuery, std::move(status)}}; }
Script verifying(std::variant<std::string, Failure> answer) { return {{kVerify, std::move(answer)}}; }
Script signing() { return {{kSign, signature_hex() + "9000"}}; }

Script whole() {
  return joined(
      {tries("63c3"), verifying("9000"), reading(0x0A, kCertificate), reading(0x0B, kAuthority), signing()});
}

JpkiRequest without_authority(CardAbilities abilities = {}) {
  return {.authority = false, .abilities = abilities};
}

TEST_CASE("shows_the_tries_asks_for_the_PIN_and_reads_only_then_who_it_is") {
  Talk talk{.pin = kPin};
  const auto result = play(authenticate(kDigest), whole(), &talk);
  REQUIRE(result);
  CHECK(result->certificate == kCertificate);
  REQUIRE(result->authority);
  CHECK(*result->authority == kAuthority);
  CHECK(base::to_hex(result->signature) == signature_hex());
  CHECK(result->tries_left_before == 3);
  CHECK(talk.prompts == std::vector<std::uint8_t>{3});
  CHECK(talk.stages == std::vector{Stage::asking_tries_left, Stage::verifying_pin, Stage::reading_certificate,
                                   Stage::signing});
}

TEST_CASE("needs_seven_short_commands_for_a_certificate_of_746_octets") {
  const auto script = joined({tries("63c3"), verifying("9000"), reading(0x0A, kCertificate), signing()});
  CHECK(script.size() == 7);
  Talk talk{.pin = kPin};
  const auto result = play(authenticate(kDigest, without_authority()), script, &talk);
  REQUIRE(result);
  CHECK(result->certificate == kCertificate);
  CHECK_FALSE(result->authority);
}

TEST_CASE("needs_five_commands_where_extended_length_is_known_to_work") {
  const Script script = joined({tries("63c3"),
                                verifying("9000"),
                                {{"00b08a00000000", base::to_hex(kCertificate) + "9000"}},
                                signing()});
  CHECK(script.size() == 5);
  Talk talk{.pin = kPin};
  const auto result =
      play(authenticate(kDigest, without_authority({.extended_length = true})), script, &talk);
  REQUIRE(result);
  CHECK(result->certificate == kCertificate);
}

TEST_CASE("selects_every_file_once_where_a_card_refuses_short_identifiers") {
  for (const auto* refusal : {"6a86", "6a81", "6986", "6b00", "6a88", "6a82"}) {
    CAPTURE(refusal);
    const auto script = joined({{kSelectJpki, {kQuery, refusal}},
                                selecting(0x0018),
                                {{"00200080", "63c3"}, {"002000800431323334", "9000"}},
                                selecting(0x000A),
                                reading_current(kCertificate),
                                selecting(0x0017),
                                {{kSignSelected, signature_hex() + "9000"}}});
    CHECK(count_of(script, "00a4020c") == 3);
    Talk talk{.pin = kPin};
    CHECK(play(authenticate(kDigest, without_authority()), script, &talk));
    CHECK(talk.prompts.size() == 1);
  }
}

TEST_CASE("selects_what_a_card_does_not_take_by_short_identifier_only_later") {
  Talk talk{.pin = kPin};
  // VERIFY by short identifier but neither reading nor signing: the PIN is not sent again
  const auto reads_by_select = joined({tries("63c3"),
                                       verifying("9000"),
                                       {{"00b08a0000", "6a86"}},
                                       selecting(0x000A),
                                       reading_current(kCertificate),
                                       selecting(0x0017),
                                       {{kSignSelected, signature_hex() + "9000"}}});
  CHECK(play(authenticate(kDigest, without_authority()), reads_by_select, &talk));
  for (const auto* refusal : {"6a86", "6a81", "6986", "6a88", "6a82"}) {
    const auto signs_by_select = joined({tries("63c3"),
                                         verifying("9000"),
                                         reading(0x0A, kCertificate),
                                         {{kSign, refusal}},
                                         selecting(0x0017),
                                         {{kSignSelected, signature_hex() + "9000"}}});
    CHECK(play(authenticate(kDigest, without_authority()), signs_by_select, &talk));
  }
}

TEST_CASE("does_without_the_authority_certificate_if_the_card_has_none") {
  Talk talk{.pin = kPin};
  const auto before = joined({tries("63c2"), verifying("9000"), reading(0x0A, kCertificate)});
  const auto result =
      play(authenticate(kDigest), joined({before, {{"00b08b0000", "6a82"}}, signing()}), &talk);
  REQUIRE(result);
  CHECK_FALSE(result->authority);
  check_failure(play(authenticate(kDigest), joined({before, {{"00b08b0000", "6982"}}}), &talk),
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
}

TEST_CASE("signs_nothing_on_the_strength_of_a_PIN_somebody_else_gave") {
  Talk talk{.pin = kPin};
  CHECK(play(authenticate(kDigest), joined({tries("9000"), whole()}), &talk));
  CHECK(talk.prompts.size() == 1);
  check_failure(play(authenticate(kDigest), joined({tries("9000"), tries("9000")})),
                {FailureCode::card_status, 0x9000});
}

TEST_CASE("reads_nothing_about_a_person_who_gave_no_right_PIN") {
  Talk talk{.pin = kPin};
  check_failure(play(authenticate(kDigest), joined({tries("63c3"), verifying("63c2")}), &talk),
                {FailureCode::pin_wrong, 2});
  check_failure(play(authenticate(kDigest), joined({tries("63c2"), verifying("63c0")}), &talk),
                {FailureCode::pin_blocked});
  check_failure(play(authenticate(kDigest), tries("63c1"), &talk), {FailureCode::pin_last_try_refused});
  Talk insists{.pin = kPin, .last_try_accepted = true};
  CHECK(play(authenticate(kDigest, without_authority()),
             joined({tries("63c1"), verifying("9000"), reading(0x0A, kCertificate), signing()}), &insists));
  Talk letters{.pin = "12a4"};
  check_failure(play(authenticate(kDigest), tries("63c3"), &letters), {FailureCode::pin_format});
}

TEST_CASE("refuses_a_signature_of_the_wrong_length") {
  const auto before = joined({tries("63c3"), verifying("9000"), reading(0x0A, kCertificate)});
  const auto signed_as = [&](std::string answer) {
    Talk talk{.pin = kPin};
    return play(authenticate(kDigest, without_authority()), joined({before, {{kSign, std::move(answer)}}}),
                &talk);
  };
  check_failure(signed_as("5a9000"), {FailureCode::card_answer_malformed});
  check_failure(signed_as(signature_hex() + "5a9000"), {FailureCode::card_answer_malformed});
  check_failure(signed_as("9000"), {FailureCode::card_answer_malformed});
  check_failure(signed_as("6982"), {FailureCode::card_access_denied, 0x6982});
}

TEST_CASE("ends_every_fault_of_an_authentication_with_a_named_failure_and_at_most_one_VERIFY") {
  const auto make = [] { return authenticate(kDigest); };
  const auto is_sound = [](const JpkiAuthentication& result) {
    return result.certificate == kCertificate && (!result.authority || *result.authority == kAuthority) &&
           base::to_hex(result.signature) == signature_hex() && result.tries_left_before > 0;
  };
  inject_everywhere(make, whole(), kPin, is_sound);
  remove_everywhere(make, whole(), kPin);
}

TEST_CASE("costs_at_most_a_mebibyte_whatever_the_card_answers_to_reading") {
  const auto opening = joined({tries("63c3"), verifying("9000")});
  for (const bool extended : {false, true}) {
    survive_hostile_cards([&] { return authenticate(kDigest, {.abilities = {.extended_length = extended}}); },
                          opening, kPin, "30821ffc");
  }
}

TEST_CASE("tells_nothing_of_a_PIN_for_a_status_that_is_no_answer_to_VERIFY") {
  const auto script = whole();
  for (std::size_t at = 0; at < script.size(); ++at) {
    if (script[at].command == kQuery || script[at].command == kVerify) continue;
    for (const std::uint16_t status :
         std::initializer_list<std::uint16_t>{0x63C0, 0x63C1, 0x63C2, 0x6983, 0x6984}) {
      CAPTURE(at, script[at].command, status);
      Script cut(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(at) + 1);
      cut.back().answer = hex_number(status, 2);
      Talk talk{.pin = kPin};
      check_failure(play(authenticate(kDigest), cut, &talk), {FailureCode::card_status, status});
    }
  }
}

}  // namespace
}  // namespace kazashi::card

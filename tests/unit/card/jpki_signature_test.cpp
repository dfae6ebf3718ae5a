#include "card/jpki_signature.h"

#include "jpki_scripts.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::PinKind;
using base::Stage;
using crypto::SignatureAlgorithm;

const std::string kQuery = "0020009b";
const std::string kVerify = "0020009b06414243313233";  // ABC123
const char* const kTyped = "abC123";

const Bytes kCertificate = certificate_of(1200);
const Bytes kAuthority = certificate_of(300);

Script tries(std::string status) { return {kSelectJpki, {kQuery, std::move(status)}}; }
Script verifying(std::variant<std::string, Failure> answer) { return {{kVerify, std::move(answer)}}; }

Script whole() {
  return joined({tries("63c5"), verifying("9000"), reading(0x01, kCertificate), reading(0x02, kAuthority)});
}

Talk password_talk(std::string typed = kTyped, bool last_try_accepted = false) {
  return {.pin = std::move(typed), .last_try_accepted = last_try_accepted, .kind = PinKind::signature};
}

std::string sign_command(const std::string& p2, const std::string& info) {
  return "802a00" + p2 + hex_number(info.size() / 2, 1) + info + "00";
}

std::string sha256_info(const std::string& digest) {
  return "3031300d060960864801650304020105000420" + digest;
}

/// The octets that would be sent for what was typed; empty where it is refused.
std::string sent_for(std::string_view typed) {
  const auto password = signature_password(base::as_bytes(typed));
  if (!password) {
    CHECK(password.error() == Failure{FailureCode::pin_format});
    return {};
  }
  return std::string(base::as_text(password->reveal()));
}

TEST_CASE("sends_the_password_in_capital_letters") {
  CHECK(sent_for("abc123") == "ABC123");
  CHECK(sent_for("ABCDEFGHIJKLMNOP") == "ABCDEFGHIJKLMNOP");
  CHECK(sent_for("zZ09aA") == "ZZ09AA");
  CHECK(sent_for("000000") == "000000");
}

TEST_CASE("refuses_passwords_that_no_card_has_before_anything_is_sent") {
  for (const std::string_view typed :
       {"", "ABC12", "ABCDEFGHIJKLMNOPQ", "ABC 12", "ABC-12", "ABC12!", "ＡＢＣ１２３", "abc12\xE9", "@BCDEF",
        "[BCDEF", "`bcdef", "{bcdef", "/BCDEF", ":BCDEF"}) {
    CAPTURE(typed);
    CHECK(sent_for(typed).empty());
    auto talk = password_talk(std::string(typed));
    check_failure(play(open_signature(), tries("63c5"), &talk), {FailureCode::pin_format});
  }
  CHECK(sent_for(std::string_view("ABC12\0", 6)).empty());
}

TEST_CASE("reads_the_certificate_only_after_the_password_and_signs_in_the_same_visit") {
  auto talk = password_talk();
  const auto opened = play(open_signature(), whole(), &talk);
  REQUIRE(opened);
  CHECK(opened->certificate == kCertificate);
  REQUIRE(opened->authority);
  CHECK(*opened->authority == kAuthority);
  CHECK(opened->tries_left_before == 5);
  CHECK(opened->abilities.short_file_ids);
  CHECK(talk.prompts == std::vector<std::uint8_t>{5});
  CHECK(talk.stages ==
        std::vector{Stage::asking_tries_left, Stage::verifying_pin, Stage::reading_certificate});

  const Bytes digest(32, 0xD1);
  Talk signing;
  const auto signature =
      play(sign_with_signature_key(digest, SignatureAlgorithm::rsa_pkcs1_sha256, opened->abilities),
           {{sign_command("9a", sha256_info(base::to_hex(digest))), signature_hex() + "9000"}}, &signing);
  REQUIRE(signature);
  CHECK(base::to_hex(*signature) == signature_hex());
  CHECK(signing.stages == std::vector{Stage::signing});
}

TEST_CASE("leaves_the_authority_certificate_out_where_it_is_not_asked_for_or_not_there") {
  auto talk = password_talk();
  const auto opening = joined({tries("63c5"), verifying("9000"), reading(0x01, kCertificate)});
  const auto without = play(open_signature({.authority = false}), opening, &talk);
  REQUIRE(without);
  CHECK_FALSE(without->authority);
  const auto missing = play(open_signature(), joined({opening, {{"00b0820000", "6a82"}}}), &talk);
  REQUIRE(missing);
  CHECK_FALSE(missing->authority);
}

TEST_CASE("signs_with_the_DigestInfo_of_each_digest_and_with_no_other") {
  const std::vector<std::pair<SignatureAlgorithm, std::string>> algorithms{
      {SignatureAlgorithm::rsa_pkcs1_sha256, "3031300d060960864801650304020105000420"},
      {SignatureAlgorithm::rsa_pkcs1_sha384, "3041300d060960864801650304020205000430"},
      {SignatureAlgorithm::rsa_pkcs1_sha512, "3051300d060960864801650304020305000440"}};
  const std::size_t sizes[] = {32, 48, 64};
  for (std::size_t i = 0; i < algorithms.size(); ++i) {
    const Bytes digest(sizes[i], 0xD1);
    CHECK(
        play(sign_with_signature_key(digest, algorithms[i].first),
             {{sign_command("9a", algorithms[i].second + base::to_hex(digest)), signature_hex() + "9000"}}));
    check_failure(play(sign_with_signature_key(Bytes(sizes[i] + 1), algorithms[i].first), {}),
                  {FailureCode::signature_algorithm_refused});
    check_failure(play(sign_with_signature_key(Bytes(20), algorithms[i].first), {}),
                  {FailureCode::signature_algorithm_refused});
  }
  check_failure(play(sign_with_signature_key(Bytes(32), SignatureAlgorithm::ecdsa_p256_sha256), {}),
                {FailureCode::signature_algorithm_refused});
}

TEST_CASE("tells_a_wrong_or_blocked_password_and_sends_it_once") {
  auto talk = password_talk();
  check_failure(play(open_signature(), joined({tries("63c5"), verifying("63c4")}), &talk),
                {FailureCode::pin_wrong, 4});
  check_failure(play(open_signature(), joined({tries("63c2"), verifying("63c0")}), &talk),
                {FailureCode::pin_blocked});
  check_failure(play(open_signature(), joined({tries("63c2"), verifying("6984")}), &talk),
                {FailureCode::pin_blocked});
  for (const auto* status : {"6c00", "6104"}) {
    const auto result = play(open_signature(), joined({tries("63c5"), verifying(status)}), &talk);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == FailureCode::card_status);
  }
  for (const auto* status : {"63c0", "6983", "6984"}) {
    Talk nobody_asked;
    check_failure(play(open_signature(), tries(status), &nobody_asked), {FailureCode::pin_blocked});
    CHECK(nobody_asked.prompts.empty());
  }
}

TEST_CASE("spends_the_last_try_of_the_password_only_when_the_person_insists") {
  auto talk = password_talk();
  check_failure(play(open_signature(), tries("63c1"), &talk), {FailureCode::pin_last_try_refused});
  auto insists = password_talk(kTyped, true);
  CHECK(play(open_signature({.authority = false}),
             joined({tries("63c1"), verifying("9000"), reading(0x01, kCertificate)}), &insists));
}

TEST_CASE("opens_no_signature_on_the_strength_of_a_password_somebody_else_gave") {
  auto talk = password_talk();
  CHECK(play(open_signature(), joined({tries("9000"), whole()}), &talk));
  CHECK(talk.prompts.size() == 1);
  check_failure(play(open_signature(), joined({tries("9000"), tries("9000")})),
                {FailureCode::card_status, 0x9000});
}

TEST_CASE("selects_files_of_a_card_that_refuses_short_identifiers_and_remembers_it_for_signing") {
  const auto script = joined({{kSelectJpki, {kQuery, "6a86"}},
                              selecting(0x001B),
                              {{"00200080", "63c5"}, {"0020008006414243313233", "9000"}},
                              selecting(0x0001),
                              reading_current(kCertificate)});
  auto talk = password_talk();
  const auto opened = play(open_signature({.authority = false}), script, &talk);
  REQUIRE(opened);
  CHECK_FALSE(opened->abilities.short_file_ids);
  const Bytes digest(32, 0xD1);
  CHECK(play(sign_with_signature_key(digest, SignatureAlgorithm::rsa_pkcs1_sha256, opened->abilities),
             joined({selecting(0x001A),
                     {{sign_command("80", sha256_info(base::to_hex(digest))), signature_hex() + "9000"}}})));
}

TEST_CASE("names_why_a_card_does_not_sign") {
  const Bytes digest(32, 0xD1);
  const auto command = sign_command("9a", sha256_info(base::to_hex(digest)));
  const auto signing = [&](std::variant<std::string, Failure> answer) {
    return play(sign_with_signature_key(digest, SignatureAlgorithm::rsa_pkcs1_sha256),
                {{command, std::move(answer)}});
  };
  check_failure(signing("6982"), {FailureCode::card_access_denied, 0x6982});
  check_failure(signing("6985"), {FailureCode::card_status, 0x6985});
  check_failure(signing("63c4"), {FailureCode::card_status, 0x63C4});
  check_failure(signing("5a9000"), {FailureCode::card_answer_malformed});
  check_failure(signing(signature_hex() + "5a9000"), {FailureCode::card_answer_malformed});
  check_failure(signing(Failure{FailureCode::card_removed}), {FailureCode::card_removed});
}

TEST_CASE("ends_every_fault_of_a_signature_with_a_named_failure_and_at_most_one_VERIFY") {
  const auto make = [] { return open_signature(); };
  const auto is_sound = [](const SignatureCertificates& opened) {
    return opened.certificate == kCertificate && (!opened.authority || *opened.authority == kAuthority) &&
           opened.tries_left_before > 0;
  };
  inject_everywhere(make, whole(), kTyped, is_sound);
  remove_everywhere(make, whole(), kTyped);
}

TEST_CASE("costs_at_most_a_mebibyte_whatever_a_signature_card_answers") {
  survive_hostile_cards([] { return open_signature(); }, joined({tries("63c5"), verifying("9000")}), kTyped,
                        "30821ffc");
}

}  // namespace
}  // namespace kazashi::card

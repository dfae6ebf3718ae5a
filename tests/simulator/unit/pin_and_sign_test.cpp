#include <catch2/catch_test_macros.hpp>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

constexpr std::string_view kAuthPin = "00A4020C020018";
constexpr std::string_view kSignPin = "00A4020C02001B";
constexpr std::string_view kRight = "0020008004 31323334";
constexpr std::string_view kWrong = "0020008004 39393939";
constexpr std::string_view kRightPassword = "0020008006 414243313233";

std::string sign_command(std::string_view p2 = "80") {
  return "802A00" + std::string(p2) + "33" + std::string(kSha256OfHello) + "00";
}

// By OpenSSL, not by the simulator's own arithmetic.
Bytes recovered_input(const Bytes& certificate, const Bytes& signature) {
  const unsigned char* at = certificate.data();
  const std::unique_ptr<X509, decltype(&X509_free)> x509(
      d2i_X509(nullptr, &at, static_cast<long>(certificate.size())), X509_free);
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new(X509_get0_pubkey(x509.get()), nullptr), EVP_PKEY_CTX_free);
  Bytes out(256);
  std::size_t length = out.size();
  if (EVP_PKEY_verify_recover_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
      EVP_PKEY_verify_recover(context.get(), out.data(), &length, signature.data(), signature.size()) != 1) {
    return {};
  }
  out.resize(length);
  return out;
}

}  // namespace

TEST_CASE("a_query_tells_the_tries_and_costs_none") {
  JpkiAtHand at_hand;
  at_hand.ask(kAuthPin);
  CHECK(at_hand.ask("00200080") == hex("63C3"));
  CHECK(at_hand.ask("00200080") == hex("63C3"));
  CHECK(at_hand.ask("00200098") == hex("63C3"));
  CHECK(at_hand.ask("0020009B") == hex("63C5"));
}

TEST_CASE("wrong_pins_count_down_to_the_block_and_the_right_one_is_then_refused_too") {
  JpkiAtHand at_hand;
  at_hand.ask(kAuthPin);
  CHECK(at_hand.ask(kWrong) == hex("63C2"));
  CHECK(at_hand.ask(kWrong) == hex("63C1"));
  CHECK(at_hand.ask(kWrong) == hex("63C0"));
  CHECK(at_hand.ask(kWrong) == hex("6984"));
  CHECK(at_hand.ask(kRight) == hex("6984"));
  CHECK(at_hand.ask("00200080") == hex("63C0"));
  CHECK(at_hand.card->auth_pin().tries_left == 0);
  CHECK(at_hand.card->sign_pin().tries_left == 5);
}

TEST_CASE("the_right_pin_restores_the_tries") {
  JpkiAtHand at_hand;
  at_hand.ask(kAuthPin);
  at_hand.ask(kWrong);
  CHECK(at_hand.ask(kRight) == hex("9000"));
  CHECK(at_hand.card->auth_pin().tries_left == 3);
  CHECK(at_hand.card->auth_pin().verified);
  CHECK(at_hand.ask("00200080") == hex("9000"));
}

TEST_CASE("a_wrong_pin_takes_the_verified_state_away") {
  JpkiAtHand at_hand;
  at_hand.ask(kAuthPin);
  at_hand.ask(kRight);
  at_hand.ask(kWrong);
  CHECK_FALSE(at_hand.card->auth_pin().verified);
}

TEST_CASE("a_pin_of_another_length_is_a_wrong_pin") {
  JpkiAtHand at_hand;
  at_hand.ask(kAuthPin);
  CHECK(at_hand.ask("0020008003 313233") == hex("63C2"));
  CHECK(at_hand.ask("0020008005 3132333435") == hex("63C1"));
  CHECK(at_hand.ask("0020008011 3131313131313131313131313131313131") == hex("6700"));
  CHECK(at_hand.card->auth_pin().tries_left == 1);
}

TEST_CASE("power_and_selection_clear_the_verified_state_but_keep_the_counter") {
  JpkiAtHand at_hand;
  at_hand.ask(kAuthPin);
  at_hand.ask(kRight);
  at_hand.ask(kSelectJpki);
  CHECK_FALSE(at_hand.card->auth_pin().verified);
  at_hand.ask(kAuthPin);
  at_hand.ask(kRight);
  at_hand.ask("00A4040C07 A0000001510000");
  CHECK_FALSE(at_hand.card->auth_pin().verified);
  at_hand.ask(kSelectJpki);
  at_hand.ask(kAuthPin);
  at_hand.ask(kRight);
  at_hand.ask(kWrong);
  at_hand.ask(kWrong);
  at_hand.card->power_on();
  CHECK_FALSE(at_hand.card->auth_pin().verified);
  CHECK(at_hand.card->auth_pin().tries_left == 1);
}

TEST_CASE("verify_wants_a_pin_file_and_known_parameters") {
  JpkiAtHand at_hand;
  at_hand.ask("00A4020C02000A");
  CHECK(at_hand.ask(kRight) == hex("6981"));
  CHECK(at_hand.ask("0020009F 04 31323334") == hex("6A86"));
  CHECK(at_hand.ask("00200018 04 31323334") == hex("6A86"));
  CHECK(at_hand.ask("00200180 04 31323334") == hex("6A86"));
  CHECK(at_hand.ask("0020008000") == hex("6700"));
  CHECK(at_hand.card->counters().verifies == 0);
}

TEST_CASE("the_signature_certificate_needs_the_signature_password") {
  JpkiAtHand at_hand;
  CHECK(at_hand.ask("00B0810004") == hex("6982"));
  at_hand.ask(kAuthPin);
  at_hand.ask(kRight);
  CHECK(at_hand.ask("00B0810004") == hex("6982"));
  at_hand.ask(kSignPin);
  CHECK(at_hand.ask(kRightPassword) == hex("9000"));
  CHECK(at_hand.ask("00B08100000000") == at_hand.person.sign_certificate + hex("9000"));
}

TEST_CASE("a_key_signs_only_after_its_own_pin") {
  JpkiAtHand at_hand;
  at_hand.ask("00A4020C020017");
  CHECK(at_hand.ask(sign_command()) == hex("6982"));
  at_hand.ask("0020009B 06 414243313233");
  CHECK(at_hand.ask(sign_command()) == hex("6982"));
  at_hand.ask("00200098 04 31323334");
  CHECK(at_hand.status(sign_command()) == hex("9000"));
  CHECK(at_hand.card->counters().signatures == 1);
  CHECK(at_hand.card->last_execution_us() > 309'000);
}

TEST_CASE("signatures_are_pkcs1_of_what_was_given_under_the_certificate_s_key") {
  JpkiAtHand at_hand;
  at_hand.ask("00200098 04 31323334");
  at_hand.ask("0020009B 06 414243313233");
  const Bytes by_auth = at_hand.data(sign_command("97"));
  const Bytes by_sign = at_hand.data(sign_command("9A"));
  CHECK(by_auth.size() == 256);
  CHECK(recovered_input(at_hand.person.auth_certificate, by_auth) == hex(kSha256OfHello));
  CHECK(recovered_input(at_hand.person.sign_certificate, by_sign) == hex(kSha256OfHello));
  CHECK(recovered_input(at_hand.person.sign_certificate, by_auth) != hex(kSha256OfHello));
}

TEST_CASE("the_card_pads_up_to_245_bytes_verbatim_and_no_more") {
  JpkiAtHand at_hand;
  at_hand.ask("00200098 04 31323334");
  const Bytes longest(245, 0x5A);
  Bytes command = hex("802A0097F5") + longest;
  command.push_back(0x00);
  const Bytes answer = at_hand.card->transmit(command);
  REQUIRE(answer.size() == 258);
  CHECK(recovered_input(at_hand.person.auth_certificate, Bytes(answer.begin(), answer.end() - 2)) == longest);
  command = hex("802A0097F6") + Bytes(246, 0x5A);
  command.push_back(0x00);
  CHECK(at_hand.card->transmit(command) == hex("6700"));
}

TEST_CASE("signing_refuses_other_parameters_lengths_and_files") {
  JpkiAtHand at_hand;
  at_hand.ask("00200098 04 31323334");
  CHECK(at_hand.ask("802A0097 33" + std::string(kSha256OfHello)) == hex("6700"));
  CHECK(at_hand.ask("802A0097 33" + std::string(kSha256OfHello) + "20") == hex("6700"));
  CHECK(at_hand.ask("802A0097 00") == hex("6700"));
  CHECK(at_hand.ask("802A0197 33" + std::string(kSha256OfHello) + "00") == hex("6A86"));
  CHECK(at_hand.ask(sign_command("00")) == hex("6A86"));
  CHECK(at_hand.ask(sign_command("98")) == hex("6981"));
  CHECK(at_hand.ask(sign_command("80")) == hex("6986"));
  CHECK(at_hand.card->counters().signatures == 0);
}

TEST_CASE("people_come_with_the_tries_their_story_needs") {
  JpkiAtHand blocked("blocked-pin");
  blocked.ask(kAuthPin);
  CHECK(blocked.ask("00200080") == hex("63C0"));
  CHECK(blocked.ask(kRight) == hex("6984"));
  JpkiAtHand last("one-try-left");
  last.ask(kAuthPin);
  CHECK(last.ask("00200080") == hex("63C1"));
  CHECK(last.ask(kWrong) == hex("63C0"));
}

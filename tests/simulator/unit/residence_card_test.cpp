#include <catch2/catch_test_macros.hpp>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "simulator/card/residence_chip.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;

namespace {

constexpr std::string_view kChallenge = "0084000008";
constexpr std::string_view kTheirs = "1122334455667788";
constexpr std::string_view kTheirKey = "404142434445464748494A4B4C4D4E4F";

// The published traces of both generations, all with the number AA12345678BB, RND.IFD and K.IFD as above.
struct Trace {
  unsigned generation;
  std::string_view challenge, key_part, e_ifd, m_ifd, e_icc, m_icc, session_key, number;
};

constexpr Trace kTraces[]{
    {1, "5A6E7E385162B7A3", "19D049490FFF52EEDBFCB930BC810ED0",
     "937745C20883A1BAD1E04193722A1592378F81A8F1DC589157AEB0F7544FA1BA", "1AD7FB6A3389E017",
     "5860775B4D032CC564BA204B8EA868F694A74E7475A8FEF240588BDA1AF496CE", "59388FD6CD45248B",
     "CE94938E19E3B97DF96EABCEDC1715CC", "1AA82973DB959A811F9711D728F0EEF6"},
    {2, "921CE277323DA057", "2CC6AF9B8B607C662FDCAD27B401D08B",
     "4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773B", "AC854617634F5397",
     "289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62", "FA942EC51E62FF5F",
     "C19CF13D3D7FBEE9EA293D834C88952F", "EE0B31EF877F68D071C56D58C72E6748"}};

// A reader's side, from the simulator's own cipher: the traces hold that one to what is published.
struct ResidenceAtHand {
  explicit ResidenceAtHand(std::string_view id)
      : description(test_residence_card(id)),
        cipher(description.generation),
        card(VirtualCard::make(description)) {
    card->power_on();
  }

  Bytes ask(std::string_view command) { return card->transmit(hex(command)); }
  void select(std::uint8_t application) {
    Bytes command = hex("00A4040C10 D392F0004F") + Bytes{low_byte(application + 1u)};
    command.resize(21, 0x00);
    CHECK(card->transmit(command) == hex("9000"));
  }

  Bytes authenticate(const std::string& number) {
    const Bytes card_key = residence_key(Bytes(number.begin(), number.end()));
    Bytes challenge = ask(kChallenge);
    challenge.resize(8);
    const Bytes cryptogram = cipher.encrypt(card_key, hex(kTheirs) + challenge + hex(kTheirKey));
    Bytes command = hex("0082000028") + cryptogram + cipher.mac(card_key, cryptogram);
    command.push_back(0x00);
    const Bytes answer = card->transmit(command);
    if (answer.size() == 42) {
      Bytes seed = cipher.decrypt(card_key, View(answer).first(32));
      seed.erase(seed.begin(), seed.begin() + 16);
      for (std::size_t i = 0; i < seed.size(); ++i) {
        seed[i] ^= hex(kTheirKey)[i];
      }
      session_key = residence_key(seed + hex("00000001"));
    }
    return {answer.end() - 2, answer.end()};
  }
  Bytes verify(const std::string& number) {
    return card->transmit(hex("0820008613861101") +
                          cipher.encrypt(session_key, cipher.padded(Bytes(number.begin(), number.end()))));
  }
  void open() {
    CHECK(authenticate(description.number) == hex("9000"));
    CHECK(verify(description.number) == hex("9000"));
  }
  Bytes read_plain(std::uint8_t short_id) {
    return card->transmit(Bytes{0x00, 0xB0, low_byte(0x80u | short_id), 0x00, 0x00, 0x00, 0x00});
  }
  Bytes read_protected(std::uint8_t short_id) {
    return card->transmit(Bytes{0x08, 0xB0, low_byte(0x80u | short_id), 0x00} + hex("000004 96020000 0000"));
  }
  // What a protected answer holds, without its padding.
  Bytes deciphered(const Bytes& answer) {
    const std::size_t header = answer[1] == 0x82 ? 5 : answer[1] == 0x81 ? 4 : 3;
    Bytes content = cipher.decrypt(session_key, View(answer).subspan(header, answer.size() - header - 2));
    while (!content.empty() && content.back() == 0x00) {
      content.pop_back();
    }
    if (!content.empty() && content.back() == 0x80) {
      content.pop_back();
    }
    return content;
  }

  ResidenceCard description;
  ResidenceCipher cipher;
  std::unique_ptr<VirtualCard> card;
  Bytes session_key;
};

bool verified(const Bytes& certificate, View message, View signature) {
  const unsigned char* at = certificate.data();
  const std::unique_ptr<X509, decltype(&X509_free)> x509(
      d2i_X509(nullptr, &at, static_cast<long>(certificate.size())), X509_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return x509 != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(x509.get())) ==
             1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

Bytes der_of(View raw) {
  const int half = static_cast<int>(raw.size() / 2);
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(ECDSA_SIG_new(), ECDSA_SIG_free);
  ECDSA_SIG_set0(pair.get(), BN_bin2bn(raw.data(), half, nullptr),
                 BN_bin2bn(raw.data() + half, half, nullptr));
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &der);
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

}  // namespace

TEST_CASE("the_published_traces_of_both_generations_are_replayed") {
  for (const Trace& trace : kTraces) {
    CAPTURE(trace.generation);
    ResidenceCard description = test_residence_card(trace.generation == 1 ? "residence-1" : "residence-2");
    description.number = "AA12345678BB";
    VirtualCard card(
        std::make_unique<ResidenceChip>(description, 0, hex(trace.challenge) + hex(trace.key_part)));
    card.power_on();
    CHECK(card.transmit(hex(kChallenge)) == hex(trace.challenge) + hex("9000"));
    CHECK(card.transmit(hex("0082000028") + hex(trace.e_ifd) + hex(trace.m_ifd) + hex("00")) ==
          hex(trace.e_icc) + hex(trace.m_icc) + hex("9000"));
    CHECK(card.transmit(hex("0820008613861101") + hex(trace.number)) == hex("9000"));
  }
}

TEST_CASE("the_cipher_finds_the_published_cryptograms_and_session_keys") {
  for (const Trace& trace : kTraces) {
    CAPTURE(trace.generation);
    const ResidenceCipher cipher(trace.generation);
    const Bytes key = residence_key(hex("414131323334353637384242"));
    CHECK(key == hex("6522B4E171195BB218223A976C040111"));
    CHECK(cipher.encrypt(key, hex(kTheirs) + hex(trace.challenge) + hex(kTheirKey)) == hex(trace.e_ifd));
    CHECK(cipher.mac(key, hex(trace.e_ifd)) == hex(trace.m_ifd));
    CHECK(cipher.mac(key, hex(trace.e_icc)) == hex(trace.m_icc));
    CHECK(cipher.encrypt(hex(trace.session_key), cipher.padded(hex("414131323334353637384242"))) ==
          hex(trace.number));
  }
}

TEST_CASE("the_card_s_own_files_are_free_and_tell_the_generation") {
  for (const auto& [id, type] : {std::pair{"residence-1", "C10131"},
                                 {"special-permanent-1", "C10132"},
                                 {"residence-2", "C1023035"},
                                 {"special-permanent-2", "C1023036"}}) {
    CAPTURE(id);
    ResidenceAtHand at_hand(id);
    CHECK(at_hand.read_plain(0x0A) == hex(type) + hex("9000"));
    CHECK(at_hand.read_plain(0x0B).size() == 8);
  }
}

TEST_CASE("no_application_opens_before_the_authentication_and_the_number") {
  for (const char* id : {"residence-1", "residence-2"}) {
    CAPTURE(id);
    ResidenceAtHand at_hand(id);
    for (const std::uint8_t application : Bytes{1, 2, 3}) {
      at_hand.select(application);
      const std::uint8_t file = application == 1 ? 6 : application == 2 ? 1 : 2;
      CHECK(at_hand.read_plain(file) == hex("6982"));
      CHECK(at_hand.read_protected(file) == hex("6982"));
    }
    CHECK(at_hand.authenticate(at_hand.description.number) == hex("9000"));
    at_hand.select(3);
    CHECK(at_hand.read_plain(2) == hex("6982"));
    CHECK(at_hand.verify(at_hand.description.number) == hex("9000"));
    CHECK(at_hand.read_plain(2).size() > 600);
  }
}

TEST_CASE("a_wrong_number_fails_as_often_as_it_is_tried_and_never_blocks") {
  ResidenceAtHand at_hand("residence-1");
  for (int i = 0; i < 20; ++i) {
    CHECK(at_hand.authenticate("ZZ00000000ZZ") == hex("6300"));
  }
  CHECK(at_hand.authenticate(at_hand.description.number) == hex("9000"));
  CHECK(at_hand.verify("ZZ00000000ZZ") == hex("6300"));
  at_hand.select(3);
  CHECK(at_hand.read_plain(2) == hex("6982"));
  at_hand.open();
}

TEST_CASE("a_challenge_serves_once") {
  ResidenceAtHand at_hand("residence-1");
  at_hand.open();
  const Trace& trace = kTraces[0];
  CHECK(at_hand.card->transmit(hex("0082000028") + hex(trace.e_ifd) + hex(trace.m_ifd) + hex("00")) ==
        hex("6985"));
  at_hand.select(3);
  CHECK(at_hand.read_plain(2) == hex("6982"));
}

TEST_CASE("the_images_come_under_secure_messaging_only_and_the_rest_without") {
  ResidenceAtHand at_hand("residence-1");
  at_hand.open();
  at_hand.select(1);
  CHECK(at_hand.read_plain(5) == hex("6982"));
  const Bytes front = at_hand.read_protected(5), photo = at_hand.read_protected(6);
  CHECK(copy(View(front).first(5)) == hex("86821B6101"));
  CHECK(copy(View(photo).first(5)) == hex("86820BC101"));
  CHECK(at_hand.deciphered(front).size() <= 7004);
  CHECK(copy(View(at_hand.deciphered(front)).first(8)) == hex("D0821B58 49492A00"));
  CHECK(copy(View(at_hand.deciphered(photo)).first(8)) == hex("D1820BB8 0000000C"));
  at_hand.select(2);
  CHECK(at_hand.read_protected(1) == hex("6882"));
  CHECK(at_hand.read_plain(1).size() == 344);
  CHECK(at_hand.read_plain(4) == hex("D70130 9000"));
  at_hand.select(3);
  CHECK(at_hand.read_plain(2).size() == 1466);
}

TEST_CASE("the_second_generation_s_files_have_the_sizes_of_its_specification") {
  ResidenceAtHand at_hand("residence-2"), permanent("special-permanent-2");
  at_hand.open();
  at_hand.select(1);
  const Bytes images = at_hand.read_protected(4);
  CHECK(copy(View(images).first(5)) == hex("8682159101"));
  CHECK(images.size() == 5 + 5520 + 2);
  CHECK(copy(View(at_hand.deciphered(at_hand.read_protected(1))).first(2)) == hex("C20C"));
  CHECK(at_hand.description.of_application[0].at(3).size() == 73);
  CHECK(at_hand.description.of_application[0].at(6).size() == 2505);
  at_hand.select(2);
  CHECK(at_hand.read_plain(1).size() == 22 + 2);
  CHECK(at_hand.read_plain(2).size() == 3 + 2);
  CHECK(at_hand.read_plain(3).size() == 207 + 2);
  at_hand.select(3);
  CHECK(at_hand.read_plain(2).size() == 704 + 2);
  CHECK(permanent.description.of_application[0].at(3).size() == 46);
  CHECK(permanent.description.of_application[1].size() == 1);
  CHECK(permanent.description.of_application[1].at(1).size() == 207);
}

TEST_CASE("special_permanent_residents_of_the_first_generation_have_the_address_alone") {
  ResidenceAtHand at_hand("special-permanent-1");
  at_hand.open();
  at_hand.select(2);
  CHECK(at_hand.read_plain(1).size() == 344);
  for (const std::uint8_t absent : Bytes{2, 3, 4}) {
    CHECK(at_hand.read_plain(absent) == hex("6A82"));
  }
}

TEST_CASE("the_check_code_covers_front_and_photo_by_the_card_s_certificate") {
  for (const auto& [id, sound] : {std::pair{"residence-1", true},
                                  {"special-permanent-1", true},
                                  {"residence-1-altered-photo", false},
                                  {"residence-1-altered-front", false},
                                  {"residence-1-altered-signature", false}}) {
    CAPTURE(id);
    const ResidenceCard card = test_residence_card(id);
    const Bytes& check = card.of_application[2].at(2);
    Bytes message = copy(View(card.of_application[0].at(5)).subspan(4));
    append(message, View(card.of_application[0].at(6)).subspan(4));
    CHECK(message.size() == 10'000);
    CHECK(verified(copy(View(check).subspan(264)), message, View(check).subspan(4, 256)) == sound);
  }
}

TEST_CASE("the_second_generation_signs_the_printed_values_the_photo_and_the_name") {
  for (const auto& [id, sound] : {std::pair{"residence-2", true},
                                  {"special-permanent-2", true},
                                  {"residence-2-altered-expiry", false},
                                  {"residence-2-altered-photo", false},
                                  {"residence-2-altered-signature", false}}) {
    CAPTURE(id);
    const ResidenceCard card = test_residence_card(id);
    const Bytes& check = card.of_application[2].at(2);
    const View printed = card.of_application[0].at(3), images = card.of_application[0].at(4);
    Bytes message;
    for (std::size_t at = 0; at < printed.size(); at += 2u + printed[at + 1]) {
      append(message, printed.subspan(at + 2, printed[at + 1]));
    }
    message.resize(53, 0x00);
    append(message, images.subspan(2504 + 4, 3000));
    append(message, images.subspan(4, 2500));
    CHECK(verified(copy(View(check).subspan(102)), message, der_of(View(check).subspan(2, 96))) == sound);
  }
}

TEST_CASE("power_off_ends_the_authentication") {
  ResidenceAtHand at_hand("residence-2");
  at_hand.open();
  at_hand.card->power_on();
  at_hand.select(3);
  CHECK(at_hand.read_plain(2) == hex("6982"));
}

TEST_CASE("a_residence_card_is_no_my_number_card_and_the_other_way_round") {
  ResidenceAtHand residence("residence-1");
  CHECK(residence.ask(kSelectJpki) == hex("6A82"));
  CHECK(residence.ask("00A4040C10 D392F0004F0200000000000000000000") == hex("9000"));
  CardAtHand my_number;
  CHECK(my_number.ask("00A4040C10 D392F0004F0200000000000000000000") == hex("6A82"));
}

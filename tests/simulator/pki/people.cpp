#include "simulator/pki/people.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "simulator/base64.h"

namespace kazashi_simulator::pki {
namespace {

using nlohmann::ordered_json;
using std::chrono::days;

// JPKI's certificates live up to the fifth birthday after issue; four and a half years keep to that.
constexpr days kLife{1640};

enum class Issuer { kAuth1, kAuth2, kOther };

struct Plan {
  std::string_view id, label_ja, label_en, name, romaji, address;
  char sex;
  int birth_year;
  days expires_in;  // counted from today; also the birthday
  Issuer issuer = Issuer::kAuth1;
  unsigned auth_tries = 3;
  bool altered = false;
};

constexpr std::array<Plan, 9> kPeople{{
    {"adult", "有効なカード（大人）", "Valid card (adult)", "見本　一郎", "MIHON ICHIRO",
     "かざし県見本市一丁目１番１号", '1', 1985, days(1000)},
    {"renewing", "まもなく更新（有効期限まで２か月）", "Due for renewal (two months left)", "見本　二葉",
     "MIHON FUTABA", "かざし県見本市二丁目２番２号", '2', 1972, days(60)},
    {"expired", "有効期限切れ", "Expired", "見本　三郎", "MIHON SABURO", "かざし県見本市三丁目３番３号", '1',
     1960, days(-30)},
    {"not-yet-valid", "有効期間の開始前", "Not valid yet", "見本　四季", "MIHON SHIKI",
     "かざし県見本市四丁目４番４号", '2', 2001, days(30) + kLife},
    {"blocked-pin", "暗証番号がロックされたカード", "Blocked PIN", "見本　五月", "MIHON SATSUKI",
     "かざし県見本市五丁目５番５号", '2', 1990, days(900), Issuer::kAuth1, 0},
    {"one-try-left", "暗証番号の残り回数が１回", "One try left", "見本　六助", "MIHON ROKUSUKE",
     "かざし県見本市六丁目６番６号", '1', 1978, days(800), Issuer::kAuth1, 1},
    {"other-ca", "設定されていない認証局のカード", "Card of an authority that is not configured",
     "見本　七海", "MIHON NANAMI", "かざし県見本市七丁目７番７号", '2', 1995, days(700), Issuer::kOther},
    {"altered-certificate", "証明書が改ざんされたカード", "Altered certificate", "見本　八雲", "MIHON YAKUMO",
     "かざし県見本市八丁目８番８号", '1', 1988, days(850), Issuer::kAuth1, 3, true},
    {"second-generation", "第二世代の認証局のカード", "Card of the second generation's authority",
     "見本　九重", "MIHON KOKONOE", "かざし県見本市九丁目９番９号", '2', 1999, days(1200), Issuer::kAuth2},
}};

const Authority& issuer_of(const Plan& plan, const Authorities& authorities) {
  switch (plan.issuer) {
    case Issuer::kAuth2:
      return authorities.auth_2;
    case Issuer::kOther:
      return authorities.other;
    case Issuer::kAuth1:
      break;
  }
  return authorities.auth_1;
}

// One letter of the common name becomes another: still well-formed, no longer what was signed.
void alter(Bytes& der, const Certificate& certificate) {
  const std::string& name = certificate.subject.back().text;
  const auto found = std::ranges::search(der, name);
  *found.begin() ^= 0x01;
}

// A number is one, ten zeros or so and its check digit: nobody takes that for a real one.
CardHolder holder_of(const Plan& plan, unsigned number, Date expiry) {
  char eleven_digits[16], security_code[8];
  std::snprintf(eleven_digits, sizeof eleven_digits, "10000000%03u", number);
  std::snprintf(security_code, sizeof security_code, "%04u", 1111 * number % 10000);
  return {.name = std::string(plan.name),
          .romaji = std::string(plan.romaji),
          .address = std::string(plan.address),
          .sex = plan.sex,
          .birth = birthday_in(plan.birth_year, expiry),
          .expiry = expiry,
          .individual_number = individual_number(eleven_digits),
          .security_code = security_code};
}

ordered_json make_person(const Plan& plan, unsigned number, Date today, const Authorities& authorities,
                         const CardAuthorities& card_authorities) {
  const Date expiry = today + plan.expires_in;
  const LeafPlan leaf{number, expiry - kLife, expiry};
  const CardHolder printed = holder_of(plan, number, expiry);
  const Holder holder{printed.name, printed.address, printed.sex, printed.birth};
  const Authority& auth_issuer = issuer_of(plan, authorities);
  const KeyPair auth_key = KeyPair::rsa(2048);
  const KeyPair sign_key = KeyPair::rsa(2048);
  const Certificate auth = authentication_leaf(leaf, auth_issuer, auth_key);
  const Certificate sign = signature_leaf(leaf, authorities.sign_1, sign_key, holder);
  Bytes auth_der = auth.signed_by(auth_issuer.key);
  if (plan.altered) {
    alter(auth_der, auth);
  }
  ordered_json person = {
      {"id", plan.id},
      {"labels", {{"ja", plan.label_ja}, {"en", plan.label_en}}},
      {"birthDate", to_text(holder.birth)},
      {"authCertificate", to_base64(auth_der)},
      {"authKey", to_base64(auth_key.pkcs8())},
      {"authAuthority", to_base64(auth_issuer.der)},
      {"signCertificate", to_base64(sign.signed_by(authorities.sign_1.key))},
      {"signKey", to_base64(sign_key.pkcs8())},
      {"signAuthority", to_base64(authorities.sign_1.der)},
      {"pins", {{"auth", "1234"}, {"sign", "ABC123"}, {"attributes", "1234"}}},
      {"tries", {{"auth", plan.auth_tries}, {"sign", 5}, {"attributes", plan.auth_tries}}}};
  describe(make_personal_card(printed, card_authorities.text, card_authorities.visual), person);
  return person;
}

}  // namespace

nlohmann::ordered_json make_people(Date today, const Authorities& authorities,
                                   const CardAuthorities& card_authorities) {
  ordered_json people = ordered_json::array();
  unsigned number = 1;
  for (const Plan& plan : kPeople) {
    people.push_back(make_person(plan, number++, today, authorities, card_authorities));
  }
  return people;
}

CardHolder adult_holder(Date today) { return holder_of(kPeople[0], 1, today + kPeople[0].expires_in); }

}  // namespace kazashi_simulator::pki

// kazashi_test_pki --today YYYY-MM-DD --out FILE.json [--hostile]
//
// Makes the test PKI: authorities, people's cards and, if asked, hostile certificates. Keys are new at each
// run, and everybody in it is synthetic. It asks no clock: all dates are counted from --today.
//
// FILE.json:
//   today         "2026-11-22": judge these certificates at about this date
//   authorities   [{ id, purpose "authentication" | "signature", generation, configured (false: never to be
//   trusted),
//                    name, serial (hex), subjectKeyIdentifier (hex), notBefore, notAfter (UTC), sha256 (hex),
//                    der (base64) }]
//   cardIssuers   [{ id, configured, keyId (hex), modulus, exponent (base64, big-endian) }]: who signs
//                    card-verifiable certificates
//   people        [{ id, labels { ja, en }, birthDate, authCertificate, authKey, authAuthority,
//   signCertificate, signKey,
//                    signAuthority (base64 of DER; keys PKCS#8; authorities as the card carries them),
//                    pins { auth, sign, attributes }, tries { auth, sign, attributes },
//                    attributes { name, address, birthDate, sex, individualNumber, expiry, securityCode,
//                    checkNumberA, checkNumberB, birthKey },
//                    textApplication, visualApplication { files { "0001": base64, ... }, presenceKey },
//                    licenceApplication (not all have one) { files, pin, tries } }]
//   alteredCards  [the shape of people]: one thing bent on each (only with --hostile)
//   residenceCards [{ id, kind "residence", labels, generation, type, number, attributes, files { mf, df1,
//                    df2, df3: { short EF id: base64 } }, issuer (base64 of DER: who certified the card's
//                    signer) }]
//   licenceCards  [{ id, kind "licence", labels, pins, tries { licence1, licence2 }, files { mf, df1, df2:
//                    { EF id: base64 } } }]
//   certificates  { name: { leaf, key, issuer } } (base64 of DER; only with --hostile; "sound" is the one
//   that
//                    nothing is wrong with)
#include <cstdio>
#include <fstream>
#include <string_view>

#include "simulator/base64.h"
#include "simulator/pki/altered_cards.h"
#include "simulator/pki/hostile.h"
#include "simulator/pki/licence_cards.h"
#include "simulator/pki/people.h"
#include "simulator/pki/residence_cards.h"

namespace {

using namespace kazashi_simulator;
using namespace kazashi_simulator::pki;
using nlohmann::ordered_json;

struct Options {
  std::optional<Date> today;
  std::string out;
  bool hostile = false;
};

std::optional<Options> read_options(std::span<char*> arguments) {
  Options options;
  for (std::size_t at = 1; at < arguments.size(); ++at) {
    const std::string_view name = arguments[at];
    if (name == "--hostile") {
      options.hostile = true;
    } else if (at + 1 < arguments.size() && name == "--today") {
      options.today = parse_date(arguments[++at]);
    } else if (at + 1 < arguments.size() && name == "--out") {
      options.out = arguments[++at];
    } else {
      return std::nullopt;
    }
  }
  if (!options.today || options.out.empty()) {
    return std::nullopt;
  }
  return options;
}

ordered_json describe(const Authority& authority) {
  return {{"id", authority.id},
          {"purpose", authority.purpose == Purpose::kAuthentication ? "authentication" : "signature"},
          {"generation", authority.generation},
          {"configured", authority.configured},
          {"name", authority.name()[2].text},
          {"serial", to_hex(authority.certificate.serial)},
          {"subjectKeyIdentifier", to_hex(authority.key.key_identifier())},
          {"notBefore", to_utc_text(authority.certificate.not_before, kMidnight)},
          {"notAfter", to_utc_text(authority.certificate.not_after, kEndOfTokyoDay)},
          {"sha256", to_hex(sha256(authority.der))},
          {"der", to_base64(authority.der)}};
}

ordered_json describe(const NamedKey& issuer) {
  return {{"id", issuer.id},
          {"configured", issuer.configured},
          {"keyId", to_hex(issuer.key_id)},
          {"modulus", to_base64(issuer.key.modulus())},
          {"exponent", to_base64(Bytes{0x01, 0x00, 0x01})}};
}

ordered_json make_file(const Options& options) {
  const Authorities authorities = make_authorities(*options.today);
  ordered_json file = {{"today", to_text(*options.today)}, {"authorities", ordered_json::array()}};
  for (const Authority* authority :
       {&authorities.auth_1, &authorities.auth_2, &authorities.sign_1, &authorities.other}) {
    file["authorities"].push_back(describe(*authority));
  }
  const CardAuthorities card_authorities = make_card_authorities();
  file["cardIssuers"] = ordered_json::array();
  for (const CardAuthority* authority : {&card_authorities.text, &card_authorities.visual,
                                         &card_authorities.other_text, &card_authorities.other_visual}) {
    file["cardIssuers"].push_back(describe(authority->issuer));
  }
  file["people"] = make_people(*options.today, authorities, card_authorities);
  // Two of them carry their driving licence, one with a PIN of his own and one without.
  file["people"][0]["licenceApplication"] = make_licence_application(*options.today, true);
  file["people"][1]["licenceApplication"] = make_licence_application(*options.today, false);
  file["licenceCards"] = make_licence_cards(*options.today);
  file["residenceCards"] = make_residence_cards(*options.today, options.hostile);
  if (options.hostile) {
    file["certificates"] = make_hostile(*options.today, authorities);
    const ordered_json& people = file["people"];
    file["alteredCards"] =
        make_altered_cards(adult_holder(*options.today), card_authorities, people[0], people[1]);
  }
  return file;
}

}  // namespace

int main(int count, char** arguments) {
  const auto options = read_options({arguments, static_cast<std::size_t>(count)});
  if (!options) {
    std::fputs("usage: kazashi_test_pki --today YYYY-MM-DD --out FILE.json [--hostile]\n", stderr);
    return 2;
  }
  std::ofstream out(options->out, std::ios::binary);
  out << make_file(*options).dump(1) << '\n';
  out.close();
  if (!out) {
    std::fprintf(stderr, "kazashi_test_pki: cannot write %s\n", options->out.c_str());
    return 1;
  }
  return 0;
}

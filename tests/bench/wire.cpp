// Counts what each use of a card sends and receives: the dialogues of src/card against virtual cards, which
// share no code with them. Prints one JSON line a use:
//
//   {"use": "authenticate", "extended": false, "exchanges": [[16, 2], ...]}
//
// where an exchange is the octets of one command and of its answer, status word included.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "card/attributes.h"
#include "card/face.h"
#include "card/jpki_signature.h"
#include "card/licence.h"
#include "card/my_number_licence.h"
#include "card/residence.h"
#include "simulator/card/virtual_card.h"
#include "simulator/pki/test_people.h"

namespace {

using namespace kazashi;
using nlohmann::ordered_json;
namespace sim = kazashi_simulator;
using card::CardAbilities;

constexpr card::Sha256Digest kDigest{0xD1, 0x6E, 0x57};

/// What the wire is compared by elsewhere: a certificate of 746 octets.
constexpr std::size_t kUsualCertificate = 746;

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "kazashi_wire: %s\n", what.c_str());
  std::exit(1);
}

/// One card on the table, and what is exchanged with it.
struct Table {
  std::unique_ptr<sim::VirtualCard> card;
  ordered_json exchanges = ordered_json::array();

  explicit Table(std::unique_ptr<sim::VirtualCard> with) : card(std::move(with)) {
    if (!card) give_up("a card could not be made");
    card->power_on();
  }
};

std::string_view pin_of(base::PinKind kind) {
  switch (kind) {
    case base::PinKind::signature:
      return "ABC123";
    case base::PinKind::licence_2:
      return "5678";
    default:
      return "1234";
  }
}

template <class T>
T run(Table& table, base::CardDialogue<T> dialogue) {
  dialogue.start();
  while (!dialogue.done()) {
    if (const auto* transmit = std::get_if<base::Transmit>(&dialogue.question())) {
      const auto command = transmit->command.encode();
      const auto answer = table.card->transmit(command);
      table.exchanges.push_back({command.size(), answer.size()});
      auto response = base::ResponseApdu::parse(answer);
      if (!response) give_up("the card has no power");
      dialogue.template reply<base::Transmit>(std::move(*response));
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&dialogue.question())) {
      dialogue.template reply<base::PinPrompt>({base::Secret(base::as_bytes(pin_of(prompt->kind))), false});
    } else {
      dialogue.template reply<base::Progress>({});
    }
  }
  auto result = dialogue.take();
  if (!result) give_up("a visit failed: " + std::string(base::code_text(result.error().code)));
  return std::move(*result);
}

const ordered_json& test_pki() {
  static const ordered_json kParsed = ordered_json::parse(sim::test_pki_text());
  return kParsed;
}

std::string printed(const char* name) {
  for (const auto& person : test_pki().at("people")) {
    if (person.at("id") == "adult") return person.at("attributes").at(name).get<std::string>();
  }
  give_up("the test PKI has no adult");
}

std::string residence_number(const std::string& id) {
  for (const auto& one : test_pki().at("residenceCards")) {
    if (one.at("id") == id) return one.at("number").get<std::string>();
  }
  give_up("the test PKI has no such residence card");
}

std::unique_ptr<sim::VirtualCard> my_number_card() {
  return sim::VirtualCard::make(sim::test_person("adult"));
}

/// A card whose authentication certificate has the usual length. Its content is read and not looked at.
std::unique_ptr<sim::VirtualCard> usual_card() {
  auto person = sim::test_person("adult");
  person.auth_certificate.resize(kUsualCertificate);
  const std::size_t inside = kUsualCertificate - 4;
  person.auth_certificate[1] = 0x82;
  person.auth_certificate[2] = static_cast<std::uint8_t>(inside >> 8);
  person.auth_certificate[3] = static_cast<std::uint8_t>(inside);
  return sim::VirtualCard::make(person);
}

card::MatchingNumberB number_b() {
  return std::move(*card::MatchingNumberB::from_digits(base::as_bytes(printed("checkNumberB"))));
}
card::BirthKey birth_key() {
  return std::move(*card::BirthKey::from_digits(base::as_bytes(printed("birthKey"))));
}

void authenticate(Table& table, CardAbilities abilities, bool authority) {
  run(table, card::authenticate(kDigest, {.authority = authority, .abilities = abilities}));
}

void sign(Table& table, CardAbilities abilities) {
  const auto opened = run(table, card::open_signature({.authority = false, .abilities = abilities}));
  run(table, card::sign_with_signature_key({kDigest.begin(), kDigest.end()},
                                           crypto::SignatureAlgorithm::rsa_pkcs1_sha256, opened.abilities));
}

void residence(Table& table, CardAbilities abilities, const std::string& id) {
  auto number = card::CardNumber::from_text(base::as_bytes(residence_number(id)));
  run(table, card::read_residence_card(std::move(*number), {}, {.abilities = abilities}));
}

struct Use {
  const char* name;
  std::function<std::unique_ptr<sim::VirtualCard>()> card;
  std::function<void(Table&, CardAbilities)> visit;
};

std::vector<Use> uses() {
  return {
      {"authenticate-usual", usual_card,
       [](Table& table, CardAbilities has) { authenticate(table, has, false); }},
      {"authenticate", my_number_card,
       [](Table& table, CardAbilities has) { authenticate(table, has, false); }},
      {"authenticate-authority", my_number_card,
       [](Table& table, CardAbilities has) { authenticate(table, has, true); }},
      {"sign", my_number_card, sign},
      {"attributes", my_number_card,
       [](Table& table, CardAbilities has) {
         run(table, card::read_attributes_with_number(number_b(), false, kDigest, has));
       }},
      {"face", my_number_card,
       [](Table& table, CardAbilities has) {
         run(table, card::read_face(number_b(), {.challenge = kDigest, .abilities = has}));
       }},
      {"age", my_number_card,
       [](Table& table, CardAbilities has) {
         run(table, card::read_age_record(birth_key(), {.challenge = kDigest, .abilities = has}));
       }},
      {"residence-1", [] { return sim::VirtualCard::make(sim::test_residence_card("residence-1"), 7); },
       [](Table& table, CardAbilities has) { residence(table, has, "residence-1"); }},
      {"residence-2", [] { return sim::VirtualCard::make(sim::test_residence_card("residence-2"), 7); },
       [](Table& table, CardAbilities has) { residence(table, has, "residence-2"); }},
      {"licence-text", [] { return sim::VirtualCard::make(sim::test_licence_card("licence")); },
       [](Table& table, CardAbilities has) { run(table, card::read_licence({.abilities = has})); }},
      {"licence", [] { return sim::VirtualCard::make(sim::test_licence_card("licence")); },
       [](Table& table, CardAbilities has) {
         run(table,
             card::read_licence({.photo = true, .domicile = true, .signature = true, .abilities = has}));
       }},
      {"my-number-licence", my_number_card,
       [](Table& table, CardAbilities has) {
         run(table, card::read_my_number_licence({.signature = true, .abilities = has}));
       }},
  };
}

}  // namespace

int main() {
  for (const Use& use : uses()) {
    for (const bool extended : {false, true}) {
      Table table(use.card());
      use.visit(table, {.extended_length = extended});
      const ordered_json line{{"use", use.name}, {"extended", extended}, {"exchanges", table.exchanges}};
      std::puts(line.dump().c_str());
    }
  }
}

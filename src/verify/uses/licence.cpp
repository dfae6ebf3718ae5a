#include "verify/uses/licence.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "card/licence.h"
#include "card/licence_data.h"
#include "card/my_number_licence.h"

namespace kazashi::verify {
namespace {

using base::FailureCode;
using base::FindingId;

constexpr std::string_view kFrom = "licence";
constexpr std::string_view kJpeg2000 = "image/jp2";
constexpr std::string_view kEucJp = "text/plain;charset=euc-jp";

// Whole files, as long as the cards' largest may be.
constexpr EvidencePart kParts[] = {{"cardData", "/parts/cardData", card::kLicenceCardDataSize, false},
                                   {"items", "/parts/items", 4 * 1024, false},
                                   {"domicile", "/parts/domicile", 1024, false},
                                   {"photo", "/parts/photo", 8 * 1024, false},
                                   {"signature", "/parts/signature", 4 * 1024, false},
                                   {"myNumberItems", "/parts/myNumberItems", 32 * 1024, false}};

base::CardDialogue<Reading> read_conventional(Visit visit) {
  KAZASHI_CO_TRY(card, co_await card::read_licence({.photo = visit.options.licence_photo,
                                                    .domicile = visit.options.licence_domicile,
                                                    .abilities = visit.abilities}));
  Evidence evidence(Use::licence, kParts);
  evidence.put("cardData", card.card_data);
  evidence.put("items", card.items.reveal());
  evidence.put("domicile", card.domicile.reveal());
  evidence.put("photo", card.photo.reveal());
  evidence.put("signature", card.signature);
  co_return Reading{.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

base::CardDialogue<Reading> read(Visit visit) {
  auto on_card = co_await card::read_my_number_licence({.abilities = visit.abilities});
  if (!on_card) {
    if (on_card.error().code != FailureCode::card_application_missing) {
      co_return std::unexpected(on_card.error());
    }
    co_return co_await read_conventional(std::move(visit));
  }
  Evidence evidence(Use::licence, kParts);
  evidence.put("myNumberItems", on_card->items.reveal());
  evidence.put("signature", on_card->signature);
  co_return Reading{.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

class Showing {
 public:
  explicit Showing(Data& data) : data_(data) {}

  void text(std::string_view name, base::ByteView value, Disclosure disclosure) {
    if (!value.empty()) data_.push_back(text_item(std::string(name), value, kFrom, false, disclosure));
  }
  void date(std::string_view name, const std::optional<base::CivilDate>& date, Disclosure disclosure) {
    if (date) text(name, base::as_bytes(base::format_date(*date)), disclosure);
  }
  void picture(std::string_view name, base::ByteView value, std::string_view media, Disclosure disclosure) {
    if (!value.empty())
      data_.push_back(picture_item(std::string(name), value, media, kFrom, false, disclosure));
  }
  void jis(std::string_view name, const card::JisText& value, Disclosure disclosure) {
    if (value.empty()) return;
    picture(name, value.euc_jp.reveal(), kEucJp, disclosure);
    data_.back().missing = value.missing;
  }

 private:
  Data& data_;
};

std::string classes_text(const card::LicenceItems& items) {
  std::string text;
  for (const auto& [licence_class, acquired] : items.classes) {
    if (!text.empty()) text += '\n';
    text += card::id_text(licence_class);
    text += ' ';
    text += base::format_date(acquired);
  }
  return text;
}

void show_items(const card::LicenceItems& items, Showing& showing) {
  showing.jis("name", items.name, Disclosure::name);
  showing.jis("kana", items.kana, Disclosure::name);
  showing.jis("alias", items.alias, Disclosure::name);
  showing.jis("unifiedName", items.unified_name, Disclosure::name);
  showing.date("birthDate", items.birth_date, Disclosure::birth_date);
  showing.jis("address", items.address, Disclosure::address);
  showing.date("issued", items.issued, Disclosure::other);
  showing.text("reference", items.reference.reveal(), Disclosure::other);
  showing.jis("colour", items.colour, Disclosure::other);
  showing.date("expiry", items.expires, Disclosure::other);
  constexpr std::array kConditions{"conditions1", "conditions2", "conditions3", "conditions4"};
  for (std::size_t at = 0; at < kConditions.size(); ++at) {
    showing.jis(kConditions[at], items.conditions[at], Disclosure::other);
  }
  showing.jis("commission", items.commission, Disclosure::other);
  showing.text("number", items.number.reveal(), Disclosure::other);
  showing.text("classes", base::as_bytes(classes_text(items)), Disclosure::other);
}

base::Result<void> judge_conventional(const Evidence& evidence, const Arguments& arguments,
                                      Judgement& judgement) {
  KAZASHI_CHECK(card::parse_licence_card_data(evidence.part("cardData")));
  KAZASHI_TRY(items, card::parse_licence_items(evidence.part("items")));
  Showing showing(judgement.data);
  show_items(items, showing);
  if (items.birth_date) {
    claim_ages(base::format_date(*items.birth_date), kFrom, false, arguments, judgement.claims);
  }
  if (evidence.has("domicile")) {
    KAZASHI_TRY(domicile, card::parse_licence_domicile(evidence.part("domicile")));
    showing.jis("domicile", domicile, Disclosure::other);
  }
  if (evidence.has("photo")) {
    KAZASHI_TRY(photo, card::parse_licence_photo(evidence.part("photo")));
    showing.picture("photo", photo.reveal(), kJpeg2000, Disclosure::photo);
  }
  return {};
}

base::Result<void> judge_on_my_number_card(const Evidence& evidence, Judgement& judgement) {
  KAZASHI_TRY(items, card::parse_my_number_licence(evidence.part("myNumberItems")));
  Showing showing(judgement.data);
  showing.date("expiry", items.expires, Disclosure::other);
  for (const card::LicenceObject& object : items.others) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string name = "object-";
    for (int shift = object.tag > 0xFF ? 12 : 4; shift >= 0; shift -= 4) {
      name += kDigits[(object.tag >> shift) & 0xF];
    }
    judgement.data.push_back(picture_item(std::move(name), object.value.reveal(), "application/octet-stream",
                                          kFrom, false, Disclosure::other));
  }
  return {};
}

Judgement judge(const Evidence& evidence, const Challenge&, const Arguments& arguments) {
  Judgement judgement;
  judgement.proof = kFrom;
  const auto form = evidence.has("myNumberItems") ? judge_on_my_number_card(evidence, judgement)
                                                  : judge_conventional(evidence, arguments, judgement);
  judgement.findings.push_back(finding_of(FindingId::licence_form, form));
  judgement.findings.push_back(
      not_checked(FindingId::licence_signature, FailureCode::card_issuer_not_configured));
  judgement.findings.push_back(not_checked(FindingId::card_presence, FailureCode::card_presence_not_shown));
  judgement.findings.push_back(revocation_finding());
  return judgement;
}

}  // namespace

const UseEntry kLicence{.use = Use::licence, .parts = kParts, .read = read, .judge = judge};

}  // namespace kazashi::verify

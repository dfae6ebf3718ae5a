#include "simulator/pki/residence_cards.h"

#include <cstdio>
#include <cstdlib>

#include "simulator/base64.h"
#include "simulator/pki/certificate.h"
#include "simulator/pki/profile.h"
#include "simulator/pki/residence_files.h"

namespace kazashi_simulator::pki {
namespace {

using nlohmann::ordered_json;
using std::chrono::days;

// Who signs the cards of one generation: a certificate on the card and, one step up, what a test may trust.
// Who it really is, is not known.
struct Signer {
  KeyPair issuer_key, key;
  Bytes issuer, certificate;
};

Name name_of(std::string_view unit) {
  return {{attribute::kCountry, "JP"},
          {attribute::kOrganization, std::string(kOrganization)},
          {attribute::kCommonName, std::string(unit)}};
}

Signer make_signer(Date today, KeyPair issuer_key, KeyPair key, std::size_t certificate_at_most) {
  const Name issuer_name = name_of("Residence CA"), name = name_of("Residence cards");
  const Date since = today - days(1000), until = today + days(3000);
  const Certificate issuer{
      .serial = {0x01},
      .issuer = issuer_name,
      .not_before = since,
      .not_after = until,
      .subject = issuer_name,
      .public_key_info = issuer_key.public_key_info(),
      .extensions = {key_usage(kKeyCertSign | kCrlSign), basic_constraints_of_authority(),
                     subject_key_identifier(issuer_key.key_identifier())}};
  const Certificate own{.serial = {0x02},
                        .issuer = issuer_name,
                        .not_before = since,
                        .not_after = until,
                        .subject = name,
                        .public_key_info = key.public_key_info(),
                        .extensions = {key_usage(kDigitalSignature)}};
  Bytes issuer_der = issuer.signed_by(issuer_key), der = own.signed_by(issuer_key);
  if (der.size() > certificate_at_most) {
    std::fprintf(stderr, "kazashi_test_pki: a certificate of %zu bytes is too long for the card\n",
                 der.size());
    std::exit(1);
  }
  return {std::move(issuer_key), std::move(key), std::move(issuer_der), std::move(der)};
}

ordered_json describe(const FilesByShortId& files) {
  ordered_json out = ordered_json::object();
  for (const auto& [id, content] : files) {
    char name[8];
    std::snprintf(name, sizeof name, "%04X", id);
    out[name] = to_base64(content);
  }
  return out;
}

struct Story {
  std::string_view id, label_ja, label_en;
  unsigned generation;
  const ResidenceHolder& holder;
};

ordered_json describe(const Story& story, const ResidenceFiles& files, const Signer& signer) {
  const ResidenceHolder& holder = story.holder;
  return {{"id", story.id},
          {"kind", "residence"},
          {"labels", {{"ja", story.label_ja}, {"en", story.label_en}}},
          {"generation", story.generation},
          {"type", residence_type(holder, story.generation)},
          {"number", holder.number},
          {"attributes",
           {{"nationality", holder.nationality},
            {"sex", std::string(1, holder.sex)},
            {"birthDate", to_text(holder.birth)},
            {"expiry", to_text(holder.expiry)},
            {"address", holder.address},
            {"municipality", holder.municipality},
            {"addressWritten", to_text(holder.address_written)}}},
          {"files",
           {{"mf", describe(files.of_card)},
            {"df1", describe(files.df1)},
            {"df2", describe(files.df2)},
            {"df3", describe(files.df3)}}},
          {"issuer", to_base64(signer.issuer)}};
}

ResidenceFiles signed_files(const FirstGeneration& card, const ResidenceHolder& holder,
                            const Signer& signer) {
  return card.files(holder, signer.key.sign(card.to_be_signed(), Digest::kSha256), signer.certificate);
}

// That the 96 bytes are r and s is inferred from their number.
ResidenceFiles signed_files(const SecondGeneration& card, const ResidenceHolder& holder,
                            const Signer& signer) {
  const Bytes der = signer.key.sign(card.to_be_signed(), Digest::kSha256);
  return card.files(holder, raw_ecdsa(der, 48), signer.certificate);
}

void flip(Bytes& file, std::size_t at) { file[at] ^= 0x01; }

void add_altered(ordered_json& cards, const ResidenceHolder& holder, const Signer& first,
                 const Signer& second) {
  constexpr std::size_t kInPhoto = 4 + 900, kInFront = 4 + 300, kInSignature = 40;
  const ResidenceFiles sound_1 = signed_files(first_generation(), holder, first);
  const ResidenceFiles sound_2 = signed_files(second_generation(holder), holder, second);

  ResidenceFiles files = sound_1;
  flip(files.df1[0x06], kInPhoto);
  cards.push_back(describe({"residence-1-altered-photo", "写真が改ざんされた在留カード",
                            "Residence card, altered photo", 1, holder},
                           files, first));
  files = sound_1;
  flip(files.df1[0x05], kInFront);
  cards.push_back(describe({"residence-1-altered-front", "券面が改ざんされた在留カード",
                            "Residence card, altered front image", 1, holder},
                           files, first));
  files = sound_1;
  flip(files.df3[0x02], kInSignature);
  cards.push_back(describe({"residence-1-altered-signature", "署名が改ざんされた在留カード",
                            "Residence card, altered check code", 1, holder},
                           files, first));
  ResidenceHolder later = holder;
  later.expiry += days(3650);
  files = sound_2;
  files.df1[0x03] = second_generation(later).printed;
  cards.push_back(describe({"residence-2-altered-expiry", "有効期間が改ざんされた新在留カード",
                            "New residence card, altered expiry", 2, holder},
                           files, second));
  files = sound_2;
  flip(files.df1[0x04], 2504 + kInPhoto);
  cards.push_back(describe({"residence-2-altered-photo", "写真が改ざんされた新在留カード",
                            "New residence card, altered photo", 2, holder},
                           files, second));
  files = sound_2;
  flip(files.df3[0x02], kInSignature);
  cards.push_back(describe({"residence-2-altered-signature", "署名が改ざんされた新在留カード",
                            "New residence card, altered signature", 2, holder},
                           files, second));
}

}  // namespace

ordered_json make_residence_cards(Date today, bool altered) {
  const Signer first = make_signer(today, KeyPair::rsa(2048), KeyPair::rsa(2048), 1200);
  const Signer second = make_signer(today, KeyPair::p384(), KeyPair::p384(), 602);
  // XXA: one of the codes that ISO 3166-1 leaves to its users, so of no country.
  const ResidenceHolder resident{.special_permanent = false,
                                 .number = "KZ00000001TT",
                                 .nationality = "XXA",
                                 .address = "かざし県見本市一丁目１番１号",
                                 .municipality = "999999",
                                 .sex = '2',
                                 .birth = birthday_in(1991, today + days(200)),
                                 .expiry = today + days(700),
                                 .address_written = today - days(400)};
  ResidenceHolder permanent = resident;
  permanent.special_permanent = true;
  permanent.number = "KZ00000002TT";
  permanent.sex = '1';

  ordered_json cards = ordered_json::array();
  cards.push_back(describe({"residence-1", "在留カード", "Residence card", 1, resident},
                           signed_files(first_generation(), resident, first), first));
  cards.push_back(describe(
      {"special-permanent-1", "特別永住者証明書", "Special permanent resident certificate", 1, permanent},
      signed_files(first_generation(), permanent, first), first));
  cards.push_back(describe({"residence-2", "新しい在留カード", "New residence card", 2, resident},
                           signed_files(second_generation(resident), resident, second), second));
  cards.push_back(describe({"special-permanent-2", "新しい特別永住者証明書",
                            "New special permanent resident certificate", 2, permanent},
                           signed_files(second_generation(permanent), permanent, second), second));
  if (altered) {
    add_altered(cards, resident, first, second);
  }
  return cards;
}

}  // namespace kazashi_simulator::pki

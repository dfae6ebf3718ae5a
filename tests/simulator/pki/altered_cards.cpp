#include "simulator/pki/altered_cards.h"

#include <algorithm>

#include "simulator/base64.h"
#include "simulator/pki/pixel_text.h"
#include "simulator/pki/tlv_writer.h"

namespace kazashi_simulator::pki {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kForgedName = "見本　太郎";  // as long as the adult's

// The parts of an adult's card that the alterations start from.
struct Sound {
  const CardAuthorities& authorities;
  PersonalCard card;
  std::vector<Bytes> attributes, face;
};

// One altered card: what differs from the sound one.
struct Alteration {
  std::string_view id, label_ja, label_en;
  void (*apply)(const Sound& sound, Files& text, Files& visual);
};

// Of an object with a tag of two bytes.
std::size_t header_size(const Bytes& object) { return object[2] == 0x82 ? 5 : object[2] == 0x81 ? 4 : 3; }

void flip_last(Bytes& bytes) { bytes.back() ^= 0x01; }

std::vector<Bytes> forged_attributes(const Sound& sound) {
  CardHolder holder = sound.card.holder;
  holder.name = kForgedName;
  return attribute_objects(holder);
}

void replace_face(const Sound& sound, Files& visual, std::size_t at, Bytes object) {
  std::vector<Bytes> objects = sound.face;
  objects[at] = std::move(object);
  visual["0002"] = face_file(objects);
}

void alter_attribute(const Sound& sound, Files& text, Files&) {
  text["0002"] = attribute_file(forged_attributes(sound));
}

// The hashes follow the forged attribute; the signature does not.
void alter_hash(const Sound& sound, Files& text, Files&) {
  const std::vector<Bytes> forged = forged_attributes(sound);
  const Bytes forged_hashes = hash_file(sound.authorities.text, text["0001"], forged);
  constexpr std::size_t kHead = 5, kHashes = 70;
  text["0002"] = attribute_file(forged);
  std::copy_n(forged_hashes.begin() + kHead, kHashes, text["0003"].begin() + kHead);
}

// Another number with a right check digit.
void alter_number(const Sound& sound, Files& text, Files&) {
  CardHolder holder = sound.card.holder;
  holder.individual_number = individual_number("20000000001");
  text["0001"] = number_file(holder);
}

void alter_text_signature(const Sound&, Files& text, Files&) { flip_last(text["0003"]); }

// The last two of the four offsets change places. Nothing signed is touched.
void swap_offsets(const Sound&, Files& text, Files&) {
  Bytes& file = text["0002"];
  const std::size_t table = header_size(file) + 3;
  std::swap(file[table + 4], file[table + 6]);
  std::swap(file[table + 5], file[table + 7]);
}

// Forged attributes first, the genuine ones behind them, and a table that points at the genuine: who hashes
// by the table and shows what comes first is deceived.
void hide_the_signed(const Sound& sound, Files& text, Files&) {
  std::vector<Bytes> objects = forged_attributes(sound);
  objects.insert(objects.end(), sound.attributes.begin(), sound.attributes.end());
  const Bytes all = file_with_offsets(0xFF20, 0xDF21, objects);
  const std::size_t header = header_size(all);
  // The table of eight becomes one of four: the last four, eight bytes nearer.
  Bytes offsets;
  for (std::size_t i = 4; i < 8; ++i) {
    const std::size_t at = header + 3 + 2 * i;
    const unsigned value = big_endian16(all[at], all[at + 1]) - 8u;
    append(offsets, Bytes{low_byte(value >> 8), low_byte(value)});
  }
  Bytes body = tlv(0xDF21, offsets);
  for (const Bytes& object : objects) {
    append(body, object);
  }
  text["0002"] = tlv(0xFF20, body);
}

// A fifth object that the municipality signed along: sound by its hash, and still not what the layout allows.
void add_trailing_object(const Sound& sound, Files& text, Files&) {
  std::vector<Bytes> objects = sound.attributes;
  objects.push_back(tlv(0xDF26, "1"));
  const Bytes sound_file = attribute_file(sound.attributes);
  Bytes body = copy(View(sound_file).subspan(header_size(sound_file)));
  append(body, objects[4]);
  text["0002"] = tlv(0xFF20, body);
  text["0003"] = hash_file(sound.authorities.text, text["0001"], objects);
}

void issue_elsewhere(const Sound& sound, Files& text, Files& visual) {
  text = text_files(sound.authorities.other_text, sound.card.holder, sound.card.text_presence);
  visual = visual_files(sound.authorities.other_visual, sound.card.holder, sound.card.visual_presence);
}

// One bit of the municipality's modulus, in both applications.
void alter_certificate(const Sound&, Files& text, Files& visual) {
  constexpr std::size_t kInsideModulus = 200;
  text["0004"][kInsideModulus] ^= 0x01;
  visual["0004"][kInsideModulus] ^= 0x01;
}

void alter_photo(const Sound& sound, Files&, Files& visual) {
  Bytes photo = sound.face[5];
  photo[photo.size() / 2] ^= 0x01;
  replace_face(sound, visual, 5, std::move(photo));
}

void alter_name_image(const Sound& sound, Files&, Files& visual) {
  replace_face(sound, visual, 3, tlv(0xDF25, png_of("MIHON TARO")));
}

void alter_birth(const Sound& sound, Files&, Files& visual) {
  CardHolder holder = sound.card.holder;
  holder.birth -= std::chrono::days(366 * 20);
  replace_face(sound, visual, 0, tlv(0xDF22, to_compact(holder.birth)));
}

void alter_face_signature(const Sound& sound, Files&, Files& visual) {
  Bytes signature = sound.face[6];
  flip_last(signature);
  replace_face(sound, visual, 6, std::move(signature));
}

// Not signed on a sound card either.
void alter_expiry(const Sound& sound, Files&, Files& visual) {
  replace_face(sound, visual, 7, tlv(0xDF29, to_compact(sound.card.holder.expiry + std::chrono::days(3650))));
}

void alter_age_record(const Sound&, Files&, Files& visual) {
  constexpr std::size_t kYear = 5 + 3 + 2;  // behind two headers, the year's third digit
  visual["0001"][kYear] ^= 0x01;
}

void alter_number_image(const Sound&, Files&, Files& visual) {
  Bytes& file = visual["0005"];
  file[file.size() / 4] ^= 0x01;
}

void add_trailing_face_object(const Sound& sound, Files&, Files& visual) {
  std::vector<Bytes> objects = sound.face;
  objects.push_back(tlv(0xDF2B, "1"));
  visual["0002"] = face_file(objects);
}

// The three digests hashed once more: what an ordinary RSA-SHA256 signing call would have made of them.
void hash_the_digests(const Sound& sound, Files&, Files& visual) {
  const Bytes digests = face_digests(sound.face);
  replace_face(sound, visual, 6,
               tlv(0xDF28, sign_sha256(sound.authorities.visual.municipality.key, digests)));
}

constexpr Alteration kAlterations[]{
    {"altered-attribute", "氏名が改ざんされたカード", "Altered name", alter_attribute},
    {"altered-hash", "氏名とハッシュが改ざんされたカード", "Altered name and hash", alter_hash},
    {"altered-number", "個人番号が改ざんされたカード", "Altered individual number", alter_number},
    {"altered-attributes-signature", "基本４情報の署名が改ざんされたカード", "Altered signature",
     alter_text_signature},
    {"offsets-do-not-match", "位置の表が合わないカード", "Offsets that do not match", swap_offsets},
    {"offsets-to-hidden-attributes", "署名された情報が後ろに隠されたカード", "Signed attributes hidden",
     hide_the_signed},
    {"trailing-tlv", "余分な項目があるカード", "A fifth attribute", add_trailing_object},
    {"other-card-issuer", "設定されていない発行者のカード", "Card issuer that is not configured",
     issue_elsewhere},
    {"altered-card-certificate", "カード証明書が改ざんされたカード", "Altered card certificate",
     alter_certificate},
    {"altered-photo", "写真が改ざんされたカード", "Altered photo", alter_photo},
    {"altered-name-image", "氏名の画像が改ざんされたカード", "Altered name image", alter_name_image},
    {"altered-face-birth", "生年月日が改ざんされたカード", "Altered birth date", alter_birth},
    {"altered-face-signature", "券面の署名が改ざんされたカード", "Altered face signature",
     alter_face_signature},
    {"altered-expiry", "有効期限が改ざんされたカード", "Altered expiry (not signed)", alter_expiry},
    {"altered-age-record", "年齢の記録が改ざんされたカード", "Altered age record", alter_age_record},
    {"altered-number-image", "番号の画像が改ざんされたカード", "Altered number image", alter_number_image},
    {"face-trailing-tlv", "券面に余分な項目があるカード", "An object too many on the face",
     add_trailing_face_object},
    {"face-digest-of-digests", "券面の署名方式が違うカード", "Face signed over a hash of hashes",
     hash_the_digests},
};

ordered_json relabelled(ordered_json person, std::string_view id, std::string_view ja, std::string_view en) {
  person["id"] = id;
  person["labels"] = {{"ja", ja}, {"en", en}};
  return person;
}

}  // namespace

ordered_json make_altered_cards(const CardHolder& adult_holder, const CardAuthorities& authorities,
                                const ordered_json& adult, const ordered_json& other) {
  PersonalCard card = make_personal_card(adult_holder, authorities.text, authorities.visual);
  std::vector<Bytes> attributes = attribute_objects(card.holder);
  std::vector<Bytes> face = face_objects(authorities.visual, card.holder, card.visual_presence);
  const Sound sound{authorities, std::move(card), std::move(attributes), std::move(face)};
  ordered_json base = adult;
  describe(sound.card, base);
  ordered_json cards = ordered_json::array();
  for (const Alteration& alteration : kAlterations) {
    Files text = sound.card.text, visual = sound.card.visual;
    alteration.apply(sound, text, visual);
    ordered_json altered = relabelled(base, alteration.id, alteration.label_ja, alteration.label_en);
    altered["textApplication"]["files"] = describe(text);
    altered["visualApplication"]["files"] = describe(visual);
    cards.push_back(std::move(altered));
  }
  // A copy has the files, which anybody may read who knows the numbers, and not the keys.
  ordered_json copied = relabelled(base, "copied-card", "複製されたカード", "Copied card");
  copied["textApplication"]["presenceKey"] = adult["textApplication"]["presenceKey"];
  copied["visualApplication"]["presenceKey"] = adult["visualApplication"]["presenceKey"];
  cards.push_back(std::move(copied));
  ordered_json silent =
      relabelled(base, "copied-card-silent", "複製され鍵のないカード", "Copied card, no keys");
  silent["textApplication"].erase("presenceKey");
  silent["visualApplication"].erase("presenceKey");
  cards.push_back(std::move(silent));
  ordered_json mixed =
      relabelled(base, "mixed-people", "二人分が混ざったカード", "A card mixed of two people");
  mixed["textApplication"] = other["textApplication"];
  cards.push_back(std::move(mixed));
  return cards;
}

}  // namespace kazashi_simulator::pki

// What the files of the 券面 applications and of residence cards may hold. The first octet chooses the
// parser. What is read must stand in the file, and what is signed must hold what is shown.
#include <algorithm>
#include <cstdlib>
#include <span>

#include "card/attributes_data.h"
#include "card/face_data.h"
#include "card/individual_number.h"
#include "card/licence_data.h"
#include "card/object_reader.h"
#include "card/residence_files.h"
#include "der/tlv.h"

namespace {

using namespace kazashi;
using base::ByteView;

void must(bool holds) {
  if (!holds) std::abort();
}

bool stands_in(ByteView file, ByteView value) {
  return value.empty() || !std::ranges::search(file, value).empty();
}

void read_objects(ByteView input) {
  der::TlvReader reader(input);
  std::size_t size = 0;
  while (!reader.at_end()) {
    const auto object = reader.read_any();
    if (!object) return;
    must(object->offset == size);
    must(object->value.size() < object->encoding.size());
    size += object->encoding.size();
    must(der::tlv_size(object->encoding, object->tag) == object->encoding.size());
  }
  must(size == input.size());
}

void read_attributes(ByteView file) {
  const auto attributes = card::parse_attributes(file);
  if (!attributes) return;
  // the signed slice is the file's end, and everything shown stands in it
  std::size_t start = 0;
  while (start < file.size() && crypto::sha256(file.subspan(start)) != attributes->digest) ++start;
  const ByteView slice = file.subspan(start);
  must(stands_in(slice, attributes->name.reveal()) && stands_in(slice, attributes->address.reveal()));
  must(stands_in(slice, attributes->birth_date.reveal()) && stands_in(slice, attributes->sex.reveal()));
}

void read_residence(ByteView file) {
  for (const auto generation : {card::ResidenceGeneration::first, card::ResidenceGeneration::second}) {
    for (const auto kind :
         {card::ResidenceKind::residence_card, card::ResidenceKind::special_permanent_resident}) {
      for (const auto& rules : card::residence_files({generation, kind})) {
        const auto fields = card::parse_residence_file(rules, file);
        if (!fields) continue;
        must(fields->size() <= rules.fields.size());
        for (const auto& field : *fields) must(stands_in(file, field.value.reveal()));
        const card::ResidenceReading reading{{generation, kind}, {}};
        static_cast<void>(card::residence_certificate(reading));
      }
    }
  }
}

void read_licences(ByteView file) {
  const auto items = card::parse_licence_items(file);
  if (items) {
    must(stands_in(file, items->number.reveal()) && stands_in(file, items->reference.reveal()));
    must(items->name.euc_jp.reveal().size() % 2 == 0);
    for (const auto& one : items->name.missing) {
      must(one.index < items->name.euc_jp.reveal().size() / 2);
    }
  }
  const auto on_card = card::parse_my_number_licence(file);
  if (on_card) {
    for (const auto& one : on_card->others) must(stands_in(file, one.value.reveal()));
  }
  static_cast<void>(card::parse_licence_photo(file));
  static_cast<void>(card::parse_licence_domicile(file));
  static_cast<void>(card::parse_licence_card_data(file));
  // a prefix never tells another end than a longer one
  const auto end = card::licence_extent(file);
  if (end) must(card::licence_extent(file.first(std::min(file.size(), *end + 1))).value_or(*end) == *end);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView file(data + 1, size - 1);
  switch (data[0] % 9) {
    case 0:
      read_objects(file);
      break;
    case 1:
      read_attributes(file);
      break;
    case 2:
      static_cast<void>(card::parse_attribute_hashes(file));
      static_cast<void>(card::parse_individual_number(file));
      break;
    case 3:
      static_cast<void>(card::parse_card_verifiable_certificate(file));
      break;
    case 4:
      static_cast<void>(card::parse_face(file));
      break;
    case 5:
      static_cast<void>(card::parse_age_record(file));
      static_cast<void>(card::parse_presence_key(file));
      break;
    case 6:
      read_residence(file);
      break;
    case 7:
      read_licences(file);
      break;
    default:
      static_cast<void>(card::parse_residence_type(file));
      for (const auto suite : {card::ChannelSuite::triple_des, card::ChannelSuite::aes}) {
        static_cast<void>(card::unprotected(suite, {}, file));
      }
  }
  return 0;
}

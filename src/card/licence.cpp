#include "card/licence.h"

#include <utility>

#include "card/key_reference.h"
#include "card/licence_data.h"
#include "card/licence_pin.h"
#include "card/object_reader.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::fail;
using base::FailureCode;
using base::PinKind;
using base::Progress;
using base::Result;
using base::Stage;

// of the master file
constexpr std::uint16_t kCardData = 0x2F01;
constexpr std::uint16_t kPinsAreSet = 0x000A;
constexpr std::uint8_t kPinsAreSetTag = 0x05;
constexpr std::uint16_t kPin1 = 0x0001;
constexpr std::uint16_t kPin2 = 0x0002;
constexpr std::size_t kPinsAreSetSize = 3;

// of the first application; every size is the file's in the versions known (007 to 010), every limit twice
// it. The text items of most people fill less than half of their 880 octets, so they are read block by block.
constexpr ExtentFile kItems{.file = 0x0001, .limit = 1760, .extent = licence_extent};
constexpr ExtentFile kDomicile{.file = 0x0002, .limit = 164, .extent = first_object_extent, .expected = 82};
// a signature of 256 octets in its header, then names of the signer
constexpr ExtentFile kSignature{
    .file = 0x0007, .limit = 2048, .extent = objects_extent, .expected = kWholeRead};
// of the second
constexpr ExtentFile kPhoto{.file = 0x0001, .limit = 4010, .extent = first_object_extent, .expected = 2005};

/// A0 00 00 02 31, the application's number, zeros.
Bytes aid_of(std::uint8_t number) {
  Bytes aid{0xA0, 0x00, 0x00, 0x02, 0x31, number};
  aid.resize(16);
  return aid;
}

/// What cards of other kinds answer to the way into this one says that they are others.
base::Failure about_kind(base::Failure failure) {
  const bool other =
      failure.code == FailureCode::card_status || failure.code == FailureCode::card_file_missing;
  return other ? base::Failure{FailureCode::card_application_missing, failure.detail} : failure;
}

struct Opened {
  Bytes card_data;
  bool pins_are_set = false;
  KeyReference key_1{};
  std::optional<KeyReference> key_2 = {};
};

CardDialogue<Bytes> read_card_data(CardAbilities& abilities) {
  KAZASHI_CO_CHECK(co_await select_master_file());
  co_return co_await read_octets(kCardData, kLicenceCardDataSize, abilities);
}

/// The key asked about last is the current file of a card that refuses short identifiers: the first, which is
/// verified first.
CardDialogue<Opened> open_licence(bool second, CardAbilities& abilities) {
  KAZASHI_CO_CHECK(co_await Progress{Stage::asking_tries_left});
  auto card_data = co_await read_card_data(abilities);
  if (!card_data) co_return std::unexpected(about_kind(card_data.error()));
  Opened opened{.card_data = std::move(*card_data)};
  KAZASHI_CO_CHECK(parse_licence_card_data(opened.card_data));
  KAZASHI_CO_TRY(flag, co_await read_octets(kPinsAreSet, kPinsAreSetSize, abilities));
  KAZASHI_CO_TRY(are_set, parse_pins_are_set(flag, kPinsAreSetTag));
  opened.pins_are_set = are_set;
  if (second) {
    KAZASHI_CO_TRY(key, co_await next_key(kPin2, abilities));
    if (key.tries_left == 0) co_return fail(FailureCode::pin_blocked);
    opened.key_2 = key;
  }
  KAZASHI_CO_TRY(key, co_await next_key(kPin1, abilities));
  opened.key_1 = key;
  co_return std::move(opened);
}

CardDialogue<base::Done> verify_pins(const Opened& opened, CardAbilities& abilities) {
  KAZASHI_CO_CHECK(co_await verify_licence_pin(opened.key_1, PinKind::licence_1, opened.pins_are_set));
  if (!opened.key_2) co_return base::Done{};
  KeyReference key = *opened.key_2;
  if (!abilities.short_file_ids) {  // another key was selected since
    KAZASHI_CO_TRY(again, co_await next_key(kPin2, abilities));
    key = again;
  }
  co_return co_await verify_licence_pin(key, PinKind::licence_2, opened.pins_are_set);
}

CardDialogue<Bytes> read_if_there(ExtentFile file, CardAbilities& abilities) {
  auto octets = co_await read_extent(file, abilities);
  if (!octets && octets.error().code == FailureCode::card_file_missing) co_return Bytes{};
  co_return octets;
}

CardDialogue<base::Done> read_files(LicenceReading& reading, LicenceRequest& request) {
  KAZASHI_CO_CHECK(co_await select_application(aid_of(1)));
  KAZASHI_CO_TRY(items, co_await read_extent(kItems, request.abilities));
  KAZASHI_CO_CHECK(
      parse_licence_items(items));  // a file without an end of its own: its form says if it is whole
  reading.items = Personal(items);
  if (request.domicile) {
    KAZASHI_CO_TRY(domicile, co_await read_extent(kDomicile, request.abilities));
    KAZASHI_CO_CHECK(parse_licence_domicile(domicile));
    reading.domicile = Personal(domicile);
  }
  if (request.signature) {
    KAZASHI_CO_TRY(signature, co_await read_if_there(kSignature, request.abilities));
    reading.signature = std::move(signature);
  }
  if (!request.photo) co_return base::Done{};
  KAZASHI_CO_CHECK(co_await select_application(aid_of(2)));
  KAZASHI_CO_TRY(photo, co_await read_extent(kPhoto, request.abilities));
  KAZASHI_CO_CHECK(parse_licence_photo(photo));
  reading.photo = Personal(photo);
  co_return base::Done{};
}

}  // namespace

CardDialogue<LicenceReading> read_licence(LicenceRequest request) {
  KAZASHI_CO_TRY(opened, co_await open_licence(request.wants_second_pin(), request.abilities));
  KAZASHI_CO_CHECK(co_await verify_pins(opened, request.abilities));
  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_data});
  LicenceReading reading{.card_data = std::move(opened.card_data),
                         .pins_are_set = opened.pins_are_set,
                         .tries_left_1 = opened.key_1.tries_left,
                         .tries_left_2 = {},
                         .items = {},
                         .domicile = {},
                         .photo = {},
                         .signature = {}};
  if (opened.key_2) reading.tries_left_2 = opened.key_2->tries_left;
  KAZASHI_CO_CHECK(co_await read_files(reading, request));
  co_return std::move(reading);
}

}  // namespace kazashi::card

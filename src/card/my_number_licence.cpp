#include "card/my_number_licence.h"

#include <optional>
#include <utility>

#include "card/licence_data.h"
#include "card/licence_pin.h"
#include "card/object_reader.h"
#include "card/status.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::FailureCode;
using base::Progress;
using base::Stage;

constexpr std::uint16_t kPinIsSet = 0x001A;
constexpr std::uint8_t kPinIsSetTag = 0xC1;
constexpr std::size_t kPinIsSetSize = 3;
constexpr std::uint8_t kPin = 0x86;
constexpr std::uint8_t kPinAsPrinted = 0x82;

// A hundred items of text, dates and a photograph; ten times what the conventional card's files hold.
constexpr std::size_t kItemsLimit = 30 * 1024;
constexpr std::size_t kSignatureLimit = 4 * 1024;

/// The end is where the file ends.
std::optional<std::size_t> to_the_end(base::ByteView) { return std::nullopt; }

Bytes aid() {
  Bytes octets{0xA0, 0x00, 0x00, 0x02, 0x31, 0x06};
  octets.resize(16);
  return octets;
}

CardDialogue<KeyReference> find_pin() {
  auto key = co_await key_by_name(kPin);
  if (!key && key.error().code == FailureCode::card_file_missing) {
    co_return co_await key_by_name(kPinAsPrinted);
  }
  co_return key;
}

/// A card that counts the PIN as verified is made to forget it, and refused if it still does.
CardDialogue<KeyReference> find_unverified_pin() {
  auto key = co_await find_pin();
  if (!key && key.error() == base::Failure{FailureCode::card_status, kDone}) {
    KAZASHI_CO_CHECK(co_await select_application(aid()));
    co_return co_await find_pin();
  }
  co_return key;
}

}  // namespace

CardDialogue<MyNumberLicenceReading> read_my_number_licence(MyNumberLicenceRequest request) {
  KAZASHI_CO_CHECK(co_await Progress{Stage::asking_tries_left});
  KAZASHI_CO_CHECK(co_await select_application(aid()));
  KAZASHI_CO_TRY(flag, co_await read_octets(kPinIsSet, kPinIsSetSize, request.abilities));
  KAZASHI_CO_TRY(is_set, parse_pins_are_set(flag, kPinIsSetTag));
  KAZASHI_CO_TRY(key, co_await find_unverified_pin());
  KAZASHI_CO_CHECK(co_await verify_licence_pin(key, base::PinKind::my_number_licence, is_set));

  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_data});
  MyNumberLicenceReading reading{
      .pin_is_set = is_set, .tries_left = key.tries_left, .items = {}, .signature = {}};
  const ExtentFile items{
      .file = 0x001B, .limit = kItemsLimit, .extent = objects_extent, .expected = kWholeRead};
  KAZASHI_CO_TRY(octets, co_await read_extent(items, request.abilities));
  KAZASHI_CO_CHECK(parse_my_number_licence(octets));
  reading.items = Personal(octets);
  if (request.signature) {
    const ExtentFile file{
        .file = 0x001C, .limit = kSignatureLimit, .extent = to_the_end, .expected = kWholeRead};
    KAZASHI_CO_TRY(signature, co_await read_extent(file, request.abilities));
    reading.signature = std::move(signature);
  }
  co_return std::move(reading);
}

}  // namespace kazashi::card

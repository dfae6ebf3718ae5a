#include "card/individual_number.h"

#include <algorithm>
#include <array>
#include <utility>

#include "card/attributes.h"
#include "card/key_reference.h"
#include "card/matching_number.h"
#include "card/object_reader.h"

namespace kazashi::card {
namespace {

using base::ByteView;
using base::CardDialogue;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint16_t kNumberFile = 0x0001;
constexpr std::array<std::uint8_t, 3> kHeader{0xFF, 0x10, 0x0C};
constexpr std::array<std::uint8_t, 2> kFiller{0xFF, 0xFF};  // hashed with the number
constexpr std::size_t kDigits = 12;
constexpr std::size_t kFileSize = kHeader.size() + kDigits + kFiller.size();

}  // namespace

CardDialogue<IndividualNumberReading> read_individual_number(LegalPurpose purpose, CardAbilities abilities) {
  KAZASHI_CO_TRY(key, co_await open_with_key(attributes_aid(), kAttributesPin, abilities));
  KAZASHI_CO_CHECK(co_await verify_pin(key, base::PinKind::attributes));
  KAZASHI_CO_CHECK(co_await base::Progress{base::Stage::reading_data});
  KAZASHI_CO_TRY(number, co_await read_octets(kNumberFile, kFileSize, abilities));
  KAZASHI_CO_TRY(hashes, co_await read_attribute_hashes(abilities));
  KAZASHI_CO_TRY(certificate, co_await read_card_certificate(abilities));
  co_return IndividualNumberReading{.purpose = purpose,
                                    .number = Personal(number),
                                    .hashes = std::move(hashes),
                                    .certificate = std::move(certificate)};
}

Result<Personal> parse_individual_number(ByteView file) {
  if (file.size() != kFileSize) return fail(FailureCode::card_file_malformed, 0);
  if (!std::ranges::equal(file.first(kHeader.size()), kHeader)) {
    return fail(FailureCode::card_file_malformed, 0);
  }
  if (!std::ranges::equal(file.last(kFiller.size()), kFiller)) {
    return fail(FailureCode::card_file_malformed, kHeader.size() + kDigits);
  }
  const ByteView digits = file.subspan(kHeader.size(), kDigits);
  if (!is_individual_number(digits)) return fail(FailureCode::card_file_malformed, kHeader.size());
  return Personal(digits);
}

Result<void> check_individual_number_hash(ByteView file, const AttributeHashes& hashes) {
  if (!crypto::equal_in_constant_time(crypto::sha256(file), hashes.number_digest.reveal())) {
    return fail(FailureCode::card_data_altered);
  }
  return {};
}

}  // namespace kazashi::card

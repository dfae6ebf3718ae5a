#include "card/face.h"

#include <array>
#include <utility>

#include "card/attributes.h"
#include "card/key_reference.h"
#include "card/object_reader.h"
#include "card/presence.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::Progress;
using base::Secret;
using base::Stage;

constexpr std::array<std::uint8_t, 10> kAid{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02};
constexpr std::uint16_t kAgeRecordFile = 0x0001;
constexpr std::uint16_t kFaceFile = 0x0002;

// Every field's place is two octets in DF21 and 15 bits in READ BINARY; the smaller of the two.
constexpr std::size_t kFaceLimit = 32 * 1024 - 1;
// Eight digits, a key of 265 octets and a signature of 256 in four headers.
constexpr std::size_t kAgeRecordSize = 547;

struct Record {
  std::uint16_t key;
  ObjectFile file;
};

CardDialogue<FaceReading> read_record_file(Record record, Secret number, FaceRequest request) {
  KAZASHI_CO_TRY(key, co_await open_with_key({kAid.begin(), kAid.end()}, record.key, request.abilities));
  KAZASHI_CO_CHECK(co_await verify_number(key, std::move(number), request.last_try_accepted));

  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_data});
  FaceReading reading;
  KAZASHI_CO_TRY(octets, co_await read_object(record.file, request.abilities));
  reading.record = Personal(octets);
  KAZASHI_CO_TRY(certificate, co_await read_card_certificate(request.abilities));
  reading.certificate = std::move(certificate);
  if (request.challenge) {
    KAZASHI_CO_CHECK(co_await Progress{Stage::signing});
    auto signature = co_await sign_presence(*request.challenge);
    if (!signature && !is_refusal(signature.error())) co_return std::unexpected(signature.error());
    reading.presence = std::move(signature);
  }
  co_return std::move(reading);
}

}  // namespace

CardDialogue<FaceReading> read_face(MatchingNumberB number, FaceRequest request) {
  return read_record_file({kFaceNumberB, {.file = kFaceFile, .tag = kFaceTag, .limit = kFaceLimit}},
                          Secret(number.reveal()), request);
}

CardDialogue<FaceReading> read_age_record(BirthKey key, FaceRequest request) {
  return read_record_file(
      {kFaceBirthKey,
       {.file = kAgeRecordFile, .tag = kAgeRecordTag, .limit = kAgeRecordSize, .expected = kAgeRecordSize}},
      Secret(key.reveal()), request);
}

}  // namespace kazashi::card

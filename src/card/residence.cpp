#include "card/residence.h"

#include <algorithm>
#include <utility>

#include "card/object_reader.h"
#include "card/status.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::CardDialogue;
using base::CommandApdu;
using base::fail;
using base::Failure;
using base::FailureCode;
using base::Progress;
using base::ResponseApdu;
using base::Stage;
using crypto::CipherKey;

constexpr std::uint8_t kProtectedClass = 0x08;
constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kMutualAuthenticate = 0x82;
constexpr std::uint8_t kGetChallenge = 0x84;
constexpr std::uint8_t kReadBinary = 0xB0;
constexpr std::uint8_t kByShortId = 0x80;

constexpr std::uint8_t kTypeFile = 0x8A;  // EF02 of the master file
constexpr std::uint8_t kNumberKey = 0x86;
constexpr std::size_t kTypeLimit = 64;

// Tag and length of the data object, padding indicator, a block of padding; and some octets that a file may
// have beyond its published capacity.
constexpr std::size_t kProtection = 4 + 1 + 16;
constexpr std::size_t kSlack = 32;

/// D3 92 F0 00 4F, the directory's number and zeros. DF1 is 02; 01 is the residence application of a My
/// Number Card.
Bytes aid_of(std::uint8_t number) {
  Bytes aid{0xD3, 0x92, 0xF0, 0x00, 0x4F, number};
  aid.resize(16);
  return aid;
}

/// Statuses of secure messaging have a name of their own.
Failure residence_failure(std::uint16_t status) {
  constexpr std::uint16_t kObjectMissing = 0x6987;
  constexpr std::uint16_t kObjectWrong = 0x6988;
  if (status == kObjectMissing || status == kObjectWrong) return {FailureCode::secure_messaging_failed};
  return failure_of(status);
}

/// A command that shows the card its number, whole or as a key: 63xx is its word for another number.
CardDialogue<ResponseApdu> show_number(CommandApdu command, std::size_t limit) {
  KAZASHI_CO_TRY(answer, co_await send(std::move(command), limit));
  if (answer.status >> 8 == 0x63) co_return fail(FailureCode::card_number_wrong);
  if (answer.status != kDone) co_return std::unexpected(residence_failure(answer.status));
  co_return std::move(answer);
}

/// A card that is none of these may still be a My Number Card with residence function.
CardDialogue<ResidenceType> other_card() {
  constexpr std::uint8_t kResidenceApplication = 0x01;
  const auto selected = co_await select_application(aid_of(kResidenceApplication));
  if (selected) co_return fail(FailureCode::card_kind_unsupported);
  const auto code = selected.error().code;
  if (code == FailureCode::card_status || code == FailureCode::card_application_missing) {
    co_return fail(FailureCode::card_application_missing, selected.error().detail);
  }
  co_return std::unexpected(selected.error());
}

/// The master file is the current one after activation; a card that another program has used is led back to
/// it.
CardDialogue<ResidenceType> read_type(CardAbilities abilities) {
  const CommandApdu read{.ins = kReadBinary,
                         .p1 = kTypeFile,
                         .data = {},
                         .le = abilities.extended_length ? kWholeRead : kShortRead};
  KAZASHI_CO_TRY(first, co_await send(read, kTypeLimit));
  ResponseApdu answer = std::move(first);
  if (answer.status != kDone && answer.status != kEndOfFile) {
    const CommandApdu select_master_file{.ins = kSelect, .data = {}, .le = {}};
    KAZASHI_CO_TRY(selected, co_await base::Transmit{select_master_file});
    if (selected.status != kDone) co_return co_await other_card();
    KAZASHI_CO_TRY(again, co_await send(read, kTypeLimit));
    answer = std::move(again);
  }
  if (answer.status != kDone && answer.status != kEndOfFile) co_return co_await other_card();
  co_return parse_residence_type(answer.data);
}

CardDialogue<CipherKey> open_channel(ChannelSuite suite, const CardNumber& number, ReaderRandom random) {
  CardChallenge challenge{};
  const CommandApdu get_challenge{.ins = kGetChallenge, .data = {}, .le = challenge.size()};
  KAZASHI_CO_TRY(told, co_await send(get_challenge, challenge.size()));
  if (told.status != kDone) co_return std::unexpected(residence_failure(told.status));
  if (told.data.size() != challenge.size()) co_return fail(FailureCode::card_answer_malformed);
  std::ranges::copy(told.data, challenge.begin());

  const auto access = access_key(number);
  KAZASHI_CO_TRY(request, mutual_authentication(suite, access, challenge, random));
  const CommandApdu authenticate{.ins = kMutualAuthenticate, .data = request, .le = kShortRead};
  KAZASHI_CO_TRY(answer, co_await show_number(authenticate, kShortRead));
  KAZASHI_CO_TRY(session, session_key(suite, access, challenge, random, answer.data));

  KAZASHI_CO_TRY(object, protected_number(suite, session, number));
  const CommandApdu verify{
      .cla = kProtectedClass, .ins = kVerify, .p2 = kNumberKey, .data = object, .le = {}};
  KAZASHI_CO_CHECK(co_await show_number(verify, 0));
  co_return session;
}

using Fields = std::vector<ResidenceField>;

CardDialogue<Fields> read_protected_file(ResidenceFile file, ChannelSuite suite, CipherKey session) {
  const CommandApdu command{.cla = kProtectedClass,
                            .ins = kReadBinary,
                            .p1 = file.p1,
                            .data = {0x96, 0x02, 0x00, 0x00},  // Le within the protection: the whole file
                            .le = kWholeRead};
  KAZASHI_CO_TRY(answer, co_await send(command, file.capacity + kSlack + kProtection));
  if (answer.status == kNotFound && file.may_be_absent()) co_return Fields{};
  if (answer.status != kDone && answer.status != kEndOfFile) {
    co_return std::unexpected(residence_failure(answer.status));
  }
  KAZASHI_CO_TRY(plain, unprotected(suite, session, answer.data));
  co_return parse_residence_file(file, plain);
}

CardDialogue<Fields> read_plain_file(ResidenceFile file, CardAbilities& abilities) {
  const ExtentFile octets{.file = static_cast<std::uint16_t>(file.p1 & ~kByShortId),
                          .limit = file.capacity + kSlack,
                          .extent = objects_extent,
                          .expected = kWholeRead};
  KAZASHI_CO_TRY(content, co_await read_extent(octets, abilities));
  co_return parse_residence_file(file, content);
}

bool asked_for(ResidencePart part, const ResidenceRequest& request) {
  switch (part) {
    case ResidencePart::face:
      return request.face;
    case ResidencePart::address:
      return request.address;
    case ResidencePart::notes:
      return request.notes;
    case ResidencePart::signature:
      return request.signature;
  }
  return false;
}

}  // namespace

CardDialogue<ResidenceReading> read_residence_card(CardNumber number, ReaderRandom random,
                                                   ResidenceRequest request) {
  KAZASHI_CO_CHECK(co_await Progress{Stage::checking_number});
  KAZASHI_CO_TRY(type, co_await read_type(request.abilities));
  KAZASHI_CO_TRY(session, co_await open_channel(type.suite(), number, random));

  KAZASHI_CO_CHECK(co_await Progress{Stage::reading_data});
  ResidenceReading reading{.type = type, .fields = {}};
  std::uint8_t directory = 0;
  for (const ResidenceFile& file : residence_files(type)) {
    if (!asked_for(file.part, request)) continue;
    if (file.directory != directory) {
      directory = file.directory;
      KAZASHI_CO_CHECK(co_await select_application(aid_of(static_cast<std::uint8_t>(directory + 1))));
    }
    auto fields = file.is_protected ? co_await read_protected_file(file, type.suite(), session)
                                    : co_await read_plain_file(file, request.abilities);
    if (!fields) co_return std::unexpected(fields.error());
    std::ranges::move(*fields, std::back_inserter(reading.fields));
  }
  co_return std::move(reading);
}

}  // namespace kazashi::card

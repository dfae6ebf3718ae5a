#include "simulator/card/residence_chip.h"

#include <algorithm>
#include <utility>

#include "simulator/card/file_application.h"

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kPlain = 0x00;
constexpr std::uint8_t kProtected = 0x08;
constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kGetChallenge = 0x84;
constexpr std::uint8_t kAuthenticate = 0x82;
constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kRead = 0xB0;
constexpr std::uint8_t kNumberReference = 0x86;
constexpr std::uint8_t kEnciphered = 0x86;  // data object: indicator and cipher text
constexpr std::uint8_t kPaddedBy80 = 0x01;  // the indicator
constexpr std::uint8_t kExpectedLength = 0x96;

constexpr std::size_t kChallenge = 8;
constexpr std::size_t kCryptogram = 32;
constexpr std::size_t kExtendedAll = 65536;

Bytes aid_of(std::size_t application) {
  Bytes aid{0xD3, 0x92, 0xF0, 0x00, 0x4F, low_byte(application + 1)};
  aid.resize(16, 0x00);
  return aid;
}

Bytes as_bytes(std::string_view text) { return {text.begin(), text.end()}; }

// How many bytes 96 L LeHi LeLo asks for; nothing when it is not that.
std::optional<std::size_t> expected_length(View data) {
  if (data.size() != 4 || data[0] != kExpectedLength || data[1] != 2) {
    return std::nullopt;
  }
  const std::size_t length = big_endian16(data[2], data[3]);
  return length == 0 ? kExtendedAll : length;
}

}  // namespace

ResidenceChip::ResidenceChip(ResidenceCard card, std::uint64_t seed, Bytes first_drawn)
    : card_(std::move(card)),
      cipher_(card_.generation),
      card_key_(residence_key(as_bytes(card_.number))),
      random_(seed),
      first_drawn_(std::move(first_drawn)) {}

// What a residence card tells of itself is not known; this is the least there is, at the My Number Card's
// speeds.
Activation ResidenceChip::activation() const {
  return {.application_data = {}, .protocol = {0xB3, 0x81, 0xA1}};
}

void ResidenceChip::forget_session() {
  selected_ = 0;
  current_.reset();
  challenge_.clear();
  session_key_.clear();
  verified_ = false;
}

Response ResidenceChip::perform(const Command& command, Counters& counters) {
  const bool may_be_protected = command.ins == kRead || command.ins == kVerify;
  if (command.cla != kPlain && !(command.cla == kProtected && may_be_protected)) {
    return refuse(status::kUnknownClass);
  }
  switch (command.ins) {
    case kSelect:
      ++counters.selects;
      return select(command);
    case kGetChallenge:
      return get_challenge(command);
    case kAuthenticate:
      return authenticate(command);
    case kVerify:
      ++counters.verifies;
      return verify(command);
    case kRead:
      ++counters.reads;
      return read(command);
    default:
      return refuse(status::kUnknownInstruction);
  }
}

Response ResidenceChip::select(const Command& command) {
  constexpr std::uint8_t kByName = 0x04, kByFileId = 0x00, kNoResponseData = 0x0C;
  if (command.p1 == kByFileId && command.p2 == 0x00) {
    if (!command.data.empty() && command.data != Bytes{0x3F, 0x00}) {
      return refuse(status::kNotFound);
    }
    selected_ = 0;
    current_.reset();
    return {};
  }
  if (command.p1 != kByName || (command.p2 != kNoResponseData && command.p2 != 0x00)) {
    return refuse(status::kWrongParameters);
  }
  for (std::size_t application = 1; application <= card_.of_application.size(); ++application) {
    if (command.data == aid_of(application)) {
      selected_ = application;
      current_.reset();
      return {};
    }
  }
  return refuse(status::kNotFound);
}

Response ResidenceChip::get_challenge(const Command& command) {
  if (command.p1 != 0 || command.p2 != 0) {
    return refuse(status::kWrongParameters);
  }
  if (!command.data.empty() || command.le != kChallenge) {
    return refuse(status::kWrongLength);
  }
  challenge_ = draw(kChallenge);
  return {challenge_, status::kDone};
}

Response ResidenceChip::authenticate(const Command& command) {
  constexpr std::size_t kMac = ResidenceCipher::kMac;
  if (command.p1 != 0 || command.p2 != 0) {
    return refuse(status::kWrongParameters);
  }
  if (command.data.size() != kCryptogram + kMac || !command.le) {
    return refuse(status::kWrongLength);
  }
  session_key_.clear();
  verified_ = false;
  const Bytes challenge = std::exchange(challenge_, {});  // one try each
  if (challenge.empty()) {
    return refuse(status::kConditionsNotMet);
  }
  const View cryptogram = View(command.data).first(kCryptogram);
  const Bytes theirs = cipher_.decrypt(card_key_, cryptogram);
  if (!std::ranges::equal(View(command.data).last(kMac), cipher_.mac(card_key_, cryptogram)) ||
      !std::ranges::equal(View(theirs).subspan(kChallenge, kChallenge), challenge)) {
    return refuse(status::kMismatch);
  }
  const Bytes key_part = draw(ResidenceCipher::kKey);
  Bytes ours = challenge;
  append(ours, View(theirs).first(kChallenge));
  append(ours, key_part);
  Bytes answer = cipher_.encrypt(card_key_, ours);
  append(answer, cipher_.mac(card_key_, answer));

  Bytes seed = key_part;
  for (std::size_t i = 0; i < seed.size(); ++i) {
    seed[i] ^= theirs[2 * kChallenge + i];
  }
  append(seed, Bytes{0x00, 0x00, 0x00, 0x01});
  session_key_ = residence_key(seed);
  return {std::move(answer), status::kDone};
}

// The card's number under the session key. There is no limit to the tries.
Response ResidenceChip::verify(const Command& command) {
  if (command.p1 != 0x00 || command.p2 != kNumberReference) {
    return refuse(status::kWrongParameters);
  }
  if (command.cla != kProtected || session_key_.empty()) {
    return refuse(status::kNotAuthorised);
  }
  constexpr std::size_t kCipherText = 16;
  const View data = command.data;
  if (data.size() != 3 + kCipherText || data[0] != kEnciphered || data[1] != 1 + kCipherText ||
      data[2] != kPaddedBy80) {
    return refuse(status::kWrongSecureMessage);
  }
  verified_ =
      cipher_.decrypt(session_key_, data.last(kCipherText)) == Bytes(cipher_.padded(as_bytes(card_.number)));
  return verified_ ? Response{} : refuse(status::kMismatch);
}

Response ResidenceChip::read(const Command& command) {
  std::size_t offset = big_endian16(command.p1, command.p2);
  if ((command.p1 & 0x80) != 0) {
    const std::uint16_t id = command.p1 & 0x7F;
    if (!selected_files().contains(id)) {
      return refuse(status::kNotFound);
    }
    current_ = id;
    offset = command.p2;
  }
  if (!current_) {
    return refuse(status::kNoCurrentFile);
  }
  if (!opened()) {
    return refuse(status::kNotAuthorised);
  }
  const View content = selected_files().at(*current_);
  return command.cla == kProtected ? read_protected(command, content, offset)
                                   : read_plain(command, content, offset);
}

Response ResidenceChip::read_plain(const Command& command, View content, std::size_t offset) const {
  if (needs_protection()) {
    return refuse(status::kNotAuthorised);
  }
  if (!command.data.empty() || !command.le) {
    return refuse(status::kWrongLength);
  }
  return read_from(content, offset, command);
}

Response ResidenceChip::read_protected(const Command& command, View content, std::size_t offset) const {
  // Whether the other files can be read under secure messaging is not known; this card has it for one
  // application only.
  if (!needs_protection()) {
    return refuse(status::kNoSecureMessaging);
  }
  const auto expected = expected_length(command.data);
  if (!expected) {
    return refuse(status::kWrongSecureMessage);
  }
  if (!command.le) {
    return refuse(status::kWrongLength);
  }
  if (offset >= content.size()) {
    return refuse(status::kPastTheEnd);
  }
  const std::size_t count = std::min(content.size() - offset, *expected);
  Bytes enciphered = cipher_.encrypt(session_key_, cipher_.padded(content.subspan(offset, count)));
  const std::size_t length = enciphered.size() + 1;
  Bytes out{kEnciphered};
  if (length >= 0x100) {
    append(out, Bytes{0x82, low_byte(length >> 8)});
  } else if (length >= 0x80) {
    out.push_back(0x81);
  }
  append(out, Bytes{low_byte(length), kPaddedBy80});
  append(out, enciphered);
  if (out.size() > *command.le) {
    return refuse(status::kWrongLength);
  }
  return {std::move(out), status::kDone};
}

Bytes ResidenceChip::draw(std::size_t count) {
  if (first_drawn_.size() < count) {
    return random_.bytes(count);
  }
  Bytes out(first_drawn_.begin(), first_drawn_.begin() + static_cast<std::ptrdiff_t>(count));
  first_drawn_.erase(first_drawn_.begin(), first_drawn_.begin() + static_cast<std::ptrdiff_t>(count));
  return out;
}

ResidenceChip::Files& ResidenceChip::selected_files() {
  return selected_ == 0 ? card_.of_card : card_.of_application[selected_ - 1];
}

}  // namespace kazashi_simulator

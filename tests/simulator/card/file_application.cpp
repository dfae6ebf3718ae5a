#include "simulator/card/file_application.h"

#include <algorithm>
#include <utility>

namespace kazashi_simulator {
namespace {

constexpr std::uint8_t kSelectFileBelow = 0x02;
constexpr std::uint8_t kNoResponseData = 0x0C;
constexpr std::uint8_t kShortId = 0x80;
constexpr std::uint8_t kSignVerbatim = 0x00;
constexpr std::uint8_t kPresence = 0x00;
constexpr std::size_t kExtendedAll = 65536;
constexpr FileId kLargestShortId = 0x1E;

bool is_short_id(FileId id) { return id >= 1 && id <= kLargestShortId; }

}  // namespace

ElementaryFile ElementaryFile::data(Bytes content, std::vector<FileId> opened_by) {
  ElementaryFile file;
  file.content = std::move(content);
  file.readable = true;
  file.opened_by = std::move(opened_by);
  return file;
}

ElementaryFile ElementaryFile::pin_file(Pin pin) {
  ElementaryFile file;
  file.pin = std::move(pin);
  return file;
}

ElementaryFile ElementaryFile::key_file(RsaKey key, std::vector<FileId> opened_by) {
  ElementaryFile file;
  file.key = std::move(key);
  file.opened_by = std::move(opened_by);
  return file;
}

ElementaryFile ElementaryFile::opaque() { return {}; }

FileApplication::FileApplication(Bytes aid, std::map<FileId, ElementaryFile> files, FileId presence_key)
    : aid_(std::move(aid)), files_(std::move(files)), presence_key_(presence_key) {}

void FileApplication::forget_session() {
  current_.reset();
  for (auto& [id, file] : files_) {
    if (file.pin) {
      file.pin->forget();
    }
  }
}

Response FileApplication::perform(const Command& command, Counters& counters) {
  struct Known {
    std::uint8_t cla, ins;
  };
  constexpr Known kSelect{0x00, 0xA4}, kRead{0x00, 0xB0}, kVerify{0x00, 0x20}, kSign{0x80, 0x2A};
  for (const Known known : {kSelect, kRead, kVerify, kSign}) {
    if (command.ins == known.ins && command.cla != known.cla) {
      return refuse(status::kUnknownClass);
    }
  }
  switch (command.ins) {
    case kSelect.ins:
      return select_file(command);
    case kRead.ins:
      ++counters.reads;
      return read_binary(command);
    case kVerify.ins:
      return verify(command, counters);
    case kSign.ins:
      return sign(command, counters);
    default:
      return refuse(status::kUnknownInstruction);
  }
}

std::optional<PinState> FileApplication::pin_state(FileId id) const {
  const auto found = files_.find(id);
  if (found == files_.end() || !found->second.pin) {
    return std::nullopt;
  }
  return found->second.pin->state();
}

Response FileApplication::select_file(const Command& command) {
  if (command.p1 != kSelectFileBelow || command.p2 != kNoResponseData) {
    return refuse(status::kWrongParameters);
  }
  if (command.data.size() != 2) {
    return refuse(status::kWrongLength);
  }
  const FileId id = big_endian16(command.data[0], command.data[1]);
  if (!files_.contains(id)) {
    return refuse(status::kNotFound);
  }
  current_ = id;
  return {};
}

Response FileApplication::read_binary(const Command& command) {
  if (!command.data.empty() || !command.le) {
    return refuse(status::kWrongLength);
  }
  std::size_t offset = big_endian16(command.p1, command.p2);
  if ((command.p1 & kShortId) != 0) {
    const FileId id = command.p1 & 0x7F;
    if (!is_short_id(id)) {
      return refuse(status::kWrongParameters);
    }
    if (!files_.contains(id)) {
      return refuse(status::kNotFound);
    }
    current_ = id;
    offset = command.p2;
  }
  const auto [file, sw] = current();
  if (file == nullptr) {
    return refuse(sw);
  }
  if (!file->readable) {
    return refuse(status::kWrongFileType);
  }
  if (!is_open(*file)) {
    return refuse(status::kNotAuthorised);
  }
  return read_from(file->content, offset, command);
}

Response FileApplication::verify(const Command& command, Counters& counters) {
  if (command.p1 != 0x00) {
    return refuse(status::kWrongParameters);
  }
  if (command.le) {
    return refuse(status::kWrongLength);
  }
  const auto [file, sw] = by_reference(command.p2);
  if (file == nullptr) {
    return refuse(sw);
  }
  if (!file->pin) {
    return refuse(status::kWrongFileType);
  }
  if (command.data.empty()) {
    ++counters.queries;
    return file->pin->query();
  }
  ++counters.verifies;
  return file->pin->verify(command.data);
}

Response FileApplication::sign(const Command& command, Counters& counters) {
  // Other values of P1 (the card hashes or pads by PSS itself) rest on a single source; not played here.
  if (command.p1 != kSignVerbatim) {
    return refuse(status::kWrongParameters);
  }
  const auto [file, sw] = signing_key(command.p2);
  if (file == nullptr) {
    return refuse(sw);
  }
  if (!file->key) {
    return refuse(status::kWrongFileType);
  }
  if (!is_open(*file)) {
    return refuse(status::kNotAuthorised);
  }
  if (command.data.empty() || command.data.size() > file->key->input_at_most() || !command.le ||
      *command.le < file->key->size()) {
    return refuse(status::kWrongLength);
  }
  auto signature = file->key->sign(command.data);
  if (!signature) {
    return refuse(status::kWrongLength);
  }
  ++counters.signatures;
  return {std::move(*signature), status::kDone};
}

FileApplication::Found FileApplication::current() {
  if (!current_) {
    return {nullptr, status::kNoCurrentFile};
  }
  return {&files_.at(*current_)};
}

// P2 of VERIFY and of the signature: 80 the current file, 80+sfi a file by its short id (it does not become
// current: no source says it does).
FileApplication::Found FileApplication::by_reference(std::uint8_t p2) {
  if (p2 == kShortId) {
    return current();
  }
  const FileId id = p2 & 0x7F;
  if ((p2 & kShortId) == 0 || !is_short_id(id)) {
    return {nullptr, status::kWrongParameters};
  }
  const auto found = files_.find(id);
  return found == files_.end() ? Found{nullptr, status::kNotFound} : Found{&found->second};
}

FileApplication::Found FileApplication::signing_key(std::uint8_t p2) {
  if (p2 != kPresence || presence_key_ == 0) {
    return by_reference(p2);
  }
  const auto found = files_.find(presence_key_);
  return found == files_.end() ? Found{nullptr, status::kKeyNotSet} : Found{&found->second};
}

bool FileApplication::is_open(const ElementaryFile& file) const {
  return file.opened_by.empty() || std::ranges::any_of(file.opened_by, [this](FileId id) {
           const auto state = pin_state(id);
           return state && state->verified;
         });
}

Response read_from(View content, std::size_t offset, const Command& command) {
  if (offset >= content.size()) {
    return refuse(status::kPastTheEnd);
  }
  const std::size_t rest = content.size() - offset;
  const std::size_t count = std::min(rest, *command.le);
  // An extended 0000 asks for "all there is" and is answered in full; any other Le is a count.
  const bool short_of_le = count < *command.le && !(command.extended && *command.le == kExtendedAll);
  return {copy(View(content).subspan(offset, count)), short_of_le ? status::kEndReached : status::kDone};
}

}  // namespace kazashi_simulator

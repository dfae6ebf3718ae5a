// An application that is a table of elementary files: data to read, PINs to verify, keys to sign with.
// A new application is a new table (see jpki_application.cpp) or a class over this one.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "simulator/card/application.h"
#include "simulator/card/pin.h"
#include "simulator/card/rsa_key.h"

namespace kazashi_simulator {

using FileId = std::uint16_t;

struct ElementaryFile {
  Bytes content;                  // of a readable file
  bool readable = false;          // false: READ BINARY answers 6981
  std::optional<Pin> pin;         // present: a PIN file
  std::optional<RsaKey> key;      // present: a key file
  std::vector<FileId> opened_by;  // reading or signing needs one of these PINs verified; empty: free

  static ElementaryFile data(Bytes content, std::vector<FileId> opened_by = {});
  static ElementaryFile pin_file(Pin pin);
  static ElementaryFile key_file(RsaKey key, std::vector<FileId> opened_by);
  static ElementaryFile opaque();  // can be selected and nothing more
};

class FileApplication : public Application {
 public:
  // `presence_key`: the key file that signs without naming it (P2 = 00), by which the chip shows that it is
  // there. Zero: the application knows no such thing.
  FileApplication(Bytes aid, std::map<FileId, ElementaryFile> files, FileId presence_key = 0);

  [[nodiscard]] View aid() const override { return aid_; }
  void forget_session() override;
  [[nodiscard]] Response perform(const Command& command, Counters& counters) override;

  // State of a PIN file; nothing if there is none of that id.
  [[nodiscard]] std::optional<PinState> pin_state(FileId id) const;

 private:
  struct Found {
    ElementaryFile* file = nullptr;
    std::uint16_t sw = status::kDone;
  };

  Response select_file(const Command& command);
  Response read_binary(const Command& command);
  Response verify(const Command& command, Counters& counters);
  Response sign(const Command& command, Counters& counters);
  Found current();
  Found by_reference(std::uint8_t p2);
  Found signing_key(std::uint8_t p2);
  bool is_open(const ElementaryFile& file) const;

  Bytes aid_;
  std::map<FileId, ElementaryFile> files_;
  FileId presence_key_;
  std::optional<FileId> current_;
};

// READ BINARY once the file and the offset are known: 6B00 past the end, 6282 behind fewer bytes than asked
// for.
[[nodiscard]] Response read_from(View content, std::size_t offset, const Command& command);

}  // namespace kazashi_simulator

// The vocabulary of card code: what it may ask for while it talks to a card.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "base/apdu.h"
#include "base/dialogue.h"
#include "base/failure.h"
#include "base/secret.h"

namespace kazashi::base {

enum class PinKind : std::uint8_t {
#define KAZASHI_PIN(name, id) name,
#include "base/pins.def"
#undef KAZASHI_PIN
};
[[nodiscard]] std::string_view id_text(PinKind kind);

enum class Stage : std::uint8_t {
#define KAZASHI_STAGE(name, id) name,
#include "base/stages.def"
#undef KAZASHI_STAGE
};
[[nodiscard]] std::string_view id_text(Stage stage);

/// What a person typed. `last_try_accepted` says that the person was told of the last try and insists.
struct PinEntry {
  Secret pin;
  bool last_try_accepted = false;
};

/// Send one command to the card.
struct Transmit {
  using Answer = ResponseApdu;
  CommandApdu command;
  /// A wrong secret in this command costs a try, so that once it has left, its answer is waited for.
  bool spends_try = false;
};

/// Ask the person for a PIN, telling how many tries the card has left; nothing where the card keeps no count
/// or has not been asked.
struct PinPrompt {
  using Answer = PinEntry;
  PinKind kind;
  std::optional<std::uint8_t> tries_left;
};

/// Tell how far the conversation has come. Asks for nothing.
struct Progress {
  using Answer = Done;
  Stage stage;
};

using CardVocabulary = std::variant<Transmit, PinPrompt, Progress>;

template <class T>
using CardDialogue = Dialogue<CardVocabulary, Result<T>>;

}  // namespace kazashi::base

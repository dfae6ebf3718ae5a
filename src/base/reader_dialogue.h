// The vocabulary of reader code: what it may ask of the page (or of any other loop) that holds the device.
#pragma once

#include <chrono>
#include <cstddef>
#include <variant>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "base/dialogue.h"
#include "base/secret.h"

namespace kazashi::base {

/// Send these octets to the reader's OUT endpoint. They may carry a PIN and are wiped after use.
struct TransferOut {
  using Answer = Done;
  SensitiveBytes octets;
  /// They do carry a PIN or password: whoever records a conversation leaves these octets out.
  bool secret = false;
};

/// Take up to `length` octets from the reader's IN endpoint. WebUSB knows no time-out, so the driver races
/// the transfer with a timer of its own and answers reader_no_answer when `timeout` has passed.
struct TransferIn {
  using Answer = Bytes;
  std::size_t length;
  std::chrono::milliseconds timeout;
};

/// Let this much time pass.
struct Pause {
  using Answer = Done;
  std::chrono::milliseconds duration;
};

using ReaderVocabulary = std::variant<TransferOut, TransferIn, Pause, PinPrompt, Progress>;

template <class T>
using ReaderDialogue = Dialogue<ReaderVocabulary, Result<T>>;

}  // namespace kazashi::base

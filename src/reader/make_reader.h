// From the name of a reader's model to its driver.
#pragma once

#include <memory>
#include <string_view>

#include "base/failure.h"
#include "reader/card_reader.h"

namespace kazashi::reader {

/// `model` is what a bridge says of the reader it holds:
///   "rc-s380"  Sony RC-S380 by its own USB interface
///   "rc-s300"  Sony RC-S300 by its vendor interface (interface 1); unproven for type B cards
///   "apdu"     a PC/SC-like channel of the page's (apdu_reader.h)
/// reader_unknown for every other model.
[[nodiscard]] base::Result<std::unique_ptr<CardReader>> make_reader(std::string_view model);

}  // namespace kazashi::reader

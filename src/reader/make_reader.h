// From the name of a reader's model to its driver.
#pragma once

#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"
#include "reader/card_reader.h"

namespace kazashi::reader {

/// `model` is what a bridge says of the reader it holds:
///   "rc-s380"  Sony RC-S380 by its own USB interface
///   "rc-s300"  Sony RC-S300 by its vendor interface (interface 1); unproven for type B cards
///   "ccid"     a CCID interface, whose functional descriptor is handed over too
///   "apdu"     a PC/SC-like channel of the page's (apdu_reader.h)
/// Refuses every other model (reader_unknown), a descriptor that is none (reader_descriptor) and one that
/// leaves single characters to the host, or knows no T=1 where blocks are left to it
/// (reader_level_unsupported).
[[nodiscard]] base::Result<std::unique_ptr<CardReader>> make_reader(std::string_view model,
                                                                    base::ByteView ccid_descriptor = {});

}  // namespace kazashi::reader

// Finding and activating a type B card: ISO/IEC 14443-3 sections 7.7 (REQB, ATQB) and 7.10 (ATTRIB).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/reader_dialogue.h"
#include "reader/frame_link.h"
#include "reader/iso_dep.h"

namespace kazashi::reader {

/// A card's answer to REQB.
struct Atqb {
  std::array<std::uint8_t, 4> identifier;  ///< PUPI: for My Number Cards a new random one at every activation
  LinkParameters parameters;
};

/// Refuses what is no ATQB (card_protocol) and a card without ISO/IEC 14443-4 (card_unsupported). `frame` has
/// no CRC.
[[nodiscard]] base::Result<Atqb> parse_atqb(base::ByteView frame);

/// REQB, and ATTRIB to the card that answers; up to `polls` times, each at most 300 ms while no card answers.
/// The field is on and the reader set to type B. Says Progress{waiting_for_card} once. Failures: as
/// CardReader::wait_for_card.
[[nodiscard]] base::ReaderDialogue<LinkParameters> find_type_b_card(FrameLink& link, std::size_t polls);

}  // namespace kazashi::reader

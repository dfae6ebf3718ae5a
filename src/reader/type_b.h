// Finding and activating a type B card: ISO/IEC 14443-3 sections 7.7 (REQB, ATQB) and 7.10 (ATTRIB).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>

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

/// The three octets of protocol info in an ATQB, which readers also put into the ATR that they make for
/// PC/SC. Refuses reserved values (card_protocol) and a card without ISO/IEC 14443-4 (card_unsupported).
[[nodiscard]] base::Result<LinkParameters> parse_protocol_info(std::span<const std::uint8_t, 3> info);

/// Refuses what is no ATQB (card_protocol) and a card without ISO/IEC 14443-4 (card_unsupported). `frame` has
/// no CRC.
[[nodiscard]] base::Result<Atqb> parse_atqb(base::ByteView frame);

/// What one look found: an activated card, or what was heard instead.
using CardLook = std::expected<LinkParameters, AirFault>;

/// REQB once, and ATTRIB to the card that answers. At most 30 ms where no card is. Fails with
/// card_unsupported and with what the link fails with.
[[nodiscard]] base::ReaderDialogue<CardLook> look_for_type_b_card(FrameLink& link);

/// What to tell when the last of several looks heard this: card_not_found, card_collision, card_transmission.
[[nodiscard]] base::Failure nothing_found(AirFault heard);

/// REQB, and ATTRIB to the card that answers; up to `polls` times, each at most 300 ms while no card answers.
/// The field is on and the reader set to type B. Says Progress{waiting_for_card} once. Failures: as
/// CardReader::wait_for_card.
[[nodiscard]] base::ReaderDialogue<LinkParameters> find_type_b_card(FrameLink& link, std::size_t polls);

}  // namespace kazashi::reader

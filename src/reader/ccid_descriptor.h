// What a CCID reader says about itself: the class-specific functional descriptor, USB CCID 1.1 section 5.1.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::reader {

/// How much of the talk with the card is the reader's own: bits 16 to 18 of dwFeatures. A reader that names
/// several is used at the highest.
enum class ExchangeLevel : std::uint8_t {
  character,     ///< none: single characters. Nobody makes such contactless readers, and we do not drive them
  tpdu,          ///< the host makes the blocks of T=1
  short_apdu,    ///< whole APDUs of at most 261 octets
  extended_apdu  ///< whole APDUs of any length, in pieces where they do not fit a message
};

struct CcidDescriptor {
  ExchangeLevel level;
  std::size_t message_size;  ///< dwMaxCCIDMessageLength, header of 10 included; 46 at least
  std::size_t card_block;  ///< dwMaxIFSD: the longest T=1 information field that the reader takes from a card
  std::uint8_t voltages;   ///< bVoltageSupport: 1 5 V, 2 3 V, 4 1.8 V
  std::uint32_t protocols;  ///< dwProtocols: 1 T=0, 2 T=1
  std::uint32_t features;   ///< dwFeatures
};

// bits of dwFeatures that decide what is left to the host
inline constexpr std::uint32_t kSetsParametersByAtr = 0x02;
inline constexpr std::uint32_t kChoosesVoltage = 0x08;
inline constexpr std::uint32_t kNegotiatesParameters = 0x40;
inline constexpr std::uint32_t kExchangesIfsd = 0x400;

/// The descriptor of 54 octets (bDescriptorType 21) as it stands in the configuration descriptor, and nothing
/// after it. Refuses with reader_descriptor (detail: where).
[[nodiscard]] base::Result<CcidDescriptor> parse_ccid_descriptor(base::ByteView octets);

}  // namespace kazashi::reader

#include "reader/ccid_descriptor.h"

namespace kazashi::reader {
namespace {

constexpr std::size_t kSize = 54;
constexpr std::uint8_t kFunctionalDescriptor = 0x21;
constexpr std::uint8_t kVendorClass = 0xFF;  // some readers with a vendor interface number it so

// where the fields are
constexpr std::size_t kVoltages = 5;
constexpr std::size_t kProtocols = 6;
constexpr std::size_t kCardBlock = 28;
constexpr std::size_t kFeatures = 40;
constexpr std::size_t kMessageSize = 44;

/// Header, and a T=1 block of the 32 octets that every card may send. The smallest real readers have 64.
constexpr std::size_t kSmallestMessage = 10 + 4 + 32;

std::uint32_t four(base::ByteView octets, std::size_t at) {
  return octets[at] | std::uint32_t{octets[at + 1]} << 8 | std::uint32_t{octets[at + 2]} << 16 |
         std::uint32_t{octets[at + 3]} << 24;
}

ExchangeLevel level_of(std::uint32_t features) {
  if ((features & 0x4'0000) != 0) return ExchangeLevel::extended_apdu;
  if ((features & 0x2'0000) != 0) return ExchangeLevel::short_apdu;
  if ((features & 0x1'0000) != 0) return ExchangeLevel::tpdu;
  return ExchangeLevel::character;
}

std::unexpected<base::Failure> malformed(std::size_t at) {
  return base::fail(base::FailureCode::reader_descriptor, static_cast<std::uint32_t>(at));
}

}  // namespace

base::Result<CcidDescriptor> parse_ccid_descriptor(base::ByteView octets) {
  if (octets.size() != kSize) return malformed(octets.size());
  if (octets[0] != kSize) return malformed(0);
  if (octets[1] != kFunctionalDescriptor && octets[1] != kVendorClass) return malformed(1);
  const std::size_t message_size = four(octets, kMessageSize);
  if (message_size < kSmallestMessage) return malformed(kMessageSize);
  return CcidDescriptor{.level = level_of(four(octets, kFeatures)),
                        .message_size = message_size,
                        .card_block = four(octets, kCardBlock),
                        .voltages = octets[kVoltages],
                        .protocols = four(octets, kProtocols),
                        .features = four(octets, kFeatures)};
}

}  // namespace kazashi::reader

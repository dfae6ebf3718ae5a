#include "card/digest_info.h"

#include <iterator>

namespace kazashi::card {
namespace {

constexpr std::uint8_t kSha256[] = {0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                    0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00};

}  // namespace

base::Bytes digest_info(base::ByteView digest) {
  base::Bytes info{0x30, static_cast<std::uint8_t>(std::size(kSha256) + 2 + digest.size())};
  base::append(info, kSha256);
  info.push_back(0x04);
  info.push_back(static_cast<std::uint8_t>(digest.size()));
  base::append(info, digest);
  return info;
}

}  // namespace kazashi::card

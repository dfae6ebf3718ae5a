// Messages that others sign: COSE_Sign and COSE_Sign1 with any headers.
#include <cstdlib>

#include "cose/cbor.h"
#include "cose/message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const kazashi::base::ByteView input(data, size);
  for (const kazashi::cose::MessageKind kind :
       {kazashi::cose::MessageKind::sign, kazashi::cose::MessageKind::sign1}) {
    const auto message = kazashi::cose::parse_signed(input, kind);
    if (!message) continue;
    if (message->signers.empty()) std::abort();
    // what is a message is a value of CBOR too, but for the order of its keys
    kazashi::cose::CborReader reader(input, kazashi::cose::MapOrder::any);
    if (!reader.skip() || !reader.finish()) std::abort();
  }
  return 0;
}

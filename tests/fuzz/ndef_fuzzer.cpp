// An accepted message, written anew, is read as the same records.
#include <cstdlib>

#include "reader/ndef.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi::reader;
  const auto message = parse_ndef_message({octets, size});
  if (!message) return 0;
  const auto again = parse_ndef_message(encode_ndef_message(*message));
  if (!again || again->size() != message->size()) std::abort();
  for (std::size_t i = 0; i < message->size(); ++i) {
    const auto& record = message->at(i);
    const auto& copy = again->at(i);
    if (record.format != copy.format || record.type != copy.type || record.id != copy.id ||
        record.payload != copy.payload)
      std::abort();
    const auto uri = uri_of(record);
    if (uri && uri_of(uri_record(*uri)) != uri) std::abort();
  }
  return 0;
}

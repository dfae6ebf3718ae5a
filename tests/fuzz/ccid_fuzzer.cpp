// What a CCID reader says of itself, of its slot and of the card in it: every answer is whole, and what
// decides how long blocks may be stays within bounds.
#include <cstdlib>

#include "reader/answer_to_reset.h"
#include "reader/ccid_descriptor.h"
#include "reader/ccid_message.h"
#include "reader/make_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  const auto answer = reader::decode_ccid(input);
  if (answer && answer->data.size() + reader::kCcidHeader != size) std::abort();
  const auto card = reader::parse_answer_to_reset(input);
  if (card && (card->card_block == 0 || card->card_block > 254)) std::abort();
  const auto descriptor = reader::parse_ccid_descriptor(input);
  if (descriptor && descriptor->message_size < 46) std::abort();
  if (reader::make_reader("ccid", input) && !descriptor) std::abort();
  return 0;
}

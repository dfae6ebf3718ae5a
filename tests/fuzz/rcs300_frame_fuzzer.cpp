// What is read of an answer lies within it, and a frame that is done says all of its data.
#include <cstdlib>

#include "reader/rcs300_frame.h"

namespace {

void inside(kazashi::base::ByteView part, kazashi::base::ByteView whole) {
  if (part.data() < whole.data() || part.data() + part.size() > whole.data() + whole.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace kazashi;
  const base::ByteView input(octets, size);
  const auto frame = reader::decode_escape(input);
  if (frame && frame->state == reader::EscapeAnswer::State::done && frame->data.size() + 10 != size)
    std::abort();
  const auto said = reader::parse_objects(input);
  if (!said) return 0;
  if (said->card_answer) inside(*said->card_answer, input.first(size - 2));
  if (said->answer_to_reset) inside(*said->answer_to_reset, input.first(size - 2));
  return 0;
}

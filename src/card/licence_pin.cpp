#include "card/licence_pin.h"

#include <array>

namespace kazashi::card {

base::CardDialogue<base::Done> verify_licence_pin(KeyReference key, base::PinKind kind, bool is_set) {
  static constexpr std::array<std::uint8_t, 4> kUnset{'*', '*', '*', '*'};
  return is_set ? verify_pin(key, kind) : verify_unset_pin(key, kUnset);
}

}  // namespace kazashi::card

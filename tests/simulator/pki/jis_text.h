// Text as a licence writes it: two bytes a character, JIS X 0208.
#pragma once

#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator::pki {

// From UTF-8. U+E000 to U+E006 become FFF1 to FFF7 (characters that the table lacks), U+E009 becomes FFFA.
// Ends the program on a character that is in neither.
[[nodiscard]] Bytes jis_x_0208(std::string_view utf8);

}  // namespace kazashi_simulator::pki

// Pictures of a few letters: 1-bit PNG (ISO/IEC 15948), as the card keeps its images of printed text.
#pragma once

#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator::pki {

// Black on white in letters of 3 x 5 dots, each dot `scale` pixels wide. A-Z and 0-9; all else is a gap.
[[nodiscard]] Bytes png_of(std::string_view text, unsigned scale = 3);

}  // namespace kazashi_simulator::pki

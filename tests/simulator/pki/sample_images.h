// Pictures for the synthetic cards. They show no person: a round face with two dots and an arc, drawn by
// arithmetic (circles and an ellipse), and lines that stand for print. Encoded once with Debian's
// libopenjp2-tools 2.5.0 and libtiff-tools 4.5.0 and kept as bytes, so that a build needs neither.
#pragma once

#include "simulator/bytes.h"

namespace kazashi_simulator::pki {

[[nodiscard]] View grey_portrait();    // JP2, 60 x 80, greyscale
[[nodiscard]] View colour_portrait();  // JP2, 60 x 80, colour
[[nodiscard]] View card_front();       // TIFF, CCITT group 4 (MMR), 160 x 100
[[nodiscard]] View text_line();        // TIFF, CCITT group 4 (MMR), 96 x 24

}  // namespace kazashi_simulator::pki

#include "base/card_dialogue.h"

namespace kazashi::base {
namespace {

constexpr std::string_view kStages[] = {
#define KAZASHI_STAGE(name, id) id,
#include "base/stages.def"
#undef KAZASHI_STAGE
};

constexpr std::string_view kPins[] = {
#define KAZASHI_PIN(name, id) id,
#include "base/pins.def"
#undef KAZASHI_PIN
};

}  // namespace

std::string_view id_text(PinKind kind) { return kPins[static_cast<std::size_t>(kind)]; }
std::string_view id_text(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }

}  // namespace kazashi::base

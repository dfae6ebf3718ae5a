#include "base/card_dialogue.h"

namespace kazashi::base {
namespace {

constexpr std::string_view kStages[] = {
#define KAZASHI_STAGE(name, id) id,
#include "base/stages.def"
#undef KAZASHI_STAGE
};

}  // namespace

std::string_view id_text(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }

}  // namespace kazashi::base

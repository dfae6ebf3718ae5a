// Tags of offices at the seam, one case at a time.
#include <emscripten/bind.h>

#include "cases/office_tag_case.h"

namespace {

std::string verify_tag(const std::string& line) { return kazashi::cases::answer_office_tag_case(line); }

}  // namespace

EMSCRIPTEN_BINDINGS(kazashi_tag) { emscripten::function("verifyTag(caseJson)", &verify_tag); }

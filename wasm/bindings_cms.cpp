// Signed documents at the seam, one case at a time.
#include <emscripten/bind.h>

#include "cases/cms_case.h"

namespace {

std::string verify_cms(const std::string& line) { return kazashi::cases::answer_cms_case(line); }

}  // namespace

EMSCRIPTEN_BINDINGS(kazashi_cms) { emscripten::function("verifyCms(caseJson)", &verify_cms); }

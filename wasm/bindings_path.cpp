// The general layer at the seam: paths and signatures, one case at a time.
#include <emscripten/bind.h>

#include "cases/path_case.h"
#include "cases/signature_case.h"

namespace {

std::string verify_path(const std::string& line) { return kazashi::cases::answer_path_case(line); }
std::string verify_signature(const std::string& line) { return kazashi::cases::answer_signature_case(line); }

}  // namespace

EMSCRIPTEN_BINDINGS(kazashi_path) {
  emscripten::function("verifyPath(caseJson)", &verify_path);
  emscripten::function("verifySignature(caseJson)", &verify_signature);
}

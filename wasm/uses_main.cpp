// The module that every page loads: what needs no signed documents, no secure messaging and no law.
#include "uses.h"
#include "verify/uses/attributes.h"
#include "verify/uses/authenticate.h"
#include "verify/uses/face.h"
#include "verify/uses/info.h"

namespace kazashi::seam {

verify::UseSet uses() {
  static constexpr const verify::UseEntry* kUses[] = {&verify::kAuthenticate, &verify::kAttributes,
                                                      &verify::kFace, &verify::kAge, &verify::kInfo};
  return kUses;
}

}  // namespace kazashi::seam

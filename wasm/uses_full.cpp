// The module with every use, loaded when one needs it.
#include "uses.h"
#include "verify/uses/attributes.h"
#include "verify/uses/authenticate.h"
#include "verify/uses/face.h"
#include "verify/uses/individual_number.h"
#include "verify/uses/info.h"
#include "verify/uses/licence.h"
#include "verify/uses/residence.h"
#include "verify/uses/sign.h"

namespace kazashi::seam {

verify::UseSet uses() {
  static constexpr const verify::UseEntry* kUses[] = {
      &verify::kAuthenticate, &verify::kSign,    &verify::kAttributes,       &verify::kFace, &verify::kAge,
      &verify::kResidence,    &verify::kLicence, &verify::kIndividualNumber, &verify::kInfo};
  return kUses;
}

}  // namespace kazashi::seam

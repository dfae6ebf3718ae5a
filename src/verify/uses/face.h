// face: photo, pictures of name and address, birth and sex from the 券面事項確認 application, opened by
// 照合番号B. age: its age record alone, opened by the birth key.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// Findings: face.form, card.certificate, face.signature, face.unsigned (never checked: expiry and security
/// code are not signed on the card), card.presence, revocation.status.
///
/// Claims: over15 and so on. Facts: face-data.birth-date, face-data.expiry-date (not signed). Data:
/// birthDate, sex, nameImage, addressImage, photo (JPEG 2000), expiry and securityCodeImage, these two not
/// signed.
extern const UseEntry kFace;

/// Findings as above without face.unsigned. Claims: over15 and so on. Data: birthDate.
extern const UseEntry kAge;

}  // namespace kazashi::verify

// The two applications about the face of the card: the text one (券面事項入力補助AP) and the visual one
// (券面事項確認AP). The files come ready-made; what opens which is here.
#pragma once

#include <memory>

#include "simulator/card/file_application.h"
#include "simulator/person.h"

namespace kazashi_simulator {

namespace text {
constexpr FileId kNumber = 0x0001;
constexpr FileId kAttributes = 0x0002;
constexpr FileId kHashes = 0x0003;
constexpr FileId kCertificate = 0x0004;
constexpr FileId kBasicInformation = 0x0005;
constexpr FileId kTransportKey = 0x0006;
constexpr FileId kPresencePublicKey = 0x0007;
constexpr FileId kFiller = 0x0008;
constexpr FileId kPin = 0x0011;
constexpr FileId kBlockedPin = 0x0012;
constexpr FileId kPresenceKey = 0x0013;
constexpr FileId kCheckNumberA = 0x0014;
constexpr FileId kCheckNumberB = 0x0015;
}  // namespace text

namespace visual {
constexpr FileId kAgeRecord = 0x0001;
constexpr FileId kFace = 0x0002;
constexpr FileId kBasicInformation = 0x0003;
constexpr FileId kCertificate = 0x0004;
constexpr FileId kNumberImage = 0x0005;
constexpr FileId kFiller = 0x0006;
constexpr FileId kBirthKey = 0x0011;
constexpr FileId kCheckNumberB = 0x0012;
constexpr FileId kCheckNumberA = 0x0013;
constexpr FileId kPresenceKey = 0x001A;
}  // namespace visual

// Nothing when a presence key is not RSA in PKCS#8.
[[nodiscard]] std::unique_ptr<FileApplication> make_text_application(const FaceOfCard& face);
[[nodiscard]] std::unique_ptr<FileApplication> make_visual_application(const FaceOfCard& face);

}  // namespace kazashi_simulator

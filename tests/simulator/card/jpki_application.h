// The JPKI application (AID D392F000260100000001) with one person's files.
#pragma once

#include <memory>

#include "simulator/card/file_application.h"
#include "simulator/person.h"

namespace kazashi_simulator {

namespace jpki {
constexpr FileId kSignCertificate = 0x0001;
constexpr FileId kSignAuthority = 0x0002;
constexpr FileId kTokenInformation = 0x0006;
constexpr FileId kAvailability = 0x0008;
constexpr FileId kAuthCertificate = 0x000A;
constexpr FileId kAuthAuthority = 0x000B;
constexpr FileId kAuthKey = 0x0017;
constexpr FileId kAuthPin = 0x0018;
constexpr FileId kSignKey = 0x001A;
constexpr FileId kSignPin = 0x001B;
}  // namespace jpki

// Nothing when a private key of the person is not RSA in PKCS#8.
[[nodiscard]] std::unique_ptr<FileApplication> make_jpki_application(const Person& person);

}  // namespace kazashi_simulator

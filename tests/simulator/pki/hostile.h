// Certificates that a verifier must refuse, each wrong in one thing only.
#pragma once

#include <nlohmann/json.hpp>

#include "simulator/pki/end_entity.h"

namespace kazashi_simulator::pki {

// The file's "certificates": name -> {leaf, key, issuer}, base64 of DER; key is PKCS#8.
[[nodiscard]] nlohmann::ordered_json make_hostile(Date today, const Authorities& authorities);

}  // namespace kazashi_simulator::pki

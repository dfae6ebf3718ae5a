// The files of the two applications about the face of the card (facts, sections 3 and 4), each a function, so
// that an altered card can bend one and keep the rest.
#pragma once

#include <map>

#include "simulator/pki/card_holder.h"
#include "simulator/pki/card_issuer.h"

namespace kazashi_simulator::pki {

using Files = std::map<std::string, Bytes>;  // "0001" and so on

// Text application (券面事項入力補助AP).
[[nodiscard]] Bytes number_file(const CardHolder& holder);                     // EF 0001
[[nodiscard]] std::vector<Bytes> attribute_objects(const CardHolder& holder);  // DF22 to DF25
[[nodiscard]] Bytes attribute_file(const std::vector<Bytes>& objects);         // EF 0002
[[nodiscard]] Bytes hash_file(const CardAuthority& authority, View number_file,
                              const std::vector<Bytes>& objects);  // EF 0003
[[nodiscard]] Files text_files(const CardAuthority& authority, const CardHolder& holder,
                               const KeyPair& presence);

// Visual application (券面事項確認AP).
[[nodiscard]] Bytes age_record(const CardAuthority& authority, const CardHolder& holder,
                               const KeyPair& presence);  // EF 0001
// DF22 to DF2A, DF28 (the signature) computed from the others.
[[nodiscard]] std::vector<Bytes> face_objects(const CardAuthority& authority, const CardHolder& holder,
                                              const KeyPair& presence);
[[nodiscard]] Bytes face_digests(const std::vector<Bytes>& objects);  // the 96 bytes that are signed
[[nodiscard]] Bytes face_file(const std::vector<Bytes>& objects);     // EF 0002
[[nodiscard]] Bytes number_image(const CardAuthority& authority, const CardHolder& holder,
                                 const KeyPair& presence);  // EF 0005
[[nodiscard]] Files visual_files(const CardAuthority& authority, const CardHolder& holder,
                                 const KeyPair& presence);

}  // namespace kazashi_simulator::pki

// The 券面事項確認 application of a My Number Card: what its face shows, signed, opened by what the face
// shows.
//
// AID, files and keys are what several independent programs that talk to cards agree on. The picture of the
// individual number (EF 0005) is not read by anything here.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/face_data.h"
#include "card/jpki.h"
#include "card/matching_number.h"
#include "card/personal.h"

namespace kazashi::card {

/// The keys that open files of this application.
inline constexpr std::uint16_t kFaceBirthKey = 0x0011;  ///< opens the age record
inline constexpr std::uint16_t kFaceNumberB = 0x0012;   ///< opens the face
inline constexpr std::uint16_t kFaceNumberA = 0x0013;  ///< would open the picture of the number too: not used

struct FaceRequest {
  /// A digest of the relying party's origin and nonce, for the card's presence key to sign. Without one the
  /// card is not told from a copy of its files.
  std::optional<Sha256Digest> challenge = {};
  bool last_try_accepted = false;  ///< a person was told of the last try of the number and insists
  CardAbilities abilities = {};
};

/// Files as they were read. Nothing of it is verified yet (face_data.h).
struct FaceReading {
  Personal record;          ///< EF 0002, or EF 0001 for the age record
  base::Bytes certificate;  ///< EF 0004
  /// Where a challenge was given: the signature, or the status with which the card refused one.
  std::optional<base::Result<base::Bytes>> presence;
};

/// Opens the application with 照合番号B or the birth key, sent once, and reads. Failures: those of
/// open_with_key, verify_number and read_object.
[[nodiscard]] base::CardDialogue<FaceReading> read_face(MatchingNumberB number, FaceRequest request);
[[nodiscard]] base::CardDialogue<FaceReading> read_age_record(BirthKey key, FaceRequest request);

}  // namespace kazashi::card

// Residence cards (在留カード) and special permanent resident certificates of both generations, read with the
// number printed on them.
//
// The order is the published one: the type from the master file, GET CHALLENGE, MUTUAL AUTHENTICATE, VERIFY
// of the number through the new channel, then the files. A My Number Card with residence function is
// recognised and not supported, because its commands are not published in full.
#pragma once

#include "base/card_dialogue.h"
#include "card/abilities.h"
#include "card/residence_files.h"
#include "card/secure_messaging.h"

namespace kazashi::card {

struct ResidenceRequest {
  bool face = true;  ///< what the front shows, the photograph included
  bool address = false;
  bool notes = false;  ///< permissions, pending applications, remarks
  bool signature = true;
  /// The published specification reads files whole, with extended length. Without it the files that are not
  /// protected are read in steps; how protected ones would be is not published, so they are asked for whole
  /// all the same.
  CardAbilities abilities = {.extended_length = true};
};

/// Reads the files asked for. Nothing of it is verified yet (residence_files.h). A wrong number costs no
/// try.
///
/// Failures: card_application_missing (another card), card_kind_unsupported, card_number_wrong,
/// secure_messaging_failed (the card does not know the number, or the channel broke), card_file_missing,
/// card_file_malformed, card_answer_malformed, card_access_denied, card_status.
[[nodiscard]] base::CardDialogue<ResidenceReading> read_residence_card(CardNumber number, ReaderRandom random,
                                                                       ResidenceRequest request);

}  // namespace kazashi::card

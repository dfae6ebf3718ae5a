// What a visit may ask of the card: said by whoever knows the reader, corrected by the card as it goes on.
#pragma once

namespace kazashi::card {

/// A refusal is remembered for the rest of the visit, so that nothing is tried in vain twice. Dialogues take
/// the caller's word by value; within one they share one object by reference, which the outermost owns.
struct CardAbilities {
  /// Commands and answers may be longer than short ones. True only where the reader carries them
  /// (CardReader::extended_length) and the card may understand them; a card that refuses the first is read in
  /// short steps from then on.
  bool extended_length = false;
  /// Files may be named by short identifiers within commands. A card that refuses the first is led by SELECT
  /// from then on.
  bool short_file_ids = true;
};

}  // namespace kazashi::card

// The chip of a residence card or special permanent resident certificate, of either generation: files of the
// card and of three applications behind one mutual authentication. The authentication belongs to the card, so
// selecting an application does not undo it.
#pragma once

#include <memory>
#include <optional>

#include "simulator/card/chip.h"
#include "simulator/card/residence_cipher.h"
#include "simulator/random_stream.h"
#include "simulator/residence_card.h"

namespace kazashi_simulator {

class ResidenceChip : public Chip {
 public:
  // Challenge and key part are drawn from `first_drawn`, then from the seed's stream: published traces can be
  // replayed.
  explicit ResidenceChip(ResidenceCard card, std::uint64_t seed = 0, Bytes first_drawn = {});

  [[nodiscard]] Activation activation() const override;
  void forget_session() override;
  [[nodiscard]] Response perform(const Command& command, Counters& counters) override;
  [[nodiscard]] std::vector<NamedPin> pins() const override { return {}; }

 private:
  using Files = std::map<std::uint16_t, Bytes>;

  Response select(const Command& command);
  Response get_challenge(const Command& command);
  Response authenticate(const Command& command);
  Response verify(const Command& command);
  Response read(const Command& command);
  Response read_plain(const Command& command, View content, std::size_t offset) const;
  Response read_protected(const Command& command, View content, std::size_t offset) const;
  Bytes draw(std::size_t count);
  Files& selected_files();
  bool needs_protection() const { return selected_ == 1; }
  bool opened() const { return selected_ == 0 || verified_; }

  ResidenceCard card_;
  ResidenceCipher cipher_;
  Bytes card_key_;  // of the mutual authentication, from the number
  RandomStream random_;
  Bytes first_drawn_;

  std::size_t selected_ = 0;  // 0 the card itself, 1 to 3 its applications
  std::optional<std::uint16_t> current_;
  Bytes challenge_;    // empty: none open
  Bytes session_key_;  // empty: not authenticated
  bool verified_ = false;
};

}  // namespace kazashi_simulator

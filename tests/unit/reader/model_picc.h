// A small card for tests: the card's rules of ISO/IEC 14443-4 section 7.5.4 (C, D, E and 9 to 13), every
// command answered by a fixed function of it, and an air that loses or breaks chosen frames.
#pragma once

#include <algorithm>
#include <map>

#include "support.h"

namespace kazashi::reader {

class ModelPicc final : public FrameLink {
 public:
  enum class Loss { request, answer };  ///< the card never hears our frame; we never hear its frame

  ModelPicc(std::size_t frame_size, std::size_t answer_piece, std::size_t answer_size)
      : frame_size_(frame_size), answer_piece_(answer_piece), answer_size_(answer_size) {}

  /// The frame of that index (counted from 0 over all of ours) is lost one way or the other.
  void lose(std::size_t frame, Loss how, AirFault looks_like = AirFault::silence) {
    losses_[frame] = {how, looks_like};
  }
  void ask_for_time_before_answering() { wants_time_ = true; }

  base::ReaderDialogue<AirAnswer> exchange(AirFrame frame, std::chrono::microseconds) override {
    const auto loss = losses_.find(frames++);
    const bool lost = loss != losses_.end();
    const auto answer = lost && loss->second.first == Loss::request ? std::nullopt : receive(frame.octets);
    if (lost) co_return AirAnswer{std::unexpected(loss->second.second)};
    if (!answer) co_return AirAnswer{std::unexpected(AirFault::silence)};
    co_return AirAnswer{*answer};
  }

  [[nodiscard]] base::Bytes answer_to(base::ByteView command) const {
    base::Bytes answer(answer_size_, static_cast<std::uint8_t>(command.size()));
    if (!command.empty()) answer.push_back(command.back());
    answer.push_back(0x90);
    answer.push_back(0x00);
    return answer;
  }

  std::size_t frames = 0;
  std::vector<base::Bytes> executed;  ///< every command the card carried out

 private:
  std::optional<base::Bytes> receive(base::ByteView frame) {
    if (frame.empty() || frame.size() + 2 > frame_size_) return std::nullopt;
    const std::uint8_t control = frame[0];
    const std::uint8_t number = control & 1;
    if ((control & 0xEE) == 0x02) return last_ = information((control & 0x10) != 0, frame.subspan(1));
    if (control == 0xF2) return last_ = next_piece_or_time(false);
    if ((control & 0xFE) == 0xA2) {
      if (number == number_) return last_;  // rule 11
      number_ ^= 1;                         // rules E and 13
      return last_ = next_piece_or_time(false);
    }
    if ((control & 0xFE) == 0xB2) {
      if (number == number_) return last_;                            // rule 11
      return base::Bytes{static_cast<std::uint8_t>(0xA2 | number_)};  // rule 12
    }
    return std::nullopt;
  }

  base::Bytes information(bool more, base::ByteView data) {
    number_ ^= 1;  // rule D
    base::append(command_, data);
    if (more) return {static_cast<std::uint8_t>(0xA2 | number_)};
    executed.push_back(command_);
    answer_ = answer_to(command_);
    command_.clear();
    return next_piece_or_time(wants_time_);
  }

  base::Bytes next_piece_or_time(bool time) {
    if (time) return {0xF2, 0x02};
    const std::size_t size = std::min(answer_piece_, answer_.size());
    const bool more = size < answer_.size();
    base::Bytes block{static_cast<std::uint8_t>((more ? 0x12 : 0x02) | number_)};
    block.insert(block.end(), answer_.begin(), answer_.begin() + static_cast<std::ptrdiff_t>(size));
    answer_.erase(answer_.begin(), answer_.begin() + static_cast<std::ptrdiff_t>(size));
    return block;
  }

  std::size_t frame_size_;
  std::size_t answer_piece_;
  std::size_t answer_size_;
  bool wants_time_ = false;
  std::map<std::size_t, std::pair<Loss, AirFault>> losses_;
  std::uint8_t number_ = 1;  // rule C
  base::Bytes command_;
  base::Bytes answer_;
  base::Bytes last_;
};

}  // namespace kazashi::reader

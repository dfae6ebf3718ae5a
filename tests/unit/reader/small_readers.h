// Small readers for tests of whole visits: an RC-S300's vendor interface and a CCID reader, each with a
// ModelPicc on it. Just enough for the order of things.
#pragma once

#include <functional>

#include "model_picc.h"

namespace kazashi::reader {

/// A reader at the end of two endpoints.
class SmallReader {
 public:
  virtual ~SmallReader() = default;
  virtual void take(base::ByteView sent) = 0;

  std::deque<base::Bytes> waiting;  ///< answers on their way
  bool powered = true;              ///< as an earlier user may have left it
  std::vector<base::Bytes> executed;

 protected:
  /// The card is activated anew, and counts from the start.
  void activate_card() { picc_.emplace(256, 253, 0); }

  /// A frame over the air; nothing comes back where no card is.
  base::Bytes card_frame(base::ByteView frame) {
    if (!powered || !picc_) return {};
    if (frame[0] == 0xC2) return {0xC2};
    const auto answer = outcome(picc_->exchange({{frame.begin(), frame.end()}}, {}));
    for (; !picc_->executed.empty(); picc_->executed.pop_back()) executed.push_back(picc_->executed.back());
    return answer && *answer ? **answer : base::Bytes{};
  }

  std::optional<ModelPicc> picc_;
};

class SmallRcs300 final : public SmallReader {
 public:
  bool hears_at_layer_4 = true;

  void take(base::ByteView sent) override {
    REQUIRE(sent.size() >= 15);
    REQUIRE(sent[0] == 0x6B);
    REQUIRE(sent.size() == 10U + sent[1] + 256U * sent[2]);
    const auto apdu = base::to_hex(sent.subspan(10));
    const auto objects = octets(answer_to(apdu, sent.subspan(10)));
    base::Bytes frame{0x83,
                      static_cast<std::uint8_t>(objects.size()),
                      static_cast<std::uint8_t>(objects.size() >> 8),
                      0,
                      0,
                      0,
                      sent[6],
                      0,
                      0,
                      0};
    base::append(frame, objects);
    waiting.push_back(std::move(frame));
  }

 private:
  static inline const std::string kDone = "c003009000";
  static inline const std::string kNobody = "c003016a81";
  static inline const std::string kRefused = "c003016985";

  std::string answer_to(const std::string& apdu, base::ByteView octets_sent) {
    if (apdu == "ff50000002810000") return status(session_ = true);
    if (apdu == "ff50000002820000") return status(std::exchange(session_, false));
    if (!session_) return kRefused + "9000";
    if (apdu == "ff50000002830000" || apdu == "ff50000002840000") {
      powered = apdu == "ff50000002840000";
      picc_.reset();
      return kDone + "9000";
    }
    if (apdu == "ff500002048f02010400") {
      if (powered && hears_at_layer_4) activate_card();
      return (picc_ ? kDone + "5f510d3b888001000005e0b381a1007f" : kNobody) + "9000";
    }
    if (apdu == "ff500002048f02010300") return kDone + "9000";
    REQUIRE(apdu.starts_with("ff50000100"));
    return exchange(octets_sent.subspan(18, octets_sent.size() - 21));
  }

  std::string exchange(base::ByteView frame) {
    const auto hex = base::to_hex(frame);
    base::Bytes back;
    if (powered && hex == "050010" && !picc_) {
      back = octets("50a1b2c3d4000005e0b381a1");
    } else if (powered && hex == "1da1b2c3d400080100") {
      activate_card();
      back = {0x00};
    } else {
      back = card_frame(frame);
    }
    if (back.empty()) return kNobody + "9000";
    REQUIRE(back.size() < 0x80);
    return kDone + "97" + base::to_hex(base::Bytes{static_cast<std::uint8_t>(back.size())}) +
           base::to_hex(back) + "9000";
  }

  static std::string status(bool good) { return (good ? kDone : kRefused) + "9000"; }

  bool session_ = false;
};

/// CCID on short APDU level: it makes the blocks for the card by itself.
class SmallCcid final : public SmallReader {
 public:
  void take(base::ByteView sent) override {
    REQUIRE(sent.size() >= 10);
    REQUIRE(sent.size() == 10U + sent[1] + 256U * sent[2]);
    base::Bytes data;
    std::uint8_t type = 0x80;
    if (sent[0] == 0x62) {
      powered = true;
      data = octets("3b888001000005e0b381a1007f");
    } else if (sent[0] == 0x6F) {
      REQUIRE(powered);
      executed.push_back(base::to_bytes(sent.subspan(10)));
      data = octets("9000");
    } else {
      if (sent[0] == 0x63) powered = false;
      type = 0x81;
    }
    const auto state = static_cast<std::uint8_t>(powered ? 0 : 1);
    base::Bytes answer{type, static_cast<std::uint8_t>(data.size()), 0, 0, 0, 0, sent[6], state, 0, 0};
    base::append(answer, data);
    waiting.push_back(std::move(answer));
  }
};

/// Answers a dialogue from a small reader. `interfere` may answer a question in its place; an answer that is
/// on its way then stays there.
struct SmallDriver {
  SmallReader& reader;
  std::function<std::optional<base::Failure>(std::size_t)> interfere = {};
  std::size_t questions = 0;

  template <class T>
  base::Result<T> run(base::ReaderDialogue<T> dialogue) {
    dialogue.start();
    while (!dialogue.done()) {
      const auto failure = interfere ? interfere(questions) : std::nullopt;
      ++questions;
      if (failure) {
        dialogue.fail(*failure);
      } else if (const auto* sent = std::get_if<base::TransferOut>(&dialogue.question())) {
        reader.take(sent->octets);
        dialogue.template reply<base::TransferOut>({});
      } else if (std::get_if<base::TransferIn>(&dialogue.question()) != nullptr) {
        if (reader.waiting.empty()) {
          dialogue.fail({base::FailureCode::reader_no_answer});
          continue;
        }
        auto next = std::move(reader.waiting.front());
        reader.waiting.pop_front();
        dialogue.template reply<base::TransferIn>(std::move(next));
      } else if (std::get_if<base::Pause>(&dialogue.question()) != nullptr) {
        dialogue.template reply<base::Pause>({});
      } else {
        dialogue.template reply<base::Progress>({});
      }
    }
    return dialogue.take();
  }
};

}  // namespace kazashi::reader

// One lost or broken block at every place of a conversation, both ways, against a small card that follows
// ISO/IEC 7816-3 section 11.6.3.
#include <algorithm>

#include "reader/t1.h"
#include "support.h"

namespace kazashi::reader {
namespace {

class SmallT1Card final : public T1Link {
 public:
  enum class Loss { request, answer };

  SmallT1Card(std::size_t piece, std::size_t answer_size) : piece_(piece), answer_size_(answer_size) {}

  /// The block of that index (counted from 0 over all of ours) is lost or broken one way or the other.
  void lose(std::size_t block, Loss how, bool broken) {
    lost_ = block;
    how_ = how;
    broken_ = broken;
  }
  void ask_for_time() { wants_time_ = true; }

  base::ReaderDialogue<AirAnswer> exchange_block(AirFrame block, std::uint8_t) override {
    const bool now = blocks++ == lost_;
    base::Bytes request(block.octets.begin(), block.octets.end());
    if (now && how_ == Loss::request) {
      if (!broken_) co_return AirAnswer{std::unexpected(AirFault::silence)};
      request.back() ^= 0x01;
    }
    auto answer = receive(request);
    if (now && how_ == Loss::answer) {
      if (!broken_) co_return AirAnswer{std::unexpected(AirFault::silence)};
      answer.back() ^= 0x01;
    }
    co_return AirAnswer{std::move(answer)};
  }

  std::size_t blocks = 0;
  std::vector<base::Bytes> executed;

 private:
  static base::Bytes block_of(std::uint8_t control, base::ByteView data = {}) {
    base::Bytes block{0x00, control, static_cast<std::uint8_t>(data.size())};
    base::append(block, data);
    std::uint8_t check = 0;
    for (const std::uint8_t octet : block) check ^= octet;
    block.push_back(check);
    return block;
  }

  base::Bytes want_ours(std::uint8_t why = 0) {
    sent_information_ = false;
    return block_of(static_cast<std::uint8_t>(0x80 | expected_ << 4 | why));
  }

  base::Bytes receive(const base::Bytes& block) {
    std::uint8_t check = 0;
    for (const std::uint8_t octet : block) check ^= octet;
    if (check != 0) return want_again();
    const std::uint8_t control = block[1];
    const auto data = base::ByteView(block).subspan(3, block.size() - 4);
    if ((control & 0x80) == 0) return information(control, data);
    if ((control & 0xC0) == 0x80) {
      const std::uint8_t wanted = control >> 4 & 1;
      if (sent_information_ && wanted == (next_ ^ 1)) return last_;
      if (sent_information_ && !answer_.empty()) return next_piece();
      return last_supervisory_.empty() ? want_ours() : last_supervisory_;
    }
    last_supervisory_.clear();
    return next_piece();  // the time it asked for
  }

  /// After a broken block: its own request once more, if that is what it waits about.
  base::Bytes want_again() {
    if (!last_supervisory_.empty()) return last_supervisory_;
    if (sent_information_) return block_of(static_cast<std::uint8_t>(0x81 | expected_ << 4));
    return want_ours(1);
  }

  base::Bytes information(std::uint8_t control, base::ByteView data) {
    if ((control >> 6 & 1) != expected_) return want_ours(2);
    expected_ ^= 1;
    base::append(command_, data);
    if ((control & 0x20) != 0) return want_ours();
    executed.push_back(command_);
    answer_.assign(answer_size_, static_cast<std::uint8_t>(command_.size()));
    answer_.push_back(0x90);
    answer_.push_back(0x00);
    command_.clear();
    if (wants_time_) return last_supervisory_ = block_of(0xC3, octets("02"));
    return next_piece();
  }

  base::Bytes next_piece() {
    const std::size_t size = std::min(piece_, answer_.size());
    const bool more = size < answer_.size();
    last_ = block_of(static_cast<std::uint8_t>(next_ << 6 | (more ? 0x20 : 0)),
                     base::ByteView(answer_).first(size));
    answer_.erase(answer_.begin(), answer_.begin() + static_cast<std::ptrdiff_t>(size));
    next_ ^= 1;
    sent_information_ = true;
    return last_;
  }

  std::size_t piece_;
  std::size_t answer_size_;
  bool wants_time_ = false;
  std::size_t lost_ = SIZE_MAX;
  Loss how_ = Loss::request;
  bool broken_ = false;
  std::uint8_t expected_ = 0;  ///< the number of our next I-block
  std::uint8_t next_ = 0;      ///< the number of its own
  bool sent_information_ = false;
  base::Bytes last_;
  base::Bytes last_supervisory_;
  base::Bytes command_;
  base::Bytes answer_;
};

struct Shape {
  std::size_t command_size;
  std::size_t answer_size;
  bool time;
};

constexpr Shape kShapes[] = {{5, 0, false},   {5, 40, false}, {70, 0, false},
                             {70, 70, false}, {5, 0, true},   {40, 40, true}};

base::SensitiveBytes command_of(std::size_t size) { return base::SensitiveBytes(size, 0x11); }

TEST_CASE("t1_carries_every_command_out_exactly_once_whatever_one_block_meets") {
  using Loss = SmallT1Card::Loss;
  for (const Shape& shape : kShapes) {
    SmallT1Card whole(32, shape.answer_size);
    if (shape.time) whole.ask_for_time();
    T1 counting(whole);
    counting.activate({});
    const auto expected = outcome(counting.exchange(command_of(shape.command_size)));
    REQUIRE(expected);
    REQUIRE(whole.executed.size() == 1);
    for (std::size_t block = 0; block < whole.blocks; ++block) {
      for (const auto how : {Loss::request, Loss::answer}) {
        for (const bool broken : {false, true}) {
          CAPTURE(shape.command_size, shape.answer_size, shape.time, block, how == Loss::answer, broken);
          SmallT1Card card(32, shape.answer_size);
          if (shape.time) card.ask_for_time();
          card.lose(block, how, broken);
          T1 protocol(card);
          protocol.activate({});
          const auto answer = outcome(protocol.exchange(command_of(shape.command_size)));
          REQUIRE(answer);
          CHECK(*answer == *expected);
          REQUIRE(card.executed.size() == 1);
          CHECK(card.executed.front().size() == shape.command_size);
          CHECK(outcome(protocol.exchange(command_of(3))));  // and both still count alike
          CHECK(card.executed.size() == 2);
        }
      }
    }
  }
}

}  // namespace
}  // namespace kazashi::reader

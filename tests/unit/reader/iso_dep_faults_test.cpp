#include "model_picc.h"
#include "reader/iso_dep.h"

namespace kazashi::reader {
namespace {

using base::FailureCode;
using Loss = ModelPicc::Loss;

constexpr std::size_t kFrameSizes[] = {16, 24, 32, 40, 48, 64, 96, 128, 256};

base::SensitiveBytes command_of(std::size_t size) {
  base::SensitiveBytes command(size);
  for (std::size_t i = 0; i < size; ++i) command[i] = static_cast<std::uint8_t>(i);
  return command;
}

base::Result<base::Bytes> run(ModelPicc& picc, std::size_t frame_size, std::size_t command_size) {
  IsoDep card(picc);
  card.activate({.frame_size = frame_size, .waiting_time = std::chrono::milliseconds{5}});
  return outcome(card.exchange(command_of(command_size)));
}

TEST_CASE("carries_every_length_through_every_frame_size") {
  for (const auto frame_size : kFrameSizes) {
    for (std::size_t size = 4; size <= 300; ++size) {
      CAPTURE(frame_size, size);
      ModelPicc picc(frame_size, frame_size - 3, size);
      const auto answer = run(picc, frame_size, size);
      REQUIRE(answer);
      CHECK(*answer == picc.answer_to(command_of(size)));
      REQUIRE(picc.executed.size() == 1);
      CHECK(picc.executed[0].size() == size);
    }
  }
}

TEST_CASE("recovers_from_the_loss_of_any_one_frame_and_executes_once") {
  for (const bool with_time : {false, true}) {
    ModelPicc whole(16, 13, 40);
    if (with_time) whole.ask_for_time_before_answering();
    REQUIRE(run(whole, 16, 40));
    REQUIRE(whole.frames >= 7);
    for (std::size_t frame = 0; frame < whole.frames; ++frame) {
      for (const auto loss : {Loss::request, Loss::answer}) {
        for (const auto fault : {AirFault::silence, AirFault::garbled}) {
          CAPTURE(frame, loss == Loss::request, fault == AirFault::silence, with_time);
          ModelPicc picc(16, 13, 40);
          if (with_time) picc.ask_for_time_before_answering();
          picc.lose(frame, loss, fault);
          const auto answer = run(picc, 16, 40);
          REQUIRE(answer);
          CHECK(*answer == picc.answer_to(command_of(40)));
          CHECK(picc.executed.size() == 1);
        }
      }
    }
  }
}

TEST_CASE("recovers_from_the_loss_of_any_two_frames_and_executes_once") {
  for (std::size_t first = 0; first < 12; ++first) {
    for (std::size_t second = first + 1; second < 12; ++second) {
      for (unsigned ways = 0; ways < 4; ++ways) {
        CAPTURE(first, second, ways);
        ModelPicc picc(16, 13, 40);
        picc.lose(first, (ways & 1) != 0 ? Loss::request : Loss::answer);
        picc.lose(second, (ways & 2) != 0 ? Loss::request : Loss::answer);
        const auto answer = run(picc, 16, 40);
        REQUIRE(answer);
        CHECK(*answer == picc.answer_to(command_of(40)));
        CHECK(picc.executed.size() == 1);
      }
    }
  }
}

TEST_CASE("never_executes_twice_however_much_is_lost") {
  // every pattern of losses over the first eight frames: nothing lost, request lost, or answer lost
  for (unsigned pattern = 0; pattern < 6561; ++pattern) {
    ModelPicc picc(64, 61, 20);
    unsigned rest = pattern;
    for (std::size_t frame = 0; frame < 8; ++frame, rest /= 3) {
      if (rest % 3 == 1) picc.lose(frame, Loss::request);
      if (rest % 3 == 2) picc.lose(frame, Loss::answer);
    }
    const auto answer = run(picc, 64, 9);
    CAPTURE(pattern);
    CHECK(picc.executed.size() <= 1);
    if (answer) {
      CHECK(*answer == picc.answer_to(command_of(9)));
    } else {
      CHECK(answer.error().code == FailureCode::card_removed);
    }
  }
}

TEST_CASE("tells_of_a_removal_at_any_frame") {
  for (std::size_t frame = 0; frame < 7; ++frame) {
    ModelPicc picc(16, 13, 40);
    for (std::size_t lost = frame; lost < frame + 20; ++lost) picc.lose(lost, Loss::request);
    const auto answer = run(picc, 16, 40);
    REQUIRE_FALSE(answer);
    CHECK(answer.error() == base::Failure{FailureCode::card_removed});
  }
}

}  // namespace
}  // namespace kazashi::reader

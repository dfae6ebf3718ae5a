#include "verify/session.h"

#include <utility>

#include "reader/converse.h"

namespace kazashi::verify {

AuthenticationSession::AuthenticationSession(const Challenge& challenge, Arguments arguments,
                                             std::size_t polls, std::size_t question_limit)
    : challenge_(challenge),
      arguments_(std::move(arguments)),
      dialogue_(reader::visit(reader_, polls, card::authenticate(challenge_.digest()))),
      question_limit_(question_limit + polls * kQuestionsPerPoll) {
  dialogue_.start();
}

const base::ReaderVocabulary* AuthenticationSession::next_question() {
  while (!dialogue_.done() && over_limit()) dialogue_.fail(base::Failure{base::FailureCode::card_too_slow});
  const auto may_end_here = [this] {
    return !reader_.spending_try() && !std::holds_alternative<base::TransferIn>(dialogue_.question());
  };
  if (cancel_wanted_ && !dialogue_.done() && may_end_here()) {
    cancel_wanted_ = false;
    dialogue_.fail(base::Failure{base::FailureCode::cancelled});
  }
  if (dialogue_.done()) return nullptr;
  note_release();
  return &dialogue_.question();
}

bool AuthenticationSession::over_limit() {
  note_release();
  return answered_ >= question_limit_ && !releasing_ && !reader_.spending_try();
}

/// From here on the dialogue asks what it needs to switch the field off, and is let.
void AuthenticationSession::note_release() {
  const auto* progress = std::get_if<base::Progress>(&dialogue_.question());
  if (progress != nullptr && progress->stage == base::Stage::releasing_reader) releasing_ = true;
}

base::Result<Authenticated> AuthenticationSession::take() {
  KAZASHI_TRY(answer, dialogue_.take());
  Evidence evidence{.certificate = std::move(answer.certificate),
                    .authority = std::move(answer.authority),
                    .signature = std::move(answer.signature)};
  arguments_.tries_left = answer.tries_left_before;
  Report report = verify_authentication(evidence, challenge_, arguments_);
  return Authenticated{.report = std::move(report), .evidence = std::move(evidence)};
}

}  // namespace kazashi::verify

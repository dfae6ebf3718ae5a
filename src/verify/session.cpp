#include "verify/session.h"

#include <utility>

#include "reader/converse.h"

namespace kazashi::verify {

AuthenticationSession::AuthenticationSession(const Challenge& challenge, Arguments arguments,
                                             std::size_t polls)
    : challenge_(challenge),
      arguments_(std::move(arguments)),
      dialogue_(reader::visit(reader_, polls, card::authenticate(challenge_.digest()))) {
  dialogue_.start();
}

const base::ReaderVocabulary* AuthenticationSession::question() {
  const auto may_end_here = [this] {
    return !std::holds_alternative<base::TransferIn>(dialogue_.question());
  };
  if (cancel_wanted_ && !dialogue_.done() && may_end_here()) {
    cancel_wanted_ = false;
    dialogue_.fail(base::Failure{base::FailureCode::cancelled});
  }
  return dialogue_.done() ? nullptr : &dialogue_.question();
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

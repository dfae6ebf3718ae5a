#include "verify/session.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "reader/converse.h"

namespace kazashi::verify {
namespace {

/// The card is asked for the certificates of authorities only where an anchor has its fingerprint alone: they
/// are what the most octets of a visit are spent on.
bool lacks_certificates(const trust::TrustBundle& trust) {
  return !std::ranges::all_of(trust.anchors.anchors,
                              [](const pki::Anchor& anchor) { return anchor.certificate.has_value(); });
}

Visit prepared(Visit visit, const reader::CardReader& reader, const Arguments& arguments) {
  visit.abilities.extended_length = reader.extended_length();
  visit.authorities = lacks_certificates(*arguments.trust);
  return visit;
}

}  // namespace

Session::Session(const UseEntry& use, Visit visit, std::unique_ptr<reader::CardReader> reader,
                 Arguments arguments, VisitLimits limits)
    : use_(use),
      challenge_(visit.challenge),
      arguments_(std::move(arguments)),
      reader_(std::move(reader)),
      dialogue_(
          reader::visit(*reader_, limits.polls, use.read(prepared(std::move(visit), *reader_, arguments_)))),
      question_limit_(limits.questions + limits.polls * kQuestionsPerPoll) {
  dialogue_.start();
}

const base::ReaderVocabulary* Session::next_question() {
  while (!dialogue_.done() && over_limit()) dialogue_.fail(base::Failure{base::FailureCode::card_too_slow});
  const auto may_end_here = [this] {
    return !reader_->spending_try() && !std::holds_alternative<base::TransferIn>(dialogue_.question());
  };
  if (cancel_wanted_ && !dialogue_.done() && may_end_here()) {
    cancel_wanted_ = false;
    dialogue_.fail(base::Failure{base::FailureCode::cancelled});
  }
  if (dialogue_.done()) return nullptr;
  note_release();
  return &dialogue_.question();
}

bool Session::over_limit() {
  note_release();
  return answered_ >= question_limit_ && !releasing_ && !reader_->spending_try();
}

/// From here on the dialogue asks what it needs to switch the field off, and is let.
void Session::note_release() {
  const auto* progress = std::get_if<base::Progress>(&dialogue_.question());
  if (progress != nullptr && progress->stage == base::Stage::releasing_reader) releasing_ = true;
}

base::Result<Outcome> Session::take() {
  KAZASHI_TRY(reading, dialogue_.take());
  arguments_.card_was_read = true;
  arguments_.tries_left = reading.tries_left;
  auto [report, data] = verify(use_, reading.evidence, challenge_, arguments_);
  auto told = disclosed(std::move(reading.told), arguments_.procedure);
  std::ranges::move(told, std::back_inserter(data));
  return Outcome{
      .report = std::move(report), .data = std::move(data), .evidence = reading.evidence.to_text()};
}

}  // namespace kazashi::verify

// A visit under way, for whoever drives it: one question at a time, until there is a Report.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/reader_dialogue.h"
#include "reader/card_reader.h"
#include "verify/use_entry.h"
#include "verify/verification.h"

namespace kazashi::verify {

/// What a visit gives: the verdict of this side, what was read for showing, and what the other side needs to
/// make its own verdict.
struct Outcome {
  Report report;
  Data data;
  std::string evidence;  ///< Evidence::to_text()
};

/// What a visit may ask before it is ended, looking for the card apart (kQuestionsPerPoll each): 300
/// commands, the most that reader::over_reader carries, of four frames each with three transfers, and some
/// hundred for the rest. A reader or a card that keeps a visit going beyond that is slow on purpose.
inline constexpr std::size_t kVisitQuestions = 4'000;
/// A look: a pause, and three transfers each for REQB and ATTRIB.
inline constexpr std::size_t kQuestionsPerPoll = 7;

/// How long a visit may take, in questions.
struct VisitLimits {
  std::size_t polls;  ///< how often to look for a card, about four times a second
  std::size_t questions = kVisitQuestions;
};

/// One person, one card, one challenge. Whether the visit succeeded, failed or was cancelled, its last
/// questions switch the reader's field off, so a driver answers to the end and never just drops a session. A
/// value means that the field is off; beside a failure, field_off() says so.
class Session {
 public:
  /// `arguments` are what the card's answer is judged by at the end; the trust bundle, the rulebook and the
  /// procedure they refer to outlive the session. Over the limit of questions the visit ends with
  /// card_too_slow; releasing the reader is not counted, and a VERIFY that has left is still answered.
  Session(const UseEntry& use, Visit visit, std::unique_ptr<reader::CardReader> reader, Arguments arguments,
          VisitLimits limits);

  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() = default;

  /// Asks the dialogue to end. Takes effect when the driver next fetches a question.
  void cancel() { cancel_wanted_ = true; }

  /// Carries out a wanted cancellation if this is a moment for it, and gives the question to answer now, or
  /// nullptr when the visit is over. Valid until it is answered. A cancellation never takes the place of a
  /// TransferIn, because what the reader has been asked is still read, nor of anything between the sending of
  /// a VERIFY and its answer, so that a person who cancels learns whether a try is gone. A driver that waits
  /// for a PIN or a pause gives up waiting and fetches again.
  [[nodiscard]] const base::ReaderVocabulary* next_question();

  /// Answers the question fetched last.
  template <class Question>
  void reply(typename Question::Answer answer) {
    ++answered_;
    dialogue_.reply<Question>(std::move(answer));
  }
  void fail(base::Failure failure) {
    ++answered_;
    dialogue_.fail(failure);
  }

  /// Once, after next_question() gave nullptr. The failure of the conversation, or what it came to.
  [[nodiscard]] base::Result<Outcome> take();

  /// Whether the reader's field is known to be off. False after the last question means that it would not
  /// switch off: the person must take the card away, and whoever owns the reader resets it.
  [[nodiscard]] bool field_off() const { return reader_->field_off(); }

 private:
  [[nodiscard]] bool over_limit();
  void note_release();

  const UseEntry& use_;
  Challenge challenge_;
  Arguments arguments_;
  std::unique_ptr<reader::CardReader> reader_;  ///< outlives the dialogue, which is declared after it
  base::ReaderDialogue<Reading> dialogue_;
  bool cancel_wanted_ = false;
  std::size_t question_limit_;
  std::size_t answered_ = 0;
  bool releasing_ = false;
};

}  // namespace kazashi::verify

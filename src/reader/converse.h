// Card dialogues over readers: the one place where the two vocabularies meet.
#pragma once

#include <cstddef>
#include <utility>
#include <variant>

#include "base/card_dialogue.h"
#include "base/reader_dialogue.h"
#include "reader/card_reader.h"

namespace kazashi::reader {

/// The longest honest conversation reads four files of 8 KiB in steps of 256 octets and does a dozen things
/// besides; twice that. A card that answers octet by octet is cut off with card_too_slow.
inline constexpr std::size_t kQuestionLimit = 300;

namespace converse_detail {

/// Whether the question may still be asked. A try is never held back by it: VERIFY is sent once anyway, and
/// a card dialogue takes any failure of it for an unknown outcome.
inline bool within_limit(const base::CardVocabulary& question, std::size_t asked, std::size_t limit) {
  const auto* transmit = std::get_if<base::Transmit>(&question);
  return asked < limit || (transmit != nullptr && transmit->spends_try);
}

template <class Question, class T>
void hand_back(base::CardDialogue<T>& card, base::Result<typename Question::Answer> answer) {
  if (answer) {
    card.template reply<Question>(std::move(*answer));
  } else {
    card.fail(answer.error());
  }
}

}  // namespace converse_detail

/// Runs a card dialogue over a reader that has an active card: commands go through reader.transmit(), prompts
/// and progress to whoever drives. Questions over the limit are answered card_too_slow without being asked.
/// `reader` outlives the dialogue; `card` has not been started.
template <class T>
[[nodiscard]] base::ReaderDialogue<T> over_reader(CardReader& reader, base::CardDialogue<T> card,
                                                  std::size_t question_limit = kQuestionLimit) {
  using converse_detail::hand_back;
  card.start();
  for (std::size_t asked = 0; !card.done(); ++asked) {
    const auto& question = card.question();
    if (!converse_detail::within_limit(question, asked, question_limit)) {
      card.fail({base::FailureCode::card_too_slow});
    } else if (const auto* transmit = std::get_if<base::Transmit>(&question)) {
      reader.set_spending_try(transmit->spends_try);
      auto answer = co_await reader.transmit(transmit->command);
      reader.set_spending_try(false);
      hand_back<base::Transmit>(card, std::move(answer));
    } else if (const auto* prompt = std::get_if<base::PinPrompt>(&question)) {
      hand_back<base::PinPrompt>(card, co_await base::PinPrompt{*prompt});
    } else if (const auto* progress = std::get_if<base::Progress>(&question)) {
      hand_back<base::Progress>(card, co_await base::Progress{*progress});
    }
  }
  co_return card.take();
}

/// The whole visit of one card: open, wait, converse, and close at every end. The conversation's own failure
/// is the one told, and reader.field_off() says beside it whether closing came off; a value is told only if
/// the field is known to be off again.
template <class T>
[[nodiscard]] base::ReaderDialogue<T> visit(CardReader& reader, std::size_t polls,
                                            base::CardDialogue<T> card) {
  auto ready = co_await reader.open();
  if (ready) ready = co_await reader.wait_for_card(polls);
  if (!ready) {
    static_cast<void>(co_await reader.close());
    co_return std::unexpected(ready.error());
  }
  auto outcome = co_await over_reader(reader, std::move(card));
  const auto closed = co_await reader.close();
  if (outcome && !closed) co_return std::unexpected(closed.error());
  co_return outcome;
}

}  // namespace kazashi::reader

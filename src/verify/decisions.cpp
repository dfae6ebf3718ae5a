#include "verify/decisions.h"

#include <cstdint>
#include <string>
#include <utility>

namespace kazashi::verify {

std::vector<TakenDecision> take_decisions(Use use, CardFacts card, const Arguments& arguments) {
  if (arguments.card_was_read) card["card.present"] = true;
  if (arguments.tries_left) card["pin.tries-left"] = static_cast<std::int64_t>(*arguments.tries_left);
  Facts facts{.card = std::move(card), .relying_party = arguments.relying_party, .form = arguments.inputs};
  // the day is the relying party's word too, and it has been given already
  facts.relying_party[std::string(rules::kEvaluationDate)] = base::tokyo_date(arguments.time);
  const auto& book = arguments.rulebook->book;
  if (arguments.procedure != nullptr) return arguments.procedure->decide(book, facts);
  if (use != Use::authenticate) return {};
  return default_procedure(arguments.tries_left.has_value()).decide(book, facts);
}

}  // namespace kazashi::verify

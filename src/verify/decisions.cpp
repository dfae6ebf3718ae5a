#include "verify/decisions.h"

#include <string>

namespace kazashi::verify {
namespace {

CardFacts card_facts(const std::optional<pki::Certificate>& certificate, const Arguments& arguments) {
  CardFacts facts;
  if (certificate) {
    facts["authentication-certificate.not-before"] = base::tokyo_date(certificate->not_before);
    facts["authentication-certificate.not-after"] = base::tokyo_date(certificate->not_after);
  }
  if (arguments.tries_left) {
    facts["pin.tries-left"] = static_cast<std::int64_t>(*arguments.tries_left);
    facts["card.present"] = true;
  }
  return facts;
}

}  // namespace

std::vector<TakenDecision> take_decisions(const std::optional<pki::Certificate>& certificate,
                                          const Arguments& arguments) {
  Facts facts{.card = card_facts(certificate, arguments),
              .relying_party = arguments.relying_party,
              .form = arguments.inputs};
  // the day is the relying party's word too, and it has been given already
  facts.relying_party[std::string(rules::kEvaluationDate)] = base::tokyo_date(arguments.time);
  const auto& book = arguments.rulebook->book;
  if (arguments.procedure != nullptr) return arguments.procedure->decide(book, facts);
  return default_procedure(arguments.tries_left.has_value()).decide(book, facts);
}

}  // namespace kazashi::verify

// A procedure: what one service may ask of a card, which decisions it asks, and where each of their inputs
// comes from.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/finding.h"
#include "rules/book.h"
#include "rules/decision.h"
#include "rules/value.h"

namespace kazashi::verify {

/// Where a value of a decision came from. The card's word is stronger than anybody's.
enum class InputSource : std::uint8_t { procedure, card, relying_party, form };
[[nodiscard]] std::string_view source_text(InputSource source);

/// What the card said, by the names that procedures use, such as "authentication-certificate.not-after".
using CardFacts = std::map<std::string, rules::Value, std::less<>>;

struct ProcedureInput {
  std::string name;
  std::vector<InputSource> from;      ///< the strongest first
  std::string reads;                  ///< of `card`: the fact's name
  std::optional<rules::Value> fixed;  ///< of `procedure`
};

struct DecisionCall {
  std::string id;
  std::vector<ProcedureInput> inputs;
};

enum class Need : std::uint8_t { required, one_of, optional };

struct ProofNeed {
  std::string proof;
  Need need;
};

/// The most that the relying party gets to see of a person.
struct MaySee {
  std::vector<int> ages;                          ///< "this old or older", each a claim
  std::set<std::string, std::less<>> attributes;  ///< of "name", "address", "birth-date", "sex"
  bool photo = false;
};

/// A decision with the source of every input that it was given.
struct TakenDecision {
  rules::Decision decision;
  std::map<std::string, InputSource, std::less<>> sources;
};

/// What the card said and what people told.
struct Facts {
  CardFacts card;
  rules::Inputs relying_party;
  rules::Inputs form;
};

struct Procedure {
  std::string id;
  std::string version;
  std::vector<ProofNeed> proofs;
  MaySee may_see;
  std::vector<DecisionCall> decisions;

  /// Whether the rulebook has every decision and every one of them the inputs named: rules_unknown_decision,
  /// procedure_malformed.
  [[nodiscard]] base::Result<void> fits(const rules::Book& book) const;

  /// Takes the decisions in order. A value is taken from the strongest of its sources that has one, and from
  /// no source that the procedure does not name: a form cannot answer for a card.
  [[nodiscard]] std::vector<TakenDecision> decide(const rules::Book& book, const Facts& facts) const;

  /// procedure.proofs: passed where `given`, the one proof that was shown, is enough; else indeterminate,
  /// because what the procedure requires has not been shown yet.
  [[nodiscard]] base::Finding proofs_finding(std::string_view given) const;
};

/// What an authentication asks where the caller names no procedure: D-RENEWAL, D-VALIDITY and D-CERT-EXPIRY
/// of the certificate and, where a card was read, D-PIN of its tries.
[[nodiscard]] Procedure default_procedure(bool card_was_read);

}  // namespace kazashi::verify

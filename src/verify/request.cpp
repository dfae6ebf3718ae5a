#include "verify/request.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "rules/inputs_json.h"
#include "verify/document.h"
#include "verify/procedure_json.h"

namespace kazashi::verify {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;
using nlohmann::json;

constexpr std::size_t kDefaultPolls = 240;  // about a minute, long enough to find a card in a bag
constexpr std::size_t kMostPolls = 2400;    // ten minutes: nobody is waiting any more
// A document to be signed of 48 KiB, in a JSON text that escapes its quotation marks, and a procedure.
constexpr std::size_t kLargestText = 192 * 1024;

Result<json> read_object(std::string_view text, std::initializer_list<std::string_view> members) {
  if (text.size() > kLargestText) return fail(FailureCode::option_malformed);
  json object = json::parse(text, nullptr, false);
  if (object.is_discarded()) return fail(FailureCode::json_malformed);
  if (!object.is_object()) return fail(FailureCode::option_malformed);
  for (auto entry = object.begin(); entry != object.end(); ++entry) {
    if (std::ranges::find(members, entry.key()) == members.end()) return fail(FailureCode::option_malformed);
  }
  return object;
}

Result<std::string> text_member(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return fail(FailureCode::option_malformed);
  return member->get<std::string>();
}

Result<std::string> text_member(const json& object, const char* name, const char* otherwise) {
  return object.contains(name) ? text_member(object, name) : std::string(otherwise);
}

/// A whole number from 0 to `most`, or `otherwise` when it is absent.
Result<std::uint64_t> count_member(const json& object, const char* name, std::uint64_t otherwise,
                                   std::uint64_t most) {
  const auto member = object.find(name);
  if (member == object.end()) return otherwise;
  if (!member->is_number_unsigned() || member->get<std::uint64_t>() > most)
    return fail(FailureCode::option_malformed);
  return member->get<std::uint64_t>();
}

Result<base::UtcTime> time_member(const json& object) {
  KAZASHI_TRY(text, text_member(object, "time"));
  return base::parse_utc(text);
}

Result<Policy> policy_member(const json& object) {
  const auto policy = object.find("policy");
  if (policy == object.end()) return fail(FailureCode::policy_missing);
  if (!policy->is_object() || !policy->contains("revocation")) return fail(FailureCode::policy_missing);
  if (policy->size() != 1) return fail(FailureCode::option_malformed);
  KAZASHI_TRY(word, text_member(*policy, "revocation"));
  KAZASHI_TRY(revocation, parse_revocation_policy(word));
  return Policy{revocation};
}

Result<rules::Inputs> inputs_member(const json& object, const char* name) {
  const auto inputs = object.find(name);
  if (inputs == object.end()) return rules::Inputs{};
  if (!inputs->is_object()) return fail(FailureCode::option_malformed);
  return rules::inputs_from_json(*inputs);
}

Result<std::optional<Procedure>> procedure_member(const json& object) {
  const auto member = object.find("procedure");
  if (member == object.end()) return std::optional<Procedure>{};
  KAZASHI_TRY(procedure, procedure_from_json(*member));
  return std::optional(std::move(procedure));
}

/// A member of one use is a mistake in the request of another.
Result<void> check_belongs(const json& object, const char* name, bool belongs) {
  if (object.contains(name) && !belongs) return fail(FailureCode::option_malformed);
  return {};
}

Result<Opening> opening_member(const json& object) {
  KAZASHI_TRY(word, text_member(object, "open", "pin"));
  if (word == "pin") return Opening::pin;
  if (word == "number") return Opening::number;
  return fail(FailureCode::option_malformed);
}

/// The front and the signature over it unless more is asked for: the least data.
Result<card::ResidenceRequest> files_member(const json& object) {
  const auto files = object.find("files");
  if (files == object.end()) return card::ResidenceRequest{};
  if (!files->is_array()) return fail(FailureCode::option_malformed);
  card::ResidenceRequest request{.face = false};
  for (const json& word : *files) {
    if (word == "face") {
      request.face = true;
    } else if (word == "address") {
      request.address = true;
    } else if (word == "notes") {
      request.notes = true;
    } else {
      return fail(FailureCode::option_malformed);
    }
  }
  return request;
}

/// The text items alone unless more is asked for.
Result<void> licence_files(const json& object, UseOptions& options) {
  const auto files = object.find("files");
  if (files == object.end()) return {};
  if (!files->is_array()) return fail(FailureCode::option_malformed);
  for (const json& word : *files) {
    if (word != "photo" && word != "domicile") return fail(FailureCode::option_malformed);
    (word == "photo" ? options.licence_photo : options.licence_domicile) = true;
  }
  return {};
}

Result<card::LegalPurpose> purpose_member(const json& object) {
  KAZASHI_TRY(word, text_member(object, "purpose"));
  if (word == "social-security") return card::LegalPurpose::social_security;
  if (word == "tax") return card::LegalPurpose::tax;
  if (word == "disaster") return card::LegalPurpose::disaster;
  return fail(FailureCode::purpose_missing);
}

Result<UseOptions> use_options(const json& object, Use use, const Challenge& challenge) {
  KAZASHI_CHECK(check_belongs(object, "open", use == Use::attributes));
  KAZASHI_CHECK(check_belongs(object, "files", use == Use::residence || use == Use::licence));
  KAZASHI_CHECK(check_belongs(object, "document", use == Use::sign));
  KAZASHI_CHECK(check_belongs(object, "purpose", use == Use::individual_number));
  UseOptions options;
  KAZASHI_TRY(opening, opening_member(object));
  options.opening = opening;
  if (use == Use::residence) {
    KAZASHI_TRY(files, files_member(object));
    options.residence = files;
  }
  if (use == Use::licence) KAZASHI_CHECK(licence_files(object, options));
  if (object.contains("purpose")) {
    KAZASHI_TRY(purpose, purpose_member(object));
    options.purpose = purpose;
  }
  if (object.contains("document")) {
    KAZASHI_TRY(document, text_member(object, "document"));
    KAZASHI_CHECK(check_document(document, challenge));
    options.document = std::move(document);
  }
  return options;
}

Result<trust::Signer> read_signer(const json& entry) {
  if (!entry.is_object() || entry.size() != 3) return fail(FailureCode::option_malformed);
  trust::Signer signer;
  KAZASHI_TRY(id, text_member(entry, "id"));
  signer.id = std::move(id);
  const auto kinds = entry.find("kinds");
  if (kinds == entry.end() || !kinds->is_array()) return fail(FailureCode::option_malformed);
  for (const json& kind : *kinds) {
    if (!kind.is_string()) return fail(FailureCode::option_malformed);
    signer.kinds.push_back(kind.get<std::string>());
  }
  KAZASHI_TRY(spki, text_member(entry, "spki"));
  KAZASHI_TRY(public_key, base::from_base64(spki));
  signer.public_key = std::move(public_key);
  return signer;
}

/// The members that every EnvelopeRequest has, out of an object that may have more.
Result<EnvelopeRequest> envelope_request(const json& object) {
  KAZASHI_TRY(time, time_member(object));
  if (!object.contains("minimumVersion")) return fail(FailureCode::option_malformed);
  KAZASHI_TRY(minimum_version, count_member(object, "minimumVersion", 0, UINT64_MAX));
  const auto signers = object.find("signers");
  if (signers == object.end() || !signers->is_array()) return fail(FailureCode::option_malformed);
  EnvelopeRequest request{.signers = {}, .time = time, .minimum_version = minimum_version};
  for (const json& entry : *signers) {
    KAZASHI_TRY(signer, read_signer(entry));
    request.signers.push_back(std::move(signer));
  }
  return request;
}

}  // namespace

Result<UseRequest> UseRequest::parse(std::string_view text) {
  KAZASHI_TRY(object, read_object(text, {"use", "origin", "nonce", "time", "policy", "inputs", "relyingParty",
                                         "procedure", "reader", "descriptor", "polls", "open", "files",
                                         "document", "purpose"}));
  KAZASHI_TRY(policy, policy_member(object));
  KAZASHI_TRY(time, time_member(object));
  KAZASHI_TRY(origin, text_member(object, "origin"));
  KAZASHI_TRY(nonce, text_member(object, "nonce"));
  KAZASHI_TRY(challenge, Challenge::create(origin, nonce));
  KAZASHI_TRY(inputs, inputs_member(object, "inputs"));
  KAZASHI_TRY(relying_party, inputs_member(object, "relyingParty"));
  KAZASHI_TRY(procedure, procedure_member(object));
  KAZASHI_TRY(polls, count_member(object, "polls", kDefaultPolls, kMostPolls));
  KAZASHI_TRY(use_name, text_member(object, "use", "authenticate"));
  const auto use = use_from(use_name);
  if (!use) return fail(FailureCode::use_unknown);
  KAZASHI_TRY(reader, text_member(object, "reader", "rc-s380"));
  KAZASHI_TRY(descriptor_base64, text_member(object, "descriptor", ""));
  KAZASHI_TRY(descriptor, base::from_base64(descriptor_base64));
  KAZASHI_TRY(options, use_options(object, *use, challenge));
  return UseRequest{.use = *use,
                    .challenge = challenge,
                    .time = time,
                    .policy = policy,
                    .inputs = std::move(inputs),
                    .relying_party = std::move(relying_party),
                    .procedure = std::move(procedure),
                    .reader = std::move(reader),
                    .descriptor = std::move(descriptor),
                    .polls = static_cast<std::size_t>(polls),
                    .options = std::move(options)};
}

Result<void> UseRequest::check_visit() const {
  if (use == Use::individual_number && !options.purpose) return fail(FailureCode::purpose_missing);
  if (use == Use::sign && options.document.empty()) return fail(FailureCode::document_malformed);
  return {};
}

Result<EnvelopeRequest> EnvelopeRequest::parse(std::string_view text) {
  KAZASHI_TRY(object, read_object(text, {"signers", "time", "minimumVersion"}));
  return envelope_request(object);
}

Result<TrustRequest> TrustRequest::parse(std::string_view text) {
  KAZASHI_TRY(object, read_object(text, {"signers", "time", "minimumVersion", "environment"}));
  KAZASHI_TRY(envelope, envelope_request(object));
  KAZASHI_TRY(name, text_member(object, "environment"));
  const auto environment = pki::environment_from(name);
  if (!environment) return fail(FailureCode::option_malformed);
  return TrustRequest{.envelope = std::move(envelope), .environment = *environment};
}

}  // namespace kazashi::verify

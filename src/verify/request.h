// What a caller outside the core asks for, as JSON: read once, strictly, before anything else happens.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/time.h"
#include "pki/anchor.h"
#include "rules/value.h"
#include "trust/envelope.h"
#include "verify/challenge.h"
#include "verify/policy.h"
#include "verify/procedure.h"
#include "verify/use.h"
#include "verify/use_entry.h"

namespace kazashi::verify {

/// {"use"?, "origin", "nonce", "time", "policy": {"revocation"}, "inputs"?: {...},
///  "relyingParty"?: {...}, "procedure"?: {...}, "reader"?: text, "descriptor"?: base64,
///  "polls"?: number}
///
/// and, by use: attributes "open"?: "pin" | "number"; residence "files"?: ["face" | "address" | "notes"];
/// licence "files"?: ["photo" | "domicile"]; sign "document": text; individual-number "purpose":
/// "social-security" | "tax" | "disaster". "use" is authenticate where it is not said, "reader" is "rc-s380".
/// No secret is ever part of a request.
struct UseRequest {
  Use use;
  Challenge challenge;
  base::UtcTime time;
  Policy policy;
  rules::Inputs inputs;                ///< what the person told
  rules::Inputs relying_party;         ///< what the relying party knows
  std::optional<Procedure> procedure;  ///< as src/rules/procedures has it
  std::string reader;                  ///< the model, for reader::make_reader
  base::Bytes descriptor;              ///< of a CCID reader, for the same
  std::size_t polls;                   ///< how often to look for a card, about four times a second
  UseOptions options;

  /// Failures: json_malformed, option_malformed (a missing, unknown or mistyped member, or one of another
  /// use), use_unknown, policy_missing, policy_unknown, time_malformed, purpose_missing and those of
  /// Challenge::create and check_document.
  [[nodiscard]] static base::Result<UseRequest> parse(std::string_view json);

  /// What a visit needs and checking evidence again does not: purpose_missing, document_malformed where there
  /// is none.
  [[nodiscard]] base::Result<void> check_visit() const;
};

/// What any signed envelope is opened with:
/// {"signers": [{"id", "kinds": [text], "spki": base64}], "time", "minimumVersion": number}
/// No member has a default: who does not say how old is too old could be given anything ever signed.
struct EnvelopeRequest {
  std::vector<trust::Signer> signers;
  base::UtcTime time;
  std::uint64_t minimum_version;  ///< the highest version seen so far

  /// Failures: json_malformed, option_malformed, base64_malformed, time_malformed.
  [[nodiscard]] static base::Result<EnvelopeRequest> parse(std::string_view json);
};

/// What a trust bundle is opened with: the members of an EnvelopeRequest and
/// "environment": "production" | "test", whose authorities the caller is willing to believe.
struct TrustRequest {
  EnvelopeRequest envelope;
  pki::Environment environment;

  /// Failures: those of EnvelopeRequest::parse.
  [[nodiscard]] static base::Result<TrustRequest> parse(std::string_view json);
};

}  // namespace kazashi::verify

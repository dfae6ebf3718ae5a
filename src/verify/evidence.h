// Evidence: what a page hands over so that somebody else can check again. Bytes only, no verdict, no nonce,
// no origin.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"
#include "card/personal.h"
#include "verify/use.h"

namespace kazashi::verify {

/// One piece of a use's evidence and where it stands in the text.
struct EvidencePart {
  std::string_view name;
  std::string_view place;  ///< JSON Pointer
  std::size_t limit;       ///< octets
  bool required = true;
};

/// What one visit brought. Its text form is canonical JSON (members sorted, no white space, strict base64):
///
///   {"parts":{"attributes":"…","certificate":"…","hashes":"…"},"type":"kazashi-evidence:1","use":"attributes"}
///
/// and, for authenticate, with a Web eID authentication token (format web-eid:1.0) that can be given to other
/// Web eID verifiers as it is:
///
///   {"caCertificate":"…","token":{"algorithm":"RS256","format":"web-eid:1.0","signature":"…",
///    "unverifiedCertificate":"…"},"type":"kazashi-evidence:1","use":"authenticate"}
///
/// Nothing in the text is free: whichever character is changed, the text is refused or a signature or digest
/// fails. Other uses than authenticate carry what a card says of a person, so whoever holds their evidence
/// holds that.
class Evidence {
 public:
  /// `parts` outlives this object: every use has one list of them for ever.
  Evidence(Use use, std::span<const EvidencePart> parts) : use_(use), parts_(parts) {}

  [[nodiscard]] Use use() const { return use_; }
  /// `name` is one of the use's parts.
  void put(std::string_view name, base::ByteView octets);
  /// Empty where it is not there: no part is empty. Aliases this object.
  [[nodiscard]] base::ByteView part(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return !part(name).empty(); }

  [[nodiscard]] std::string to_text() const;

  /// Reads evidence of one use. Refuses anything that to_text() could not have written: evidence_too_large,
  /// evidence_malformed, evidence_format_unknown, evidence_other_use, evidence_not_canonical,
  /// signature_algorithm_refused.
  [[nodiscard]] static base::Result<Evidence> parse(std::string_view text, Use use,
                                                    std::span<const EvidencePart> parts);

 private:
  Use use_;
  std::span<const EvidencePart> parts_;
  std::map<std::string_view, card::Personal> octets_;
};

}  // namespace kazashi::verify

// Answers across the seam: JSON text, {"ok": true, ...} or {"ok": false, "failure": {...}}.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "base/reader_dialogue.h"
#include "pki/certificate.h"
#include "trust/trust_bundle.h"
#include "verify/session.h"
#include "verify/verification.h"

namespace kazashi::seam {

[[nodiscard]] std::string failed(const base::Failure& failure);
/// Of a visit to a reader: "fieldOff" is false when the reader's field may still be on.
[[nodiscard]] std::string failed(const base::Failure& failure, bool field_off);
/// "report" and "data".
[[nodiscard]] std::string succeeded(const verify::Verified& verified);
/// The same and "evidence".
[[nodiscard]] std::string succeeded(const verify::Outcome& outcome);
[[nodiscard]] std::string succeeded(const trust::TrustBundle& bundle);
[[nodiscard]] std::string succeeded(const verify::Rulebook& rulebook);
[[nodiscard]] std::string succeeded(const pki::Certificate& certificate);
/// `decision` is JSON text already.
[[nodiscard]] std::string decided(std::string_view decision);

template <class T>
[[nodiscard]] std::string answer(const base::Result<T>& result) {
  return result ? succeeded(*result) : failed(result.error());
}

/// ["authenticate", ...]
[[nodiscard]] std::string use_names(verify::UseSet uses);

/// An open question, without the octets of a TransferOut, which travel as octets.
[[nodiscard]] std::string describe(const base::ReaderVocabulary& question);

/// The failure with this code; internal_error for a code that is not on the list.
[[nodiscard]] base::Failure failure_from(std::string_view code);

}  // namespace kazashi::seam

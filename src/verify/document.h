// The document that a person signs: an object that says for whom it is, so that no site can have arbitrary
// octets signed, nor a document of one site be used at another.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/failure.h"
#include "verify/challenge.h"

namespace kazashi::verify {

/// A long form with its texts has a few KiB; attachments take part by their digests.
inline constexpr std::size_t kLargestDocument = 48 * 1024;

/// A document is a JSON object in the canonical form of RFC 8785 whose members "origin" and "nonce" are those
/// of the challenge. Numbers are whole ones that every reader takes for the same (up to 2^53), and no name of
/// a member has characters beyond the Basic Multilingual Plane, whose order readers disagree on.
///
/// Failures: document_malformed (no such object, or longer than kLargestDocument), document_other_challenge,
/// document_not_canonical at the first octet that differs.
[[nodiscard]] base::Result<void> check_document(std::string_view text, const Challenge& challenge);

}  // namespace kazashi::verify

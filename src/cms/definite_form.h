// Signed documents that were written as a stream: BER's indefinite lengths made definite.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"

namespace kazashi::cms {

/// The value of `ber` as strict readers take it. Only what streaming writers do is undone: indefinite
/// lengths, and an OCTET STRING in pieces inside one. Values of definite length are copied as they stand and
/// never looked into, so that nothing that was signed changes here. What follows the value stays and is
/// refused later. Failures, their offset in `ber`: der_truncated, der_bad_tag, der_bad_length, der_too_long,
/// der_too_deep.
[[nodiscard]] base::Result<base::Bytes> definite_form(base::ByteView ber);

}  // namespace kazashi::cms

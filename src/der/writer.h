// Writes DER (ITU-T X.690 sections 8 and 10) from the inside out: each function gives one whole value.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "der/oid.h"
#include "der/reader.h"

namespace kazashi::der {

/// Identifier, length and content. The content is the caller's to have right, and shorter than 4 GiB.
[[nodiscard]] base::Bytes write(Tag tag, base::ByteView content);
/// A constructed value of `parts`, each a whole value, in this order.
[[nodiscard]] base::Bytes write(Tag tag, std::initializer_list<base::ByteView> parts);

[[nodiscard]] base::Bytes write_oid(const Oid& oid);
/// Of a number from 0 up, as octets of any size with or without leading zeros; empty is 0.
[[nodiscard]] base::Bytes write_integer(base::ByteView magnitude);
[[nodiscard]] base::Bytes write_integer(std::uint32_t value);
[[nodiscard]] base::Bytes write_null();

/// The members of a SET OF, in the order that DER asks for (section 11.6), under `tag`: an implicitly tagged
/// set has the same content as a plain one.
[[nodiscard]] base::Bytes write_set_of(std::vector<base::Bytes> members, Tag tag = kSet);

/// UTCTime for 1950 to 2049, GeneralizedTime for the years before and after, up to 9999 (RFC 5280
/// section 4.1.2.5, RFC 5652 section 11.3).
[[nodiscard]] base::Bytes write_time(base::UtcTime time);

}  // namespace kazashi::der

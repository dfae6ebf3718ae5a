// The signed tag of an office: what a phone reads at a counter to learn which office and which procedure it
// stands before, without a network.
//
// A tag says "whoever holds this office's key wrote this", and nothing of the person who reads it. It can be
// copied and moved: who acts on it shows office and origin to the person and goes on at that origin.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"

namespace kazashi::trust {

/// The NDEF external type of the one record that such a tag holds.
inline constexpr std::string_view kOfficeRecordType = "kazashi:office";

/// Who certifies offices, pinned by whoever runs the application.
struct OfficeAuthority {
  std::string name;         ///< stable id
  base::Bytes certificate;  ///< DER
};

/// What a tag says, after everything about it was verified.
struct OfficeTag {
  std::string office;  ///< for people, 1 to 100 octets of UTF-8
  std::string origin;  ///< `https://host` or `https://host:port`, the host named in the office's certificate
  std::string procedure;  ///< id of the procedure (see is_id in envelope.h)
  base::UtcTime from;
  base::UtcTime until;
  std::string authority;  ///< OfficeAuthority::name
  std::string subject;    ///< of the office's certificate, for people (name_text)
};

/// Opens the payload of an office record.
///
/// Encoding: COSE_Sign1 (RFC 9052 section 4.2, tagged 18), deterministic CBOR. Protected header exactly {1
/// (alg): -7 (ES256) or -35 (ES384), 33 (x5chain, RFC 9360): the office's certificate, or an array of two or
/// three that starts with it}; empty unprotected header; payload the map {"from": tstr, "until": tstr,
/// "office": tstr, "origin": tstr, "procedure": tstr}, dates `YYYY-MM-DDThh:mm:ssZ`. At most 8 KiB.
///
/// The office's certificate leads to one of `authorities` by a path that is valid at `now`, is no authority
/// itself, is for digitalSignature, and names the origin's host as a dNSName in its subjectAltName: an office
/// cannot send people to somebody else's pages. Revocation is not looked at.
///
/// Failures, in the order of checking: office_tag_malformed, signature_algorithm_refused, der_* and
/// certificate_* of the office's certificate, key_malformed, signature_invalid, office_tag_malformed (what
/// was signed), certificate_name_mismatch (the host), path_anchor_not_configured and what else path
/// validation refuses, office_tag_not_yet_valid, office_tag_expired (both ends belong to the period).
[[nodiscard]] base::Result<OfficeTag> open_office_tag(base::ByteView record_payload,
                                                      std::span<const OfficeAuthority> authorities,
                                                      base::UtcTime now);

}  // namespace kazashi::trust

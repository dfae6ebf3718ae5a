// sign: a document that names this site and this request, signed with the card's signature key after its
// password.
#pragma once

#include "verify/use_entry.h"

namespace kazashi::verify {

/// The evidence is the signed document itself: CAdES-BES with the document and the authority's certificate
/// inside.
///
/// Findings: document.form, those of cms::check_signed_data (one signer, CAdES-BES), those of
/// pki::check_certificate for the signer, revocation.status.
///
/// Claims: the certificate's, and over15 and so on. Facts: signature-certificate.not-before, .not-after and
/// .birth-date. Data: document; name, address, birthDate and sex as the certificate has them, nameFlags and
/// addressFlags with 1 for every character that is another than the register's.
extern const UseEntry kSign;

}  // namespace kazashi::verify

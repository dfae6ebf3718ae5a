// OpenSSL's handles as owning types, and its error queue kept empty. For the sources of this room alone: no
// header of it includes this one.
#pragma once

#include <memory>
#include <utility>

#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "base/bytes.h"

namespace kazashi::crypto {

template <auto FreeFunction>
struct FreeWith {
  template <class Handle>
  void operator()(Handle* handle) const {
    FreeFunction(handle);
  }
};
template <class Handle, auto FreeFunction>
using Owned = std::unique_ptr<Handle, FreeWith<FreeFunction>>;

using OwnedDigest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedBigNumber = Owned<BIGNUM, BN_free>;
using OwnedEcdsaSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;
using OwnedCertificate = Owned<X509, X509_free>;
using OwnedCrl = Owned<X509_CRL, X509_CRL_free>;
using OwnedObject = Owned<ASN1_OBJECT, ASN1_OBJECT_free>;
using OwnedNameConstraints = Owned<NAME_CONSTRAINTS, NAME_CONSTRAINTS_free>;
using OwnedGeneralNames = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
using OwnedStore = Owned<X509_STORE, X509_STORE_free>;
using OwnedPathContext = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;

/// Empties OpenSSL's queue of errors on the way out: what it says there is text, and old entries would be
/// taken for ours.
struct ErrorQueueGuard {
  ErrorQueueGuard() = default;
  ErrorQueueGuard(const ErrorQueueGuard&) = delete;
  ErrorQueueGuard& operator=(const ErrorQueueGuard&) = delete;
  ~ErrorQueueGuard() { ERR_clear_error(); }
};

/// Decodes with a d2i_ function. Null where it fails or leaves octets over.
template <class OwnedHandle, class Decode>
[[nodiscard]] OwnedHandle decode_whole(Decode decode, base::ByteView der) {
  const unsigned char* at = der.data();
  OwnedHandle handle(decode(nullptr, &at, static_cast<long>(der.size())));
  if (at != der.data() + der.size()) handle.reset();
  return handle;
}

}  // namespace kazashi::crypto

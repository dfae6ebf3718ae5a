// What the CRL bench drives: the ingestion and lookup of src/revocation, OpenSSL's own CRL objects for the
// same work, and SHA-256 by the same OpenSSL.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include <emscripten/bind.h>
#include <emscripten/heap.h>
#include <openssl/x509.h>

#include "base/bytes.h"
#include "crypto/hasher.h"
#include "revocation/crl_reader.h"
#include "revocation/revocation_set.h"
#include "wasm/convert.h"

namespace {

using namespace kazashi;
using base::Bytes;
using seam::from_js;
using seam::Uint8Array;

/// `count` serials of `width` octets each, one after another.
base::ByteView serial_at(const Bytes& serials, std::size_t width, std::size_t index) {
  return base::ByteView(serials).subspan(index * width, width);
}

class Ours {
 public:
  Ours() : reader_(revocation::Keep::serials, revocation::Sha1::refuse) {}

  bool push(const Uint8Array& piece) { return reader_.push(from_js<Bytes>(piece)).has_value(); }
  bool finish(const Uint8Array& name, const Uint8Array& spki) {
    pki::Certificate signer;
    signer.subject.der = from_js<Bytes>(name);
    signer.public_key = from_js<Bytes>(spki);
    const auto segment = reader_.finish({&signer, 1});
    if (!segment) return false;
    file_ = revocation::write_set(*segment);
    return true;
  }
  /// Opens what finish() wrote, as another day's process would.
  bool open() {
    auto set = revocation::RevocationSet::open(file_);
    if (!set) return false;
    set_ = std::make_unique<revocation::RevocationSet>(std::move(*set));
    return true;
  }
  [[nodiscard]] double file_size() const { return static_cast<double>(file_.size()); }
  /// How many of these are listed.
  [[nodiscard]] double look_up(const Uint8Array& all, std::size_t width) const {
    const auto serials = from_js<Bytes>(all);
    const auto& part = set_->segments().front().parts.front();
    std::size_t found = 0;
    for (std::size_t i = 0; i < serials.size() / width; ++i) {
      revocation::Serial serial;
      if (!revocation::read_serial(serial_at(serials, width, i), serial)) std::abort();
      found +=
          std::ranges::any_of(part.groups, [&](const auto& group) { return group.find(serial).has_value(); });
    }
    return static_cast<double>(found);
  }

 private:
  revocation::CrlReader reader_;
  Bytes file_;
  std::unique_ptr<revocation::RevocationSet> set_;
};

class OpenSsl {
 public:
  /// The octets are freed once OpenSSL has its objects.
  bool parse(const Uint8Array& octets) {
    const auto der = from_js<Bytes>(octets);
    const unsigned char* at = der.data();
    crl_.reset(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
    return crl_ != nullptr;
  }
  bool verify(const Uint8Array& spki) {
    const auto der = from_js<Bytes>(spki);
    const unsigned char* at = der.data();
    EVP_PKEY* key = d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size()));
    const bool verified = X509_CRL_verify(crl_.get(), key) == 1;
    EVP_PKEY_free(key);
    return verified;
  }
  [[nodiscard]] double look_up(const Uint8Array& all, std::size_t width) const {
    const auto serials = from_js<Bytes>(all);
    std::size_t found = 0;
    for (std::size_t i = 0; i < serials.size() / width; ++i) {
      const auto octets = serial_at(serials, width, i);
      BIGNUM* number = BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr);
      ASN1_INTEGER* serial = BN_to_ASN1_INTEGER(number, nullptr);
      X509_REVOKED* entry = nullptr;
      if (X509_CRL_get0_by_serial(crl_.get(), &entry, serial) == 1) ++found;
      ASN1_INTEGER_free(serial);
      BN_free(number);
    }
    return static_cast<double>(found);
  }

 private:
  struct Free {
    void operator()(X509_CRL* crl) const { X509_CRL_free(crl); }
  };
  std::unique_ptr<X509_CRL, Free> crl_;
};

class Sha256 {
 public:
  Sha256() : hasher_(crypto::Hash::sha256) {}
  void push(const Uint8Array& piece) { hasher_.update(from_js<Bytes>(piece)); }
  Uint8Array finish() { return seam::to_js(hasher_.finish()); }

 private:
  crypto::Hasher hasher_;
};

double memory() { return static_cast<double>(emscripten_get_heap_size()); }

}  // namespace

EMSCRIPTEN_BINDINGS(kazashi_crl_bench) {
  using emscripten::class_;
  emscripten::register_type<Uint8Array>("Uint8Array");
  class_<Ours>("Ours")
      .constructor<>()
      .function("push(piece)", &Ours::push)
      .function("finish(name, spki)", &Ours::finish)
      .function("open", &Ours::open)
      .function("fileSize", &Ours::file_size)
      .function("lookUp(serials, width)", &Ours::look_up);
  class_<OpenSsl>("OpenSsl")
      .constructor<>()
      .function("parse(octets)", &OpenSsl::parse)
      .function("verify(spki)", &OpenSsl::verify)
      .function("lookUp(serials, width)", &OpenSsl::look_up);
  class_<Sha256>("Sha256")
      .constructor<>()
      .function("push(piece)", &Sha256::push)
      .function("finish", &Sha256::finish);
  emscripten::function("memory", &memory);
}

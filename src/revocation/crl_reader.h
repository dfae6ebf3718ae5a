// Reads a CRL (RFC 5280 section 5) as it comes, in pieces of any size, once: hashes it, checks it and gathers
// its entries, and holds none of it but the few octets that a piece cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/time.h"
#include "crypto/hasher.h"
#include "der/stream.h"
#include "pki/certificate.h"
#include "revocation/segment.h"
#include "revocation/serial_collector.h"
#include "revocation/sha1.h"

namespace kazashi::revocation {

struct CrlProgress {
  std::uint64_t octets = 0;
  std::uint64_t entries = 0;
};

/// A failure of any call is final. Cancelling is to drop the object: nothing else knows of it. Nothing of
/// what was read counts before finish() has verified the signature.
///
/// Strict: DER only; version 1 without extensions or version 2; equal inner and outer algorithms; an empty
/// list of entries absent; times as RFC 5280 has them, but for a revocation date before 2050 in
/// GeneralizedTime, which harms nobody; no extension twice; every critical extension understood, of entries
/// too; a scope that names something.
class CrlReader {
 public:
  CrlReader(Keep keep, Sha1 sha1);

  /// Failures: der_*, with the octet's place; crl_bad_form with a place where the DER is sound and a rule of
  /// RFC 5280 is broken; crl_unsupported for what this reader does not know and must not ignore;
  /// crl_too_large for an element beyond any use; signature_algorithm_refused.
  [[nodiscard]] base::Result<void> push(base::ByteView piece);
  [[nodiscard]] CrlProgress progress() const { return {.octets = received_, .entries = entries_}; }

  /// Once, after the last piece. `signers` are certificates that the caller already trusts to speak for the
  /// CRL's issuer; one of them whose subject is that issuer, whose key identifier is the CRL's and who may
  /// sign CRLs must have signed. At most kMaxAttempts are tried. Failures: der_truncated, crl_unknown_signer,
  /// crl_signature_invalid, key_malformed.
  [[nodiscard]] base::Result<Segment> finish(std::span<const pki::Certificate> signers);

  static constexpr std::size_t kMaxAttempts = 4;  // an authority has one key, and at a rollover two

 private:
  // What JPKI's and the largest web authorities' take is a tenth of each.
  static constexpr std::size_t kMaxName = 4 * 1024;
  static constexpr std::size_t kMaxEntry = 8 * 1024;        // an entry of an indirect CRL names an issuer
  static constexpr std::size_t kMaxExtensions = 64 * 1024;  // the scope may list names
  static constexpr std::size_t kMaxSignature = 4 * 1024;
  static constexpr std::size_t kMaxIssuers = 256;  // of one indirect CRL

  enum class State : std::uint8_t {
    list,
    to_be_signed,
    version,
    algorithm,
    issuer,
    this_update,
    next_update,
    revoked,
    entries,
    extensions,
    outer_algorithm,
    signature,
    done
  };
  /// The entries for one certificate issuer.
  struct Part {
    Part(base::Bytes name, Keep keep) : issuer(std::move(name)), revoked(keep), removed(Keep::serials) {}
    base::Bytes issuer;
    SerialCollector revoked;
    SerialCollector removed;
  };
  struct Entry;

  [[nodiscard]] base::Result<void> read();
  /// False where another piece is needed.
  [[nodiscard]] base::Result<bool> step();
  [[nodiscard]] base::Result<bool> step_header(State next, std::uint64_t limit, std::uint64_t& end);
  [[nodiscard]] base::Result<bool> step_version();
  [[nodiscard]] base::Result<bool> step_algorithm();
  [[nodiscard]] base::Result<bool> step_issuer();
  [[nodiscard]] base::Result<bool> step_this_update();
  [[nodiscard]] base::Result<bool> step_next_update();
  [[nodiscard]] base::Result<bool> step_revoked();
  [[nodiscard]] base::Result<bool> step_entries();
  [[nodiscard]] base::Result<bool> step_extensions();
  [[nodiscard]] base::Result<bool> step_outer_algorithm();
  [[nodiscard]] base::Result<bool> step_signature();

  [[nodiscard]] base::Result<std::optional<der::Element>> take(std::size_t limit, std::uint64_t end);
  void read_plain_entries();
  [[nodiscard]] std::size_t read_plain_entry(base::ByteView left);
  [[nodiscard]] base::Result<void> read_entry(const der::Element& element);
  [[nodiscard]] base::Result<void> read_entry_extensions(der::Reader extensions, Entry& entry);
  [[nodiscard]] base::Result<void> read_extension(base::ByteView oid, bool critical, der::Reader value);
  [[nodiscard]] base::Result<void> switch_issuer(der::Reader names);
  void hash(base::ByteView piece, std::uint64_t start);
  [[nodiscard]] base::Result<void> check_scope();
  [[nodiscard]] base::Result<crypto::Sha256> verify(std::span<const pki::Certificate> signers);

  Keep keep_;
  Sha1 sha1_;
  der::Stream stream_;
  State state_ = State::list;
  std::uint64_t received_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t list_end_ = 0, signed_start_ = 0, signed_end_ = 0, revoked_end_ = 0;
  std::optional<base::Failure> failure_;

  bool version_2_ = false;
  base::Bytes algorithm_;  ///< the whole encoding of the inner one
  std::optional<crypto::SignatureParameters> signature_parameters_;
  std::optional<crypto::Hasher> hasher_;
  base::Bytes unhashed_;  ///< of what is signed, before the algorithm was known
  base::Bytes digest_;
  base::Bytes signature_;

  CrlIdentity crl_;
  std::map<base::Bytes, std::size_t> part_of_;  ///< by name_key
  std::vector<Part> parts_;
  std::size_t part_ = 0;
  bool names_issuers_ = false;
  bool removes_ = false;
};

}  // namespace kazashi::revocation

// The seam of revocation: a CRL read as it comes, a set of them looked up, and what both say of a
// certificate.
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <emscripten/bind.h>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "base/hex.h"
#include "base/time.h"
#include "cases/revocation_case.h"
#include "convert.h"
#include "pki/name.h"
#include "revocation/crl_reader.h"
#include "revocation/general_certificate.h"
#include "revocation/revocation_set.h"
#include "revocation/status.h"
#include "trust/envelope.h"
#include "verify/request.h"

namespace kazashi::seam {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Result;
using nlohmann::json;

/// A Name as people read it; its octets where it holds what no authority of today may write.
std::string name_of(base::ByteView der) {
  der::Reader reader(der);
  const auto name = pki::read_name(reader);
  return name ? pki::name_text(*name) : base::to_hex(der);
}

json crl_json(const revocation::SegmentView& segment) {
  const auto& crl = segment.crl;
  std::size_t serials = 0;
  for (const auto& part : segment.parts) {
    for (const auto& group : part.groups) serials += group.octets().size();
  }
  json result = {{"issuer", name_of(crl.issuer)},
                 {"thisUpdate", base::format_utc(crl.this_update)},
                 {"entries", segment.entries()},
                 {"octets", serials},
                 {"signerKey", base::to_hex(crl.signer_key)}};
  if (crl.next_update) result["nextUpdate"] = base::format_utc(*crl.next_update);
  if (crl.number) result["number"] = base::to_hex(*crl.number);
  if (crl.base_number) result["deltaOf"] = base::to_hex(*crl.base_number);
  if (crl.authority_key_identifier) result["authorityKey"] = base::to_hex(*crl.authority_key_identifier);
  if (!crl.issuing_distribution_point.empty()) {
    result["distributionPoint"] = base::to_hex(crl.issuing_distribution_point);
  }
  return result;
}

/// A set with the octets it looks at.
class CrlSet {
 public:
  static std::unique_ptr<CrlSet> open(const Uint8Array& octets) {
    return std::unique_ptr<CrlSet>(new CrlSet(from_js<Bytes>(octets)));
  }
  static std::unique_ptr<CrlSet> open_signed(const Uint8Array& envelope, const std::string& arguments) {
    const auto request = verify::EnvelopeRequest::parse(arguments);
    if (!request) return refused(request.error());
    auto opened = trust::open_envelope(from_js<Bytes>(envelope), revocation::kRevocationSetKind,
                                       request->signers, request->time, request->minimum_version);
    if (!opened) return refused(opened.error());
    return std::unique_ptr<CrlSet>(new CrlSet(std::move(opened->payload)));
  }
  static std::unique_ptr<CrlSet> made(Bytes octets) {
    return std::unique_ptr<CrlSet>(new CrlSet(std::move(octets)));
  }

  static std::unique_ptr<CrlSet> refused(const base::Failure& failure) {
    return std::unique_ptr<CrlSet>(new CrlSet(failure));
  }

  [[nodiscard]] std::string summary() const {
    if (!set_) return failed(set_.error());
    json crls = json::array();
    for (const auto& segment : set_->segments()) crls.push_back(crl_json(segment));
    return json{{"ok", true}, {"octets", octets_->size()}, {"crls", crls}}.dump();
  }
  [[nodiscard]] Uint8Array octets() const { return to_js(*octets_); }
  /// For whoever keeps a copy of set(), which looks at them.
  [[nodiscard]] const std::shared_ptr<const Bytes>& shared_octets() const { return octets_; }
  [[nodiscard]] const Result<revocation::RevocationSet>& set() const { return set_; }

  /// Every CRL in the set that lists this serial, whatever its issuer: for people who look something up.
  /// `status` is what a verification asks.
  [[nodiscard]] std::string lookup(const std::string& serial_text) const {
    if (!set_) return failed(set_.error());
    auto octets = base::from_hex(serial_text);
    if (!octets) return failed(octets.error());
    octets->insert(octets->begin(), 0);
    while (octets->size() > 1 && (*octets)[0] == 0 && (*octets)[1] < 0x80) octets->erase(octets->begin());
    revocation::Serial serial;
    if (!revocation::read_serial(*octets, serial)) return failed({FailureCode::option_malformed});
    json found = json::array();
    for (const auto& segment : set_->segments()) {
      for (const auto& part : segment.parts) {
        for (const auto& group : part.groups) {
          const auto place = group.find(serial);
          if (!place) continue;
          json entry = {{"crl", crl_json(segment)}, {"certificateIssuer", name_of(part.certificate_issuer)}};
          if (const auto details = group.details(*place)) {
            entry["revokedAt"] = base::format_utc(details->revoked);
            entry["reason"] = static_cast<int>(details->reason);
            if (details->invalid_since) entry["invalidSince"] = base::format_utc(*details->invalid_since);
          }
          found.push_back(std::move(entry));
        }
      }
    }
    return json{{"ok", true}, {"listed", found}}.dump();
  }

  /// {"time", "maxAgeHours"}: what the set says of a certificate whose issuer the caller trusts.
  [[nodiscard]] std::string status(const Uint8Array& certificate_der, const Uint8Array& issuer_der,
                                   const std::string& arguments) const {
    if (!set_) return failed(set_.error());
    const auto certificate = revocation::read_general_certificate(from_js<Bytes>(certificate_der), 0);
    if (!certificate) return failed(certificate.error());
    const auto issuer = revocation::read_general_certificate(from_js<Bytes>(issuer_der), 1);
    if (!issuer) return failed(issuer.error());
    const json asked = json::parse(arguments, nullptr, false);
    if (!asked.is_object() || !asked.contains("time") || !asked["time"].is_string() ||
        !asked.contains("maxAgeHours") || !asked["maxAgeHours"].is_number_unsigned() ||
        asked["maxAgeHours"].get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max()) {
      return failed({FailureCode::json_malformed});
    }
    const auto time = base::parse_utc(asked["time"].get<std::string>());
    if (!time) return failed(time.error());
    const revocation::Policy policy{.depth = revocation::Depth::end_entity,
                                    .unknown = revocation::UnknownStatus::refuse,
                                    .staleness = revocation::Staleness::refuse,
                                    .max_age_hours = asked["maxAgeHours"].get<std::uint32_t>()};
    const auto answer = revocation::status_of(
        {.certificate = *certificate, .issuer = *issuer, .sets = {&*set_, 1}, .time = *time}, policy);
    json result = {{"ok", true}, {"status", revocation::status_text(answer.status)}};
    if (answer.source) {
      result["source"] = {{"name", answer.source->name},
                          {"issuer", name_of(answer.source->issuer)},
                          {"thisUpdate", base::format_utc(answer.source->this_update)}};
      if (answer.source->next_update)
        result["source"]["nextUpdate"] = base::format_utc(*answer.source->next_update);
    }
    if (answer.revoked_at) result["revokedAt"] = base::format_utc(*answer.revoked_at);
    if (answer.reason) result["reason"] = static_cast<int>(*answer.reason);
    return result.dump();
  }

 private:
  explicit CrlSet(Bytes octets)
      : octets_(std::make_shared<const Bytes>(std::move(octets))),
        set_(revocation::RevocationSet::open(*octets_)) {}
  explicit CrlSet(const base::Failure& failure)
      : octets_(std::make_shared<const Bytes>()), set_(std::unexpected(failure)) {}

  std::shared_ptr<const Bytes> octets_;
  Result<revocation::RevocationSet> set_;
};

/// Sets to be worked into one. They are not touched, and their handles may be deleted before finish().
class CrlMerge {
 public:
  static std::unique_ptr<CrlMerge> start() { return std::make_unique<CrlMerge>(); }
  void add(const CrlSet& set) {
    if (set.set()) {
      sets_.push_back(*set.set());
      octets_.push_back(set.shared_octets());
    } else if (!failure_) {
      failure_ = set.set().error();
    }
  }
  [[nodiscard]] std::unique_ptr<CrlSet> finish() const {
    if (failure_) return CrlSet::refused(*failure_);
    auto merged = revocation::merge_sets(sets_);
    return merged ? CrlSet::made(std::move(*merged)) : CrlSet::refused(merged.error());
  }

 private:
  std::vector<revocation::RevocationSet> sets_;
  std::vector<std::shared_ptr<const Bytes>> octets_;  ///< that they look at
  std::optional<base::Failure> failure_;
};

/// A CRL under way. To cancel is to delete the handle.
class CrlIngest {
 public:
  static std::unique_ptr<CrlIngest> start(bool keep_details, bool sha1_accepted) {
    return std::unique_ptr<CrlIngest>(
        new CrlIngest(keep_details ? revocation::Keep::details : revocation::Keep::serials,
                      sha1_accepted ? revocation::Sha1::accept : revocation::Sha1::refuse));
  }
  /// Empty, or why the CRL is refused.
  [[nodiscard]] std::string push(const Uint8Array& piece) {
    const auto pushed = reader_.push(from_js<Bytes>(piece));
    return pushed ? "" : failed(pushed.error());
  }
  [[nodiscard]] double entries() const { return static_cast<double>(reader_.progress().entries); }
  /// A certificate that is trusted to speak for the CRL's issuer. Empty, or why it cannot be read.
  [[nodiscard]] std::string add_signer(const Uint8Array& der) {
    auto signer = revocation::read_general_certificate(from_js<Bytes>(der),
                                                       static_cast<std::uint32_t>(signers_.size()));
    if (!signer) return failed(signer.error());
    signers_.push_back(std::move(*signer));
    return "";
  }
  /// After the last piece: a set of this one CRL, or why there is none, which its summary says.
  std::unique_ptr<CrlSet> finish() {
    const auto segment = reader_.finish(signers_);
    return segment ? CrlSet::made(revocation::write_set(*segment)) : CrlSet::refused(segment.error());
  }

 private:
  CrlIngest(revocation::Keep keep, revocation::Sha1 sha1) : reader_(keep, sha1) {}

  revocation::CrlReader reader_;
  std::vector<pki::Certificate> signers_;
};

std::string answer_crl_case(const std::string& line) { return cases::answer_crl_case(line); }
std::string answer_ocsp_case(const std::string& line) { return cases::answer_ocsp_case(line); }

}  // namespace
}  // namespace kazashi::seam

EMSCRIPTEN_BINDINGS(kazashi_revocation) {
  using namespace kazashi::seam;
  using emscripten::class_;
  using emscripten::function;

  class_<CrlSet>("CrlSet")
      .class_function("open(octets)", &CrlSet::open)
      .class_function("openSigned(envelope, request)", &CrlSet::open_signed)
      .function("summary", &CrlSet::summary)
      .function("octets", &CrlSet::octets)
      .function("lookup(serial)", &CrlSet::lookup)
      .function("status(certificate, issuer, request)", &CrlSet::status);
  class_<CrlMerge>("CrlMerge")
      .class_function("start", &CrlMerge::start)
      .function("add(set)", &CrlMerge::add)
      .function("finish", &CrlMerge::finish);
  class_<CrlIngest>("CrlIngest")
      .class_function("start(keepDetails, sha1Accepted)", &CrlIngest::start)
      .function("push(piece)", &CrlIngest::push)
      .function("entries", &CrlIngest::entries)
      .function("addSigner(certificate)", &CrlIngest::add_signer)
      .function("finish", &CrlIngest::finish);
  function("answerCrlCase(line)", &answer_crl_case);
  function("answerOcspCase(line)", &answer_ocsp_case);
}

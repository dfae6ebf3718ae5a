#include "cases/revocation_case.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/time.h"
#include "cases/case_reader.h"
#include "pki/certificate.h"
#include "revocation/crl_reader.h"
#include "revocation/general_certificate.h"
#include "revocation/ocsp.h"
#include "revocation/revocation_set.h"
#include "revocation/status.h"
#include "verify/failure_json.h"

namespace kazashi::cases {
namespace {

using base::Bytes;
using base::FailureCode;
using base::Result;
using nlohmann::json;

struct StatusCase {
  Bytes data;  ///< the CRL or the response
  std::optional<Bytes> certificate;
  Bytes issuer;
  std::vector<Bytes> same_authority;
  base::UtcTime time;
  std::uint32_t max_age_hours = 0;
  revocation::Sha1 sha1 = revocation::Sha1::refuse;
  std::optional<Bytes> nonce;
};

StatusCase read_case(CaseReader& reader, const char* data) {
  StatusCase asked;
  asked.data = reader.octets(data);
  asked.issuer = reader.octets("issuer");
  const auto time = base::parse_utc(reader.text("time"));
  if (time) asked.time = *time;
  if (!time) reader.refuse(FailureCode::time_malformed, "time");
  if (reader.flag("sha1Accepted")) asked.sha1 = revocation::Sha1::accept;
  if (reader.has("certificate")) asked.certificate = reader.octets("certificate");
  return asked;
}

void read_age(CaseReader& reader, StatusCase& asked) {
  const auto hours = reader.count("maxAgeHours");
  if (!hours) reader.refuse(FailureCode::policy_missing, "maxAgeHours");
  asked.max_age_hours = static_cast<std::uint32_t>(hours.value_or(0));
}

revocation::Policy policy_of(const StatusCase& asked) {
  return {.depth = revocation::Depth::end_entity,
          .unknown = revocation::UnknownStatus::refuse,
          .staleness = revocation::Staleness::refuse,
          .max_age_hours = asked.max_age_hours};
}

json answer_json(const json& id, const Result<revocation::Answer>& answer) {
  json line = {{"id", id}};
  if (!answer) {
    line["status"] = "unknown";
    line["failure"] = verify::failure_json(answer.error());
    return line;
  }
  line["status"] = revocation::status_text(answer->status);
  if (const auto& source = answer->source) {
    line["source"] = {{"name", source->name}, {"thisUpdate", base::format_utc(source->this_update)}};
    if (source->next_update) line["source"]["nextUpdate"] = base::format_utc(*source->next_update);
  }
  if (answer->revoked_at) line["revokedAt"] = base::format_utc(*answer->revoked_at);
  if (answer->reason) line["reason"] = static_cast<int>(*answer->reason);
  return line;
}

Result<revocation::Answer> status_by_crl(const StatusCase& asked) {
  KAZASHI_TRY(certificate, revocation::read_general_certificate(*asked.certificate, 0));
  std::vector<pki::Certificate> authority;
  KAZASHI_TRY(issuer, revocation::read_general_certificate(asked.issuer, 1));
  authority.push_back(std::move(issuer));
  for (const Bytes& der : asked.same_authority) {
    KAZASHI_TRY(other,
                revocation::read_general_certificate(der, static_cast<std::uint32_t>(authority.size() + 1)));
    authority.push_back(std::move(other));
  }
  revocation::CrlReader crl(revocation::Keep::details, asked.sha1);
  KAZASHI_CHECK(crl.push(asked.data));
  KAZASHI_TRY(segment, crl.finish(authority));
  const Bytes file = revocation::write_set(segment);
  KAZASHI_TRY(set, revocation::RevocationSet::open(file));
  return revocation::status_of({.certificate = certificate,
                                .issuer = authority.front(),
                                .same_authority = std::span(authority).subspan(1),
                                .sets = {&set, 1},
                                .time = asked.time},
                               policy_of(asked));
}

Result<revocation::Answer> status_by_ocsp(const StatusCase& asked) {
  KAZASHI_TRY(response, revocation::parse_ocsp(asked.data));
  KAZASHI_TRY(certificate, revocation::read_general_certificate(*asked.certificate, 0));
  KAZASHI_TRY(issuer, revocation::read_general_certificate(asked.issuer, 1));
  const revocation::OcspRules rules{.time = asked.time, .sha1 = asked.sha1, .nonce = asked.nonce};
  KAZASHI_TRY(proven, revocation::ocsp_status(response, certificate, issuer, rules));
  return revocation::status_of(
      {.certificate = certificate, .issuer = issuer, .proven = {&proven, 1}, .time = asked.time},
      policy_of(asked));
}

Result<void> validate_response(const StatusCase& asked) {
  KAZASHI_TRY(response, revocation::parse_ocsp(asked.data));
  KAZASHI_TRY(issuer, revocation::read_general_certificate(asked.issuer, 1));
  const revocation::OcspRules rules{.time = asked.time, .sha1 = asked.sha1, .nonce = asked.nonce};
  KAZASHI_CHECK(revocation::verify_ocsp(response, issuer, rules));
  return revocation::check_ocsp_issuer(response, issuer);
}

}  // namespace

std::string answer_crl_case(std::string_view line) {
  CaseReader reader(line);
  StatusCase asked = read_case(reader, "crl");
  if (!asked.certificate) reader.refuse(FailureCode::json_malformed, "certificate");
  asked.same_authority = reader.octet_list("sameAuthority");
  read_age(reader, asked);
  if (const auto& fault = reader.finish()) return to_line(fault_json(reader.id(), *fault));
  return to_line(answer_json(reader.id(), status_by_crl(asked)));
}

std::string answer_ocsp_case(std::string_view line) {
  CaseReader reader(line);
  StatusCase asked = read_case(reader, "response");
  if (reader.has("nonce")) asked.nonce = reader.octets("nonce");
  if (asked.certificate) read_age(reader, asked);
  if (const auto& fault = reader.finish()) return to_line(fault_json(reader.id(), *fault));
  if (asked.certificate) return to_line(answer_json(reader.id(), status_by_ocsp(asked)));
  const auto valid = validate_response(asked);
  json answer = {{"id", reader.id()}, {"valid", valid.has_value()}};
  if (!valid) answer["failure"] = verify::failure_json(valid.error());
  return to_line(answer);
}

}  // namespace kazashi::cases

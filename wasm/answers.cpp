#include "answers.h"

#include <nlohmann/json.hpp>

#include "base/hex.h"
#include "pki/name.h"
#include "verify/failure_json.h"

namespace kazashi::seam {
namespace {

using nlohmann::json;

json certificate_json(const pki::Certificate& certificate) {
  json entry = {{"fingerprint", base::to_hex(certificate.fingerprint)},
                {"serial", base::to_hex(certificate.serial)},
                {"subject", pki::name_text(certificate.subject)},
                {"issuer", pki::name_text(certificate.issuer)},
                {"notBefore", base::format_utc(certificate.not_before)},
                {"notAfter", base::format_utc(certificate.not_after)}};
  if (certificate.subject_key_identifier) {
    entry["subjectKeyIdentifier"] = base::to_hex(*certificate.subject_key_identifier);
  }
  return entry;
}

json anchor_json(const pki::Anchor& anchor) {
  return {{"name", anchor.name},
          {"purpose", pki::kind_text(anchor.purpose)},
          {"fingerprint", base::to_hex(anchor.fingerprint)},
          {"serial", anchor.serial},
          {"notBefore", base::format_utc(anchor.not_before)},
          {"notAfter", base::format_utc(anchor.not_after)},
          {"provenance",
           {{"source", anchor.provenance.source},
            {"confidence", pki::confidence_text(anchor.provenance.confidence)},
            {"note", anchor.provenance.note}}}};
}

/// Each part is JSON text already, and put in as it stands.
std::string with_report(const verify::Report& report, const verify::Data& data, std::string_view more) {
  std::string text = R"({"ok":true,"report":)";
  text += report.to_text();
  text += ",\"data\":";
  text += verify::data_json(data).dump();
  text += more;
  text += '}';
  return text;
}

}  // namespace

std::string failed(const base::Failure& failure) {
  return json{{"ok", false}, {"failure", verify::failure_json(failure)}}.dump();
}

std::string failed(const base::Failure& failure, bool field_off) {
  return json{{"ok", false}, {"failure", verify::failure_json(failure)}, {"fieldOff", field_off}}.dump();
}

std::string succeeded(const verify::Verified& verified) {
  return with_report(verified.report, verified.data, "");
}

std::string succeeded(const verify::Outcome& outcome) {
  return with_report(outcome.report, outcome.data, ",\"evidence\":" + json(outcome.evidence).dump());
}

std::string succeeded(const trust::TrustBundle& bundle) {
  json summary = {{"ok", true},
                  {"id", bundle.id},
                  {"version", bundle.version},
                  {"environment", pki::environment_text(bundle.anchors.environment)},
                  {"issued", base::format_utc(bundle.issued)},
                  {"expires", base::format_utc(bundle.expires)},
                  {"signer", bundle.signer},
                  {"anchors", json::array()}};
  for (const auto& anchor : bundle.anchors.anchors) summary["anchors"].push_back(anchor_json(anchor));
  return summary.dump();
}

std::string succeeded(const verify::Rulebook& rulebook) {
  json summary = {{"ok", true}, {"fingerprint", rulebook.fingerprint}, {"decisions", json::array()}};
  for (const auto& table : rulebook.book.tables()) {
    summary["decisions"].push_back({{"id", table.id}, {"version", table.version}});
  }
  if (const auto& release = rulebook.release) {
    summary["release"] = {{"id", release->id},
                          {"version", release->version},
                          {"issued", base::format_utc(release->issued)},
                          {"expires", base::format_utc(release->expires)},
                          {"signer", release->signer}};
  }
  return summary.dump();
}

std::string succeeded(const pki::Certificate& certificate) {
  return json{{"ok", true}, {"certificate", certificate_json(certificate)}}.dump();
}

std::string decided(std::string_view decision) {
  constexpr std::string_view kBegin = R"({"ok":true,"decision":)";
  std::string text;
  text.reserve(kBegin.size() + decision.size() + 1);
  return text.append(kBegin).append(decision).append("}");
}

std::string use_names(verify::UseSet uses) {
  json names = json::array();
  for (const verify::UseEntry* entry : uses) names.push_back(verify::use_text(entry->use));
  return names.dump();
}

std::string describe(const base::ReaderVocabulary& question) {
  json entry;
  if (std::holds_alternative<base::TransferOut>(question)) {
    entry = {{"kind", "transfer-out"}};
  } else if (const auto* transfer = std::get_if<base::TransferIn>(&question)) {
    entry = {{"kind", "transfer-in"}, {"length", transfer->length}, {"timeoutMs", transfer->timeout.count()}};
  } else if (const auto* pause = std::get_if<base::Pause>(&question)) {
    entry = {{"kind", "pause"}, {"ms", pause->duration.count()}};
  } else if (const auto* prompt = std::get_if<base::PinPrompt>(&question)) {
    entry = {{"kind", "pin"}, {"pin", base::id_text(prompt->kind)}};
    if (prompt->tries_left) entry["triesLeft"] = *prompt->tries_left;
  } else if (const auto* progress = std::get_if<base::Progress>(&question)) {
    entry = {{"kind", "progress"}, {"stage", base::id_text(progress->stage)}};
  }
  return entry.dump();
}

base::Failure failure_from(std::string_view code) {
#define KAZASHI_FAILURE(name, text, detail) \
  if (code == (text)) return {base::FailureCode::name};
#include "base/failures.def"
#undef KAZASHI_FAILURE
  return {base::FailureCode::internal_error};
}

}  // namespace kazashi::seam

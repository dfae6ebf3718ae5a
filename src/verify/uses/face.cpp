#include "verify/uses/face.h"

#include <string>
#include <utility>

#include "card/face.h"
#include "card/face_data.h"
#include "verify/uses/number_prompt.h"

namespace kazashi::verify {
namespace {

using base::FailureCode;
using base::Finding;
using base::FindingId;

constexpr std::string_view kFaceData = "face-data";
constexpr std::string_view kAgeRecord = "age-record";
constexpr std::string_view kPng = "image/png";
constexpr std::string_view kJpeg2000 = "image/jp2";

constexpr EvidencePart kFaceParts[] = {{"record", "/parts/record", 32 * 1024},
                                       {"certificate", "/parts/certificate", card::kCardCertificateSize},
                                       {"presence", "/parts/presence", 256, false}};
constexpr EvidencePart kAgeParts[] = {{"record", "/parts/record", 1024},
                                      {"certificate", "/parts/certificate", card::kCardCertificateSize},
                                      {"presence", "/parts/presence", 256, false}};

card::FaceRequest request_of(const Visit& visit, bool last_try_accepted) {
  return {.challenge = visit.challenge.digest(),
          .last_try_accepted = last_try_accepted,
          .abilities = visit.abilities};
}

Reading reading_of(Evidence evidence, const card::FaceReading& files) {
  evidence.put("record", files.record.reveal());
  evidence.put("certificate", files.certificate);
  if (files.presence && *files.presence) evidence.put("presence", **files.presence);
  return {.evidence = std::move(evidence), .tries_left = {}, .told = {}};
}

base::CardDialogue<Reading> read_face(Visit visit) {
  KAZASHI_CO_TRY(number, co_await ask_for_matching_number());
  KAZASHI_CO_TRY(
      files, co_await card::read_face(std::move(number.value), request_of(visit, number.last_try_accepted)));
  co_return reading_of(Evidence(Use::face, kFaceParts), files);
}

base::CardDialogue<Reading> read_age(Visit visit) {
  KAZASHI_CO_TRY(key, co_await ask_for_birth_key());
  KAZASHI_CO_TRY(
      files, co_await card::read_age_record(std::move(key.value), request_of(visit, key.last_try_accepted)));
  co_return reading_of(Evidence(Use::age, kAgeParts), files);
}

/// What the two records have in common: form, issuer, signature. `record` is the parsed one.
template <class Record>
bool judge_record(const Evidence& evidence, const Arguments& arguments, const base::Result<Record>& record,
                  base::Result<void> (*verify)(const Record&, const card::CardVerifiableCertificate&),
                  std::vector<Finding>& findings) {
  const auto form = record ? base::Result<void>() : std::unexpected(record.error());
  findings.push_back(finding_of(FindingId::face_form, form));
  const auto issuer =
      check_card_certificate(evidence.part("certificate"), card::IssuerPurpose::face, *arguments.trust);
  findings.push_back(issuer.finding);
  findings.push_back(record && issuer.certificate
                         ? finding_of(FindingId::face_signature, verify(*record, *issuer.certificate))
                         : not_checked(FindingId::face_signature, FailureCode::prerequisite_failed));
  return has_passed(findings, FindingId::card_certificate) && has_passed(findings, FindingId::face_signature);
}

template <class Record>
Finding presence(const Evidence& evidence, const Challenge& challenge, const base::Result<Record>& record) {
  return presence_finding(record ? &record->presence_key : nullptr, challenge.digest(),
                          evidence.part("presence"));
}

void show_face(const card::Face& face, bool is_signed, Judgement& judgement) {
  auto& data = judgement.data;
  const auto text = [&](std::string_view name, std::string_view value, bool good, Disclosure disclosure) {
    data.push_back(text_item(std::string(name), base::as_bytes(value), kFaceData, good, disclosure));
  };
  const auto picture = [&](std::string_view name, const card::Personal& octets, std::string_view media,
                           bool good, Disclosure disclosure) {
    data.push_back(picture_item(std::string(name), octets.reveal(), media, kFaceData, good, disclosure));
  };
  const auto birth = face.birth_date.reveal_text();
  const auto expiry = face.expiry.value.reveal_text();
  text("birthDate", dashed_date(birth), is_signed, Disclosure::birth_date);
  text("sex", face.sex.reveal_text(), is_signed, Disclosure::sex);
  picture("nameImage", face.name_image, kPng, is_signed, Disclosure::name);
  picture("addressImage", face.address_image, kPng, is_signed, Disclosure::address);
  picture("photo", face.photo, kJpeg2000, is_signed, Disclosure::photo);
  text("expiry", dashed_date(expiry), false, Disclosure::other);
  picture("securityCodeImage", face.security_code_image.value, kPng, false, Disclosure::other);
  if (const auto date = exact_date(birth)) judgement.facts["face-data.birth-date"] = *date;
  if (const auto date = exact_date(expiry)) judgement.facts["face-data.expiry-date"] = *date;
}

Judgement judge_face(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments) {
  Judgement judgement;
  judgement.proof = kFaceData;
  const auto face = card::parse_face(evidence.part("record"));
  const bool is_signed = judge_record(evidence, arguments, face, card::verify_face, judgement.findings);
  judgement.findings.push_back(not_checked(FindingId::face_unsigned, FailureCode::card_data_not_signed));
  judgement.findings.push_back(presence(evidence, challenge, face));
  judgement.findings.push_back(revocation_finding());
  if (face) {
    show_face(*face, is_signed, judgement);
    claim_ages(face->birth_date.reveal_text(), kFaceData, is_signed, arguments, judgement.claims);
  }
  return judgement;
}

Judgement judge_age(const Evidence& evidence, const Challenge& challenge, const Arguments& arguments) {
  Judgement judgement;
  judgement.proof = kAgeRecord;
  const auto record = card::parse_age_record(evidence.part("record"));
  const bool is_signed =
      judge_record(evidence, arguments, record, card::verify_age_record, judgement.findings);
  judgement.findings.push_back(presence(evidence, challenge, record));
  judgement.findings.push_back(revocation_finding());
  if (record) {
    const auto birth = record->birth_date.reveal_text();
    judgement.data.push_back(text_item("birthDate", base::as_bytes(dashed_date(birth)), kAgeRecord, is_signed,
                                       Disclosure::birth_date));
    claim_ages(birth, kAgeRecord, is_signed, arguments, judgement.claims);
  }
  return judgement;
}

}  // namespace

const UseEntry kFace{.use = Use::face, .parts = kFaceParts, .read = read_face, .judge = judge_face};
const UseEntry kAge{.use = Use::age, .parts = kAgeParts, .read = read_age, .judge = judge_age};

}  // namespace kazashi::verify

#include "cases/signature_case.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cases/case_reader.h"
#include "crypto/signature.h"
#include "verify/failure_json.h"

namespace kazashi::cases {
namespace {

using base::FailureCode;
using base::Result;
using crypto::Hash;
using crypto::SignatureForm;
using nlohmann::json;

struct SignatureCase {
  base::Bytes spki;
  base::Bytes message;
  base::Bytes signature;
  crypto::SignatureParameters parameters;
};

constexpr std::array kHashes = {
    std::pair<std::string_view, Hash>{"SHA-1", Hash::sha1},
    std::pair<std::string_view, Hash>{"SHA-224", Hash::sha224},
    std::pair<std::string_view, Hash>{"SHA-256", Hash::sha256},
    std::pair<std::string_view, Hash>{"SHA-384", Hash::sha384},
    std::pair<std::string_view, Hash>{"SHA-512", Hash::sha512},
};

Hash read_hash(CaseReader& reader, const char* member) {
  const auto found =
      std::ranges::find(kHashes, reader.text(member), [](const auto& entry) { return entry.first; });
  if (found != kHashes.end()) return found->second;
  reader.refuse(FailureCode::signature_algorithm_refused, member);
  return Hash::sha256;
}

SignatureForm read_ecdsa_form(CaseReader& reader) {
  const std::string encoding = reader.text("encoding");
  if (encoding != "der" && encoding != "p1363") reader.refuse(FailureCode::option_malformed, "encoding");
  return encoding == "der" ? SignatureForm::ecdsa_der : SignatureForm::ecdsa_p1363;
}

SignatureCase read_case(CaseReader& reader) {
  SignatureCase asked;
  asked.spki = reader.octets("spki");
  asked.message = reader.octets("message");
  asked.signature = reader.octets("signature");
  const std::string algorithm = reader.text("algorithm");
  auto& parameters = asked.parameters;
  if (algorithm == "RSA-PKCS1") {
    parameters.form = SignatureForm::rsa_pkcs1;
  } else if (algorithm == "RSA-PSS") {
    parameters.form = SignatureForm::rsa_pss;
    parameters.mask_hash = read_hash(reader, "mgfHash");
    const auto salt = reader.count("saltLength");
    if (!salt) reader.refuse(FailureCode::option_malformed, "saltLength");
    parameters.salt_size = salt.value_or(0);
  } else if (algorithm == "ECDSA") {
    parameters.form = read_ecdsa_form(reader);
  } else if (algorithm == "Ed25519") {
    parameters.form = SignatureForm::ed25519;
  } else {
    reader.refuse(FailureCode::signature_algorithm_refused, "algorithm");
  }
  if (algorithm != "Ed25519") parameters.hash = read_hash(reader, "hash");
  // of use to other algorithms
  for (const char* member : {"hash", "mgfHash", "saltLength", "encoding"})
    static_cast<void>(reader.has(member));
  return asked;
}

Result<void> verify_case(const SignatureCase& asked) {
  KAZASHI_TRY(key, crypto::PublicKey::from_spki(asked.spki));
  return crypto::verify_signature(key, asked.parameters, asked.message, asked.signature);
}

}  // namespace

std::string answer_signature_case(std::string_view line) {
  CaseReader reader(line);
  const SignatureCase asked = read_case(reader);
  if (const auto& fault = reader.finish()) {
    json answer = fault_json(reader.id(), *fault);
    answer["valid"] = false;
    return to_line(answer);
  }
  const auto verified = verify_case(asked);
  json answer = {{"id", reader.id()}, {"valid", verified.has_value()}};
  if (!verified) answer["failure"] = verify::failure_json(verified.error());
  return to_line(answer);
}

}  // namespace kazashi::cases

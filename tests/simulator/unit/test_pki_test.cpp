// The test PKI, looked at with OpenSSL.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "simulator/base64.h"
#include "simulator/unit/support.h"

using namespace kazashi_simulator;
using nlohmann::json;

namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate parse(const Bytes& der) {
  const unsigned char* at = der.data();
  return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
}

const json& file() {
  static const json parsed = json::parse(test_pki_text(), nullptr, false);
  return parsed;
}

Bytes authority(std::string_view id) {
  for (const json& entry : file()["authorities"]) {
    if (entry["id"] == id) {
      return *from_base64(entry["der"].get<std::string>());
    }
  }
  return {};
}

bool signed_by(const Bytes& leaf, const Bytes& issuer) {
  const Certificate certificate = parse(leaf), authority_certificate = parse(issuer);
  return X509_verify(certificate.get(), X509_get0_pubkey(authority_certificate.get())) == 1;
}

std::string text(const X509_NAME* name) {
  char buffer[512];
  X509_NAME_oneline(name, buffer, sizeof buffer);
  return buffer;
}

// Noon in Tokyo on the file's day.
time_t today() {
  std::tm date{};
  const std::string day = file()["today"].get<std::string>();
  date.tm_year = std::stoi(day.substr(0, 4)) - 1900;
  date.tm_mon = std::stoi(day.substr(5, 2)) - 1;
  date.tm_mday = std::stoi(day.substr(8, 2));
  date.tm_hour = 3;
  return timegm(&date);
}

// -1 not yet, 0 now, 1 no longer.
int validity(const Bytes& der) {
  const Certificate certificate = parse(der);
  time_t now = today();
  if (X509_cmp_time(X509_get0_notBefore(certificate.get()), &now) > 0) {
    return -1;
  }
  return X509_cmp_time(X509_get0_notAfter(certificate.get()), &now) < 0 ? 1 : 0;
}

int days_left(const Bytes& der) {
  const Certificate certificate = parse(der);
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> now(ASN1_TIME_set(nullptr, today()),
                                                                  ASN1_TIME_free);
  int days = 0, seconds = 0;
  ASN1_TIME_diff(&days, &seconds, now.get(), X509_get0_notAfter(certificate.get()));
  return days;
}

bool critical(const Bytes& der, int nid) {
  const Certificate certificate = parse(der);
  const int at = X509_get_ext_by_NID(certificate.get(), nid, -1);
  return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(certificate.get(), at)) == 1;
}

}  // namespace

TEST_CASE("the_authorities_of_one_purpose_share_a_name_and_differ_in_their_keys") {
  const Bytes first = authority("auth-1"), second = authority("auth-2"), other = authority("other");
  const std::string name = text(X509_get_subject_name(parse(first).get()));
  CHECK(name ==
        "/C=JP/O=KAZASHI-TEST/OU=KAZASHI-TEST for user authentication/OU=Kazashi Agency for Synthetic Cards");
  CHECK(text(X509_get_subject_name(parse(second).get())) == name);
  CHECK(text(X509_get_subject_name(parse(other).get())) == name);
  CHECK(signed_by(first, first));
  CHECK_FALSE(signed_by(first, second));
  CHECK_FALSE(signed_by(other, first));
  CHECK(text(X509_get_subject_name(parse(authority("sign-1")).get())) ==
        "/C=JP/O=KAZASHI-TEST/OU=KAZASHI-TEST for digital signature/OU=Kazashi Agency for Synthetic Cards");
}

TEST_CASE("authorities_may_sign_certificates_and_say_so_critically") {
  for (const char* id : {"auth-1", "auth-2", "sign-1", "other"}) {
    const Bytes der = authority(id);
    const Certificate certificate = parse(der);
    CHECK(X509_get_key_usage(certificate.get()) == (KU_KEY_CERT_SIGN | KU_CRL_SIGN));
    CHECK(X509_check_ca(certificate.get()) == 1);
    CHECK(critical(der, NID_key_usage));
    CHECK(critical(der, NID_basic_constraints));
    CHECK(X509_get0_subject_key_id(certificate.get()) != nullptr);
  }
}

TEST_CASE("people_s_certificates_tell_their_stories") {
  struct Story {
    const char* id;
    const char* issuer;
    int validity;
    bool genuine = true;
  };
  for (const Story& story :
       {Story{"adult", "auth-1", 0}, Story{"renewing", "auth-1", 0}, Story{"expired", "auth-1", 1},
        Story{"not-yet-valid", "auth-1", -1}, Story{"blocked-pin", "auth-1", 0},
        Story{"one-try-left", "auth-1", 0}, Story{"other-ca", "other", 0},
        Story{"altered-certificate", "auth-1", 0, false}, Story{"second-generation", "auth-2", 0}}) {
    CAPTURE(story.id);
    const Person person = test_person(story.id);
    CHECK(person.auth_authority == authority(story.issuer));
    CHECK(signed_by(person.auth_certificate, authority(story.issuer)) == story.genuine);
    CHECK(signed_by(person.sign_certificate, authority("sign-1")));
    CHECK(validity(person.auth_certificate) == story.validity);
    CHECK(validity(person.sign_certificate) == story.validity);
  }
  CHECK(days_left(test_person("adult").auth_certificate) > 92);
  CHECK(days_left(test_person("renewing").auth_certificate) == 60);
}

TEST_CASE("end_entities_keep_to_jpki_s_profiles") {
  const Person person = test_person("adult");
  const Certificate auth = parse(person.auth_certificate), sign = parse(person.sign_certificate);
  CHECK(X509_get_key_usage(auth.get()) == KU_DIGITAL_SIGNATURE);
  CHECK(X509_get_key_usage(sign.get()) == (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION));
  CHECK(X509_get_extended_key_usage(auth.get()) == XKU_SSL_CLIENT);
  CHECK(critical(person.auth_certificate, NID_key_usage));
  CHECK(critical(person.auth_certificate, NID_certificate_policies));
  CHECK(critical(person.sign_certificate, NID_certificate_policies));
  CHECK(X509_get_serialNumber(auth.get())->length == 4);
  const ASN1_TIME* end = X509_get0_notAfter(auth.get());
  CHECK(std::string(reinterpret_cast<const char*>(end->data), static_cast<std::size_t>(end->length))
            .substr(6) == "145959Z");
  char name[64];
  CHECK(X509_NAME_get_text_by_NID(X509_get_subject_name(auth.get()), NID_commonName, name, sizeof name) ==
        23);
  CHECK(std::string(name).ends_with("003A"));
  CHECK(X509_check_ca(auth.get()) == 0);
}

TEST_CASE("the_signature_certificate_carries_six_attributes_of_its_holder") {
  const Certificate sign = parse(test_person("adult").sign_certificate);
  auto* names =
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(sign.get(), NID_subject_alt_name, nullptr, nullptr));
  REQUIRE(sk_GENERAL_NAME_num(names) == 6);
  std::string oids;
  for (int i = 0; i < 6; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    REQUIRE(name->type == GEN_OTHERNAME);
    char oid[64];
    OBJ_obj2txt(oid, sizeof oid, name->d.otherName->type_id, 1);
    oids.push_back(std::string_view(oid).back());
    CHECK(name->d.otherName->value->type == V_ASN1_UTF8STRING);
  }
  CHECK(oids == "143526");
  GENERAL_NAMES_free(names);
}

TEST_CASE("hostile_certificates_are_there_and_the_sound_one_is_sound") {
  const json& hostile = file()["certificates"];
  const auto bytes = [&](const char* name, const char* member) {
    return *from_base64(hostile[name][member].get<std::string>());
  };
  CHECK(signed_by(bytes("sound", "leaf"), authority("auth-1")));
  CHECK(bytes("trailing-bytes", "leaf").back() == 0x00);
  CHECK(signed_by(bytes("self-issued", "leaf"), bytes("self-issued", "leaf")));
  CHECK(signed_by(bytes("issued-by-end-entity", "leaf"), bytes("issued-by-end-entity", "issuer")));
  CHECK(ASN1_INTEGER_get(X509_get_serialNumber(parse(bytes("negative-serial", "leaf")).get())) < 0);
  CHECK(EVP_PKEY_get_bits(X509_get0_pubkey(parse(bytes("rsa-1024", "leaf")).get())) == 1024);
  CHECK(X509_get_signature_nid(parse(bytes("sha1-signed", "leaf")).get()) == NID_sha1WithRSAEncryption);
  CHECK(X509_get_key_usage(parse(bytes("missing-key-usage", "leaf")).get()) == UINT32_MAX);
  CHECK_FALSE(critical(bytes("non-critical-key-usage", "leaf"), NID_key_usage));
  CHECK(text(X509_get_issuer_name(parse(bytes("jpki-test-name", "leaf")).get())).find("/O=JPKI-TEST/") !=
        std::string::npos);
}

// A synthetic person's card as the test PKI describes it: what the virtual card holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator {

// Synthetic only. Keys are PKCS#8 DER, certificates DER.
struct Person {
  std::string id;
  Bytes auth_certificate;
  Bytes auth_key;
  Bytes auth_authority;  // the CA certificate the card carries (EF 000B)
  Bytes sign_certificate;
  Bytes sign_key;
  Bytes sign_authority;  // EF 0002
  std::string auth_pin;
  std::string sign_pin;
  unsigned auth_tries_left = 0;
  unsigned sign_tries_left = 0;

  // One entry of the file's "people". Nothing if a member is missing, of the wrong kind, or out of its range.
  [[nodiscard]] static std::optional<Person> from_json(std::string_view text);

  // The entry of that id in a whole test PKI file.
  [[nodiscard]] static std::optional<Person> find(std::string_view pki_file_text, std::string_view id);
};

}  // namespace kazashi_simulator

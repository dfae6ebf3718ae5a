// A synthetic person's card as the test PKI describes it: what the virtual card holds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/bytes.h"

namespace kazashi_simulator {

// One application's files by their ids, and the key with which the chip shows that it is there. No key: a
// copy of the files on a card that has none.
struct ApplicationFiles {
  std::map<std::uint16_t, Bytes> files;
  std::optional<Bytes> presence_key;  // PKCS#8 DER
};

// What the applications about the face of the card hold and are opened by.
struct FaceOfCard {
  ApplicationFiles text, visual;
  std::string pin;
  unsigned tries_left = 0;
  std::string check_number_a;  // the individual number
  std::string check_number_b;
  std::string birth_key;
};

// The driving licence on a My Number Card.
struct LicenceApplication {
  std::map<std::uint16_t, Bytes> files;
  std::string pin;
  unsigned tries_left = 0;
};

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
  std::optional<FaceOfCard> face;  // absent: a card with the JPKI application alone
  std::optional<LicenceApplication> licence;

  // One entry of the file's "people". Nothing if a member is missing, of the wrong kind, or out of its range.
  [[nodiscard]] static std::optional<Person> from_json(std::string_view text);
};

}  // namespace kazashi_simulator

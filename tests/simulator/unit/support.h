// Shorthand of the simulator's tests.
#pragma once

#include <memory>
#include <string_view>

#include "simulator/card/virtual_card.h"
#include "simulator/pki/test_people.h"

namespace kazashi_simulator {

// "00 A4 04 0C": blanks are skipped, either case of letters.
inline Bytes hex(std::string_view text) {
  Bytes out;
  int high = -1;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) {
      continue;
    }
    if (high < 0) {
      high = digit;
    } else {
      out.push_back(low_byte(high * 16 + digit));
      high = -1;
    }
  }
  return out;
}

inline Bytes operator+(Bytes left, View right) {
  append(left, right);
  return left;
}

constexpr std::string_view kSelectJpki = "00A4040C0A D392F000260100000001";
constexpr std::string_view kSha256OfHello =
    "3031300D060960864801650304020105000420 2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";

// A powered card of one of the test PKI's people, asked in hexadecimal.
struct CardAtHand {
  explicit CardAtHand(std::string_view id = "adult")
      : person(test_person(id)), card(VirtualCard::make(person)) {
    card->power_on();
  }

  Bytes ask(std::string_view command) { return card->transmit(hex(command)); }
  // The status word alone.
  Bytes status(std::string_view command) {
    const Bytes answer = ask(command);
    return {answer.end() - 2, answer.end()};
  }
  // The data, the status word cut off.
  Bytes data(std::string_view command) {
    const Bytes answer = ask(command);
    return {answer.begin(), answer.end() - 2};
  }

  Person person;
  std::unique_ptr<VirtualCard> card;
};

// The same with the JPKI application selected.
struct JpkiAtHand : CardAtHand {
  explicit JpkiAtHand(std::string_view id = "adult") : CardAtHand(id) { ask(kSelectJpki); }
};

}  // namespace kazashi_simulator

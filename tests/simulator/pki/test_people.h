// The test PKI for tests: the file that the build made, or the one that KAZASHI_TEST_PKI names.
#pragma once

#include <string>
#include <string_view>

#include "simulator/licence_card.h"
#include "simulator/person.h"
#include "simulator/residence_card.h"

namespace kazashi_simulator {

// The whole file as text. Ends the program with a message when it cannot be read: no test can go on without
// it.
[[nodiscard]] const std::string& test_pki_text();

// One of its people or altered cards, by id. Ends the program when there is none.
[[nodiscard]] Person test_person(std::string_view id);

// One of its licence or residence cards, likewise.
[[nodiscard]] LicenceCard test_licence_card(std::string_view id);
[[nodiscard]] ResidenceCard test_residence_card(std::string_view id);

}  // namespace kazashi_simulator

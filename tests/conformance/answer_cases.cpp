// Answers cases on standard input line by line, as `kazashi verify-path` and its like do, without
// WebAssembly in between.
#include <iostream>
#include <string>
#include <string_view>

#include "cases/cms_case.h"
#include "cases/path_case.h"
#include "cases/revocation_case.h"
#include "cases/signature_case.h"

int main(int argument_count, char** arguments) {
  const std::string_view command = argument_count == 2 ? arguments[1] : "";
  std::string (*answer)(std::string_view) = nullptr;
  if (command == "verify-path") answer = kazashi::cases::answer_path_case;
  if (command == "verify-signature") answer = kazashi::cases::answer_signature_case;
  if (command == "verify-cms") answer = kazashi::cases::answer_cms_case;
  if (command == "crl check") answer = kazashi::cases::answer_crl_case;
  if (command == "ocsp verify") answer = kazashi::cases::answer_ocsp_case;
  if (answer == nullptr) {
    std::cerr << "usage: " << arguments[0]
              << " verify-path|verify-signature|verify-cms|\"crl check\"|\"ocsp verify\"\n";
    return 64;
  }
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << '\n';
  return 0;
}

// A whole visit against the simulator: who is asked, what goes wrong, and how the reader was left.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/reader/virtual_reader.h"
#include "trust/trust_bundle.h"
#include "verify/session.h"
#include "verify/uses/authenticate.h"

namespace kazashi::test {

/// The configured authorities of the test PKI as an opened test bundle, and the moment the PKI was made for.
[[nodiscard]] const trust::TrustBundle& test_trust();
[[nodiscard]] base::UtcTime test_time();
[[nodiscard]] const verify::Rulebook& test_rulebook();
[[nodiscard]] verify::Challenge test_challenge();
[[nodiscard]] verify::Arguments test_arguments(
    verify::RevocationPolicy revocation = verify::RevocationPolicy::accept_not_checked);

/// One card of the simulator on one reader, and a driver that answers a session's questions.
class SimulatedVisit {
 public:
  explicit SimulatedVisit(std::string_view person);
  explicit SimulatedVisit(const kazashi_simulator::ResidenceCard& card);
  explicit SimulatedVisit(const kazashi_simulator::LicenceCard& card);

  const verify::UseEntry* use = &verify::kAuthenticate;
  verify::UseOptions options;
  std::string pin = "1234";  ///< or the number or password that is asked for
  bool insist_on_last_try = false;
  std::size_t question_limit = verify::kVisitQuestions;
  std::optional<std::size_t> cancel_at;  ///< question number at which the person gives up

  /// Runs to the end. The number of questions stays in `questions`.
  [[nodiscard]] base::Result<verify::Outcome> run(const verify::Arguments& arguments);

  [[nodiscard]] kazashi_simulator::VirtualReader& reader() { return reader_; }
  [[nodiscard]] const kazashi_simulator::VirtualCard& card() const { return picc_->card(); }
  std::size_t questions = 0;
  bool field_off_told = false;             ///< what the session said of the field at the end
  bool releasing = false;                  ///< the session has come to switching the field off
  bool reader_fails_at_release = false;    ///< every transfer out stalls from then on
  std::optional<std::uint8_t> tries_told;  ///< what the PIN prompt said
  std::optional<base::PinKind> asked_for;

 private:
  void answer(verify::Session& session, const base::ReaderVocabulary& question);

  kazashi_simulator::VirtualReader reader_;
  std::shared_ptr<kazashi_simulator::VirtualPicc> picc_;
};

}  // namespace kazashi::test

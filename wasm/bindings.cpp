// The seam: what JavaScript may ask of the core. A few coarse calls; structured data as JSON text, octets as
// copies.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <emscripten/bind.h>

#include "answers.h"
#include "convert.h"
#include "reader/make_reader.h"
#include "rules/decide.h"
#include "uses.h"
#include "verify/request.h"
#include "verify/session.h"

namespace kazashi::seam {
namespace {

using base::Bytes;
using base::Result;

/// An opened trust bundle, or the reason why it does not count. Copies share the bundle, so that a running
/// session outlives the handle it was started with.
class Trust {
 public:
  static Trust open(const Uint8Array& envelope, const std::string& arguments) {
    const auto request = verify::TrustRequest::parse(arguments);
    if (!request) return Trust(std::unexpected(request.error()));
    const auto& [signers, time, minimum_version] = request->envelope;
    return Trust(trust::open_trust_bundle(from_js<Bytes>(envelope), signers, time, minimum_version,
                                          request->environment));
  }

  [[nodiscard]] std::string summary() const { return answer(*bundle_); }
  [[nodiscard]] const std::shared_ptr<const Result<trust::TrustBundle>>& bundle() const { return bundle_; }

 private:
  explicit Trust(Result<trust::TrustBundle> bundle)
      : bundle_(std::make_shared<const Result<trust::TrustBundle>>(std::move(bundle))) {}

  std::shared_ptr<const Result<trust::TrustBundle>> bundle_;
};

/// A rulebook, parsed once for many decisions, or the reason why it cannot be used.
class Rulebook {
 public:
  static Rulebook open(const std::string& text) {
    Rulebook opened;
    opened.keep(verify::Rulebook::open(text, &opened.fault_));
    return opened;
  }
  static Rulebook open_signed(const Uint8Array& envelope, const std::string& arguments) {
    Rulebook opened;
    const auto request = verify::EnvelopeRequest::parse(arguments);
    opened.keep(request
                    ? verify::Rulebook::open_signed(from_js<Bytes>(envelope), request->signers, request->time,
                                                    request->minimum_version, &opened.fault_)
                    : std::unexpected(request.error()));
    return opened;
  }

  [[nodiscard]] std::string summary() const { return answer(*rulebook_); }
  /// The JSON Pointer of the place that made the text malformed; empty when there is none to name.
  [[nodiscard]] std::string fault() const { return fault_; }
  [[nodiscard]] Text decide(const std::string& request) const {
    if (!*rulebook_) return text_to_js(failed(rulebook_->error()));
    const auto decision = rules::decide((*rulebook_)->book, request);
    return text_to_js(decision ? decided(*decision) : failed(decision.error()));
  }
  /// One crossing for many cases; see rules::decide_lines. Empty when there is no rulebook to decide by.
  /// Octets and not text, because an archive is octets on both sides.
  [[nodiscard]] Uint8Array decide_many(const Uint8Array& lines) const {
    if (!*rulebook_) return to_js({});
    const auto octets = from_js<Bytes>(lines);
    return to_js(base::as_bytes(rules::decide_lines((*rulebook_)->book, base::as_text(octets))));
  }
  [[nodiscard]] const std::shared_ptr<const Result<verify::Rulebook>>& rulebook() const { return rulebook_; }

 private:
  void keep(Result<verify::Rulebook> rulebook) {
    rulebook_ = std::make_shared<const Result<verify::Rulebook>>(std::move(rulebook));
  }

  std::shared_ptr<const Result<verify::Rulebook>> rulebook_;
  std::string fault_;
};

/// A request together with what it is judged by.
struct Prepared {
  std::shared_ptr<const Result<trust::TrustBundle>> trust;
  std::shared_ptr<const Result<verify::Rulebook>> rulebook;
  verify::UseRequest request;
  const verify::UseEntry* use;

  static Result<Prepared> make(const Trust& trust, const Rulebook& rulebook, const std::string& arguments) {
    if (!*trust.bundle()) return std::unexpected(trust.bundle()->error());
    if (!*rulebook.rulebook()) return std::unexpected(rulebook.rulebook()->error());
    KAZASHI_TRY(request, verify::UseRequest::parse(arguments));
    KAZASHI_TRY(use, verify::find_use(uses(), request.use));
    if (request.procedure) KAZASHI_CHECK(request.procedure->fits((*rulebook.rulebook())->book));
    return Prepared{
        .trust = trust.bundle(), .rulebook = rulebook.rulebook(), .request = std::move(request), .use = use};
  }

  [[nodiscard]] verify::Arguments arguments() const {
    return {.trust = &**trust,
            .rulebook = &**rulebook,
            .time = request.time,
            .policy = request.policy,
            .procedure = request.procedure ? &*request.procedure : nullptr,
            .relying_party = request.relying_party,
            .inputs = request.inputs,
            .card_was_read = false,
            .tries_left = {}};
  }
};

/// From the platform's generator: the core has no chance in it.
card::ReaderRandom fresh_random() {
  const auto crypto = emscripten::val::global("crypto");
  const auto fill = [&](auto& octets) {
    const auto array = emscripten::val::global("Uint8Array").new_(octets.size());
    crypto.call<emscripten::val>("getRandomValues", array);
    std::ranges::copy(from_js<Bytes>(Uint8Array(array)), octets.begin());
  };
  card::ReaderRandom random;
  fill(random.challenge);
  fill(random.key);
  return random;
}

/// A visit under way; see verify::Session for what a driver owes it.
class Session {
 public:
  /// On the heap from the start: the running session knows its own address.
  static std::unique_ptr<Session> start(const Trust& trust, const Rulebook& rulebook,
                                        const std::string& arguments) {
    return std::unique_ptr<Session>(new Session(Prepared::make(trust, rulebook, arguments)));
  }

  /// The question to answer now as JSON, empty when there is none any more.
  std::string question() {
    if (!running_) return "";
    question_ = running_->next_question();
    return question_ != nullptr ? describe(*question_) : "";
  }
  /// The octets of the transfer-out fetched last.
  [[nodiscard]] Uint8Array octets() const {
    const auto* transfer = question_ != nullptr ? std::get_if<base::TransferOut>(question_) : nullptr;
    return transfer != nullptr ? to_js(transfer->octets) : to_js({});
  }

  void reply_done() {
    if (holds<base::TransferOut>()) return reply<base::TransferOut>({});
    if (holds<base::Pause>()) return reply<base::Pause>({});
    reply<base::Progress>({});
  }
  void reply_bytes(const Uint8Array& octets) { reply<base::TransferIn>(from_js<Bytes>(octets)); }
  void reply_pin(const Uint8Array& pin, bool last_try_accepted) {
    const auto octets = from_js<base::SensitiveBytes>(pin);
    reply<base::PinPrompt>({.pin = base::Secret(octets), .last_try_accepted = last_try_accepted});
  }
  void fail(const std::string& code) {
    if (std::exchange(question_, nullptr) != nullptr) running_->fail(failure_from(code));
  }
  void cancel() {
    if (running_) running_->cancel();
  }

  /// Once, after question() gave the empty text. A failure says whether the reader's field is off.
  std::string result() {
    if (!prepared_) return failed(prepared_.error(), true);  // nothing was asked of a reader
    if (!running_ || question() != "") return failed({base::FailureCode::internal_error}, false);
    const auto outcome = running_->take();
    const bool field_off = running_->field_off();
    running_.reset();
    return outcome ? succeeded(*outcome) : failed(outcome.error(), field_off);
  }

 private:
  explicit Session(Result<Prepared> prepared) : prepared_(std::move(prepared)) {
    if (!prepared_) return;
    const auto& request = prepared_->request;
    if (const auto ready = request.check_visit(); !ready) {
      prepared_ = std::unexpected(ready.error());
      return;
    }
    auto reader = reader::make_reader(request.reader, request.descriptor);
    if (!reader) {
      prepared_ = std::unexpected(reader.error());
      return;
    }
    running_ = std::make_unique<verify::Session>(*prepared_->use,
                                                 verify::Visit{.challenge = request.challenge,
                                                               .options = request.options,
                                                               .time = request.time,
                                                               .random = fresh_random()},
                                                 std::move(*reader), prepared_->arguments(),
                                                 verify::VisitLimits{.polls = request.polls});
  }

  template <class Question>
  [[nodiscard]] bool holds() const {
    return question_ != nullptr && std::holds_alternative<Question>(*question_);
  }
  /// A question is answered once, and only the one that was fetched.
  template <class Question>
  void reply(typename Question::Answer given) {
    if (std::exchange(question_, nullptr) != nullptr) running_->reply<Question>(std::move(given));
  }

  Result<Prepared> prepared_;
  std::unique_ptr<verify::Session> running_;
  const base::ReaderVocabulary* question_ = nullptr;
};

std::string verify_evidence(const std::string& evidence, const Trust& trust, const Rulebook& rulebook,
                            const std::string& arguments) {
  const auto prepared = Prepared::make(trust, rulebook, arguments);
  if (!prepared) return failed(prepared.error());
  return succeeded(
      verify::verify_evidence(*prepared->use, evidence, prepared->request.challenge, prepared->arguments()));
}

std::string own_uses() { return use_names(uses()); }

std::string describe_certificate(const Uint8Array& der) {
  return answer(pki::parse_certificate(from_js<Bytes>(der)));
}

}  // namespace
}  // namespace kazashi::seam

EMSCRIPTEN_BINDINGS(kazashi) {
  using namespace kazashi::seam;
  using emscripten::class_;
  using emscripten::function;

  emscripten::register_type<Uint8Array>("Uint8Array");
  emscripten::register_type<Text>("string");
  class_<Trust>("Trust")
      .class_function("open(envelope, request)", &Trust::open)
      .function("summary", &Trust::summary);
  class_<Rulebook>("Rulebook")
      .class_function("open(text)", &Rulebook::open)
      .class_function("openSigned(envelope, request)", &Rulebook::open_signed)
      .function("summary", &Rulebook::summary)
      .function("fault", &Rulebook::fault)
      .function("decide(request)", &Rulebook::decide)
      .function("decideMany(lines)", &Rulebook::decide_many);
  class_<Session>("Session")
      .class_function("start(trust, rulebook, request)", &Session::start)
      .function("question", &Session::question)
      .function("octets", &Session::octets)
      .function("replyDone", &Session::reply_done)
      .function("replyBytes(octets)", &Session::reply_bytes)
      .function("replyPin(pin, lastTryAccepted)", &Session::reply_pin)
      .function("fail(code)", &Session::fail)
      .function("cancel", &Session::cancel)
      .function("result", &Session::result);
  function("verifyEvidence(evidence, trust, rulebook, request)", &verify_evidence);
  function("describeCertificate(der)", &describe_certificate);
  function("uses", &own_uses);
}

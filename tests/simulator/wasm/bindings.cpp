// The simulator for JavaScript. Bytes are copied in and out; state crosses as JSON text.
#ifndef __EMSCRIPTEN__
#error "Only for WebAssembly builds."
#endif

#include <memory>
#include <string>

#include <emscripten/bind.h>
#include <nlohmann/json.hpp>

#include "simulator/reader/usb_descriptor.h"
#include "simulator/reader/virtual_reader.h"

namespace {

using namespace kazashi_simulator;
using emscripten::val;
using nlohmann::ordered_json;

// JavaScript's own types, so that the generated declarations say what comes and goes.
EMSCRIPTEN_DECLARE_VAL_TYPE(ByteArray);
EMSCRIPTEN_DECLARE_VAL_TYPE(InResult);
EMSCRIPTEN_DECLARE_VAL_TYPE(OutStatus);

// A caller's mistake, not a card's behaviour: said as JavaScript says it.
[[noreturn]] void refuse_call(const char* message) {
  val::global("TypeError").new_(std::string(message)).throw_();
  std::abort();
}

Bytes to_bytes(const ByteArray& from) { return emscripten::convertJSArrayToNumberVector<std::uint8_t>(from); }

ByteArray to_js(const Bytes& from) {
  return ByteArray(
      val::global("Uint8Array").new_(val(emscripten::typed_memory_view(from.size(), from.data()))));
}

const char* name(TransferStatus status) {
  switch (status) {
    case TransferStatus::kOk:
      return "ok";
    case TransferStatus::kStall:
      return "stall";
    case TransferStatus::kBabble:
      return "babble";
    case TransferStatus::kEmpty:
      return "empty";
    case TransferStatus::kDisconnected:
      break;
  }
  return "disconnected";
}

ordered_json describe(const PinState& pin) {
  return {{"triesLeft", pin.tries_left}, {"verified", pin.verified}};
}

ordered_json describe(const VirtualCard& card) {
  const Counters& counters = card.counters();
  ordered_json pins = ordered_json::object();
  for (const NamedPin& pin : card.pins()) {
    pins[pin.name] = describe(pin.state);
  }
  return {{"commands", counters.commands},
          {"selects", counters.selects},
          {"reads", counters.reads},
          {"queries", counters.queries},
          {"verifies", counters.verifies},
          {"signatures", counters.signatures},
          {"auth", describe(card.auth_pin())},
          {"sign", describe(card.sign_pin())},
          {"pins", std::move(pins)}};
}

std::uint64_t seed_of(double seed) {
  if (!(seed >= 0 && seed <= 9007199254740991.0)) {
    refuse_call("the seed is no safe, non-negative integer");
  }
  return static_cast<std::uint64_t>(seed);
}

std::unique_ptr<VirtualCard> card_of(const std::string& json, std::uint64_t seed) {
  auto card = VirtualCard::from_json(json, seed);
  if (!card) {
    refuse_call("not a card of the test PKI, or its private keys are not RSA in PKCS#8");
  }
  return card;
}

std::shared_ptr<VirtualPicc> picc_of(const std::string& json, std::uint64_t seed) {
  return make_picc(card_of(json, seed), seed);
}

class JsReader {
 public:
  JsReader(const std::string& person_json, double seed)
      : seed_(seed_of(seed)), reader_(seed_), own_(picc_of(person_json, seed_)) {}

  OutStatus transfer_out(const ByteArray& data) {
    return OutStatus(val(std::string(name(reader_.transfer_out(to_bytes(data))))));
  }

  InResult transfer_in(unsigned length) {
    const TransferIn transfer = reader_.transfer_in(length);
    val result = val::object();
    result.set("status", std::string(name(transfer.status)));
    result.set("data", to_js(transfer.data));
    return InResult(result);
  }

  void clear_halt(const std::string& direction) {
    if (direction != "in" && direction != "out") {
      refuse_call("the direction is 'in' or 'out'");
    }
    reader_.clear_halt(direction == "in" ? Endpoint::kIn : Endpoint::kOut);
  }
  void reset() { reader_.reset(); }
  void unplug() { reader_.unplug(); }
  void plug() { reader_.plug(); }

  void place_card() { place(own_); }
  void place_other_card(const std::string& person_json) { place(picc_of(person_json, seed_ + 1)); }
  void remove_card() { reader_.remove(); }

  void set_fault(unsigned step, const std::string& kind) {
    const auto known = fault_kind(kind);
    if (!known) {
      refuse_call("no such fault");
    }
    reader_.set_fault(step, *known);
  }
  void clear_faults() { reader_.clear_faults(); }

  // `card` is the card placed last, or the reader's own before that, whether it lies there or not.
  std::string state() const {
    const ordered_json state{{"attached", reader_.attached()},
                             {"rfOn", reader_.rf_on()},
                             {"cardPresent", reader_.card_present()},
                             {"transfers", reader_.transfers()},
                             {"fieldOffCount", reader_.field_off_count()},
                             {"card", describe((last_ ? last_ : own_)->card())}};
    return state.dump();
  }
  std::string descriptor() const { return std::string(kUsbDescriptor); }

 private:
  void place(std::shared_ptr<VirtualPicc> picc) {
    last_ = picc;
    reader_.place(std::move(picc));
  }

  std::uint64_t seed_;
  VirtualReader reader_;
  std::shared_ptr<VirtualPicc> own_;
  std::shared_ptr<VirtualPicc> last_;
};

// A card without a reader, as a PC/SC driver sees it.
class JsCard {
 public:
  explicit JsCard(const std::string& json) : card_(card_of(json, 0)) {}

  ByteArray power_on() { return to_js(card_->power_on()); }
  void power_off() { card_->power_off(); }
  ByteArray transmit(const ByteArray& command) { return to_js(card_->transmit(to_bytes(command))); }
  std::string state() const { return describe(*card_).dump(); }

 private:
  std::unique_ptr<VirtualCard> card_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(kazashi_simulator) {
  emscripten::register_type<ByteArray>("Uint8Array");
  emscripten::register_type<OutStatus>("'ok' | 'stall' | 'disconnected'");
  emscripten::register_type<InResult>(
      "{ status: 'ok' | 'stall' | 'babble' | 'empty' | 'disconnected', data: Uint8Array }");

  emscripten::class_<JsReader>("VirtualReader")
      .constructor<const std::string&, double>()
      .function("transferOut(data)", &JsReader::transfer_out)
      .function("transferIn(length)", &JsReader::transfer_in)
      .function("clearHalt(direction)", &JsReader::clear_halt)
      .function("reset()", &JsReader::reset)
      .function("unplug()", &JsReader::unplug)
      .function("plug()", &JsReader::plug)
      .function("placeCard()", &JsReader::place_card)
      .function("placeOtherCard(personJson)", &JsReader::place_other_card)
      .function("removeCard()", &JsReader::remove_card)
      .function("setFault(step, kind)", &JsReader::set_fault)
      .function("clearFaults()", &JsReader::clear_faults)
      .function("state()", &JsReader::state)
      .function("descriptor()", &JsReader::descriptor);

  emscripten::class_<JsCard>("VirtualCard")
      .constructor<const std::string&>()
      .function("powerOn()", &JsCard::power_on)
      .function("powerOff()", &JsCard::power_off)
      .function("transmit(command)", &JsCard::transmit)
      .function("state()", &JsCard::state);
}

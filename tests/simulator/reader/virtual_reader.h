// An RC-S380 as USB shows it: bulk OUT and bulk IN transfers, nothing else. It never waits: what a real
// transferIn would wait for is told as kEmpty.
#pragma once

#include <deque>
#include <memory>

#include "simulator/person.h"
#include "simulator/random_stream.h"
#include "simulator/reader/fault_plan.h"
#include "simulator/reader/port100_firmware.h"

namespace kazashi_simulator {

enum class TransferStatus { kOk, kStall, kBabble, kEmpty, kDisconnected };

enum class Endpoint { kIn, kOut };

struct TransferIn {
  TransferStatus status = TransferStatus::kOk;
  Bytes data;
};

class VirtualReader {
 public:
  // The seed feeds garbage; a picc has its own.
  explicit VirtualReader(std::uint64_t seed = 0) : random_(seed) {}

  // One command frame, or the ACK with which a host cancels: that drops every answer not yet fetched.
  // kOk, kStall or kDisconnected.
  [[nodiscard]] TransferStatus transfer_out(View data);

  // One frame a transfer, in the order ACK, response. A frame longer than `at_most` is cut on packet edges
  // and continued by the next transfer; an `at_most` that is no multiple of the packet size then is kBabble.
  [[nodiscard]] TransferIn transfer_in(std::size_t at_most);

  void clear_halt(Endpoint endpoint);
  // USB reset: as just plugged in, the card stays where it is.
  void reset();
  // Pulled out, and plugged in again.
  void unplug();
  void plug();

  void place(std::shared_ptr<VirtualPicc> picc);
  void remove();

  void set_fault(std::size_t transfer, FaultKind kind) { faults_[transfer] = kind; }
  void clear_faults() { faults_.clear(); }

  [[nodiscard]] bool attached() const { return attached_; }
  [[nodiscard]] bool card_present() const { return firmware_.picc() != nullptr; }
  [[nodiscard]] bool rf_on() const { return firmware_.rf_on(); }
  // How often the field went from on to off: by command, reset or unplugging.
  [[nodiscard]] std::size_t field_off_count() const { return firmware_.field_off_count(); }
  [[nodiscard]] std::size_t transfers() const { return transfers_; }

 private:
  std::optional<FaultKind> next_fault();
  void receive(View data);
  TransferIn take(std::size_t at_most);

  Port100Firmware firmware_;
  RandomStream random_;
  FaultPlan faults_;
  std::deque<Bytes> waiting_;
  std::size_t transfers_ = 0;
  bool attached_ = true;
  bool in_halted_ = false;
  bool out_halted_ = false;
};

// A card of that person with its antenna, ready to be placed. Null when the person's keys cannot be used.
[[nodiscard]] std::shared_ptr<VirtualPicc> make_picc(const Person& person, std::uint64_t seed = 0);

[[nodiscard]] std::shared_ptr<VirtualPicc> make_picc(const ResidenceCard& card, std::uint64_t seed = 0);
[[nodiscard]] std::shared_ptr<VirtualPicc> make_picc(const LicenceCard& card, std::uint64_t seed = 0);
// Null for null.
[[nodiscard]] std::shared_ptr<VirtualPicc> make_picc(std::unique_ptr<VirtualCard> card,
                                                     std::uint64_t seed = 0);

}  // namespace kazashi_simulator

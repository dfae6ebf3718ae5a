// Octets that must not outlive their use: PINs and every frame that may carry one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/bytes.h"

namespace kazashi::base {

/// Overwrites memory in a way the optimiser may not drop although nobody reads it afterwards.
inline void wipe(void* memory, std::size_t size) {
  auto* octets = static_cast<volatile std::uint8_t*>(memory);
  for (std::size_t i = 0; i < size; ++i) octets[i] = 0;
}

/// Wipes whatever it gives back, so that growth, moves and destruction leave no copy behind.
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) {}

  [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
  void deallocate(T* memory, std::size_t count) {
    wipe(memory, count * sizeof(T));
    std::allocator<T>{}.deallocate(memory, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

/// Octets on their way to a card. A command may carry a PIN, so all of them are wiped, not only those that
/// do.
using SensitiveBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

/// A PIN or password. Move-only, never printed or compared; the octets are for the command that sends them
/// alone.
class Secret {
 public:
  Secret() = default;
  explicit Secret(ByteView octets) : octets_(octets.begin(), octets.end()) {}
  Secret(Secret&&) = default;
  Secret& operator=(Secret&&) = default;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() = default;

  /// Aliases this object.
  [[nodiscard]] ByteView reveal() const { return octets_; }

 private:
  SensitiveBytes octets_;
};

}  // namespace kazashi::base

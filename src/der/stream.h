// Takes DER from octets that come piece by piece, for inputs too large to be held whole.
//
// The caller knows the structure: it takes headers of what it wants to look into, and whole elements of what
// is small. An element that lies in one piece is handed out where it lies; only one that a border of pieces
// cuts is copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/failure.h"
#include "der/reader.h"

namespace kazashi::der {

/// The start of an element whose content comes next.
struct StreamHeader {
  Tag tag = 0;
  std::uint64_t content_size = 0;
};

class Stream {
 public:
  /// Hands over the next piece. It must stay unchanged until every call up to the next feed() is done, and
  /// what was not taken of the piece before is kept in here. Call it only after a take_ that had too little.
  void feed(base::ByteView piece) { piece_ = piece; }

  /// Octets taken since the start.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  /// Whether no octet is waiting to be taken.
  [[nodiscard]] bool empty() const { return (kept_.empty() || used_) && piece_.empty(); }

  /// The tag that comes next; none where another piece is needed to know.
  [[nodiscard]] std::optional<Tag> peek() const;
  /// None where another piece is needed. Failures as of Reader, counted from the start of the stream.
  [[nodiscard]] base::Result<std::optional<StreamHeader>> take_header();
  /// A whole element of at most `limit` octets, header included; der_too_long where it is longer. None where
  /// another piece is needed. What it aliases lives until the next call.
  [[nodiscard]] base::Result<std::optional<Element>> take_element(std::size_t limit);

  /// The octets that lie in one run where the stream stands, for a caller that reads many small elements by
  /// itself; empty while an element is cut. Says with skip() how many it took.
  [[nodiscard]] base::ByteView run() const { return kept_.empty() || used_ ? piece_ : base::ByteView{}; }
  void skip(std::size_t taken) {
    piece_ = piece_.subspan(taken);
    offset_ += taken;
  }

 private:
  void drop_used();
  /// Moves octets from the piece until `size` of them are kept; false where the piece ends first.
  bool keep(std::size_t size);

  base::ByteView piece_;
  base::Bytes kept_;
  bool used_ = false;  ///< kept_ was handed out and goes with the next call
  std::uint64_t offset_ = 0;
};

}  // namespace kazashi::der

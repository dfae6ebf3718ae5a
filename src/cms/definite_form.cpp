#include "cms/definite_form.h"

#include "der/reader.h"
#include "der/writer.h"

namespace kazashi::cms {
namespace {

using base::Bytes;
using base::ByteView;
using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::uint8_t kIndefinite = 0x80;
constexpr std::uint8_t kConstructed = 0x20;
constexpr der::Tag kOctetStringInPieces = der::kOctetString | kConstructed;

// The content of a signed document lies six deep: ContentInfo, [0], SignedData, EncapsulatedContentInfo, [0],
// the OCTET STRING in pieces. Two more are nobody's.
constexpr std::size_t kMaxDepth = 8;

class Rewriter {
 public:
  explicit Rewriter(ByteView ber) : left_(ber), size_(ber.size()) {}

  Result<Bytes> next(std::size_t depth) {
    if (left_.size() < 2 || left_[1] != kIndefinite) return copied();
    const der::Tag tag = left_[0];
    if ((tag & kConstructed) == 0) return refuse(FailureCode::der_bad_length, 1);
    if ((tag & 0x1F) == 0x1F) return refuse(FailureCode::der_bad_tag, 0);
    if (depth == 0) return refuse(FailureCode::der_too_deep, 0);
    left_ = left_.subspan(2);
    KAZASHI_TRY(content, contents(depth - 1));
    if (tag == kOctetStringInPieces) return joined(content);
    return der::write(tag, content);
  }

  [[nodiscard]] ByteView left() const { return left_; }

 private:
  /// Up to the end-of-contents octets (X.690 section 8.1.5), which it takes.
  Result<Bytes> contents(std::size_t depth) {
    Bytes content;
    while (true) {
      if (left_.size() < 2) return refuse(FailureCode::der_truncated, left_.size());
      if (left_[0] == 0 && left_[1] == 0) break;
      KAZASHI_TRY(value, next(depth));
      base::append(content, value);
    }
    left_ = left_.subspan(2);
    return content;
  }

  /// A value of definite length, whatever is in it.
  Result<Bytes> copied() {
    der::Reader reader(left_);
    const auto value = reader.read_any();
    if (!value) return refuse(value.error().code, value.error().detail);
    left_ = left_.subspan(value->encoding.size());
    return base::to_bytes(value->encoding);
  }

  Result<Bytes> joined(ByteView pieces) {
    Bytes content;
    der::Reader reader(pieces);
    while (!reader.at_end()) {
      const auto piece = reader.read_octet_string();
      if (!piece) return refuse(FailureCode::der_bad_tag, 0);  // of what ends here
      base::append(content, *piece);
    }
    return der::write(der::kOctetString, content);
  }

  [[nodiscard]] std::unexpected<base::Failure> refuse(FailureCode code, std::size_t ahead) const {
    return fail(code, static_cast<std::uint32_t>(size_ - left_.size() + ahead));
  }

  ByteView left_;
  std::size_t size_;
};

}  // namespace

Result<Bytes> definite_form(ByteView ber) {
  Rewriter rewriter(ber);
  KAZASHI_TRY(value, rewriter.next(kMaxDepth));
  base::append(value, rewriter.left());
  return value;
}

}  // namespace kazashi::cms

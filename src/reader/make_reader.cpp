#include "reader/make_reader.h"

#include "reader/apdu_reader.h"
#include "reader/ccid.h"
#include "reader/rcs300.h"
#include "reader/rcs380.h"

namespace kazashi::reader {
namespace {

using Made = base::Result<std::unique_ptr<CardReader>>;

constexpr std::uint32_t kSpeaksT1 = 0x02;

Made make_ccid(base::ByteView descriptor) {
  KAZASHI_TRY(reader, parse_ccid_descriptor(descriptor));
  const bool blocks = reader.level == ExchangeLevel::tpdu;
  if (reader.level == ExchangeLevel::character || (blocks && (reader.protocols & kSpeaksT1) == 0))
    return base::fail(base::FailureCode::reader_level_unsupported);
  return std::make_unique<CcidReader>(reader);
}

}  // namespace

Made make_reader(std::string_view model, base::ByteView ccid_descriptor) {
  if (model == "rc-s380") return std::make_unique<Rcs380>();
  if (model == "rc-s300") return std::make_unique<Rcs300>();
  if (model == "ccid") return make_ccid(ccid_descriptor);
  if (model == "apdu") return std::make_unique<ApduReader>();
  return base::fail(base::FailureCode::reader_unknown);
}

}  // namespace kazashi::reader

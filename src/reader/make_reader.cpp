#include "reader/make_reader.h"

#include "reader/apdu_reader.h"
#include "reader/rcs300.h"
#include "reader/rcs380.h"

namespace kazashi::reader {

base::Result<std::unique_ptr<CardReader>> make_reader(std::string_view model) {
  if (model == "rc-s380") return std::make_unique<Rcs380>();
  if (model == "rc-s300") return std::make_unique<Rcs300>();
  if (model == "apdu") return std::make_unique<ApduReader>();
  return base::fail(base::FailureCode::reader_unknown);
}

}  // namespace kazashi::reader

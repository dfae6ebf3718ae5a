#include "card/presence.h"

#include <utility>

#include "card/digest_info.h"
#include "card/file_reader.h"
#include "card/status.h"
#include "crypto/rsa.h"

namespace kazashi::card {

using base::FailureCode;

base::CardDialogue<base::Bytes> sign_presence(Sha256Digest digest) {
  const auto info = digest_info(digest);
  const base::CommandApdu command{.cla = 0x80,
                                  .ins = 0x2A,
                                  .p1 = 0x00,
                                  .p2 = 0x00,
                                  .data = {info.begin(), info.end()},
                                  .le = crypto::kRsa2048Size};
  KAZASHI_CO_TRY(answer, co_await send(command, crypto::kRsa2048Size));
  if (answer.status != kDone) co_return std::unexpected(failure_of(answer.status));
  if (answer.data.size() != crypto::kRsa2048Size) co_return base::fail(FailureCode::card_answer_malformed);
  co_return std::move(answer.data);
}

base::Result<void> verify_presence(const crypto::PublicKey& key, const Sha256Digest& digest,
                                   base::ByteView signature) {
  return crypto::verify_rsa_digest_info(key, digest_info(digest), signature);
}

bool is_refusal(base::Failure failure) {
  return failure.code == FailureCode::card_status || failure.code == FailureCode::card_file_missing ||
         failure.code == FailureCode::card_access_denied;
}

}  // namespace kazashi::card

// Octets as every part of a question about a path: certificates and CRLs in any mixture, cut where a length
// says.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "crypto/path_validation.h"

using kazashi::base::ByteView;
using kazashi::crypto::PathQuestion;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteView left(data, size);
  // Each part begins with two octets of length; the first is the end entity, the rest go round.
  std::vector<ByteView> parts[3];
  ByteView end_entity;
  for (std::size_t part = 0; left.size() >= 2 && part < 12; ++part) {
    const std::size_t wanted = static_cast<std::size_t>(left[0] << 8 | left[1]);
    left = left.subspan(2);
    const ByteView octets = left.first(std::min(wanted, left.size()));
    left = left.subspan(octets.size());
    if (part == 0) {
      end_entity = octets;
    } else {
      parts[part % 3].push_back(octets);
    }
  }
  PathQuestion question;
  question.end_entity = end_entity;
  question.anchors = parts[0];
  question.intermediates = parts[1];
  question.crls = parts[2];
  question.time = kazashi::base::UtcTime(std::chrono::seconds(1'790'000'000));
  question.purpose = "1.3.6.1.5.5.7.3.1";
  question.names = {{kazashi::crypto::ExpectedName::Kind::dns, "www.example.jp"}};
  const auto answer = kazashi::crypto::validate(question);
  namespace limits = kazashi::crypto::path_limits;
  if (answer.work.extensions > limits::kExtensions + 1 || answer.work.signatures > limits::kSignatures + 1 ||
      answer.work.judgements > limits::kJudgements + 1) {
    std::abort();
  }
  if (answer.valid() && (answer.path.size() < 2 || parts[0].empty())) std::abort();
  return 0;
}

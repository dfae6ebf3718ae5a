#include "rules/decide.h"

#include "rules/decision_json.h"
#include "rules/decision_text.h"
#include "rules/evaluate.h"

namespace kazashi::rules {
namespace {

using base::Result;

constexpr std::size_t kUsualAnswer = 512;  // octets; a longer one grows once more

void append_labelled(std::string& out, std::string_view label) {
  out += '{';
  if (!label.empty()) out.append(R"("id":)").append(label).append(",");
}

void append_answer(std::string& out, const Book& book, std::string_view line) {
  Request request;
  const auto read = read_request(line, RequestForm::labelled, request);
  const auto decision = read ? evaluate(book, request.decision, request.inputs)
                             : Result<Decision>{std::unexpected(read.error())};
  append_labelled(out, request.label);
  if (decision) {
    append_result(out, *decision);
  } else {
    out += R"("failure":{"code":)";
    append_text(out, base::code_text(decision.error().code));
    out += '}';
  }
  out += '}';
}

}  // namespace

Result<std::string> decide(const Book& book, std::string_view request_text) {
  Request request;
  KAZASHI_CHECK(read_request(request_text, RequestForm::single, request));
  if (request.trace) {
    KAZASHI_TRY(explanation, explain(book, request.decision, request.inputs));
    return to_json(explanation).dump();
  }
  KAZASHI_TRY(decision, evaluate(book, request.decision, request.inputs));
  std::string answer;
  answer.reserve(kUsualAnswer);
  answer += R"({"id":)";
  append_text(answer, decision.id);
  answer += R"(,"version":)";
  append_text(answer, decision.version);
  answer += ',';
  append_result(answer, decision);
  answer += '}';
  return answer;
}

std::string decide_lines(const Book& book, std::string_view lines) {
  std::string answers;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) append_answer(answers, book, line);
    answers += '\n';
    if (end == std::string_view::npos) break;
    lines.remove_prefix(end + 1);
  }
  return answers;
}

}  // namespace kazashi::rules

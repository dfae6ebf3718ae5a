#include "rules/book.h"

#include <algorithm>

#include "rules/json_text.h"
#include "rules/place.h"
#include "rules/table_reader.h"

namespace kazashi::rules {
namespace {

using base::Result;

constexpr std::size_t kMaxServices = 256;   // the source names seventeen
constexpr std::size_t kMaxDecisions = 256;  // of one service; the source's largest has six

Result<std::vector<std::string>> read_flag_names(const Place& service) {
  KAZASHI_TRY(flags, service.member("flags"));
  if (!flags.value().is_object()) return flags.refuse();
  std::vector<std::string> names;
  for (auto entry = flags.value().begin(); entry != flags.value().end(); ++entry)
    names.push_back(entry.key());
  return names;
}

Result<void> read_service(const Place& service, std::vector<Table>& tables) {
  KAZASHI_CHECK(service.only({"format", "service", "title", "source", "flags", "decisions"}));
  KAZASHI_TRY(format_place, service.member("format"));
  KAZASHI_TRY(format, format_place.text());
  if (format != "kazashi-rules:1") return format_place.refuse();
  KAZASHI_TRY(flags, read_flag_names(service));
  KAZASHI_TRY(list, service.member("decisions"));
  KAZASHI_TRY(decisions, list.items(0, kMaxDecisions));
  for (const Place& decision : decisions) {
    KAZASHI_TRY(table, read_table(decision, flags));
    if (std::ranges::find(tables, table.id, &Table::id) != tables.end()) return decision.refuse();
    tables.push_back(std::move(table));
  }
  return {};
}

}  // namespace

Result<Book> Book::parse(std::string_view text, std::string* fault) {
  if (fault != nullptr) fault->clear();
  KAZASHI_TRY(json, parse_json(text, kMaxBookOctets, kMaxBookDepth, base::FailureCode::rules_malformed));
  const Place root{json, fault};
  KAZASHI_CHECK(root.only({"format", "services"}));
  KAZASHI_TRY(format_place, root.member("format"));
  KAZASHI_TRY(format, format_place.text());
  if (format != "kazashi-rulebook:1") return format_place.refuse();

  KAZASHI_TRY(list, root.member("services"));
  KAZASHI_TRY(services, list.items(0, kMaxServices));
  std::vector<Table> tables;
  for (const Place& service : services) KAZASHI_CHECK(read_service(service, tables));
  std::ranges::sort(tables, {}, &Table::id);
  return Book{std::move(tables)};
}

const Table* Book::find(std::string_view id) const {
  const auto found = std::ranges::lower_bound(tables_, id, {}, &Table::id);
  return found != tables_.end() && found->id == id ? &*found : nullptr;
}

}  // namespace kazashi::rules

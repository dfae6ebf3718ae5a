#include "unit/rules/books.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>

namespace kazashi::rules::testing {
namespace {

using nlohmann::json;

std::filesystem::path source_folder() {
  const char* folder = std::getenv("KAZASHI_SOURCE_DIR");
  REQUIRE(folder != nullptr);
  return folder;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

Book parsed(const std::string& text) {
  std::string fault;
  auto book = Book::parse(text, &fault);
  INFO("at " << fault);
  REQUIRE(book.has_value());
  return std::move(*book);
}

}  // namespace

std::string source_text(std::string_view path) { return read(source_folder() / path); }

std::vector<std::string> service_texts() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "src/rules/book")) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> texts;
  texts.reserve(files.size());
  for (const auto& file : files) texts.push_back(read(file));
  REQUIRE(!texts.empty());
  return texts;
}

std::string rulebook_text() {
  std::string text = R"({"format":"kazashi-rulebook:1","services":[)";
  for (const std::string& service : service_texts()) text += (text.back() == '[' ? "" : ",") + service;
  return text + "]}";
}

const Book& project_book() {
  static const Book book = parsed(rulebook_text());
  return book;
}

json small_decision(const json& when) {
  const json in_day{{"in", "day"}};
  return {
      {"id", "D-TEST"},
      {"version", "1.0.0"},
      {"validFrom", "2026-06-14"},
      {"validTo", nullptr},
      {"inputs",
       {{{"name", "evaluationDate"}, {"type", "date"}},
        {{"name", "day"}, {"type", "date"}},
        {{"name", "count"}, {"type", "integer"}},
        {{"name", "yes"}, {"type", "boolean"}},
        {{"name", "no"}, {"type", "boolean"}},
        {{"name", "word"}, {"type", "enum"}, {"values", {"red", "green"}}},
        {{"name", "extra"}, {"type", "date"}, {"optional", true}}}},
      {"derived", {{{"name", "later"}, {"fn", "addMonths"}, {"args", json::array({in_day, 1})}}}},
      {"outputs", {{{"name", "on"}, {"type", "date"}, {"optional", true}}}},
      {"outcomes", {{"fired", json::object()}, {"other", json::object()}, {"indeterminate", json::object()}}},
      {"hitPolicy", "first"},
      {"rules",
       {{{"rule", "R1"},
         {"when", when},
         {"then", {{"outcome", "fired"}}},
         {"flags", json::array()},
         {"basisQuote", "一文"}}}},
      {"flagRules", json::array()},
  };
}

std::string rulebook_of(const std::vector<json>& decisions) {
  const json service{{"format", "kazashi-rules:1"},
                     {"service", "test"},
                     {"flags", {{"seen", json::object()}, {"also", json::object()}}},
                     {"decisions", decisions}};
  return json{{"format", "kazashi-rulebook:1"}, {"services", json::array({service})}}.dump();
}

Book book_of(const std::vector<json>& decisions) { return parsed(rulebook_of(decisions)); }

}  // namespace kazashi::rules::testing

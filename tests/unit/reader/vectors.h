// Public vectors of readers and tags, read from the folder that KAZASHI_VECTORS names. They are not part of
// the project; a test that does not find them skips and says so.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace kazashi::reader {

inline std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The suite's cases. Skips the test that runs when the file is not there.
inline nlohmann::json vector_cases(const std::string& suite) {
  const std::string named = environment("KAZASHI_VECTORS");
  const std::string wanted = named.empty() ? "../shared/vectors" : named;
  const std::string folder =
      wanted.starts_with('/') ? wanted : environment("KAZASHI_SOURCE_DIR") + "/" + wanted;
  std::ifstream file(folder + "/" + suite + ".json");
  if (!file) SKIP("no " << suite << ".json in " << folder << ": KAZASHI_VECTORS names the folder");
  return nlohmann::json::parse(file).at("cases");
}

/// Keeps count of a suite: every case is run or excluded by name with a reason, and no exclusion is idle.
class Suite {
 public:
  Suite(std::string name, std::map<std::string, std::string> excluded)
      : name_(std::move(name)), excluded_(std::move(excluded)) {}

  /// Whether to run the case. An entry that ends in * excludes every case whose id starts so.
  bool wanted(const std::string& id) {
    ++cases_;
    for (const auto& [pattern, reason] : excluded_) {
      const bool prefix = pattern.ends_with('*');
      if (prefix ? id.starts_with(pattern.substr(0, pattern.size() - 1)) : id == pattern) {
        used_.insert(pattern);
        ++left_out_;
        return false;
      }
    }
    return true;
  }

  /// Checks the bookkeeping and tells the figures.
  void finish() {
    for (const auto& [pattern, reason] : excluded_) {
      CAPTURE(pattern);
      CHECK(used_.contains(pattern));
    }
    std::cout << nlohmann::json{{"suite", name_},
                                {"cases", cases_},
                                {"asExpected", cases_ - left_out_},
                                {"exceptions", left_out_}}
                     .dump()
              << "\n";
  }

 private:
  std::string name_;
  std::map<std::string, std::string> excluded_;
  std::set<std::string> used_;
  std::size_t cases_ = 0;
  std::size_t left_out_ = 0;
};

/// The hex literals among a step's octets ("(…)" stands for what is none), lower case, without spaces.
inline std::vector<std::string> literals(const nlohmann::json& steps, const std::string& who) {
  std::vector<std::string> found;
  for (const auto& step : steps) {
    if (!step.contains(who)) continue;
    for (const auto& text : step.at(who)) found.push_back(text.get<std::string>());
  }
  return found;
}

inline bool is_literal(const std::string& text) { return !text.starts_with("("); }

}  // namespace kazashi::reader

// SPDX-License-Identifier: Apache-2.0
// Runs the walk of docs/getting-started.md: every command in a ```sh block is run, and a ```text
// block that follows is what it must print.
#include <cstdlib>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "product.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

constexpr const char* walk = "docs/getting-started.md";

class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~WorkingFolder() { fs::current_path(before_); }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  fs::path before_;
};

/// Load times differ from run to run.
std::string masked(const std::string& text) {
  return std::regex_replace(text, std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"),
                            "2024-05-08T06:12:00Z");
}

/// The words of a command, as a shell splits them; single quotes keep blanks.
std::vector<std::string> words(const std::string& command) {
  std::vector<std::string> result(1);
  bool quoted = false;
  for (const char character : command) {
    if (character == '\'') {
      quoted = !quoted;
    } else if (character == ' ' && !quoted) {
      result.emplace_back();
    } else {
      result.back() += character;
    }
  }
  return result;
}

/// Carries out an edit of the walk, `redthread`'s user doing it by hand: `sed -i s/A/B/ FILE`.
void edit(const std::vector<std::string>& command) {
  const std::string& rule = command.at(2);
  const auto middle = rule.find('/', 2);
  const std::string from = rule.substr(2, middle - 2);
  const std::string to = rule.substr(middle + 1, rule.size() - middle - 2);
  std::string text = read_file(command.at(3));
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  write_file(fs::path(command.at(3)), text.replace(at, from.size(), to));
}

TEST(GettingStarted, WalkDoesWhatItSays) {
  setenv("REDTHREAD_USER", "ab", 1);
  TemporaryFolder temporary;
  const WorkingFolder here(temporary.path());

  const std::string text = read_file(source_folder() / walk);
  std::istringstream lines(text);
  std::string block;
  std::string printed;
  std::string rebuilt;
  int commands = 0;
  int outputs = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```") {
      if (block == "text") {
        rebuilt += printed;
        ++outputs;
      }
      block.clear();
    } else if (line.rfind("```", 0) == 0) {
      block = line.substr(3);
      if (block == "sh") printed.clear();
    } else if (block == "text") {
      continue;
    } else if (block == "sh") {
      const auto command = words(line);
      ASSERT_FALSE(command.empty());
      if (command.front() == "redthread") {
        const auto result = redthread({command.begin() + 1, command.end()});
        printed += masked(result.out + result.err);
        ++commands;
      } else {
        ASSERT_EQ(command.front(), "sed") << "the walk has only redthread commands and edits";
        edit(command);
      }
    }
    rebuilt += line + "\n";
  }
  EXPECT_GE(commands, 6);
  EXPECT_GE(outputs, 5);
  expect_golden(rebuilt, walk);
}

}  // namespace
}  // namespace redthread::product

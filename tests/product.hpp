// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace redthread::product {

/// What a command printed and how it ended.
struct CommandResult {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs `redthread ARGUMENTS...` in this process.
CommandResult redthread(const std::vector<std::string>& arguments);

/// A folder of its own that is removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path(const std::string& below = {}) const;

 private:
  std::filesystem::path folder_;
};

/// The repository's root.
std::filesystem::path source_folder();
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text);

/// Compares with a golden file below the repository; with REDTHREAD_APPROVE=1 writes it instead.
/// What differs by run (load times, user, temporary paths) must be masked before.
void expect_golden(const std::string& got, const std::string& golden_file);

}  // namespace redthread::product

// SPDX-License-Identifier: Apache-2.0
#include "product.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/run.hpp"

namespace redthread::product {

namespace fs = std::filesystem;

CommandResult redthread(const std::vector<std::string>& arguments) {
  std::vector<const char*> argv = {"redthread"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::ostringstream out;
  std::ostringstream err;
  CommandResult result;
  result.code = cli::run(static_cast<int>(argv.size()), argv.data(), out, err);
  result.out = out.str();
  result.err = err.str();
  return result;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "redthread-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  folder_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string TemporaryFolder::path(const std::string& below) const {
  return below.empty() ? folder_.string() : (folder_ / below).string();
}

fs::path source_folder() { return REDTHREAD_SOURCE_DIR; }

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

void expect_golden(const std::string& got, const std::string& golden_file) {
  const fs::path path = source_folder() / golden_file;
  if (const char* approve = std::getenv("REDTHREAD_APPROVE"); approve && *approve == '1') {
    write_file(path, got);
    return;
  }
  ASSERT_TRUE(fs::exists(path)) << golden_file << " is missing; look at the output, then run "
                                << "./run approve";
  if (path.extension() == ".png") {
    EXPECT_TRUE(read_file(path) == got) << "the picture differs from " << golden_file;
    return;
  }
  EXPECT_EQ(read_file(path), got) << "differs from " << golden_file;
}

}  // namespace redthread::product

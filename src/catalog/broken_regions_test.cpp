// SPDX-License-Identifier: Apache-2.0
//
// Each folder of tests/broken_regions is one mistake: files that replace those of the good region
// `_base` (`delete.txt` lists files to take away), and in expected.txt what a person is told.
// REDTHREAD_APPROVE=1 rewrites expected.txt; look at the diff.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.hpp"
#include "catalog/load.hpp"
#include "catalog/messages.hpp"

namespace redthread::catalog {
namespace {

namespace fs = std::filesystem;

const fs::path cases = fs::path(REDTHREAD_SOURCE_DIR) / "tests" / "broken_regions";

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The good region with a case's files on top, in a folder that goes when this does.
class Overlay {
 public:
  explicit Overlay(const std::string& name)
      : folder_(fs::temp_directory_path() / ("redthread_" + std::to_string(getpid()) + name)) {
    fs::remove_all(folder_);
    fs::copy(cases / "_base", folder_, fs::copy_options::recursive);
    if (!fs::exists(cases / name)) return;
    fs::copy(cases / name, folder_,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::istringstream gone(read(cases / name / "delete.txt"));
    for (std::string file; std::getline(gone, file);) fs::remove_all(folder_ / file);
    fs::remove(folder_ / "delete.txt");
    fs::remove(folder_ / "expected.txt");
  }
  ~Overlay() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  void write(const std::string& file, const std::string& bytes) const {
    std::ofstream(folder_ / file, std::ios::binary) << bytes;
  }
  std::string load() const {
    Diagnostics diagnostics;
    const auto catalog = load_catalog(folder_.string(), diagnostics);
    EXPECT_EQ(catalog.has_value(), !diagnostics.has_errors());
    return to_text(diagnostics);
  }

 private:
  fs::path folder_;
};

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(cases)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && !name.starts_with('_')) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BrokenRegions : public testing::TestWithParam<std::string> {};

TEST_P(BrokenRegions, Says) {
  const fs::path expected = cases / GetParam() / "expected.txt";
  const std::string told = Overlay(GetParam()).load();
  EXPECT_FALSE(told.empty()) << "the mistake was not found";
  if (std::getenv("REDTHREAD_APPROVE") != nullptr) write_file_atomically(expected.string(), told);
  EXPECT_EQ(told, read(expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, BrokenRegions, testing::ValuesIn(case_names()),
                         [](const auto& name) { return name.param; });

TEST(BrokenRegion, TheBaseIsGood) { EXPECT_EQ(Overlay("_base").load(), ""); }

TEST(BrokenRegion, AFileOf200MegabytesInOneLineIsRefusedAtOnce) {
  const Overlay region("_huge");
  region.write("catalog/measures.toml", std::string(200u << 20, 'a'));
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(region.load(),
            "catalog/measures.toml: error: the file is larger than the limit of 67108864 bytes "
            "[file.too_large]\n1 error\n");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(1));
}

TEST(BrokenRegion, ALineOfMegabytesIsToldByItsNumber) {
  const Overlay region("_long_line");
  region.write("catalog/measures.toml", "# ok\nname = \"" + std::string(3u << 20, 'a') + "\"\n");
  EXPECT_EQ(region.load(),
            "catalog/measures.toml:2: error: the line is longer than 1048576 bytes "
            "[catalog.line_too_long]\n"
            "  hint: break it; or is this another kind of file?\n1 error\n");
}

TEST(BrokenRegion, AFolderThatIsNotThereIsOneMessage) {
  Diagnostics diagnostics;
  EXPECT_FALSE(load_catalog("no/such/folder", diagnostics));
  EXPECT_EQ(to_text(diagnostics),
            "no/such/folder: error: there is no such folder [catalog.no_folder]\n"
            "  hint: name a region folder; `redthread init DIR` makes one\n1 error\n");
}

TEST(BrokenRegion, EveryCodeHasACase) {
  std::string all = "[catalog.no_folder] [catalog.line_too_long]";  // tested above
  for (const std::string& name : case_names()) all += read(cases / name / "expected.txt");
  std::set<std::string> known;
  for (const MessageCode& message : catalog_messages) {
    known.insert(message.code);
    EXPECT_NE(all.find("[" + std::string(message.code) + "]"), std::string::npos)
        << message.code << " has no case in tests/broken_regions";
  }
  // And nothing is told that is not in the list.
  for (std::size_t at = all.find("[catalog."); at != std::string::npos;
       at = all.find("[catalog.", at + 1)) {
    const std::string code = all.substr(at + 1, all.find(']', at) - at - 1);
    EXPECT_TRUE(known.contains(code)) << code << " is not in messages.hpp";
  }
}

}  // namespace
}  // namespace redthread::catalog

// SPDX-License-Identifier: Apache-2.0
// The command that makes a region up: what a person types, what is written, what is refused.
#include "generate/generate.hpp"

#include <gtest/gtest.h>

#include "base/decimal.hpp"
#include "generate/calibration.hpp"
#include "product.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

TEST(Generate, WritesARegionFolder) {
  const TemporaryFolder temporary;
  const auto result = redthread({"generate", "--seed", "3", "--inhabitants", "1000", "--years", "1",
                                 temporary.path("region/")});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_NE(result.out.find(" rows, "), std::string::npos);
  EXPECT_NE(result.out.find("\n  redthread check "), std::string::npos);
  for (const char* file :
       {"region.toml", "organisation.csv", "README.md", ".gitignore", "catalog/facts.toml",
        "catalog/maps/accounts.csv", "data/ledger/2024-12.csv", "reports/delarsrapport.md"}) {
    EXPECT_TRUE(fs::exists(temporary.path("region/" + std::string(file)))) << file;
  }
  for (const auto& entry : fs::directory_iterator(temporary.path())) {
    EXPECT_EQ(entry.path().filename(), "region") << "something was left behind";
  }
}

TEST(Generate, AnEmptyFolderIsTakenAndAFullOneIsNot) {
  const TemporaryFolder temporary;
  const std::string folder = temporary.path("region");
  fs::create_directories(folder);
  const std::vector<std::string> arguments = {"generate", "--inhabitants", "1000",   "--years", "1",
                                              "--until",  "2024-02",       "--json", folder};
  const auto first = redthread(arguments);
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("\"rows\":"), std::string::npos) << first.out;
  const std::string before = read_file(folder + "/data/ledger/2024-01.csv");
  const auto again = redthread(arguments);
  EXPECT_EQ(again.code, 2);
  EXPECT_NE(again.out.find("question.folder_not_empty"), std::string::npos) << again.out;
  EXPECT_EQ(read_file(folder + "/data/ledger/2024-01.csv"), before);
}

TEST(Generate, WrongArgumentsAreToldAllAtOnce) {
  const TemporaryFolder temporary;
  const std::string folder = temporary.path("region");
  const auto result =
      redthread({"generate", "--inhabitants", "999", "--years", "21", "--until", "2024", folder});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "error: 999 inhabitants cannot be made [question.bad_generation]\n"
            "  hint: ask for 1000 to 3000000\n"
            "error: 21 years cannot be made [question.bad_generation]\n"
            "  hint: ask for 1 to 20\n"
            "error: `2024` is no month to end with [question.bad_generation]\n"
            "  hint: write year and month, as 2024-12; the year is 2000 to 2040\n"
            "3 errors\n");
  EXPECT_FALSE(fs::exists(folder));
  EXPECT_EQ(redthread({"generate", "--seed", "minus", folder}).code, 2);
  EXPECT_EQ(redthread({"generate"}).code, 2);
}

TEST(Generate, AFolderThatCannotBeMadeIsAnError) {
  const auto result = redthread({"generate", "--inhabitants", "1000", "/dev/null/region"});
  EXPECT_EQ(result.code, 3);
  EXPECT_NE(result.err.find("io.write"), std::string::npos) << result.err;
}

/// The first rows of every fact's last delivery: they are the same on every machine.
class FirstRows : public generate::Sink {
 public:
  void open(const std::string& path) override {
    path_ = path;
    text_.clear();
  }
  void write(std::string_view bytes) override { text_ += bytes; }
  void close() override {
    if (path_.compare(0, 5, "data/") != 0) return;
    std::size_t end = 0;
    for (int line = 0; line < 4 && end != std::string::npos; ++line)
      end = text_.find('\n', end + 1);
    all += path_ + "\n" + text_.substr(0, end == std::string::npos ? end : end + 1) + "\n";
  }
  std::string all;

 private:
  std::string path_;
  std::string text_;
};

TEST(Generate, RowsOfSeedOne) {
  FirstRows sink;
  generate::generate_region({1, 1'000, 1, Month(2024, 3)}, sink);
  expect_golden(sink.all, "tests/golden/generate/first_rows.txt");
}

/// docs/synthetic-region.md lists what the region is of the size of.
TEST(Docs, SyntheticRegionListsItsTargets) {
  std::string table = "| total | period | published |\n| --- | --- | ---: |\n";
  for (const auto& target : generate::calibration_targets()) {
    table += "| " + std::string(target.name) + " | " + target.period.to_string() + " | " +
             Decimal::of(target.wanted, target.decimals).to_string() + " |\n";
  }
  const std::string page = read_file(source_folder() / "docs/synthetic-region.md");
  const std::size_t start = page.find("| total |");
  ASSERT_NE(start, std::string::npos);
  expect_golden(page.substr(0, start) + table, "docs/synthetic-region.md");
}

}  // namespace
}  // namespace redthread::product

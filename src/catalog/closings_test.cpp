// SPDX-License-Identifier: Apache-2.0
#include "catalog/closings.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "catalog/load.hpp"

namespace redthread::catalog {
namespace {

namespace fs = std::filesystem;

/// The good region of tests/broken_regions, with files added.
class ClosingsTest : public testing::Test {
 protected:
  ClosingsTest()
      : folder_(fs::temp_directory_path() / ("redthread_closings" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::copy(fs::path(REDTHREAD_SOURCE_DIR) / "tests/broken_regions/_base", folder_,
             fs::copy_options::recursive);
  }
  ~ClosingsTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }
  Catalog load() const {
    Diagnostics diagnostics;
    auto catalog = load_catalog(folder_.string(), diagnostics);
    EXPECT_EQ(to_text(diagnostics), "");
    return catalog.value_or(Catalog{});
  }

  fs::path folder_;
};

TEST_F(ClosingsTest, what_is_written_is_read_again) {
  const std::string first(64, 'a');
  const std::string second(64, 'b');
  const Closing annex{.fact = "annex",
                      .through = Month(2024, 4),
                      .closed_on = "2024-05-21",
                      .closed_by = "anna",
                      .decided = "Styrelsen \"§ 87\"",
                      .parts = {{.file = "data/annex/b.csv",
                                 .months = Period::month(Month(2024, 2)),
                                 .rows = 3,
                                 .sha256 = second},
                                {.file = "data/annex/a \\\"å\".csv",
                                 .months = Period(Month(2024, 1), Month(2024, 3)),
                                 .rows = 17,
                                 .sha256 = first}}};
  const std::string text = closings_text({annex});
  EXPECT_NE(text.find("\n[annex]\nthrough   = \"2024-04\"\nclosed_on = \"2024-05-21\"\n"
                      "closed_by = \"anna\"\ndecided   = \"Styrelsen \\\"§ 87\\\"\"\n"
                      "deliveries = [\n"),
            std::string::npos)
      << text;
  write("closed.toml", text);
  const Catalog catalog = load();
  const Closing* read = catalog.closing("annex");
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(read->through, Month(2024, 4));
  EXPECT_EQ(read->decided, annex.decided);
  ASSERT_EQ(read->parts.size(), 2u);
  EXPECT_EQ(read->parts[0].file, "data/annex/a \\\"å\".csv");
  EXPECT_EQ(read->parts[0].months.to_string(), "2024-Q1");
  EXPECT_EQ(read->parts[0].rows, 17);
  EXPECT_EQ(read->parts[1].sha256, second);
  EXPECT_EQ(closings_text(catalog.closings), text);
  EXPECT_EQ(catalog.closing("other"), nullptr);
}

TEST_F(ClosingsTest, what_is_closed_and_where_deliveries_come_from_is_no_part_of_the_version) {
  const std::string version = load().sha256;
  write("closed.toml", "[annex]\nthrough = \"2024-01\"\n");
  write("catalog/sources/pas.toml",
        "name = \"Vårdsystemet\"\nengine = \"postgresql\"\nconnection_env = \"PAS_URL\"\n"
        "timeout = 60\n[[query]]\nfact = \"annex\"\nlabel = \"north\"\nsql = \"\"\"\n  select 1\n"
        "\"\"\"\n");
  const Catalog catalog = load();
  EXPECT_EQ(catalog.sha256, version);
  ASSERT_EQ(catalog.sources.size(), 1u);
  const QuerySource& pas = catalog.sources[0];
  EXPECT_EQ(pas.key, "pas");
  EXPECT_EQ(pas.name, "Vårdsystemet");
  EXPECT_EQ(pas.engine, QuerySource::Engine::postgresql);
  EXPECT_EQ(pas.connection_env, "PAS_URL");
  EXPECT_EQ(pas.timeout_s, 60);
  ASSERT_EQ(pas.queries.size(), 1u);
  EXPECT_EQ(pas.queries[0].label, "north");
  EXPECT_EQ(pas.queries[0].sql, "  select 1\n");
  EXPECT_EQ(pas.queries[0].place.line, 9);
  EXPECT_EQ(pas.queries[0].place.column, 1);
  EXPECT_TRUE(pas.queries[0].is_verbatim);
}

}  // namespace
}  // namespace redthread::catalog

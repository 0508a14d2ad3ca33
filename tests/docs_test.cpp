// SPDX-License-Identifier: Apache-2.0
// Documentation that is made from the code, and checks that nothing is left out of it.
#include <set>

#include <gtest/gtest.h>

#include "app/messages.hpp"
#include "base/messages.hpp"
#include "catalog/messages.hpp"
#include "product.hpp"
#include "report/messages.hpp"
#include "sources/messages.hpp"
#include "warehouse/messages.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

template <std::size_t N>
std::string section(const std::string& title, const MessageCode (&codes)[N],
                    std::set<std::string>& all) {
  std::string text = "\n## " + title + "\n\n| code | meaning |\n| --- | --- |\n";
  for (const MessageCode& each : codes) {
    text += std::string("| `") + each.code + "` | " + each.meaning + " |\n";
    all.insert(each.code);
  }
  return text;
}

std::string errors_page(std::set<std::string>& all) {
  return "# Messages\n\nEvery message that a person can meet, by its code. Made from the code's "
         "own "
         "lists by the tests\n(`./run approve Docs`).\n" +
         section("Files", file_messages, all) + section("CSV files", csv_messages, all) +
         section("Catalog", catalog::catalog_messages, all) +
         section("Deliveries", warehouse::warehouse_messages, all) +
         section("Sources", sources::sources_messages, all) +
         section("Report templates", report::report_messages, all) +
         section("Reference documents", report::reference_messages, all) +
         section("Questions", app::app_messages, all) +
         section("Errors that stop a command", base_errors, all) +
         section("Errors of the warehouse", warehouse::warehouse_errors, all) +
         section("Errors of sources", sources::sources_errors, all) +
         section("Errors of reports", app::app_errors, all) +
         section("Errors of charts and PDF", report::press_errors, all);
}

/// All test sources, goldens and expected diagnostics, as one text.
std::string everything_tested() {
  std::string text;
  for (const char* folder : {"src", "tests"}) {
    for (const auto& file : fs::recursive_directory_iterator(source_folder() / folder)) {
      if (!file.is_regular_file() || file.path().filename() == "docs_test.cpp") continue;
      const std::string name = file.path().string();
      const bool test =
          name.find("_test.cpp") != std::string::npos || file.path().filename() == "expected.txt";
      if (test) text += read_file(file.path());
    }
  }
  return text;
}

TEST(Docs, ErrorsPageIsTheCodesOwnLists) {
  std::set<std::string> all;
  expect_golden(errors_page(all), "docs/errors.md");
}

TEST(Docs, EveryCodeHasATest) {
  std::set<std::string> all;
  errors_page(all);
  const std::string tested = everything_tested();
  for (const std::string& code : all) {
    // Some tests compare codes without their module.
    const std::string alone = "\"" + code.substr(code.find('.') + 1) + "\"";
    const bool found =
        tested.find(code) != std::string::npos || tested.find(alone) != std::string::npos;
    EXPECT_TRUE(found) << code << " has no test";
  }
}

TEST(Docs, CommandsPageIsTheProgramsOwnHelp) {
  std::string page =
      "# Commands\n\nWhat `redthread --help` says, for every command. Made from the program by the "
      "tests\n(`./run approve Docs`).\n";
  for (const char* command :
       {"", "check", "init", "generate", "fetch", "load", "close", "deliveries", "quarantine",
        "figure", "explain", "statement", "scorecard", "goals", "findings", "rows", "looks",
        "report", "proof"}) {
    std::vector<std::string> arguments = {"--help"};
    if (*command) arguments.insert(arguments.begin(), command);
    const auto result = redthread(arguments);
    EXPECT_EQ(result.code, 0);
    EXPECT_NE(result.out.find("Example:\n  redthread "), std::string::npos)
        << command << " has no example";
    page += std::string("\n## redthread") + (*command ? " " : "") + command + "\n\n```text\n" +
            result.out + "```\n";
  }
  expect_golden(page, "docs/commands.md");
}

}  // namespace
}  // namespace redthread::product

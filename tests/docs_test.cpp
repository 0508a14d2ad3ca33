// SPDX-License-Identifier: Apache-2.0
// Documentation that is made from the code, and checks that nothing is left out of it.
#include <set>

#include <gtest/gtest.h>

#include "access/messages.hpp"
#include "app/messages.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"
#include "catalog/messages.hpp"
#include "database/messages.hpp"
#include "documents/messages.hpp"
#include "http/messages.hpp"
#include "model/plan_kinds.hpp"
#include "plan/messages.hpp"
#include "product.hpp"
#include "report/messages.hpp"
#include "server/messages.hpp"
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
         section("The plan", plan::plan_messages, all) +
         section("Accounts", access::access_messages, all) +
         section("Report templates", report::report_messages, all) +
         section("Texts of reports", report::text_messages, all) +
         section("Reference documents", report::reference_messages, all) +
         section("Published documents", documents::document_messages, all) +
         section("Questions", app::app_messages, all) +
         section("Requests to the API", server::server_messages, all) +
         section("Bodies of requests", http::http_messages, all) +
         section("Reports on their way", app::workflow_messages, all) +
         section("Errors that stop a command", base_errors, all) +
         section("Errors of the warehouse", warehouse::warehouse_errors, all) +
         section("Errors of sources", sources::sources_errors, all) +
         section("Errors of the plan's store", plan::plan_errors, all) +
         section("Errors of its database", database::database_errors, all) +
         section("Errors of accounts and sign-in", access::access_errors, all) +
         section("Errors of the web server and client", http::http_errors, all) +
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

/// How a field's text is read, in words.
std::string type_of(const PlanField& field) {
  const auto words = [&](const char* before, const char* between) {
    return before + join(words_of(field), between);
  };
  switch (field.type) {
    case PlanFieldType::text:
      return "text";
    case PlanFieldType::word:
      return words("one of: ", ", ");
    case PlanFieldType::flag:
      return "yes, no";
    case PlanFieldType::integer:
      return "a whole number";
    case PlanFieldType::decimal:
      return "a number, `-12.5`";
    case PlanFieldType::date:
      return "a day, `2024-04-30`";
    case PlanFieldType::dates:
      return "days, separated by `;`";
    case PlanFieldType::period:
      return "a period, `2024-T1`";
    case PlanFieldType::year:
      return "a year, `2024`";
    case PlanFieldType::colour:
      return "a colour, `#d64545`";
    case PlanFieldType::target:
      return "a target, `>= 95 %`";
    case PlanFieldType::reference:
      return words("key of: ", ", ");
    case PlanFieldType::references:
      return words("keys, separated by `;`, of: ", ", ");
    case PlanFieldType::subject:
      return words("`kind:key`, of: ", ", ");
  }
  return "";
}

TEST(Docs, PlanFilesPageIsTheTableOfKinds) {
  std::string page =
      "# The plan's files\n\nThe kinds of objects in [the plan](plan.md), each with its file in "
      "`plan/` and its columns besides `key`. Made from\nthe program's own table by the tests "
      "(`./run approve Docs`). Columns in bold must have a value.\n";
  for (const PlanKind& kind : plan_kinds()) {
    page += std::string("\n## ") + kind.file + "\n\n`" + kind.name + "`: " + kind.meaning +
            "\n\n| column | is |\n| --- | --- |\n";
    for (const PlanField& field : kind.fields) {
      const std::string stars = field.required ? "**" : "";
      page += "| " + stars + "`" + field.name + "`" + stars + " | " + type_of(field) + " |\n";
    }
    std::vector<std::string> unique(kind.unique.begin(), kind.unique.end());
    if (!unique.empty()) page += "\nNo two have the same " + join(unique, ", ") + ".\n";
  }
  expect_golden(page, "docs/plan-files.md");
}

TEST(Docs, CommandsPageIsTheProgramsOwnHelp) {
  std::string page =
      "# Commands\n\nWhat `redthread --help` says, for every command. Made from the program by the "
      "tests\n(`./run approve Docs`).\n";
  for (const char* command : {"",
                              "check",
                              "init",
                              "generate",
                              "fetch",
                              "load",
                              "close",
                              "deliveries",
                              "quarantine",
                              "figure",
                              "explain",
                              "statement",
                              "scorecard",
                              "goals",
                              "findings",
                              "rows",
                              "looks",
                              "report",
                              "report open",
                              "report status",
                              "report comment",
                              "report freeze",
                              "report sign",
                              "report publish",
                              "report correct",
                              "report diff",
                              "report render",
                              "proof",
                              "audit",
                              "plan",
                              "plan import",
                              "plan export",
                              "plan list",
                              "plan show",
                              "plan set",
                              "plan history",
                              "plan findings",
                              "plan rollover",
                              "plan occurrences",
                              "plan diff",
                              "plan adopt",
                              "plan assure",
                              "plan adopted",
                              "plan fulfilment",
                              "plan effects",
                              "plan incidents",
                              "plan investments",
                              "plan forecasts",
                              "plan procurement",
                              "plan contracts",
                              "plan recommendations",
                              "journal",
                              "journal verify",
                              "backup",
                              "restore",
                              "user",
                              "user add",
                              "user list",
                              "user grant",
                              "user revoke",
                              "user disable",
                              "user enable",
                              "user password",
                              "user journal"}) {
    std::vector<std::string> arguments;
    for (const std::string_view word : split(command, ' ')) {
      if (!word.empty()) arguments.emplace_back(word);
    }
    arguments.emplace_back("--help");
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

// SPDX-License-Identifier: Apache-2.0
// Our own reports as Granska reads them: its tables are the document's, in every format.
#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "audit/printed_table.hpp"
#include "documents/read.hpp"
#include "product.hpp"

namespace redthread::product {
namespace {

using Json = nlohmann::json;
using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

/// Without the kinds of blanks and minus signs that formats differ in.
std::string plain(std::string text) {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"\u00A0", " "},
                                                                                 {"\u202F", " "},
                                                                                 {"\u2009", " "},
                                                                                 {"\u2007", " "},
                                                                                 {"\u2212", "-"},
                                                                                 {"\u00AD", ""}}) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
    }
  }
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// A workbook shows the percent sign of columns of percentages in each cell.
bool same_cell(const std::string& a, const std::string& b) {
  const auto without_blanks = [](std::string text) {
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
  };
  if (without_blanks(a) == without_blanks(b)) return true;
  const auto x = audit::read_printed_figure(a, audit::DecimalSign::comma);
  const auto y = audit::read_printed_figure(b, audit::DecimalSign::comma);
  return x && y && x->value == y->value && x->decimals == y->decimals;
}

bool same_rows(const Row& a, const Row& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_cell);
}

/// A merged cell counts once.
Rows rows_of(const ReadTable& table) {
  Rows rows;
  for (const ReadRow& row : table.rows) {
    rows.emplace_back();
    for (const ReadCell& cell : row.cells) {
      rows.back().push_back(cell.merged == ReadCell::Merged::no ? plain(cell.text) : "");
    }
  }
  return rows;
}

std::string text_of(const Json& cell) {
  std::string text;
  for (const Json& run : cell["runs"]) {
    if (run.contains("text")) text += run["text"].get<std::string>();
  }
  return plain(text);
}

struct DocumentTable {
  std::string caption;
  Rows rows;
  int rows_with_figures = 0;
};

std::vector<DocumentTable> tables_of(const Json& report) {
  std::vector<DocumentTable> tables;
  for (const Json& block : report["blocks"]) {
    if (!block.contains("rows")) continue;
    DocumentTable found{block.value("caption", ""), {}};
    for (const Json& row : block["rows"]) {
      found.rows.emplace_back();
      int figures = 0;
      for (const Json& cell : row["cells"]) {
        found.rows.back().push_back(text_of(cell));
        for (int i = 1; i < cell.value("column_span", 1); ++i) found.rows.back().push_back("");
        const std::string& text = found.rows.back().back();
        const bool year = text.starts_with("20") && text.size() < 6;
        figures += !year && audit::read_printed_figure(text, audit::DecimalSign::comma) ? 1 : 0;
      }
      found.rows_with_figures += figures > 0 ? 1 : 0;
    }
    tables.push_back(std::move(found));
  }
  return tables;
}

/// The first row that is nowhere, for the message.
std::string missing_row(const DocumentTable& wanted, const ReadDocument& document) {
  for (const Row& row : wanted.rows) {
    const bool found =
        std::any_of(document.tables.begin(), document.tables.end(), [&](const ReadTable& each) {
          const Rows rows = rows_of(each);
          return std::any_of(rows.begin(), rows.end(),
                             [&](const Row& other) { return same_rows(row, other); });
        });
    if (found) continue;
    std::string text;
    for (const std::string& cell : row) text += "|" + cell;
    return text;
  }
  return {};
}

bool is_read(const DocumentTable& wanted, const ReadDocument& document) {
  return std::any_of(document.tables.begin(), document.tables.end(), [&](const ReadTable& each) {
    const Rows rows = rows_of(each);
    return std::search(rows.begin(), rows.end(), wanted.rows.begin(), wanted.rows.end(),
                       same_rows) != rows.end();
  });
}

class AuditDocuments : public ::testing::Test {
 protected:
  void write(const std::string& report) {
    const auto result = redthread(
        {"report", (source_folder() / "regions/vastmanland").string(), report, "--period",
         "2024-T1", "--format", "html,pdf,docx,xlsx,json", "--out", folder_.path("out"), "--store",
         folder_.path("no_store.db"), "--warehouse", folder_.path("warehouse.duckdb")});
    ASSERT_EQ(result.code, 0) << result.err;
    start_ = folder_.path("out/" + report + "-2024-T1.");
    tables_ = tables_of(Json::parse(read_file(start_ + "json")));
    ASSERT_GE(tables_.size(), 5u);
  }
  ReadDocument read(const std::string& format) const {
    Diagnostics diagnostics;
    const auto document = documents::read_document(start_ + format, diagnostics);
    EXPECT_TRUE(document) << to_text(diagnostics);
    return document ? *document : ReadDocument();
  }
  TemporaryFolder folder_;
  std::string start_;
  std::vector<DocumentTable> tables_;
};

TEST_F(AuditDocuments, TablesOfOurReportsAreTheDocuments) {
  write("delarsrapport");
  for (const char* format : {"html", "docx", "xlsx"}) {
    const ReadDocument document = read(format);
    for (const DocumentTable& each : tables_) {
      EXPECT_TRUE(is_read(each, document))
          << format << ": " << each.caption << ": " << missing_row(each, document);
    }
  }
  // A page shows where columns stand, not what is a table: those with figures are found.
  const ReadDocument pdf = read("pdf");
  for (const DocumentTable& each : tables_) {
    if (each.rows_with_figures * 2 <= static_cast<int>(each.rows.size())) continue;
    EXPECT_TRUE(is_read(each, pdf)) << "pdf: " << each.caption << ": " << missing_row(each, pdf);
  }
}

TEST_F(AuditDocuments, OurReportsAreNotAccused) {
  write("sammanfattning");
  for (const char* format : {"html", "docx", "xlsx", "pdf"}) {
    const auto result = redthread({"audit", start_ + format});
    EXPECT_EQ(result.code, 0) << format << '\n' << result.out << result.err;
  }
}

}  // namespace
}  // namespace redthread::product

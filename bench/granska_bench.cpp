// SPDX-License-Identifier: Apache-2.0
// Granska: a report of 100 pages as PDF, a sheet of 10 000 x 20, and disclosure control with its
// audit over 20 linked tables of 200 cells.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "app/audit.hpp"
#include "bench.hpp"
#include "disclosure/hide.hpp"
#include "report/xlsx/text_workbook.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr int pages = 100;
constexpr int sheet_rows = 10'000;
constexpr int sheet_columns = 20;

/// One page: a table of 40 rows with outcome, budget, deviation and percent, and its total.
std::string page_content(std::mt19937& random) {
  std::string content = "BT /F 9 Tf\n";
  const auto put = [&](double x, double y, const std::string& text) {
    content += fmt::format("1 0 0 1 {:.1f} {:.1f} Tm ({}) Tj\n", x, y, text);
  };
  const auto row = [&](double y, const std::string& label, long outcome, long budget) {
    put(60, y, label);
    put(200, y, std::to_string(outcome));
    put(280, y, std::to_string(budget));
    put(360, y, std::to_string(outcome - budget));
    put(440, y,
        fmt::format("{:.1f}",
                    100.0 * static_cast<double>(outcome - budget) / static_cast<double>(budget)));
  };
  double y = 780;
  put(60, y, "Post");
  put(200, y, "Utfall");
  put(280, y, "Budget");
  put(360, y, "Avvikelse");
  put(440, y, "Procent");
  long outcomes = 0;
  long budgets = 0;
  for (int i = 0; i < 40; ++i) {
    const long outcome = 1000 + static_cast<long>(random() % 9000);
    const long budget = 1000 + static_cast<long>(random() % 9000);
    outcomes += outcome;
    budgets += budget;
    row(y -= 14, fmt::format("Post nummer {}", i), outcome, budget);
  }
  row(y - 14, "Summa", outcomes, budgets);
  return content + "ET";
}

std::string report_pdf() {
  std::mt19937 random(1);
  std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[";
  for (int i = 0; i < pages; ++i) pdf += fmt::format("{} 0 R ", 4 + 2 * i);
  pdf += fmt::format("]/Count {}>>endobj\n", pages);
  pdf += "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n";
  for (int i = 0; i < pages; ++i) {
    const std::string content = page_content(random);
    pdf += fmt::format(
        "{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font"
        "<</F 3 0 R>>>>>>endobj\n{} 0 obj<</Length {}>>stream\n{}\nendstream endobj\n",
        4 + 2 * i, 5 + 2 * i, 5 + 2 * i, content.size(), content);
  }
  return pdf + "trailer<</Root 1 0 R>>\n";
}

void write_sheet(const std::string& path) {
  std::mt19937 random(2);
  std::vector<std::vector<std::string>> rows(1);
  rows[0].emplace_back("Enhet");
  for (int i = 1; i < sheet_columns; ++i) rows[0].push_back(fmt::format("Kolumn {}", i));
  for (int r = 0; r < sheet_rows; ++r) {
    rows.push_back({fmt::format("Enhet {}", r)});
    long sum = 0;
    for (int i = 1; i + 1 < sheet_columns; ++i) {
      const long value = static_cast<long>(random() % 100'000);
      sum += value;
      rows.back().push_back(std::to_string(value));
    }
    rows.back().push_back(std::to_string(sum));
  }
  report::write_text_workbook(path, "Blad", rows);
}

double audit_seconds(const std::string& path) {
  return best_seconds(1, [&] {
    Diagnostics diagnostics;
    const auto outcome = app::audit_files({path}, {}, {}, diagnostics);
    if (outcome.own == 0 || diagnostics.has_errors()) {
      throw std::runtime_error(to_text(diagnostics));
    }
  });
}

/// Tables of 13 x 13 with totals, whose grand totals are the parts of one.
disclosure::CountTables linked_tables() {
  constexpr std::size_t size = 13;
  std::mt19937 random(7);
  disclosure::CountTables tables;
  disclosure::CountSum all;
  std::int64_t everything = 0;
  for (int t = 0; t < 20; ++t) {
    const std::size_t first = tables.cells.size();
    const auto at = [&](std::size_t r, std::size_t c) { return first + r * (size + 1) + c; };
    std::vector<std::int64_t> counts((size + 1) * (size + 1));
    for (std::size_t r = 0; r < size; ++r) {
      for (std::size_t c = 0; c < size; ++c) {
        const auto count =
            static_cast<std::int64_t>(random() % 20 == 0 ? 1 + random() % 4 : 5 + random() % 400);
        for (const std::size_t row : {r, size}) {
          for (const std::size_t column : {c, size}) counts[row * (size + 1) + column] += count;
        }
      }
    }
    for (const std::int64_t count : counts) tables.cells.push_back({.name = "n", .count = count});
    for (std::size_t r = 0; r <= size; ++r) {
      disclosure::CountSum across{at(r, size), {}};
      disclosure::CountSum down{at(size, r), {}};
      for (std::size_t c = 0; c < size; ++c) {
        across.parts.push_back(at(r, c));
        down.parts.push_back(at(c, r));
      }
      tables.sums.push_back(across);
      tables.sums.push_back(down);
    }
    all.parts.push_back(at(size, size));
    everything += counts.back();
  }
  all.total = tables.cells.size();
  tables.cells.push_back({.name = "all", .count = everything});
  tables.sums.push_back(all);
  return tables;
}

std::vector<Measurement> run() {
  std::string folder = (fs::temp_directory_path() / "redthread-bench-XXXXXX").string();
  if (!mkdtemp(folder.data())) throw std::runtime_error("cannot make a temporary folder");
  std::ofstream(folder + "/report.pdf") << report_pdf();
  write_sheet(folder + "/sheet.xlsx");
  const double report = audit_seconds(folder + "/report.pdf");
  const double sheet = audit_seconds(folder + "/sheet.xlsx");
  fs::remove_all(folder);
  const disclosure::CountTables tables = linked_tables();
  const double hiding = best_seconds(1, [&] {
    if (!disclosure::hide_small_counts(tables, {}).given_away.empty()) {
      throw std::runtime_error("a count is given away");
    }
  });
  return {{"granska.report_100_pages", report, "s", std::nullopt, "", 5.0, true},
          {"granska.sheet_10000x20", sheet, "s", std::nullopt, "", 2.0, true},
          {"granska.disclosure_20_tables", hiding, "s", std::nullopt, "", 10.0, true}};
}

[[maybe_unused]] const bool known =
    add({"granska", "a report of 100 pages, a sheet of 10 000 x 20, disclosure control", run});

}  // namespace
}  // namespace redthread::bench

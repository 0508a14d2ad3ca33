// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "report/compose/compose_chart.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

const NumberFormat number = *parse_number_format("number 0");
using Role = Chart::Series::Role;

FigurePtr figure(const std::string& subject, const std::string& column, const char* value) {
  if (value != nullptr) return sample_figure(subject, subject, column, value, number);
  auto absent = std::make_shared<Figure>();
  absent->label = {subject, subject};
  return absent;
}

/// Income 100 -> 110 and cost -60 -> -90 make a result of 40 -> 20; heat is not delivered.
StatementTable statement() {
  StatementTable table{.key = "economy", .title = {"Ekonomi", "Economy"}};
  table.columns = {{"ytd_budget", {"Budget", "Budget"}},
                   {"ytd_budget_deviation", {"Avvikelse", "Deviation"}},
                   {"ytd", {"Utfall", "Outcome"}}};
  const auto row = [&](const char* key, const char* label, std::vector<const char*> values) {
    StatementTable::Row made{.key = key, .label = {label, label}};
    for (std::size_t i = 0; i < values.size(); ++i) {
      made.cells.push_back(figure(key, table.columns[i].key, values[i]));
    }
    table.rows.push_back(made);
  };
  table.rows.push_back({.label = {"Rubrik", "Heading"}, .style = StatementRow::Style::heading});
  row("income", "Intäkter", {"100", "10", "110"});
  row("cost", "Kostnader", {"-60", "-30", "-90"});
  row("result", "Resultat", {"40", "-20", "20"});
  row("heat", "Värme", {"7", nullptr, nullptr});
  table.rows[2].indent = 1;
  table.rows[2].style = StatementRow::Style::of_which;
  return table;
}

std::string text(const Runs& runs) {
  std::string all;
  for (const Run& run : runs) {
    if (const auto* plain = std::get_if<TextRun>(&run)) all += plain->text;
    if (const auto* found = std::get_if<FigureRun>(&run)) all += "[" + found->text + "]";
  }
  return all;
}

/// Header and rows, a line each.
std::vector<std::string> lines(const Table& table) {
  std::vector<std::string> all(1);
  for (const auto& cell : table.header.front()) all[0] += text(cell.runs) + "|";
  for (const auto& row : table.rows) {
    all.emplace_back();
    for (const auto& cell : row.cells) all.back() += text(cell.runs) + "|";
  }
  return all;
}

TEST(ComposeChart, bars_take_the_asked_rows_and_columns_in_that_order) {
  const Chart chart = statement_chart(
      statement(),
      {.kind = Chart::Kind::bars, .rows = {"cost", "income"}, .columns = {"ytd", "ytd_budget"}},
      Language::swedish);
  EXPECT_EQ(lines(chart.data),
            (std::vector<std::string>{"Mått|Utfall|Budget|", "Kostnader|[\u221290]|[\u221260]|",
                                      "Intäkter|[110]|[100]|"}));
  EXPECT_EQ(chart.data.rows[0].indent, 0);
  ASSERT_EQ(chart.series.size(), 2u);
  EXPECT_EQ(chart.series[0].role, Role::outcome);
  EXPECT_EQ(chart.series[1].role, Role::budget);
  EXPECT_EQ(chart.series[1].column, 2u);
}

TEST(ComposeChart, without_rows_all_that_hold_figures_are_drawn) {
  const Chart chart = statement_chart(statement(), {.kind = Chart::Kind::heat, .columns = {"ytd"}},
                                      Language::swedish);
  EXPECT_EQ(lines(chart.data).size(), 5u) << "four rows and a header; the heading is no row";
}

TEST(ComposeChart, in_shares_the_parts_are_columns) {
  const Chart chart = statement_chart(
      statement(),
      {.kind = Chart::Kind::shares, .rows = {"income", "heat"}, .columns = {"ytd_budget", "ytd"}},
      Language::swedish);
  EXPECT_EQ(
      lines(chart.data),
      (std::vector<std::string>{"Mått|Intäkter|Värme|", "Budget|[100]|[7]|", "Utfall|[110]|[–]|"}));
  ASSERT_EQ(chart.series.size(), 2u);
  EXPECT_EQ(chart.series[1].role, Role::part);
}

ChartRequest bridge(std::vector<std::string> rows) {
  return {.kind = Chart::Kind::bridge,
          .rows = std::move(rows),
          .columns = {"ytd_budget", "ytd_budget_deviation", "ytd"},
          .total = "result"};
}

TEST(ComposeChart, a_bridge_goes_from_the_total_by_the_steps_to_the_total) {
  const Chart chart = statement_chart(statement(), bridge({"income", "cost"}), Language::swedish);
  EXPECT_EQ(lines(chart.data),
            (std::vector<std::string>{"Mått|Belopp|", "Budget|[40]|", "Intäkter|[10]|",
                                      "Kostnader|[\u221230]|", "Utfall|[20]|"}));
  EXPECT_TRUE(chart.data.notes.empty()) << "the steps add up";
  EXPECT_EQ(chart.data.rows.front().style, Table::Row::Style::total);
}

TEST(ComposeChart, a_bridge_says_when_its_steps_do_not_add_up) {
  for (const auto& rows : {std::vector<std::string>{"income"}, {"income", "cost", "heat"}}) {
    const Chart chart = statement_chart(statement(), bridge(rows), Language::swedish);
    ASSERT_FALSE(chart.data.notes.empty());
    EXPECT_NE(chart.data.notes.back().find("inte från start till slut"), std::string::npos);
  }
}

TEST(ComposeChart, a_series_is_a_row_a_month) {
  std::vector<std::vector<FigurePtr>> series(2);
  for (int month = 1; month <= 3; ++month) {
    for (const char* column : {"month", "r12"}) {
      auto made = std::make_shared<Figure>(
          *figure("visits", column, std::to_string(month * (column[0] == 'r' ? 100 : 10)).c_str()));
      made->address.period = Period::month(Month(2024, month));
      series[column[0] == 'r' ? 1 : 0].push_back(made);
    }
  }
  const Chart chart =
      series_chart(series, {.kind = Chart::Kind::line, .columns = {"month", "r12"}, .months = 3},
                   Language::swedish);
  EXPECT_EQ(lines(chart.data),
            (std::vector<std::string>{"Månad|Utfall|Rullande tolv månader|", "jan 2024|[10]|[100]|",
                                      "feb 2024|[20]|[200]|", "mar 2024|[30]|[300]|"}));
  EXPECT_EQ(chart.data.caption, "visits");
  EXPECT_EQ(chart.series[1].role, Role::rolling);
}

TEST(ComposeChart, the_description_says_what_the_picture_shows) {
  Chart chart = statement_chart(
      statement(),
      {.kind = Chart::Kind::bars, .rows = {"income", "cost", "heat"}, .columns = {"ytd"}},
      Language::swedish);
  EXPECT_EQ(chart_description(chart, Language::swedish),
            "Stapeldiagram: Ekonomi. Utfall: högst Intäkter 110, lägst Kostnader \u221290. Antal "
            "värden som saknas: 1.");
  chart = statement_chart(statement(), bridge({"income", "cost"}), Language::english);
  EXPECT_EQ(chart_description(chart, Language::english),
            "Deviation bridge: Economy. From Budget 40 to Outcome 20: Intäkter 10, Kostnader "
            "\u221230.");
}

TEST(ComposeChart, bullets_show_outcome_target_and_status) {
  Scorecard scorecard;
  scorecard.rows.push_back({.indicator = "a",
                            .name = {"Besök", "Visits"},
                            .outcome = figure("a", "ytd", "78"),
                            .target = figure("a", "ytd_target", "95"),
                            .target_text = {"≥ 95", "≥ 95"},
                            .status = Status::red});
  const Chart chart = scorecard_chart(scorecard, Period::tertial(2024, 1), Language::swedish);
  EXPECT_EQ(lines(chart.data),
            (std::vector<std::string>{"Indikator|Utfall jan–apr 2024|Mål|Status|",
                                      "Besök|[78]|≥ [95]|○\u00A0röd|"}));
  EXPECT_EQ(chart_description(chart, Language::swedish),
            "Måldiagram: Styrkort. Besök 78 (mål ≥ 95).");
}

}  // namespace
}  // namespace redthread::report

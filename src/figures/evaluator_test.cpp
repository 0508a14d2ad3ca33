// SPDX-License-Identifier: Apache-2.0
#include "figures/evaluator.hpp"

#include <set>

#include <gtest/gtest.h>

#include "figures/statement.hpp"
#include "figures/test_catalog.hpp"

namespace redthread::figures {
namespace {

const Period april = Period::month(Month(2024, 4));

/// Every operand's address is a question that gives that very figure.
void expect_thread_can_be_asked(Evaluator& evaluator, const TestCatalog& test,
                                const FigurePtr& root) {
  std::set<std::string> ids;
  for (const FigurePtr& figure : thread_of(root)) {
    EXPECT_TRUE(ids.insert(figure->id).second) << figure->id << " twice";
    EXPECT_EQ(figure->id, to_string(figure->address));
    EXPECT_EQ(figure->value.has_value(), has_value(figure->state));
    const StatementColumn* column = standard_column(figure->address.column);
    if (column == nullptr || test.catalog.measure(figure->address.subject) == nullptr) continue;
    const FigurePtr again =
        evaluator.figure(figure->address.subject, test.unit(figure->address.unit),
                         figure->address.period, figure->address.column);
    EXPECT_EQ(again->id, figure->id);
    EXPECT_EQ(again->value, figure->value);
    EXPECT_EQ(again->period, figure->period);
  }
}

TEST(Figure, carries_its_thread_down_to_the_rows) {
  TestCatalog test;
  test.add_measure("visits").definition = {"Antal besök", "Number of visits"};
  test.catalog.measures.back().source = "Handboken";
  for (const char* unit : {"A", "B"}) {
    test.set("visits", unit, "2024-03", 1);
    test.set("visits", unit, "2024-01..2024-02", 10);
    test.set("visits", unit, "2024-04", 100);
  }
  Evaluator evaluator(test.catalog, test.cube);
  const FigurePtr figure = evaluator.figure("visits", test.unit("HSF"), april, "ytd");
  EXPECT_EQ(figure->id, "test/visits/HSF/2024-04..2024-04/as_was/ytd");
  EXPECT_EQ(figure->label.sv, "Mått visits");
  EXPECT_EQ(figure->definition, "rows: visits");
  EXPECT_EQ(figure->explanation.en, "Number of visits");
  EXPECT_EQ(figure->definition_source, "Handboken");
  EXPECT_EQ(figure->period, april.year_to_date());
  EXPECT_EQ(figure->value, Exact(222));
  EXPECT_EQ(figure->operation, Operation::sum_units);
  ASSERT_EQ(figure->operands.size(), 2u);
  EXPECT_EQ(figure->operands[0]->operation, Operation::sum_months);
  ASSERT_EQ(figure->operands[0]->operands.size(), 3u);
  EXPECT_EQ(figure->operands[0]->operands[0]->sources.at(0).written, "10");
  expect_thread_can_be_asked(evaluator, test, figure);
}

TEST(Figure, is_the_same_object_when_asked_again) {
  TestCatalog test;
  test.add_measure("visits");
  test.set("visits", "A", "2024-04", 5);
  test.set("visits", "A", "2024-04", 4, Scenario::budget);
  Evaluator evaluator(test.catalog, test.cube);
  const int unit = test.unit("A");
  const FigurePtr deviation = evaluator.figure("visits", unit, april, "month_budget_deviation");
  EXPECT_EQ(deviation->operands[0], evaluator.figure("visits", unit, april, "month"));
  EXPECT_EQ(deviation, evaluator.figure("visits", unit, april, "month_budget_deviation"));
  EXPECT_EQ(deviation->definition, "month - month_budget");
}

TEST(Figure, lagged_parts_have_addresses_that_give_them) {
  TestCatalog test;
  test.add_measure("drg").lag_months = 1;
  for (const char* month : {"2023-12", "2024-01", "2024-02", "2024-03", "2024-04"}) {
    test.set("drg", "A", month, 7);
  }
  test.set("drg", "A", "2023", 90);
  Evaluator evaluator(test.catalog, test.cube);
  for (const char* column : {"ytd", "month", "previous_year", "r12"}) {
    const FigurePtr figure = evaluator.figure("drg", test.unit("A"), april, column);
    expect_thread_can_be_asked(evaluator, test, figure);
  }
  EXPECT_EQ(evaluator.figure("drg", test.unit("A"), april, "ytd")->value, Exact(21));
}

TEST(Figure, no_two_figures_share_an_address) {
  // The same formula under two names, and a sum of cells that is incomplete at the unit while the
  // units below know more.
  TestCatalog test;
  test.catalog.breakdowns.push_back({.key = "sex", .categories = {{"women", {}}, {"men", {}}}});
  test.add_measure("a").breakdowns = {"sex"};
  test.set("a", "HSF", "2024-03", 1, Scenario::actual, {{"sex", "women"}});
  test.set("a", "A", "2024-04", 5, Scenario::actual, {{"sex", "women"}});
  Evaluator evaluator(test.catalog, test.cube);
  const FigurePtr total = evaluator.figure("a", test.unit("HSF"), april, "month");
  EXPECT_EQ(total->value, Exact(5));
  const FigurePtr women = evaluator.figure(key("a", {{"sex", "women"}}), test.unit("HSF"), april,
                                           *standard_column("month"));
  EXPECT_EQ(women->value, Exact(5));
}

TEST(Figure, an_own_column_that_means_a_standard_one_is_that_one) {
  TestCatalog test;
  test.add_measure("visits");
  test.set("visits", "A", "2023-04", 5);
  StatementColumn then{.key = "then"};
  then.rule = {.span = ColumnRule::SpanRule::month, .years_back = 1, .unit = "A"};
  Evaluator evaluator(test.catalog, test.cube);
  EXPECT_EQ(evaluator.figure(key("visits"), test.unit("HSF"), april, then),
            evaluator.figure("visits", test.unit("A"), april, "month_previous"));
}

// Statements ----------------------------------------------------------------------------------

Statement economy() {
  Statement statement{
      .key = "economy", .title = {"Resultat", "Result"}, .row_title = {"Belopp", ""}};
  for (const char* column :
       {"ytd", "ytd_budget", "ytd_budget_deviation", "ytd_budget_deviation_pct"}) {
    statement.columns.push_back(*standard_column(column));
  }
  statement.columns[1].hidden = true;
  statement.show = parse_number_format("tkr 0");
  statement.rows.push_back(
      {.key = "head", .label = {"Intäkter", "Income"}, .style = StatementRow::Style::heading});
  statement.rows.push_back({.key = "income", .value = key("income"), .expand = "units"});
  statement.rows.push_back({.key = "fees",
                            .label = {"varav avgifter", ""},
                            .value = key("income"),
                            .parent = "income",
                            .style = StatementRow::Style::of_which,
                            .unit = "B"});
  return statement;
}

TEST(Statement, rows_seen_through_visible_columns) {
  TestCatalog test;
  test.add_measure("income", "mnkr");
  test.set("income", "A", "2024-T1", 1'500'000);
  test.set("income", "B", "2024-T1", 500'000);
  test.set("income", "HSF", "2024-T1", 1'000'000, Scenario::budget);
  const Statement statement = economy();
  Evaluator evaluator(test.catalog, test.cube);
  const StatementTable table = evaluator.statement(statement, test.unit("HSF"), april);

  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.columns[0].title.sv, "Utfall jan–apr 2024");
  EXPECT_EQ(table.columns[0].title.en, "Outcome Jan–Apr 2024");
  EXPECT_EQ(table.columns[1].title.sv, "Avvikelse mot budget");
  ASSERT_EQ(table.rows.size(), 5u);
  EXPECT_TRUE(table.rows[0].cells.empty());
  EXPECT_EQ(table.rows[1].label.sv, "Mått income");
  EXPECT_EQ(table.rows[2].key, "income:A");
  EXPECT_EQ(table.rows[2].label.sv, "Enhet A");
  EXPECT_EQ(table.rows[2].indent, 1);
  EXPECT_EQ(table.rows[2].parent, "income");
  EXPECT_EQ(table.rows[4].key, "fees");
  EXPECT_EQ(table.rows[4].indent, 1);
  const auto text = [&](std::size_t row, std::size_t column) {
    return table.rows[row].cells[column]->text(Language::english);
  };
  EXPECT_EQ(text(1, 0), "2,000\u00A0SEK thousand");
  EXPECT_EQ(text(1, 1), "+1,000\u00A0SEK thousand");
  EXPECT_EQ(text(1, 2), "+100.0%");
  EXPECT_EQ(text(2, 0), "1,500\u00A0SEK thousand");
  EXPECT_EQ(text(4, 0), "500\u00A0SEK thousand");
  EXPECT_EQ(table.common_unit, "tkr");
}

TEST(Statement, one_cell_by_its_keys) {
  TestCatalog test;
  test.add_measure("income", "mnkr");
  test.set("income", "A", "2024-T1", 1'500'000);
  const Statement statement = economy();
  Evaluator evaluator(test.catalog, test.cube);
  const int unit = test.unit("HSF");
  const StatementTable table = evaluator.statement(statement, unit, april);
  EXPECT_EQ(evaluator.cell(statement, "income:A", "ytd", unit, april), table.rows[2].cells[0]);
  EXPECT_EQ(evaluator.cell(statement, "income", "r12", unit, april)->state, State::missing);
  EXPECT_EQ(evaluator.cell(statement, "head", "ytd", unit, april), nullptr);
  EXPECT_EQ(evaluator.cell(statement, "nothing", "ytd", unit, april), nullptr);
  EXPECT_EQ(evaluator.cell(statement, "income", "nothing", unit, april), nullptr);
}

/// Women, men and total at two dates and the change: a declaration, not code.
Statement staff() {
  Statement statement{.key = "staff"};
  const auto add = [&](std::string name, ColumnRule rule) {
    statement.columns.push_back(
        {.key = name, .title = {name + " {year_previous}", ""}, .rule = std::move(rule)});
  };
  add("women_now", {.span = ColumnRule::SpanRule::month, .cell = {{"sex", "women"}}});
  add("women_then",
      {.span = ColumnRule::SpanRule::month, .years_back = 1, .cell = {{"sex", "women"}}});
  add("total", {.span = ColumnRule::SpanRule::month});
  add("diff", {.kind = ColumnRule::Kind::difference, .left = "women_now", .right = "women_then"});
  add("diff_pct", {.kind = ColumnRule::Kind::change, .left = "women_now", .right = "women_then"});
  add("share", {.kind = ColumnRule::Kind::formula});
  statement.columns.back().rule.formula =
      binary(Expression::Kind::divide, key("women_now"), key("total"));
  statement.rows.push_back({.key = "fte", .value = key("fte"), .expand = "sex"});
  statement.rows.push_back({.key = "cost", .value = key("cost")});
  return statement;
}

TEST(Statement, own_columns_by_cell_year_and_formula) {
  TestCatalog test;
  test.catalog.breakdowns.push_back(
      {.key = "sex", .categories = {{"women", {"Kvinnor", "Women"}}, {"men", {"Män", "Men"}}}});
  test.add_measure("fte", "årsarbetare").breakdowns = {"sex"};
  test.add_measure("cost", "mnkr");
  const Cell women = {{"sex", "women"}};
  const Cell men = {{"sex", "men"}};
  test.set("fte", "HSF", "2024-04", 90, Scenario::actual, women);
  test.set("fte", "HSF", "2024-04", 10, Scenario::actual, men);
  test.set("fte", "HSF", "2023-04", 72, Scenario::actual, women);
  test.set("cost", "HSF", "2024-04", 1'000'000);
  test.catalog.statements.push_back(staff());
  const Statement& statement = test.catalog.statements.front();
  Evaluator evaluator(test.catalog, test.cube);
  const int unit = test.unit("HSF");
  const StatementTable table = evaluator.statement(statement, unit, april);
  const auto text = [&](std::size_t row, std::size_t column) {
    return table.rows[row].cells[column]->text(Language::english);
  };
  EXPECT_EQ(table.columns[0].title.sv, "women_now 2023");
  EXPECT_EQ(text(0, 0), "90");
  EXPECT_EQ(text(0, 1), "72");
  EXPECT_EQ(text(0, 2), "100");
  EXPECT_EQ(text(0, 3), "+18");
  EXPECT_EQ(text(0, 4), "+25.0%");
  EXPECT_EQ(text(0, 5), "90.0%");
  EXPECT_EQ(table.rows[0].cells[3]->id, "test/fte/HSF/2024-04..2024-04/as_was/staff:diff");
  EXPECT_EQ(table.rows[0].cells[0]->id, "test/fte{sex: women}/HSF/2024-04..2024-04/as_was/month");
  // A row of men in a column of women has no answer, nor has a measure that is not split by sex.
  EXPECT_EQ(table.rows[2].key, "fte:men");
  EXPECT_EQ(table.rows[2].cells[0]->state, State::not_applicable);
  EXPECT_EQ(text(2, 2), "10");
  EXPECT_EQ(table.rows[3].cells[0]->state, State::not_applicable);
  EXPECT_EQ(text(3, 2), "1.0\u00A0SEK m");
  // The statement's own columns are known by the column itself.
  EXPECT_EQ(evaluator.figure(key("fte"), unit, april, statement.columns[3]),
            table.rows[0].cells[3]);
}

TEST(Statement, titles_name_their_months) {
  const Period asked = *Period::parse("2024-T1");
  EXPECT_EQ(filled_title({"R12 {r12}", "{month_previous}"}, asked).sv, "R12 maj 2023–apr 2024");
  EXPECT_EQ(filled_title({"", "{month_previous}"}, asked).en, "Apr 2023");
  EXPECT_EQ(filled_title({"{period} mot {ytd_previous} {year}", ""}, asked).sv,
            "jan–apr 2024 mot jan–apr 2023 2024");
}

}  // namespace
}  // namespace redthread::figures

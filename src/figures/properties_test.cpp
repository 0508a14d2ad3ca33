// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "figures/dense_table.hpp"
#include "figures/evaluator.hpp"
#include "figures/test_catalog.hpp"

// The invariants that hold for every cube, tried on random ones with holes in them.

namespace redthread::figures {
namespace {

const std::vector<std::pair<std::string, std::string>> tree = {
    {"HSF", ""}, {"A", "HSF"}, {"B", "HSF"}, {"C", "HSF"}, {"A1", "A"},
    {"A2", "A"}, {"B1", "B"},  {"B2", "B"},  {"B3", "B"}};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }
  bool one_in(int n) { return below(n) == 0; }
  std::int64_t value() { return std::uniform_int_distribution<std::int64_t>(-1000, 1000)(engine_); }

 private:
  std::mt19937 engine_;
};

State random_state(Random& random) {
  switch (random.below(30)) {
    case 0:
      return State::preliminary;
    case 1:
      return State::not_comparable;
    case 2:
      return State::not_measured;
    case 3:
      return State::not_applicable;
    case 4:
      return State::suppressed;
    case 5:
      return State::partial;
    default:
      return State::present;
  }
}

/// Values in most months of the given units; `holes` = one month in so many is not delivered.
void fill(TestCatalog& test, Random& random, const std::string& measure,
          const std::vector<std::string>& units, int holes, bool states) {
  for (const std::string& unit : units) {
    for (const Scenario scenario : {Scenario::actual, Scenario::budget}) {
      const Cube::Key key{.measure = test.catalog.measure_index(measure),
                          .unit = test.unit(unit),
                          .scenario = scenario};
      const bool steady = random.one_in(3);  // a state that holds for a long run of months
      const State run = random_state(random);
      for (const Month month : test.cube.range().each_month()) {
        if (holes > 0 && random.one_in(holes)) continue;
        State state = states ? random_state(random) : State::present;
        if (states && steady && month.year() == 2022) state = run;
        const std::int64_t value = random.value();
        test.cube.set(
            key,
            {.span = Period::month(month), .value = has_value(state) ? value : 0, .state = state});
      }
    }
  }
}

TEST(Invariants, a_parents_figure_is_the_sum_of_its_childrens) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    TestCatalog test(tree);
    test.add_measure("m");
    fill(test, random, "m", {"A1", "A2", "B1", "B2", "B3", "C"}, seed % 2 == 0 ? 0 : 20, false);
    Evaluator evaluator(test.catalog, test.cube);
    for (const char* column : {"ytd", "month", "r12", "previous_year", "ytd_budget"}) {
      for (const char* parent : {"HSF", "A", "B"}) {
        const Period asked = Period::month(Month(2022, 1 + random.below(12)));
        const FigurePtr sum = evaluator.figure("m", test.unit(parent), asked, column);
        Exact total;
        int present = 0;
        int lacking = 0;
        bool all_whole = true;
        for (const int child : test.catalog.organisation.children(test.unit(parent), asked)) {
          const FigurePtr part = evaluator.figure("m", child, asked, column);
          if (part->value) total = total + *part->value;
          all_whole = all_whole && part->state != State::partial;
          part->value ? ++present : ++lacking;
        }
        EXPECT_EQ(sum->value.has_value(), present > 0);
        if (!sum->value) continue;
        EXPECT_EQ(*sum->value, total);
        EXPECT_EQ(sum->state == State::present, lacking == 0 && all_whole);
      }
    }
  }
}

TEST(Invariants, a_ratio_is_the_ratio_of_the_sums) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    TestCatalog test(tree);
    test.add_measure("within");
    test.add_measure("counted");
    test.add_formula("share", binary(Expression::Kind::divide, key("within"), key("counted")), "%");
    fill(test, random, "within", {"A1", "A2", "B1", "C"}, 30, false);
    fill(test, random, "counted", {"A1", "A2", "B1", "C"}, 0, false);
    Evaluator evaluator(test.catalog, test.cube);
    for (const char* column : {"ytd", "r12"}) {
      const Period asked = Period::month(Month(2023, 1 + random.below(12)));
      const auto figure = [&](const char* name) {
        return evaluator.figure(name, test.unit("HSF"), asked, column);
      };
      const FigurePtr share = figure("share");
      const FigurePtr within = figure("within");
      const FigurePtr counted = figure("counted");
      // A part over the whole is no ratio: no value when units lack in the numerator only.
      const bool part_over_whole = within->state == State::partial;
      if (!within->value || counted->value->is_zero() || part_over_whole) {
        EXPECT_FALSE(share->value);
      } else {
        EXPECT_EQ(*share->value, *within->value / *counted->value);
      }
    }
  }
}

TEST(Invariants, rolling_twelve_is_this_year_and_the_rest_of_last) {
  Random random(7);
  TestCatalog test(tree);
  test.add_measure("m");
  fill(test, random, "m", {"A1", "A2", "B1"}, 0, false);
  Evaluator evaluator(test.catalog, test.cube);
  const auto figure = [&](Period asked, const char* column) {
    return *evaluator.figure("m", test.unit("HSF"), asked, column)->value;
  };
  for (int month = 1; month <= 12; ++month) {
    const Period asked = Period::month(Month(2024, month));
    const Exact rest = figure(asked, "previous_year") - figure(asked, "ytd_previous");
    EXPECT_EQ(figure(asked, "r12"), figure(asked, "ytd") + rest);
  }
}

TEST(Invariants, missing_is_not_zero) {
  Random random(3);
  TestCatalog test(tree);
  test.add_measure("m");
  fill(test, random, "m", {"A1"}, 4, false);
  Evaluator evaluator(test.catalog, test.cube);
  const auto series = test.cube.find({.unit = test.unit("A1")});
  ASSERT_TRUE(series);
  for (const Month month : Period::year(2022).each_month()) {
    const Period asked = Period::month(month);
    const bool delivered = test.cube.at(*series, month).state == State::present;
    const FigurePtr now = evaluator.figure("m", test.unit("A1"), asked, "month");
    EXPECT_EQ(now->value.has_value(), delivered);
    if (!delivered) {
      for (const char* column : {"month_previous_change", "month_previous_change_pct",
                                 "month_budget_deviation", "month_budget_deviation_pct"}) {
        EXPECT_FALSE(evaluator.figure("m", test.unit("A1"), asked, column)->value);
      }
    }
  }
}

// Dense against scalar -------------------------------------------------------------------------

struct DenseColumn {
  DenseTable::Column column;
  const char* standard;
};
constexpr DenseColumn dense_columns[] = {
    {DenseTable::Column::ytd, "ytd"},
    {DenseTable::Column::ytd_previous, "ytd_previous"},
    {DenseTable::Column::ytd_budget_deviation, "ytd_budget_deviation"},
    {DenseTable::Column::r12, "r12"}};

void expect_same(TestCatalog& test, unsigned seed) {
  DenseMaker maker(test.catalog, test.cube);
  const auto table = maker.table(test.catalog.measure_index("m"));
  ASSERT_TRUE(table);
  Evaluator evaluator(test.catalog, test.cube);
  for (std::size_t unit = 0; unit < test.catalog.organisation.size(); ++unit) {
    for (const DenseColumn& column : dense_columns) {
      const dense::Row row = table->row(column.column, static_cast<int>(unit));
      for (std::size_t month = 0; month < table->months(); ++month) {
        const Period asked = Period::month(test.cube.range().first().plus(static_cast<int>(month)));
        const FigurePtr figure =
            evaluator.figure("m", static_cast<int>(unit), asked, column.standard);
        ASSERT_EQ(to_string(row.states[month]), to_string(figure->state))
            << "seed " << seed << " " << figure->id;
        if (figure->value) {
          ASSERT_EQ(Exact(row.values[month]), *figure->value)
              << "seed " << seed << " " << figure->id;
        }
      }
    }
  }
}

TEST(Dense, says_what_the_evaluator_says_for_every_cell) {
  for (unsigned seed = 1; seed <= 16; ++seed) {
    Random random(seed);
    TestCatalog test(tree);
    test.add_measure("m");
    std::vector<std::string> units = {"A1", "A2", "B1", "B2", "B3"};
    if (seed % 3 == 0) units.push_back("B");  // reported above as well
    if (seed % 4 == 0) units.push_back("HSF");
    if (seed % 5 == 0) units.push_back("C");
    const int holes = seed % 4 == 1 ? 0 : static_cast<int>(5 + seed * 5);
    fill(test, random, "m", units, holes, seed % 2 == 0);
    expect_same(test, seed);
  }
}

TEST(Dense, begins_in_the_middle_of_a_year) {
  Random random(99);
  TestCatalog test(tree);
  test.cube = Cube(Period(Month(2021, 5), Month(2023, 8)));
  test.add_measure("m");
  fill(test, random, "m", {"A1", "A2", "B1"}, 25, true);
  expect_same(test, 99);
}

TEST(Dense, needs_no_finer_cells_where_the_total_lacks_nothing) {
  const auto split = [](TestCatalog& test, Random& random) {
    test.catalog.breakdowns.push_back(
        {.key = "sex", .name = {.sv = "Kön"}, .categories = {{.key = "women"}, {.key = "men"}}});
    test.add_measure("m").breakdowns = {"sex"};
    test.catalog.index_names();
    for (const Month month : test.cube.range().each_month()) {
      if (random.one_in(4)) continue;
      test.set("m", "A1", month.to_string(), random.value(), Scenario::actual, {{"sex", "women"}});
    }
  };
  Random random(7);
  TestCatalog whole(tree);
  split(whole, random);
  fill(whole, random, "m", {"A1", "A2", "B1"}, 0, false);
  expect_same(whole, 7);

  TestCatalog lacking(tree);
  split(lacking, random);
  fill(lacking, random, "m", {"A2", "B1"}, 0, false);
  EXPECT_FALSE(DenseMaker(lacking.catalog, lacking.cube).table(0));
  lacking.set("m", "A1", "2024-01", 1);
  EXPECT_FALSE(DenseMaker(lacking.catalog, lacking.cube).table(0));
}

TEST(Dense, leaves_what_is_not_plain_to_the_evaluator) {
  TestCatalog lagged(tree);
  lagged.add_measure("m").lag_months = 1;
  lagged.set("m", "A1", "2024-01", 1);
  EXPECT_FALSE(DenseMaker(lagged.catalog, lagged.cube).table(0));

  TestCatalog longer(tree);
  longer.add_measure("m");
  longer.set("m", "A1", "2024-T1", 1);
  EXPECT_FALSE(DenseMaker(longer.catalog, longer.cube).table(0));

  TestCatalog changed(tree);
  changed.add_measure("m").versions.push_back({.number = 2, .from = Month(2024, 3)});
  changed.set("m", "A1", "2024-01", 1);
  EXPECT_FALSE(DenseMaker(changed.catalog, changed.cube).table(0));

  TestCatalog huge(tree);
  huge.add_measure("m");
  huge.set("m", "A1", "2024-01", INT64_MAX);
  EXPECT_FALSE(DenseMaker(huge.catalog, huge.cube).table(0));
}

}  // namespace
}  // namespace redthread::figures

// SPDX-License-Identifier: Apache-2.0
#include "model/cube.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace redthread {
namespace {

const Period two_years{Month(2023, 1), Month(2024, 12)};
const Cube::Key visits{.measure = 0, .cell = 0, .unit = 0};

TEST(Cube, empty_has_no_series_and_one_cell_the_total) {
  const Cube cube(two_years);
  EXPECT_EQ(cube.series_count(), 0u);
  EXPECT_EQ(cube.month_count(), 24);
  EXPECT_EQ(cube.cells(), std::vector<Cell>{Cell{}});
  EXPECT_EQ(cube.cell_index({}), 0);
  EXPECT_EQ(cube.find(visits), std::nullopt);
}

TEST(Cube, what_is_set_is_read_and_the_rest_is_missing_not_zero) {
  Cube cube(two_years);
  const std::uint32_t source = cube.add_source({.delivery = 1, .line = 7, .written = "0"});
  cube.set(visits, {.span = Period::month(Month(2023, 3)),
                    .value = 0,
                    .state = State::present,
                    .source = source});
  const std::size_t series = cube.find(visits).value();
  const Cube::Value march = cube.at(series, Month(2023, 3));
  EXPECT_EQ(march.value, 0);
  EXPECT_EQ(march.state, State::present);
  EXPECT_EQ(cube.sources()[march.source].line, 7);
  const Cube::Value april = cube.at(series, Month(2023, 4));
  EXPECT_EQ(april.state, State::missing);
  EXPECT_EQ(april.source, Cube::no_source);
  EXPECT_EQ(cube.at(series, Month(2022, 12)).state, State::missing);
  EXPECT_EQ(cube.at(series, Month(2025, 1)).state, State::missing);
}

TEST(Cube, later_values_overwrite_months_and_spans) {
  Cube cube(two_years);
  for (const std::int64_t value : {1, 2}) {
    cube.set(visits,
             {.span = Period::month(Month(2024, 12)), .value = value, .state = State::present});
    cube.set(visits, {.span = Period::year(2024), .value = value * 10, .state = State::present});
  }
  const std::size_t series = cube.find(visits).value();
  EXPECT_EQ(cube.series_count(), 1u);
  EXPECT_EQ(cube.at(series, Month(2024, 12)).value, 2);
  ASSERT_EQ(cube.spans(series).size(), 1u);
  EXPECT_EQ(cube.spans(series)[0].value, 20);
}

TEST(Cube, spans_lie_by_first_month_then_length) {
  Cube cube(two_years);
  for (const Period span : {Period::year(2024), Period::tertial(2024, 1), Period::year(2023),
                            Period::quarter(2024, 1), Period::quarter(2023, 4)}) {
    cube.set(visits, {.span = span, .value = 1, .state = State::present});
  }
  std::vector<Period> order;
  for (const Cube::Value& value : cube.spans(cube.find(visits).value())) {
    order.push_back(value.span);
  }
  EXPECT_EQ(order, (std::vector<Period>{Period::year(2023), Period::quarter(2023, 4),
                                        Period::quarter(2024, 1), Period::tertial(2024, 1),
                                        Period::year(2024)}));
}

TEST(Cube, a_span_is_not_a_month) {
  Cube cube(two_years);
  cube.set(visits, {.span = Period::year(2024), .value = 12, .state = State::present});
  const std::size_t series = cube.find(visits).value();
  for (const Month month : two_years.each_month()) {
    EXPECT_EQ(cube.at(series, month).state, State::missing);
  }
}

TEST(Cube, cells_are_interned_once) {
  Cube cube(two_years);
  const Cell women{{"sex", "women"}};
  const int first = cube.intern(women);
  EXPECT_EQ(first, 1);
  EXPECT_EQ(cube.intern(women), first);
  EXPECT_EQ(cube.intern({}), 0);
  EXPECT_EQ(cube.cell_index(women), first);
  EXPECT_EQ(cube.cell_index({{"sex", "men"}}), std::nullopt);
  EXPECT_EQ(cube.cells().size(), 2u);
}

TEST(Cube, month_rows_are_the_same_months) {
  Cube cube(two_years);
  cube.reserve_series(2);
  const Cube::Row row = cube.month_row(visits);
  for (int month = 0; month < cube.month_count(); ++month) {
    EXPECT_EQ(row.states[month], State::missing);
    row.values[month] = month;
    row.states[month] = State::present;
  }
  cube.month_row({.measure = 1});
  const std::size_t series = cube.find(visits).value();
  EXPECT_EQ(cube.at(series, Month(2023, 1)).value, 0);
  EXPECT_EQ(cube.at(series, Month(2024, 12)).value, 23);
  EXPECT_EQ(cube.months(series)[5], 5);
  EXPECT_EQ(cube.month_states(series)[5], State::present);
  EXPECT_EQ(cube.at(cube.find({.measure = 1}).value(), Month(2023, 1)).state, State::missing);
}

#ifndef NDEBUG
TEST(CubeDeathTest, a_month_outside_the_range_is_our_own_bug) {
  Cube cube(two_years);
  EXPECT_DEATH(cube.set(visits, {.span = Period::month(Month(2025, 1)), .state = State::present}),
               "outside the cube's range");
}
#endif

/// Whatever is set in whatever order, the cube answers as a plain map would.
RC_GTEST_PROP(Cube, answers_as_a_map_of_values, ()) {
  Cube cube(two_years);
  using Place = std::tuple<int, int, int, int, int, int>;
  std::map<Place, std::int64_t> expected;
  const int count = *rc::gen::inRange(0, 60);
  for (int i = 0; i < count; ++i) {
    const Cube::Key key{.measure = *rc::gen::inRange(0, 3),
                        .cell = *rc::gen::inRange(0, 2),
                        .unit = *rc::gen::inRange(0, 3),
                        .scenario = static_cast<Scenario>(*rc::gen::inRange(0, scenario_count))};
    const int first = *rc::gen::inRange(0, 24);
    const int last = std::min(23, first + *rc::gen::inRange(0, 3));
    const auto value = *rc::gen::arbitrary<std::int64_t>();
    cube.set(key, {.span = {two_years.first().plus(first), two_years.first().plus(last)},
                   .value = value,
                   .state = State::present});
    expected[{key.measure, key.cell, key.unit, static_cast<int>(key.scenario), first, last}] =
        value;
  }
  std::map<Place, std::int64_t> actual;
  for (std::size_t series = 0; series < cube.series_count(); ++series) {
    const Cube::Key& key = cube.key(series);
    RC_ASSERT(cube.find(key) == series);
    const auto add = [&](const Cube::Value& value) {
      const int start = two_years.first().index();
      actual[{key.measure, key.cell, key.unit, static_cast<int>(key.scenario),
              value.span.first().index() - start, value.span.last().index() - start}] = value.value;
    };
    for (const Month month : two_years.each_month()) {
      if (cube.at(series, month).state == State::present) add(cube.at(series, month));
    }
    std::for_each(cube.spans(series).begin(), cube.spans(series).end(), add);
  }
  RC_ASSERT(actual == expected);
}

TEST(Cube, keeps_versions_of_forecasts_beside_the_series) {
  Cube cube(Period::year(2024));
  const Cube::Key key{.measure = 1, .unit = 2, .scenario = Scenario::forecast};
  const Period year = Period::year(2024);
  const auto source = cube.add_source({.line = 7});
  cube.set_version(key, Month(2024, 8), {.span = year, .value = 110, .source = source});
  cube.set_version(key, Month(2024, 4), {.span = year, .value = 1});
  cube.set_version(key, Month(2024, 4), {.span = year, .value = 100});
  cube.set_version(key, Month(2024, 4), {.span = Period::tertial(2024, 3), .value = 30});
  cube.set_ends(source, {.low = 105, .high = 115});
  const auto series = cube.find(key);
  ASSERT_TRUE(series);
  EXPECT_EQ(cube.at(*series, Month(2024, 4)).state, State::missing);
  EXPECT_TRUE(cube.spans(*series).empty());
  const auto& versions = cube.versions(*series);
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].made, Month(2024, 4)) << "oldest first";
  ASSERT_EQ(versions[0].values.size(), 2u);
  EXPECT_EQ(versions[0].values[0].value, 100) << "later calls overwrite";
  EXPECT_EQ(versions[1].values[0].value, 110);
  ASSERT_TRUE(cube.ends(source));
  EXPECT_EQ(cube.ends(source)->high, 115);
  EXPECT_FALSE(cube.ends(Cube::no_source));
  cube.set({.measure = 2}, {.span = Period::month(Month(2024, 1)), .value = 1});
  EXPECT_TRUE(cube.versions(1).empty());
}

}  // namespace
}  // namespace redthread

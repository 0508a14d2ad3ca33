// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/catalog.hpp"
#include "model/cube.hpp"

namespace redthread::figures {

/// For tests: a catalog and a cube made by hand. Units by (code, parent), the first is the root;
/// all measures reported in the fact `rows`; the cube covers 2020 to 2025.
struct TestCatalog {
  Catalog catalog;
  Cube cube = Cube(Period(Month(2020, 1), Month(2025, 12)));

  explicit TestCatalog(const std::vector<std::pair<std::string, std::string>>& units = {
                           {"HSF", ""}, {"A", "HSF"}, {"B", "HSF"}}) {
    std::vector<UnitValidity> validities;
    for (const auto& [code, parent] : units) {
      validities.push_back({.code = code,
                            .name = "Enhet " + code,
                            .parent = parent,
                            .kind = "unit",
                            .valid_from = *Date::from_ymd(2000, 1, 1)});
    }
    catalog.region.key = "test";
    catalog.region.root_unit = units.front().first;
    catalog.organisation = Organisation(std::move(validities));
    catalog.facts.push_back({.key = "rows"});
    catalog.index_names();
  }

  Measure& add_measure(const std::string& key, const std::string& unit = "st") {
    Measure measure{.key = key, .name = {"Mått " + key, "Measure " + key}, .fact = 0};
    measure.unit = *catalog.measure_units.find(unit);
    measure.versions.push_back({});
    if (unit == "mnkr") measure.show = *parse_number_format("mnkr 1");
    if (unit == "%") measure.show = *parse_number_format("percent 1");
    if (unit == "%") measure.scale = 4;
    catalog.measures.push_back(std::move(measure));
    catalog.index_names();
    return catalog.measures.back();
  }

  Measure& add_formula(const std::string& key, Expression formula, const std::string& unit) {
    Measure& measure = add_measure(key, unit);
    measure.fact = -1;
    measure.versions.front().formula = std::move(formula);
    return measure;
  }

  int unit(const std::string& code) const { return *catalog.organisation.index_of(code); }

  /// `value` counts in the measure's smallest unit.
  void set(const std::string& measure, const std::string& unit_code, const std::string& span,
           std::int64_t value, Scenario scenario = Scenario::actual, const Cell& cell = {},
           State state = State::present) {
    const auto source =
        cube.add_source({.delivery = 1, .line = 2, .written = std::to_string(value)});
    cube.set({.measure = catalog.measure_index(measure),
              .cell = cube.intern(cell),
              .unit = unit(unit_code),
              .scenario = scenario},
             {.span = *Period::parse(span), .value = value, .state = state, .source = source});
  }
};

inline Expression key(std::string name, Cell cell = {}) {
  return {.kind = Expression::Kind::key, .key = std::move(name), .cell = std::move(cell)};
}
inline Expression binary(Expression::Kind kind, Expression left, Expression right) {
  Expression result{.kind = kind};
  result.operands = {std::move(left), std::move(right)};
  return result;
}
inline Period period(const std::string& text) { return *Period::parse(text); }

}  // namespace redthread::figures

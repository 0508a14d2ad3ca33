// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench.hpp"
#include "figures/dense_table.hpp"
#include "figures/evaluator.hpp"

// A large region: 300 measures x 800 units x 72 months, outcome and budget. Year to date, previous
// year, deviation from budget and rolling twelve for every cell, rolled up a tree of three levels.

namespace redthread::bench {
namespace {

constexpr int measures = 300;
constexpr int areas = 20;
constexpr int units = 800;  // the root, the areas, and the rest below the areas
constexpr int outputs = 4;
const Period range(Month(2019, 1), Month(2024, 12));

Catalog region() {
  Catalog catalog;
  catalog.region.key = "bench";
  std::vector<UnitValidity> validities;
  const auto add = [&](std::string code, std::string parent) {
    validities.push_back({.code = code,
                          .name = code,
                          .parent = std::move(parent),
                          .valid_from = *Date::from_ymd(2000, 1, 1)});
  };
  add("R", "");
  for (int i = 0; i < areas; ++i) add("A" + std::to_string(i), "R");
  for (int i = 1 + areas; i < units; ++i) {
    add("U" + std::to_string(i), "A" + std::to_string(i % areas));
  }
  catalog.organisation = Organisation(std::move(validities));
  catalog.facts.push_back({.key = "rows"});
  for (int i = 0; i < measures; ++i) {
    Measure measure{.key = "m" + std::to_string(i), .fact = 0};
    measure.versions.push_back({});
    catalog.measures.push_back(std::move(measure));
  }
  catalog.index_names();
  return catalog;
}

/// `holes`: one month in so many was not delivered; 0 = none.
Cube filled(int holes) {
  Cube cube(range);
  cube.reserve_series(std::size_t{2} * measures * (units - areas - 1));
  std::mt19937 random(1);
  const auto months = static_cast<std::size_t>(range.months());
  for (int measure = 0; measure < measures; ++measure) {
    for (int unit = 1 + areas; unit < units; ++unit) {
      for (const Scenario scenario : {Scenario::actual, Scenario::budget}) {
        const Cube::Row row =
            cube.month_row({.measure = measure, .unit = unit, .scenario = scenario});
        for (std::size_t i = 0; i < months; ++i) {
          row.values[i] = static_cast<std::int64_t>(random() % 100'000);
          const bool hole = holes > 0 && random() % static_cast<unsigned>(holes) == 0;
          row.states[i] = hole ? State::missing : State::present;
        }
      }
    }
  }
  return cube;
}

double figures_count() { return static_cast<double>(measures) * units * range.months() * outputs; }

/// The plainest way: sums in vectors, no states, no checks, nothing missing. The same four outputs
/// for every unit, the same tree.
class Plainest {
 public:
  explicit Plainest(const Cube& cube)
      : cube_(cube), months_(static_cast<std::size_t>(range.months())) {
    for (auto* rows : {&ytd_, &budget_, &r12_, &previous_, &deviation_}) {
      rows->resize(static_cast<std::size_t>(units) * months_);
    }
    series_.resize(std::size_t{2} * measures * units, SIZE_MAX);
    for (std::size_t i = 0; i < cube.series_count(); ++i) {
      const Cube::Key& key = cube.key(i);
      series_[place(key.measure, key.unit, key.scenario)] = i;
    }
  }

  std::int64_t run(int measure) {
    for (int unit = units - 1; unit > areas; --unit) {
      const std::int64_t* actual = cube_.months(series_[place(measure, unit, Scenario::actual)]);
      const std::int64_t* budget = cube_.months(series_[place(measure, unit, Scenario::budget)]);
      sum_year(actual, row(ytd_, unit));
      sum_year(budget, row(budget_, unit));
      sum_twelve(actual, row(r12_, unit));
    }
    for (auto* rows : {&ytd_, &budget_, &r12_}) roll_up(*rows);
    for (int unit = 0; unit < units; ++unit) {
      for (std::size_t i = 0; i < months_; ++i) {
        row(previous_, unit)[i] = i < 12 ? 0 : row(ytd_, unit)[i - 12];
        row(deviation_, unit)[i] = row(ytd_, unit)[i] - row(budget_, unit)[i];
      }
    }
    return deviation_[months_ - 1] + previous_[months_ - 1] + r12_[months_ - 1];
  }

 private:
  static std::size_t place(int measure, int unit, Scenario scenario) {
    const auto which = static_cast<std::size_t>(scenario == Scenario::budget ? 1 : 0);
    return (static_cast<std::size_t>(measure) * units + static_cast<std::size_t>(unit)) * 2 + which;
  }
  std::int64_t* row(std::vector<std::int64_t>& rows, int unit) const {
    return rows.data() + static_cast<std::size_t>(unit) * months_;
  }
  void sum_year(const std::int64_t* in, std::int64_t* out) const {
    for (std::size_t i = 0; i < months_; ++i) out[i] = i % 12 == 0 ? in[i] : out[i - 1] + in[i];
  }
  void sum_twelve(const std::int64_t* in, std::int64_t* out) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < months_; ++i) {
      sum += in[i] - (i >= 12 ? in[i - 12] : 0);
      out[i] = i >= 11 ? sum : 0;
    }
  }
  void roll_up(std::vector<std::int64_t>& rows) const {
    std::fill_n(rows.begin(), static_cast<std::ptrdiff_t>((1 + areas) * months_), 0);
    for (int unit = units - 1; unit > 0; --unit) {
      const int parent = unit > areas ? 1 + unit % areas : 0;
      std::int64_t* sums = row(rows, parent);
      const std::int64_t* parts = row(rows, unit);
      for (std::size_t i = 0; i < months_; ++i) sums[i] += parts[i];
    }
  }

  const Cube& cube_;
  std::size_t months_;
  std::vector<std::size_t> series_;
  std::vector<std::int64_t> ytd_, budget_, r12_, previous_, deviation_;
};

std::int64_t dense_total(figures::DenseMaker& maker, figures::DenseTable& table, int measure) {
  if (!maker.fill(measure, {}, table)) throw std::runtime_error("the bench's cube is plain");
  const std::size_t last = table.months() - 1;
  using Column = figures::DenseTable::Column;
  std::int64_t sum = 0;
  for (const Column column : {Column::ytd_budget_deviation, Column::ytd_previous, Column::r12}) {
    const figures::dense::Row row = table.row(column, 0);
    sum += row.values[last];
  }
  return sum;
}

Measurement dense(const std::string& name, const Catalog& catalog, const Cube& cube,
                  std::optional<double> reference) {
  figures::DenseMaker maker(catalog, cube);
  figures::DenseTable table;
  const double seconds = best_seconds(3, [&] {
    for (int measure = 0; measure < measures; ++measure) dense_total(maker, table, measure);
  });
  return {.name = name,
          .value = figures_count() / seconds,
          .unit = "figures/s",
          .reference = reference,
          .reference_name = reference ? "plain loops over vectors of integers" : "",
          .goal = 20e6};
}

/// One by one, with their threads: what a page or a report asks for.
Measurement one_by_one(const Catalog& catalog, const Cube& cube) {
  constexpr int asked = 20'000;
  const double seconds = best_seconds(3, [&] {
    figures::Evaluator evaluator(catalog, cube);
    std::mt19937 random(2);
    for (int i = 0; i < asked; ++i) {
      const auto& measure = catalog.measures[random() % measures];
      const int unit = 1 + areas + static_cast<int>(random() % (units - areas - 1));
      const Period month = Period::month(range.first().plus(24 + static_cast<int>(random() % 48)));
      evaluator.figure(measure.key, unit, month, "ytd_budget_deviation");
    }
  });
  return {.name = "evaluate.one_by_one", .value = asked / seconds, .unit = "figures/s"};
}

std::vector<Measurement> run() {
  std::vector<Measurement> results;
  const Catalog catalog = region();
  {
    const Cube cube = filled(0);
    Plainest plainest(cube);
    figures::DenseMaker maker(catalog, cube);
    figures::DenseTable table;
    for (const int measure : {0, 150, 299}) {
      if (plainest.run(measure) != dense_total(maker, table, measure)) {
        throw std::runtime_error("the plainest way and the dense tables disagree");
      }
    }
    std::int64_t sink = 0;
    const double seconds = best_seconds(3, [&] {
      for (int measure = 0; measure < measures; ++measure) sink += plainest.run(measure);
    });
    if (sink == 1) throw std::runtime_error("never: keeps the work from being optimised away");
    const double reference = figures_count() / seconds;
    results.push_back(dense("evaluate.dense", catalog, cube, reference));
    results.push_back(one_by_one(catalog, cube));
  }
  results.push_back(dense("evaluate.dense_with_holes", catalog, filled(24), std::nullopt));
  results.push_back({.name = "evaluate.peak_memory",
                     .value = peak_memory_mb(),
                     .unit = "MB",
                     .goal = 2'000,
                     .goal_is_limit = true});
  return results;
}

[[maybe_unused]] const bool known = add({"evaluate", "figures for a whole region at once", run});

}  // namespace
}  // namespace redthread::bench

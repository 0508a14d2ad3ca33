// SPDX-License-Identifier: Apache-2.0
// Budgets by month and forecasts by version: reported values for measures that have `planned_in`.
#include <array>
#include <string>
#include <vector>

#include "generate/economy_plan.hpp"
#include "generate/facts.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

/// A measure of production and the published totals that it is the sum of; each may be a cell.
struct Planned {
  std::string_view measure;
  struct Part {
    std::string_view published;
    std::string_view care;
    std::string_view form;
  };
  std::vector<Part> parts;
  Rhythm rhythm = Rhythm::office;
};

const std::vector<Planned>& planned() {
  static const std::vector<Planned> all = {
      {"visits.physician",
       {{"physician.visit.somatic", "somatic", ""},
        {"physician.visit.psychiatric", "psychiatric", ""},
        {"physician.visit.other_primary", "other_primary", ""}}},
      {"visits.physician_remote",
       {{"physician.remote.somatic", "somatic", ""},
        {"physician.remote.psychiatric", "psychiatric", ""},
        {"physician.remote.other_primary", "other_primary", ""}}},
      {"visits.other",
       {{"other.visit.somatic", "somatic", ""},
        {"other.visit.psychiatric", "psychiatric", ""},
        {"other.visit.other_primary", "other_primary", ""}}},
      {"visits.other_remote",
       {{"other.remote.somatic", "somatic", ""},
        {"other.remote.psychiatric", "psychiatric", ""},
        {"other.remote.other_primary", "other_primary", ""}}},
      {"day_care", {{"other.day_care.somatic", "", ""}}},
      {"episodes.somatic", {{"episodes.somatic", "", ""}}, Rhythm::discharge},
      {"care_days.somatic", {{"care_days.somatic", "", ""}}, Rhythm::discharge},
      {"care_days.psychiatric", {{"care_days.psychiatric", "", ""}}, Rhythm::even},
      {"operations",
       {{"operations.inpatient", "", "inpatient"},
        {"operations.day_surgery", "", "day_surgery"},
        {"operations.clinic", "", "clinic"}}},
  };
  return all;
}

/// One file a year, row by row.
class PlanFile {
 public:
  std::string text =
      "measure,unit,period,scenario,value,made,low,high,care,operation_form,account_group\n";

  struct Value {
    std::string_view measure;
    std::string_view unit;
    std::string period;
    std::string_view scenario;
    std::string value;
    std::string made;
    std::string low;
    std::string high;
    std::string_view care;
    std::string_view form;
    std::string_view group;
  };
  void add(const Value& value) {
    for (const std::string_view field :
         {value.measure, value.unit, std::string_view(value.period), value.scenario,
          std::string_view(value.value), std::string_view(value.made), std::string_view(value.low),
          std::string_view(value.high), value.care, value.form, value.group}) {
      text.append(field).append(",");
    }
    text.back() = '\n';
  }
};

std::string kronor(std::int64_t ore) {
  const std::int64_t magnitude = ore < 0 ? -ore : ore;
  const std::string rest = std::to_string(100 + magnitude % 100);
  return (ore < 0 ? "-" : "") + std::to_string(magnitude / 100) + '.' + rest.substr(1);
}

std::int64_t sum_of(const std::array<std::int64_t, 12>& months) {
  std::int64_t sum = 0;
  for (const std::int64_t each : months) sum += each;
  return sum;
}

class PlanValues {
 public:
  explicit PlanValues(World& world) : world_(world) {}

  void write(int year) {
    PlanFile file;
    for (const Planned& each : planned()) write_production(file, each, year);
    write_economy(file, year);
    world_.write_text("data/plan_values/" + std::to_string(year) + ".csv", file.text);
  }

 private:
  /// Forecasts are made after April and after August; what is foreseen is what the year became,
  /// give or take: in the published year the first one is the published forecast.
  struct Version {
    Month made;
    std::int64_t error;  ///< at most, per mille
  };
  std::vector<Version> versions(int year) const {
    std::vector<Version> all;
    for (const auto& [month, error] : {std::pair{4, 15}, std::pair{8, 6}}) {
      const Month made(year, month);
      const bool exact = year == published_year && month == 4;
      if (made <= world_.request.until) all.push_back({made, exact ? 0 : error});
    }
    return all;
  }

  void write_production(PlanFile& file, const Planned& measure, int year) {
    std::array<std::int64_t, 12> budget{};
    std::int64_t outcome = 0;
    const auto add = [&](const Planned::Part& cell, const std::array<std::int64_t, 12>& months,
                         std::int64_t year_outcome) {
      for (int month = 1; month <= 12; ++month) {
        const Month at(year, month);
        file.add({measure.measure, "HSF", at.to_string(), "budget",
                  std::to_string(months[static_cast<std::size_t>(month - 1)]), "", "", "",
                  cell.care, cell.form, ""});
      }
      for (const Version& version : versions(year)) {
        const std::int64_t value = foreseen(year_outcome, version, measure.measure);
        file.add({measure.measure, "HSF", std::to_string(year), "forecast", std::to_string(value),
                  version.made.to_string(), "", "", cell.care, cell.form, ""});
      }
    };
    for (const Planned::Part& part : measure.parts) {
      const Published& total = published(part.published);
      const auto months = world_.months_of(total, year, measure.rhythm, 1, World::Plan::budget);
      const std::int64_t became = sum_of(world_.months_of(total, year, measure.rhythm));
      for (std::size_t m = 0; m < 12; ++m) budget[m] += months[m];
      outcome += became;
      if (measure.parts.size() > 1) add(part, months, became);
    }
    add({}, budget, outcome);
  }

  std::int64_t foreseen(std::int64_t outcome, const Version& version, std::string_view what) {
    Random random = Random::stream(world_.request.seed, what, version.made.index());
    return outcome + scaled(outcome, random.between(-version.error, version.error), 1000);
  }

  void write_economy(PlanFile& file, int year) {
    const auto budget = area_amounts(world_, year, World::Plan::budget);
    const auto outcome = area_amounts(world_, year, World::Plan::outcome);
    for (std::size_t g = 0; g < group_count; ++g) {
      std::array<std::int64_t, 12> all{};
      std::vector<std::int64_t> forecasts(versions(year).size(), 0);
      for (std::size_t a = 0; a < area_count; ++a) {
        std::int64_t became = 0;
        for (std::size_t m = 0; m < 12; ++m) {
          all[m] += budget[m][g][a];
          became += outcome[m][g][a];
          add_budget(file, economy_areas[a], g, Month(year, static_cast<int>(m) + 1),
                     budget[m][g][a]);
        }
        std::size_t v = 0;
        for (const Version& version : versions(year)) {
          const std::string what = std::string(group_names[g]) + std::string(economy_areas[a]);
          const std::int64_t value = foreseen(became, version, what);
          forecasts[v++] += value;
          add_forecast(file, economy_areas[a], g, version, value, year);
        }
      }
      for (std::size_t m = 0; m < 12; ++m) {
        add_budget(file, "HSF", g, Month(year, static_cast<int>(m) + 1), all[m]);
      }
      std::size_t v = 0;
      for (const Version& version : versions(year)) {
        add_forecast(file, "HSF", g, version, forecasts[v++], year);
      }
    }
  }

  void add_budget(PlanFile& file, std::string_view unit, std::size_t group, Month month,
                  std::int64_t ore) {
    file.add({"ledger.amount", unit, month.to_string(), "budget", kronor(ore), "", "", "", "", "",
              group_names[group]});
  }

  void add_forecast(PlanFile& file, std::string_view unit, std::size_t group,
                    const Version& version, std::int64_t ore, int year) {
    // Around each forecast two per cent either way.
    const std::int64_t margin = (ore < 0 ? -ore : ore) / 50;
    file.add({"ledger.amount", unit, std::to_string(year), "forecast", kronor(ore),
              version.made.to_string(), kronor(ore - margin), kronor(ore + margin), "", "",
              group_names[group]});
  }

  World& world_;
};

}  // namespace

void write_plan_values(World& world) {
  PlanValues values(world);
  for (int year = world.request.first_year(); year <= world.request.last_year(); ++year) {
    values.write(year);
  }
}

}  // namespace redthread::generate

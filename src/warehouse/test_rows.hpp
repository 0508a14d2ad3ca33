// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "warehouse/test_region.hpp"

namespace redthread::warehouse {

/// For tests: a region with the fact `stay`, one row a stay in hospital, delivered by month. Its
/// columns are `id` (key), `admitted` (its date), `discharged` (optional), `unit`, `person`,
/// `form` (acute, planned; of the breakdown `form`), `days` (0..400), `cost` (decimal 2),
/// `urgent` (boolean), and `points` (decimal 1), which is looked up by `drg` in the list `weights`.
class TestRows : public TestRegion {
 public:
  TestRows() {
    catalog.breakdowns.push_back({.key = "form",
                                  .name = {.sv = "Form"},
                                  .categories = {{.key = "acute"}, {.key = "planned"}}});
    catalog.maps = {
        {.key = "weights",
         .columns = {"drg"},
         .entries = {{.keys = {"A1"}, .value = "1.5"}, {.keys = {"B2"}, .value = "2"}}}};
    using Type = FactColumn::Type;
    Fact stay{.key = "stay", .grain = Fact::Grain::event, .breakdowns = {"form"}};
    stay.columns = {{.key = "id", .type = Type::key},
                    {.key = "admitted", .type = Type::date},
                    {.key = "discharged", .type = Type::date, .optional = true},
                    {.key = "unit", .type = Type::unit},
                    {.key = "person", .type = Type::person},
                    {.key = "form",
                     .type = Type::category,
                     .categories = {"acute", "planned"},
                     .breakdown = "form"},
                    {.key = "days", .type = Type::integer, .min = 0, .max = 400},
                    {.key = "cost", .type = Type::decimal, .scale = 2, .unit = "kr"},
                    {.key = "urgent", .type = Type::boolean},
                    {.key = "drg", .type = Type::text, .optional = true},
                    {.key = "points",
                     .type = Type::decimal,
                     .optional = true,
                     .scale = 1,
                     .map = "weights",
                     .from = {"drg"}}};
    stay.date_column = 1;
    stay.unit_column = 3;
    stay.delivered = DeliveryRhythm::monthly;
    catalog.facts.push_back(std::move(stay));
    count_rows("stays", {});
    catalog.index_names();
  }

  Fact& stay() { return catalog.facts.back(); }

  /// Adds a measure that counts the rows of `stay`.
  Measure& count_rows(const char* key, std::vector<std::string> by) {
    RowAggregate rows{.function = RowAggregate::Function::count, .written = "count(*)"};
    catalog.measures.push_back({.key = key,
                                .name = {.sv = key},
                                .fact = static_cast<int>(catalog.facts.size()) - 1,
                                .unit = catalog.measure_units.find("st").value(),
                                .breakdowns = std::move(by),
                                .versions = {{.rows = std::move(rows)}}});
    catalog.index_names();
    return catalog.measures.back();
  }

  static constexpr const char* stay_header =
      "id,admitted,discharged,unit,person,form,days,cost,urgent,drg\n";

  void deliver_stays(const std::string& name, const std::string& rows) const {
    write("data/stay/" + name, std::string(stay_header) + rows);
  }
};

}  // namespace redthread::warehouse

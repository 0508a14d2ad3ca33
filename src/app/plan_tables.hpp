// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plan.hpp"
#include "base/date.hpp"
#include "base/period.hpp"

namespace redthread::app {

/// Answers about the plan that are tables: the same for a terminal and as JSON. Amounts are exact
/// and in mnkr (fte where it says so); shares are in percent with one decimal.
struct PlanTable {
  struct Column {
    std::string name;
    bool is_number = false;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};
/// `{"columns":[{"name":"column","is_number":false}, ...],"rows":[{"column":"cell", ...}, ...]}`.
std::string to_json(const PlanTable& table);

/// What a table is about, as a person writes it; each table needs some of them.
struct PlanTableQuestion {
  int year = 0;
  int from_year = 0;  ///< 0 = the year before `year`
  std::string period;
  std::string unit;  ///< empty = the whole
  std::string day;   ///< empty = today
  int days = 0;
  bool with_figures = false;  ///< outcomes and tie-outs from the region's figures, too
};

/// Each opens the store and gives a table; nullopt with diagnostics when the question is wrong.
using PlanTableOf = std::optional<PlanTable> (*)(const PlanQuestion&, const PlanTableQuestion&,
                                                 Diagnostics&);
/// What is new, changed, removed and unchanged between two years.
std::optional<PlanTable> year_difference_table(const PlanQuestion&, const PlanTableQuestion&,
                                               Diagnostics&);
/// Recommendations of audits with their age on a day.
std::optional<PlanTable> recommendation_table(const PlanQuestion&, const PlanTableQuestion&,
                                              Diagnostics&);
/// Goals and their indicators with status and prognosis.
std::optional<PlanTable> fulfilment_table(const PlanQuestion&, const PlanTableQuestion&,
                                          Diagnostics&);
/// Actions with effects; with figures, the realised effect beside what the ledger shows.
std::optional<PlanTable> effect_table(const PlanQuestion&, const PlanTableQuestion&, Diagnostics&);
std::optional<PlanTable> investment_table(const PlanQuestion&, const PlanTableQuestion&,
                                          Diagnostics&);
std::optional<PlanTable> incident_table(const PlanQuestion&, const PlanTableQuestion&,
                                        Diagnostics&);
std::optional<PlanTable> forecast_table(const PlanQuestion&, const PlanTableQuestion&,
                                        Diagnostics&);
/// Share of purchases on contract by unit, direct awards, reviews of the year.
std::optional<PlanTable> procurement_table(const PlanQuestion&, const PlanTableQuestion&,
                                           Diagnostics&);
/// Days of contracts within some days.
std::optional<PlanTable> contract_table(const PlanQuestion&, const PlanTableQuestion&,
                                        Diagnostics&);

}  // namespace redthread::app

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "model/catalog.hpp"

namespace redthread {
namespace {

using Kind = ColumnRule::Kind;
using SpanRule = ColumnRule::SpanRule;

StatementColumn value(std::string key, LocalText title, Scenario scenario, SpanRule span,
                      int years_back = 0) {
  StatementColumn column{.key = std::move(key), .title = std::move(title)};
  column.rule.scenario = scenario;
  column.rule.span = span;
  column.rule.years_back = years_back;
  return column;
}

StatementColumn compared(Kind kind, std::string key, LocalText title, std::string left,
                         std::string right) {
  StatementColumn column{.key = std::move(key), .title = std::move(title)};
  column.rule.kind = kind;
  column.rule.left = std::move(left);
  column.rule.right = std::move(right);
  return column;
}

/// A difference column and, right after it, the change in percent with `_pct`.
void add_comparison(std::vector<StatementColumn>& columns, const std::string& key,
                    const LocalText& title, const LocalText& percent_title, const std::string& left,
                    const std::string& right) {
  columns.push_back(compared(Kind::difference, key, title, left, right));
  columns.push_back(compared(Kind::change, key + "_pct", percent_title, left, right));
}

/// Outcome, budget, deviation, last year and change over one span: `ytd`, `month` or `period`.
void add_family(std::vector<StatementColumn>& columns, const std::string& name, SpanRule span) {
  const std::string now = "{" + name + "}";
  const std::string then = "{" + name + "_previous}";
  columns.push_back(value(name, {"Utfall " + now, "Outcome " + now}, Scenario::actual, span));
  columns.push_back(
      value(name + "_budget", {"Budget " + now, "Budget " + now}, Scenario::budget, span));
  add_comparison(columns, name + "_budget_deviation",
                 {"Avvikelse mot budget", "Deviation from budget"}, {"Avvikelse %", "Deviation %"},
                 name, name + "_budget");
  columns.push_back(
      value(name + "_previous", {"Utfall " + then, "Outcome " + then}, Scenario::actual, span, 1));
  add_comparison(columns, name + "_previous_change", {"Förändring", "Change"},
                 {"Förändring %", "Change %"}, name, name + "_previous");
}

std::vector<StatementColumn> made() {
  std::vector<StatementColumn> columns;
  add_family(columns, "ytd", SpanRule::ytd);
  columns.push_back(value("year_forecast", {"Prognos {year}", "Forecast {year}"},
                          Scenario::forecast, SpanRule::year));
  columns.push_back(
      value("year_budget", {"Budget {year}", "Budget {year}"}, Scenario::budget, SpanRule::year));
  add_comparison(columns, "year_forecast_deviation",
                 {"Avvikelse prognos–budget", "Deviation forecast–budget"},
                 {"Avvikelse prognos–budget %", "Deviation forecast–budget %"}, "year_forecast",
                 "year_budget");
  columns.push_back(value("previous_year", {"Bokslut {year_previous}", "Closing {year_previous}"},
                          Scenario::actual, SpanRule::year, 1));
  add_family(columns, "month", SpanRule::month);
  add_family(columns, "period", SpanRule::period);
  columns.push_back(value("r12", {"R12 {r12}", "R12 {r12}"}, Scenario::actual, SpanRule::r12));
  columns.push_back(value("r12_previous", {"R12 {r12_previous}", "R12 {r12_previous}"},
                          Scenario::actual, SpanRule::r12, 1));
  add_comparison(columns, "r12_previous_change", {"Förändring R12", "Change R12"},
                 {"Förändring R12 %", "Change R12 %"}, "r12", "r12_previous");
  columns.push_back(
      value("year_actual", {"Utfall {year}", "Outcome {year}"}, Scenario::actual, SpanRule::year));
  columns.push_back(
      value("year_target", {"Mål {year}", "Target {year}"}, Scenario::target, SpanRule::year));
  columns.push_back(value("ytd_forecast", {"Prognos {ytd}", "Forecast {ytd}"}, Scenario::forecast,
                          SpanRule::ytd));
  return columns;
}

/// Not for tables, but so that every part of a forecast or a target has an address that can be
/// asked for.
std::vector<StatementColumn> made_for_addresses() {
  return {value("period_forecast", {"Prognos {period}", "Forecast {period}"}, Scenario::forecast,
                SpanRule::period),
          value("period_target", {"Mål {period}", "Target {period}"}, Scenario::target,
                SpanRule::period)};
}

const StatementColumn* find(const std::vector<StatementColumn>& columns, std::string_view key) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const StatementColumn& column) { return column.key == key; });
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<StatementColumn>& standard_columns() {
  static const std::vector<StatementColumn> columns = made();
  return columns;
}

const StatementColumn* standard_column(std::string_view key) {
  static const std::vector<StatementColumn> others = made_for_addresses();
  const StatementColumn* listed = find(standard_columns(), key);
  return listed != nullptr ? listed : find(others, key);
}

}  // namespace redthread

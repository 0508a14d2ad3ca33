// SPDX-License-Identifier: Apache-2.0
#include "app/views/series.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/json.hpp"
#include "app/messages.hpp"
#include "base/error.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

/// What is seen through standard columns: a measure or indicator, or the value of a table's row.
struct Seen {
  std::string key;
  std::optional<Expression> expression;  ///< of a row; else `key` is what is seen
  int unit = -1;

  FigurePtr through(figures::Evaluator& evaluator, Period period, std::string_view column) const {
    if (!expression) return evaluator.figure(key, unit, period, column);
    return evaluator.figure(*expression, unit, period, *standard_column(column));
  }
};

/// `row`, or `row:category` of a row that expands; nullopt when the statement has none.
std::optional<Seen> seen_in(const Catalog& catalog, const Statement& statement,
                            const std::string& row, int unit) {
  const auto colon = row.find(':');
  const std::string base = row.substr(0, colon);
  const auto found = std::find_if(statement.rows.begin(), statement.rows.end(),
                                  [&](const StatementRow& each) { return each.key == base; });
  if (found == statement.rows.end() || !found->value) return std::nullopt;
  Seen seen{.key = {}, .expression = found->value, .unit = unit};
  if (!found->unit.empty()) seen.unit = catalog.organisation.index_of(found->unit).value_or(unit);
  if (colon == std::string::npos) return seen;
  const std::string part = row.substr(colon + 1);
  if (found->expand == "units") {
    const auto below = catalog.organisation.index_of(part);
    if (!below) return std::nullopt;
    seen.unit = *below;
    return seen;
  }
  const Breakdown* breakdown = catalog.breakdown(found->expand);
  const bool is_category = breakdown != nullptr && breakdown->find(part) != nullptr &&
                           seen.expression->kind == Expression::Kind::key;
  if (!is_category) return std::nullopt;
  seen.expression->cell[found->expand] = part;
  return seen;
}

std::optional<Seen> find_seen(Session& session, const std::string& key, const Place& place,
                              Diagnostics& diagnostics) {
  // Unknown names are told by the question that all others ask, too.
  if (!find_figure(session, {key, ""}, place, diagnostics)) return std::nullopt;
  const auto slash = key.find('/');
  if (slash == std::string::npos) return Seen{key, std::nullopt, place.unit};
  const Catalog& catalog = session.catalog();
  auto seen =
      seen_in(catalog, *catalog.statement(key.substr(0, slash)), key.substr(slash + 1), place.unit);
  if (!seen) {
    diagnostics.error(codes::unknown_row, {.file = "KEY"},
                      "the row `" + key + "` cannot be followed over time",
                      "ask for the row that it is a part of");
  }
  return seen;
}

Json parsed(const FigurePtr& figure, Language language) {
  return has_value(figure->state) || figure->state == State::not_comparable
             ? Json::parse(to_json(*figure, language))
             : Json();
}

}  // namespace

std::optional<MonthlySeries> find_series(Session& session, const std::string& key,
                                         const Place& place, int months, Diagnostics& diagnostics) {
  REDTHREAD_ASSERT(months >= 1 && months <= 120, "a series has some months");
  const auto seen = find_seen(session, key, place, diagnostics);
  if (!seen) return std::nullopt;
  figures::Evaluator& evaluator = session.evaluator(place.view);
  const Month last = place.period.last();
  MonthlySeries series;
  for (const Month month : Period(last.plus(1 - months), last).each_month()) {
    const Period period = Period::month(month);
    const auto through = [&](const char* column) {
      return seen->through(evaluator, period, column);
    };
    series.points.push_back({month, through("month"), through("period_budget"),
                             through("period_forecast"), through("period_previous"),
                             through("r12")});
  }
  series.label = series.points.back().outcome->label;
  return series;
}

std::vector<FigurePtr> compared(Session& session, const std::string& key, const Place& place) {
  static constexpr const char* columns[] = {
      "ytd",           "ytd_budget",          "ytd_budget_deviation",    "ytd_budget_deviation_pct",
      "ytd_previous",  "ytd_previous_change", "ytd_previous_change_pct", "r12",
      "year_forecast", "year_budget",         "year_forecast_deviation", "previous_year"};
  Diagnostics unknown;
  std::vector<FigurePtr> figures;
  const auto seen = find_seen(session, key, place, unknown);
  if (!seen) return figures;
  figures::Evaluator& evaluator = session.evaluator(place.view);
  for (const char* column : columns) {
    FigurePtr figure = seen->through(evaluator, place.period, column);
    const bool says_something =
        has_value(figure->state) || figure->state == State::not_comparable || figures.empty();
    if (says_something) figures.push_back(std::move(figure));
  }
  return figures;
}

std::string to_json(const MonthlySeries& series, Language language) {
  Json points = Json::array();
  for (const MonthlySeries::Point& point : series.points) {
    points.push_back({{"month", point.month.to_string()},
                      {"text", period_short_name(Period::month(point.month), language)},
                      {"actual", parsed(point.outcome, language)},
                      {"budget", parsed(point.budget, language)},
                      {"forecast", parsed(point.forecast, language)},
                      {"previous", parsed(point.previous, language)},
                      {"r12", parsed(point.rolling, language)}});
  }
  return Json({{"name", series.label.in(language)}, {"months", std::move(points)}}).dump();
}

}  // namespace redthread::app

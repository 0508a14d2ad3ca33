// SPDX-License-Identifier: Apache-2.0
#include "app/questions.hpp"

#include <algorithm>
#include <map>

#include "app/messages.hpp"
#include "base/text.hpp"
#include "catalog/formula.hpp"
#include "figures/statement.hpp"

namespace redthread::app {
namespace {

Span option(const std::string& name) { return {.file = name, .line = 0, .column = 0, .length = 0}; }

template <typename Items>
std::vector<std::string> keys_of(const Items& items) {
  std::vector<std::string> keys;
  keys.reserve(items.size());
  for (const auto& item : items) keys.push_back(item.key);
  return keys;
}

std::vector<std::string> column_keys(const Statement* statement) {
  auto keys = keys_of(statement ? statement->columns : standard_columns());
  std::sort(keys.begin(), keys.end());
  return keys;
}

FigurePtr statement_cell(Session& session, const FigureQuestion& question, const Place& place,
                         Diagnostics& diagnostics) {
  const auto slash = question.key.find('/');
  const std::string table = question.key.substr(0, slash);
  const std::string row = question.key.substr(slash + 1);
  const Catalog& catalog = session.catalog();
  const Statement* statement = catalog.statement(table);
  if (!statement) {
    diagnostics.error(codes::unknown_statement, option("KEY"),
                      "there is no statement `" + table + "`",
                      name_hint(table, keys_of(catalog.statements)));
    return nullptr;
  }
  const auto rows = keys_of(statement->rows);
  if (std::find(rows.begin(), rows.end(), row) == rows.end()) {
    diagnostics.error(codes::unknown_row, option("KEY"),
                      "statement `" + table + "` has no row `" + row + "`", name_hint(row, rows));
    return nullptr;
  }
  const std::string column =
      question.column.empty() ? statement->columns.front().key : question.column;
  FigurePtr figure =
      session.evaluator(place.view).cell(*statement, row, column, place.unit, place.period);
  if (!figure) {
    diagnostics.error(
        codes::unknown_column, option("--column"),
        "statement `" + table + "` has no column `" + column + "` in row `" + row + "`",
        name_hint(column, column_keys(statement)));
  }
  return figure;
}

/// A column as addresses name it: a standard one, or `statement:column`. nullptr with a diagnostic
/// when there is none.
const StatementColumn* find_column(const Catalog& catalog, const std::string& written,
                                   Diagnostics& diagnostics) {
  const std::string column = written.substr(0, written.find(version_word));
  if (const StatementColumn* standard = standard_column(column)) return standard;
  const auto colon = column.find(':');
  const Statement* statement =
      colon == std::string::npos ? nullptr : catalog.statement(column.substr(0, colon));
  if (statement != nullptr) {
    for (const StatementColumn& each : statement->columns) {
      if (each.key == column.substr(colon + 1)) return &each;
    }
  }
  diagnostics.error(codes::unknown_column, option("--column"),
                    "there is no column `" + column + "`", name_hint(column, column_keys(nullptr)));
  return nullptr;
}

/// A formula over the catalog's measures, checked; nullopt with diagnostics when it is none.
std::optional<Expression> find_formula(const Catalog& catalog, const std::string& text,
                                       Diagnostics& diagnostics) {
  const catalog::FormulaOrigin origin{.span = option("KEY")};
  auto expression = catalog::parse_formula(text, origin, catalog.measure_units, diagnostics);
  if (!expression) return std::nullopt;
  const catalog::NameLookup lookup =
      [&](const std::string& key) -> std::optional<catalog::NameMeaning> {
    const Measure* measure = catalog.measure(key);
    if (measure == nullptr) return std::nullopt;
    return catalog::NameMeaning{.unit = measure->unit, .breakdowns = measure->breakdowns};
  };
  const bool is_right = catalog::check_formula(
      *expression, origin, lookup, keys_of(catalog.measures), catalog.breakdowns, diagnostics);
  return is_right ? std::move(expression) : std::nullopt;
}

}  // namespace

std::optional<Period> find_period(const std::string& period, Diagnostics& diagnostics) {
  const auto parsed = Period::parse(period);
  if (!parsed) {
    diagnostics.error(codes::bad_period, option("--period"), "`" + period + "` is not a period",
                      "write 2024, 2024-04, 2024-Q1, 2024-T1, 2024-D or 2024-01..2024-04");
  }
  return parsed;
}

std::optional<OrganisationView> find_view(const std::string& view, Diagnostics& diagnostics) {
  if (view.empty()) return OrganisationView{};
  const auto parsed = OrganisationView::parse(view);
  if (!parsed) {
    diagnostics.error(codes::bad_view, option("--organisation"),
                      "`" + view + "` is not a view of the organisation",
                      "write as_was, or a day to restate to: 2024-05-01");
  }
  return parsed;
}

std::optional<Place> find_place(const Session& session, const WrittenPlace& written,
                                Diagnostics& diagnostics) {
  const Catalog& catalog = session.catalog();
  const std::string code = written.unit.empty() ? catalog.region.root_unit : written.unit;
  const auto index = catalog.organisation.index_of(code);
  if (!index) {
    auto known = catalog.organisation.codes();
    std::sort(known.begin(), known.end());
    diagnostics.error(codes::unknown_unit, option("--unit"), "there is no unit `" + code + "`",
                      name_hint(code, known));
  }
  const auto period = find_period(written.period, diagnostics);
  const auto view = find_view(written.view, diagnostics);
  if (!index || !period || !view) return std::nullopt;
  return Place{*index, *period, *view};
}

FigurePtr find_figure(Session& session, const FigureQuestion& question, const Place& place,
                      Diagnostics& diagnostics) {
  // `a / b` is a formula, `a/b` a table's row.
  const auto slash = question.key.find('/');
  if (slash != std::string::npos && is_key(question.key.substr(0, slash))) {
    return statement_cell(session, question, place, diagnostics);
  }
  const Catalog& catalog = session.catalog();
  const bool is_name = catalog.measure(question.key) || catalog.indicator(question.key);
  if (!is_name && is_key(question.key)) {
    auto known = keys_of(catalog.measures);
    for (const Indicator& indicator : catalog.indicators) known.push_back(indicator.key);
    std::sort(known.begin(), known.end());
    diagnostics.error(codes::unknown_key, option("KEY"),
                      "there is no measure or indicator `" + question.key + "`",
                      name_hint(question.key, known));
    return nullptr;
  }
  const std::string written = question.column.empty() ? "period" : question.column;
  const StatementColumn* column = find_column(catalog, written, diagnostics);
  if (column == nullptr) return nullptr;
  figures::Evaluator& evaluator = session.evaluator(place.view);
  if (is_name && standard_column(column->key) == column) {
    return evaluator.figure(question.key, place.unit, place.period, column->key);
  }
  const auto formula = find_formula(catalog, question.key, diagnostics);
  if (!formula) return nullptr;
  return evaluator.figure(*formula, place.unit, place.period, *column);
}

LocalText column_title(const Session& session, const FigureQuestion& question, Period period) {
  const auto slash = question.key.find('/');
  const Statement* statement = slash == std::string::npos
                                   ? nullptr
                                   : session.catalog().statement(question.key.substr(0, slash));
  const auto& columns = statement ? statement->columns : standard_columns();
  const auto found =
      std::find_if(columns.begin(), columns.end(),
                   [&](const StatementColumn& column) { return column.key == question.column; });
  const StatementColumn* column =
      found != columns.end() ? &*found : standard_column(question.column);
  if (!column) column = standard_column("period");
  return figures::filled_title(column->title, period);
}

std::vector<std::string> compared_columns(const std::string& compare, Diagnostics& diagnostics) {
  static const std::map<std::string, std::vector<std::string>> comparisons = {
      {"budget", {"period_budget", "period_budget_deviation", "period_budget_deviation_pct"}},
      {"previous", {"period_previous", "period_previous_change", "period_previous_change_pct"}},
      {"forecast",
       {"year_forecast", "year_budget", "year_forecast_deviation", "year_forecast_deviation_pct"}},
      {"r12", {"r12", "r12_previous", "r12_previous_change", "r12_previous_change_pct"}},
  };
  std::vector<std::string> columns = {"period"};
  if (trim(compare).empty()) return columns;
  for (std::string_view part : split(compare, ',')) {
    const std::string word(trim(part));
    const auto found = comparisons.find(word);
    if (found == comparisons.end()) {
      diagnostics.error(codes::unknown_comparison, option("--compare"),
                        "there is no comparison `" + word + "`",
                        name_hint(word, {"budget", "forecast", "previous", "r12"}));
      continue;
    }
    columns.insert(columns.end(), found->second.begin(), found->second.end());
  }
  if (diagnostics.has_errors()) columns.clear();
  return columns;
}

std::optional<StatementTable> find_statement(Session& session, const std::string& key,
                                             const Place& place, Diagnostics& diagnostics) {
  const Catalog& catalog = session.catalog();
  const Statement* statement = catalog.statement(key);
  if (!statement) {
    diagnostics.error(codes::unknown_statement, option("KEY"),
                      "there is no statement `" + key + "`",
                      name_hint(key, keys_of(catalog.statements)));
    return std::nullopt;
  }
  return session.evaluator(place.view).statement(*statement, place.unit, place.period);
}

std::vector<std::string> indicators_of(const Catalog& catalog, const std::string& goal) {
  const auto hangs_below = [&](std::string at) {
    // A goal tree without cycles is checked at load.
    while (!at.empty()) {
      if (at == goal) return true;
      const auto found = std::find_if(catalog.plan.goals.begin(), catalog.plan.goals.end(),
                                      [&](const Goal& each) { return each.key == at; });
      at = found == catalog.plan.goals.end() ? std::string() : found->parent;
    }
    return false;
  };
  std::vector<std::string> keys;
  for (const Indicator& indicator : catalog.indicators) {
    if (goal.empty() || hangs_below(indicator.goal)) keys.push_back(indicator.key);
  }
  return keys;
}

std::optional<Scorecard> find_scorecard(Session& session, const std::string& goal,
                                        const Place& place, Diagnostics& diagnostics) {
  const Catalog& catalog = session.catalog();
  const auto goals = keys_of(catalog.plan.goals);
  if (!goal.empty() && std::find(goals.begin(), goals.end(), goal) == goals.end()) {
    diagnostics.error(codes::unknown_goal, option("--goal"), "there is no goal `" + goal + "`",
                      name_hint(goal, goals));
    return std::nullopt;
  }
  return session.evaluator(place.view)
      .scorecard(indicators_of(catalog, goal), place.unit, place.period);
}

}  // namespace redthread::app

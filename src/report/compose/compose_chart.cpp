// SPDX-License-Identifier: Apache-2.0
#include "report/compose/compose_chart.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "report/compose/compose_tables.hpp"
#include "report/compose/table_notes.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

using Kind = Chart::Kind;
using Role = Chart::Series::Role;

/// What a column is drawn as, by its name: names of columns say what they hold.
Role role_of(std::string_view column) {
  const auto says = [&](std::string_view word) {
    return column.find(word) != std::string_view::npos;
  };
  if (says("forecast")) return Role::forecast;
  if (says("budget")) return Role::budget;
  if (says("previous")) return Role::previous;
  if (says("target")) return Role::target;
  if (column.starts_with("r12")) return Role::rolling;
  return Role::outcome;
}

std::size_t column_index(const StatementTable& statement, const std::string& key) {
  const auto found = std::find_if(statement.columns.begin(), statement.columns.end(),
                                  [&](const auto& column) { return column.key == key; });
  REDTHREAD_ASSERT(found != statement.columns.end(), "a chart's columns were checked");
  return static_cast<std::size_t>(found - statement.columns.begin());
}

const StatementTable::Row& row_of(const StatementTable& statement, const std::string& key) {
  const auto found = std::find_if(statement.rows.begin(), statement.rows.end(),
                                  [&](const auto& row) { return row.key == key; });
  REDTHREAD_ASSERT(found != statement.rows.end(), "a chart's rows were checked");
  return *found;
}

FigurePtr cell_of(const StatementTable::Row& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : nullptr;
}

/// The asked rows and columns, as a statement of its own; rows stand alone, without indent.
StatementTable part_of(const StatementTable& statement, const ChartRequest& request) {
  StatementTable part = statement;
  part.columns.clear();
  part.rows.clear();
  std::vector<std::size_t> columns;
  for (const std::string& key : request.columns) {
    columns.push_back(column_index(statement, key));
    part.columns.push_back(statement.columns[columns.back()]);
  }
  const auto add = [&](const StatementTable::Row& row) {
    StatementTable::Row made = row;
    made.indent = 0;
    if (made.style == StatementRow::Style::of_which) made.style = StatementRow::Style::normal;
    made.cells.clear();
    for (const std::size_t column : columns) made.cells.push_back(cell_of(row, column));
    part.rows.push_back(std::move(made));
  };
  for (const std::string& key : request.rows) add(row_of(statement, key));
  if (request.rows.empty()) {
    for (const auto& row : statement.rows) {
      if (row.style != StatementRow::Style::heading) add(row);
    }
  }
  return part;
}

/// Rows become columns: `Utfall` | part | part.
Table transposed(const Table& table) {
  Table turned = table;
  turned.columns.assign(table.rows.size() + 1, Table::Align::end);
  turned.columns[0] = Table::Align::start;
  turned.header.assign(1, {table.header.front().front()});
  turned.rows.clear();
  for (std::size_t column = 1; column < table.header.front().size(); ++column) {
    Table::Row row;
    row.cells.push_back({.runs = table.header.front()[column].runs, .row_header = true});
    turned.rows.push_back(std::move(row));
  }
  for (const Table::Row& row : table.rows) {
    turned.header.front().push_back({.runs = row.cells.front().runs});
    for (std::size_t column = 1; column < row.cells.size(); ++column) {
      turned.rows[column - 1].cells.push_back(row.cells[column]);
    }
  }
  return turned;
}

/// Whether the steps lead from the first row to the last, exactly.
bool adds_up(const StatementTable& bridge) {
  Exact total;
  for (std::size_t i = 0; i + 1 < bridge.rows.size(); ++i) {
    const FigurePtr& figure = bridge.rows[i].cells.front();
    if (!figure || !figure->value) return false;
    total = total + *figure->value;
  }
  const FigurePtr& last = bridge.rows.back().cells.front();
  return last && last->value && *last->value == total;
}

Table bridge_table(const StatementTable& statement, const ChartRequest& request,
                   Language language) {
  const Words& say = words(language);
  const std::size_t from = column_index(statement, request.columns[0]);
  const std::size_t step = column_index(statement, request.columns[1]);
  const std::size_t to = column_index(statement, request.columns[2]);
  const StatementTable::Row& total = row_of(statement, request.total);
  StatementTable bridge = statement;
  bridge.columns = {{.key = "amount", .title = {say.amount, say.amount}}};
  bridge.rows.clear();
  const auto add = [&](const LocalText& label, const FigurePtr& figure, StatementRow::Style style) {
    bridge.rows.push_back({.label = label, .style = style, .cells = {figure}});
  };
  add(statement.columns[from].title, cell_of(total, from), StatementRow::Style::total);
  for (const std::string& key : request.rows) {
    const StatementTable::Row& row = row_of(statement, key);
    add(row.label, cell_of(row, step), StatementRow::Style::normal);
  }
  add(statement.columns[to].title, cell_of(total, to), StatementRow::Style::total);
  Table table = statement_table(bridge, language);
  if (!adds_up(bridge)) table.notes.emplace_back(say.bridge_gap);
  return table;
}

}  // namespace

Chart statement_chart(const StatementTable& statement, const ChartRequest& request,
                      Language language) {
  Chart chart{.kind = request.kind};
  if (request.kind == Kind::bridge) {
    chart.data = bridge_table(statement, request, language);
    chart.series = {{.role = Role::outcome, .column = 1}};
    return chart;
  }
  const StatementTable part = part_of(statement, request);
  chart.data = statement_table(part, language);
  if (request.kind == Kind::shares) {
    chart.data = transposed(chart.data);
    for (std::size_t i = 1; i < chart.data.columns.size(); ++i) {
      chart.series.push_back({.role = Role::part, .column = i});
    }
    return chart;
  }
  for (std::size_t i = 0; i < part.columns.size(); ++i) {
    chart.series.push_back({.role = role_of(part.columns[i].key), .column = i + 1});
  }
  return chart;
}

Chart scorecard_chart(const Scorecard& scorecard, Period period, Language language) {
  // The scorecard's own table, without last year, deviation and trend.
  constexpr std::size_t kept[] = {0, 1, 2, 5};
  Chart chart{.kind = Kind::bullet, .data = scorecard_table(scorecard, period, language)};
  const auto keep = [&](auto& cells) {
    auto all = std::move(cells);
    cells.clear();
    for (const std::size_t i : kept) cells.push_back(std::move(all[i]));
  };
  keep(chart.data.columns);
  keep(chart.data.header.front());
  for (Table::Row& row : chart.data.rows) {
    if (row.cells.size() > kept[3]) keep(row.cells);
  }
  chart.series = {{.role = Role::outcome, .column = 1}, {.role = Role::target, .column = 2}};
  return chart;
}

Chart series_chart(const std::vector<std::vector<FigurePtr>>& series, const ChartRequest& request,
                   Language language) {
  const Words& say = words(language);
  Chart chart{.kind = request.kind};
  Table& table = chart.data;
  table.columns.assign(series.size() + 1, Table::Align::end);
  table.columns[0] = Table::Align::start;
  table.header.assign(1, {column_head(say.month)});
  const std::size_t columns = request.columns.size();
  const bool several_keys = series.size() > columns;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const Role role = role_of(request.columns[i % columns]);
    const std::string name(series_name(role, language));
    const std::string label = series[i].front()->label.in(language);
    const std::string label_and_name = fmt::format("{}, {}", label, name);
    if (i % columns == 0) table.caption.append(i == 0 ? "" : ", ").append(label);
    table.header.front().push_back(column_head(!several_keys  ? name
                                               : columns == 1 ? label
                                                              : label_and_name));
    chart.series.push_back({.role = role, .column = i + 1});
  }
  TableNotes notes(language);
  for (std::size_t month = 0; month < series.front().size(); ++month) {
    Table::Row row;
    row.cells.push_back(
        row_head(period_short_name(series.front()[month]->address.period, language)));
    for (const auto& each : series) {
      row.cells.emplace_back();
      notes.add_figure(row.cells.back().runs, each[month], true);
    }
    table.rows.push_back(std::move(row));
  }
  table.notes = notes.lines();
  return chart;
}

}  // namespace redthread::report

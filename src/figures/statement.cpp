// SPDX-License-Identifier: Apache-2.0
#include "figures/statement.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "figures/compare.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {
namespace {

using Kind = ColumnRule::Kind;

/// A printed row before its cells: a declared one, or one made by `expand`.
struct Line {
  const StatementRow* row = nullptr;
  std::string key;
  LocalText label;
  StatementRow::Style style = StatementRow::Style::normal;
  int indent = 0;
  std::string parent;
  Cell cell;                ///< of an expanded category
  std::optional<int> unit;  ///< of an expanded unit
};

int indent_of(const Statement& statement, const StatementRow& row) {
  int depth = 0;
  const StatementRow* here = &row;
  while (!here->parent.empty() && depth < static_cast<int>(statement.rows.size())) {
    const auto parent = std::find_if(statement.rows.begin(), statement.rows.end(),
                                     [&](const StatementRow& r) { return r.key == here->parent; });
    if (parent == statement.rows.end()) break;
    here = &*parent;
    ++depth;
  }
  return std::max(depth, row.indent);
}

class StatementMaker {
 public:
  StatementMaker(Columns& columns, const Statement& statement, int unit, Period asked)
      : columns_(columns), statement_(statement), unit_(unit), asked_(asked) {}

  std::vector<Line> lines() const {
    std::vector<Line> lines;
    for (const StatementRow& row : statement_.rows) {
      Line line{.row = &row, .key = row.key, .label = row.label, .style = row.style};
      line.indent = indent_of(statement_, row);
      line.parent = row.parent;
      if (line.label.sv.empty() && row.value) line.label = label_of(*row.value, catalog());
      lines.push_back(line);
      if (row.value && !row.expand.empty()) add_expanded(lines, line);
    }
    return lines;
  }

  FigurePtr cell(const Line& line, const StatementColumn& column) const {
    const Expression& value = *line.row->value;
    Question question{.unit = unit_of(line), .asked = asked_, .statement = &statement_};
    FigurePtr figure;
    if (line.cell.empty()) {
      figure = columns_.figure({.expression = &value}, question, column);
    } else if (const auto split = with_cell(value, line.cell, catalog())) {
      figure = columns_.figure({.expression = &*split}, question, column);
    } else {
      StatementColumn nowhere = column;  // told as a question about a breakdown that is not there
      nowhere.rule = {};
      nowhere.rule.scenario = column.rule.scenario;
      nowhere.rule.cell = line.cell;
      figure = columns_.figure({.expression = &value}, question, nowhere);
    }
    if (column.show || !statement_.show) return figure;
    return in_statement_format(figure, column);
  }

 private:
  const Catalog& catalog() const { return columns_.catalog(); }

  int unit_of(const Line& line) const {
    if (line.unit) return *line.unit;
    return line.row->unit.empty() ? unit_ : unit_of_code(line.row->unit);
  }
  int unit_of_code(const std::string& code) const {
    const auto unit = catalog().organisation.index_of(code);
    REDTHREAD_ASSERT(unit.has_value(), "a row's unit is checked by the catalog");
    return *unit;
  }

  void add_expanded(std::vector<Line>& lines, const Line& parent) const {
    Line line{.row = parent.row, .style = StatementRow::Style::of_which};
    line.indent = parent.indent + 1;
    line.parent = parent.key;
    if (parent.row->expand == "units") {
      const Organisation& organisation = columns_.store().organisation();
      for (const int child : organisation.children(unit_of(parent), asked_)) {
        line.key = parent.key + ":" + organisation.code(child);
        const std::string name = organisation.name(child, asked_);
        line.label = {name, name};
        line.unit = child;
        lines.push_back(line);
      }
      return;
    }
    const Breakdown* breakdown = catalog().breakdown(parent.row->expand);
    REDTHREAD_ASSERT(breakdown != nullptr, "`expand` is checked by the catalog");
    for (const Breakdown::Category& category : breakdown->categories) {
      line.key = parent.key + ":" + category.key;
      line.label = category.name;
      line.cell = {{breakdown->key, category.key}};
      lines.push_back(line);
    }
  }

  /// The table's format fits figures of its own kind only: money for money, percent for shares.
  bool statement_format_fits(const Figure& figure) const {
    const NumberFormat& show = *statement_.show;
    using Style = NumberFormat::Style;
    switch (show.style) {
      case Style::percent:
      case Style::points:
        return figure.unit.dimensionless();
      case Style::duration:
        return figure.unit.dimensions == std::map<std::string, int>{{"s", 1}};
      case Style::number:
        break;
    }
    const bool money = figure.unit.dimensions == std::map<std::string, int>{{"kr", 1}};
    if (show.suffix.ends_with("kr")) return money;
    return !is_percent(figure.unit, figure.format) &&
           figure.format.style == NumberFormat::Style::number && !money;
  }

  FigurePtr in_statement_format(const FigurePtr& figure, const StatementColumn& column) const {
    if (figure->operation == Operation::change || column.rule.kind == Kind::change ||
        !statement_format_fits(*figure)) {
      return figure;
    }
    const bool difference = column.rule.kind == Kind::difference;
    return columns_.store().shown(figure,
                                  difference ? as_difference(*statement_.show) : *statement_.show);
  }

  Columns& columns_;
  const Statement& statement_;
  int unit_;
  Period asked_;
};

LocalText title_of(const StatementColumn& column, Period asked) {
  if (!column.title.sv.empty()) return filled_title(column.title, asked);
  for (const StatementColumn& standard : standard_columns()) {
    const bool same =
        standard.rule.kind == column.rule.kind && standard.rule.scenario == column.rule.scenario &&
        standard.rule.span == column.rule.span &&
        standard.rule.years_back == column.rule.years_back &&
        standard.rule.left == column.rule.left && standard.rule.right == column.rule.right;
    if (same) return filled_title(standard.title, asked);
  }
  return {column.key, column.key};
}

/// The suffix of all cells but the percentages, which say `%` in their column's head.
std::string common_unit(const StatementTable& table, const std::vector<Kind>& kinds) {
  std::optional<std::string> common;
  for (const StatementTable::Row& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (kinds[i] == Kind::change || !row.cells[i]->value) continue;
      const NumberFormat& format = row.cells[i]->format;
      const bool plain = format.style == NumberFormat::Style::number;
      if (!plain || (common && *common != format.suffix)) return {};
      common = format.suffix;
    }
  }
  return common.value_or("");
}

}  // namespace

StatementTable statement_table(Columns& columns, const Statement& statement, int unit,
                               Period asked) {
  StatementTable table{.key = statement.key,
                       .title = statement.title,
                       .note = statement.note,
                       .source = statement.source,
                       .row_title = statement.row_title};
  std::vector<const StatementColumn*> visible;
  std::vector<Kind> kinds;
  for (const StatementColumn& column : statement.columns) {
    if (column.hidden) continue;
    visible.push_back(&column);
    kinds.push_back(column.rule.kind);
    table.columns.push_back({.key = column.key, .title = title_of(column, asked)});
  }
  const StatementMaker maker(columns, statement, unit, asked);
  for (const Line& line : maker.lines()) {
    StatementTable::Row row{.key = line.key,
                            .label = line.label,
                            .style = line.style,
                            .indent = line.indent,
                            .parent = line.parent};
    if (line.cell.empty() && !line.unit) row.note = line.row->note;
    if (line.row->value) {
      for (const StatementColumn* column : visible) row.cells.push_back(maker.cell(line, *column));
    }
    table.rows.push_back(std::move(row));
  }
  table.common_unit = common_unit(table, kinds);
  return table;
}

FigurePtr statement_cell(Columns& columns, const Statement& statement, std::string_view row,
                         std::string_view column, int unit, Period asked) {
  const StatementColumn* found = column_by_key(&statement, column);
  if (found == nullptr) return nullptr;
  const StatementMaker maker(columns, statement, unit, asked);
  for (const Line& line : maker.lines()) {
    if (line.key == row) return line.row->value ? maker.cell(line, *found) : nullptr;
  }
  return nullptr;
}

}  // namespace redthread::figures

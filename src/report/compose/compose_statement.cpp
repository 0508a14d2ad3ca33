// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "report/compose/compose_tables.hpp"
#include "report/compose/table_notes.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

using Style = StatementRow::Style;

Table::Row::Style row_style(Style style) {
  switch (style) {
    case Style::normal:
      break;
    case Style::of_which:
      return Table::Row::Style::of_which;
    case Style::total:
      return Table::Row::Style::total;
    case Style::heading:
      return Table::Row::Style::heading;
  }
  return Table::Row::Style::normal;
}

bool is_money(const std::string& unit) { return unit == "mnkr" || unit == "tkr" || unit == "kr"; }

/// `Belopp i mnkr`, in the words of the one formatter (`SEK m`).
std::string unit_line(const std::string& unit, Language language) {
  if (unit.empty()) return {};
  const std::string zero = format_number(0, {.suffix = unit}, language);
  const std::string shown = zero.substr(zero.find('\u0030') + 1);
  const std::size_t start = shown.find_first_not_of("\u00A0");
  const std::string name = start == std::string::npos ? unit : shown.substr(start);
  return (is_money(unit) ? words(language).amounts_in : words(language).values_in) + name;
}

/// The span that most of a column's figures cover: a figure of another span lags.
class UsualSpans {
 public:
  explicit UsualSpans(const StatementTable& statement) : usual_(statement.columns.size()) {
    std::vector<std::map<Period, int>> counts(statement.columns.size());
    for (const auto& row : statement.rows) {
      for (std::size_t i = 0; i < std::min(row.cells.size(), counts.size()); ++i) {
        if (row.cells[i] && row.cells[i]->value) ++counts[i][row.cells[i]->period];
      }
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
      int most = 0;
      for (const auto& [span, count] : counts[i]) {
        // Of equally many the longest: a lag shortens.
        if (count > most || (count == most && span.months() > usual_[i].months())) {
          most = count;
          usual_[i] = span;
        }
      }
    }
  }

  /// The span of the row's first figure that ends before the usual one; nullptr when none does.
  const Period* lagging(const StatementTable::Row& row) const {
    for (std::size_t i = 0; i < std::min(row.cells.size(), usual_.size()); ++i) {
      const FigurePtr& figure = row.cells[i];
      if (figure && figure->value && figure->period.first() == usual_[i].first() &&
          figure->period.last() < usual_[i].last()) {
        return &figure->period;
      }
    }
    return nullptr;
  }

 private:
  std::vector<Period> usual_;
};

/// Columns whose head says `%`, with nothing but percentages: the cells need not repeat it.
std::vector<bool> percent_columns(const StatementTable& statement, Language language) {
  std::vector<bool> result(statement.columns.size(), false);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (statement.columns[i].title.in(language).find('%') == std::string::npos) continue;
    result[i] = std::all_of(statement.rows.begin(), statement.rows.end(), [&](const auto& row) {
      return i >= row.cells.size() || !row.cells[i] || !row.cells[i]->value ||
             row.cells[i]->format.style == NumberFormat::Style::percent;
    });
  }
  return result;
}

bool says_unit_itself(const NumberFormat& format, const std::string& common_unit) {
  if (common_unit.empty()) return true;
  if (format.style == NumberFormat::Style::percent) return common_unit != "%";
  if (format.style == NumberFormat::Style::points) return common_unit != "pp";
  return format.suffix != common_unit;
}

}  // namespace

Table statement_table(const StatementTable& statement, Language language) {
  const Words& say = words(language);
  const int column_count = static_cast<int>(statement.columns.size()) + 1;
  Table table;
  table.caption = statement.title.in(language);
  table.sheet = table.caption;
  table.measure_unit = unit_line(statement.common_unit, language);
  table.source = statement.source.in(language);

  table.columns.assign(static_cast<std::size_t>(column_count), Table::Align::end);
  table.columns[0] = Table::Align::start;
  table.header.emplace_back();
  const std::string& row_title = statement.row_title.in(language);
  table.header[0].push_back(column_head(row_title.empty() ? say.row_head : row_title));
  for (const auto& column : statement.columns) {
    table.header[0].push_back(column_head(column.title.in(language)));
  }

  const UsualSpans usual(statement);
  const std::vector<bool> percent = percent_columns(statement, language);
  TableNotes notes(language);
  for (const auto& row : statement.rows) {
    if (row.style == Style::heading) {
      table.rows.push_back(
          spanning_row(row.label.in(language), column_count, Table::Row::Style::heading));
      notes.mark(table.rows.back().cells[0].runs, row.note.in(language));
      continue;
    }
    Table::Row made;
    made.style = row_style(row.style);
    made.indent = row.style == Style::of_which ? std::max(row.indent, 1) : row.indent;
    made.cells.push_back(row_head(row.label.in(language)));
    notes.mark(made.cells[0].runs, row.note.in(language));
    if (const Period* span = usual.lagging(row)) {
      notes.mark(made.cells[0].runs, say.refers_to + period_short_name(*span, language) + ".");
    }
    for (std::size_t i = 0; i < statement.columns.size(); ++i) {
      Table::Cell cell;
      if (i < row.cells.size() && row.cells[i]) {
        const Figure& figure = *row.cells[i];
        const bool suffix = !percent[i] && says_unit_itself(figure.format, statement.common_unit);
        notes.add_figure(cell.runs, row.cells[i], suffix);
      }
      made.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(made));
  }
  if (table.rows.empty()) {
    table.rows.push_back(spanning_row(say.no_rows, column_count, Table::Row::Style::normal));
  }
  if (!statement.note.in(language).empty()) table.notes.push_back(statement.note.in(language));
  for (std::string& line : notes.lines()) table.notes.push_back(std::move(line));
  return table;
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "report/compose/compose_tables.hpp"
#include "report/compose/table_notes.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// The span that most outcomes cover; the report's when there are none.
Period usual_span(const Scorecard& scorecard, Period period) {
  std::map<Period, int> counts;
  for (const ScorecardRow& row : scorecard.rows) {
    if (row.outcome && row.outcome->value) ++counts[row.outcome->period];
  }
  int most = 0;
  for (const auto& [span, count] : counts) {
    if (count > most || (count == most && span.months() > period.months())) {
      most = count;
      period = span;
    }
  }
  return period;
}

/// `≥ 95 %` with the number as a figure; the words alone when the number does not stand in them
/// (an interval, `färre än föregående år`).
Runs target_runs(const ScorecardRow& row, Language language) {
  const std::string& text = row.target_text.in(language);
  if (!row.target || !row.target->value) {
    return {TextRun{text.empty() ? std::string(missing_mark) : text}};
  }
  if (text.empty()) return {FigureRun{row.target, row.target->text(language)}};
  // A target is written with the decimals that it needs (`95 %`), its figure has the outcome's.
  NumberFormat show = row.target->format;
  for (; show.decimals >= 0; --show.decimals) {
    for (const bool with_suffix : {true, false}) {
      const std::string number = format_number(*row.target->value, show, language, with_suffix);
      const std::size_t at = text.find(number);
      if (at == std::string::npos) continue;
      Runs runs;
      if (at > 0) runs.emplace_back(TextRun{text.substr(0, at)});
      FigureRun figure{.figure = row.target, .text = number};
      if (show != row.target->format) figure.show = show;
      runs.emplace_back(std::move(figure));
      if (at + number.size() < text.size()) {
        runs.emplace_back(TextRun{text.substr(at + number.size())});
      }
      return runs;
    }
  }
  return {TextRun{text}};
}

void add_or_dash(Runs& runs, TableNotes& notes, const FigurePtr& figure) {
  if (figure) {
    notes.add_figure(runs, figure, true);
  } else {
    runs.emplace_back(TextRun{std::string(missing_mark)});
  }
}

std::string attained_text(const GoalAttainment& goal, Language language) {
  const Words& say = words(language);
  if (goal.judged == 0) return std::string(missing_mark);
  std::string text = std::to_string(goal.attained) + say.of + std::to_string(goal.judged);
  if (goal.total > goal.judged) {
    const int rest = goal.total - goal.judged;
    text += " (" + std::to_string(rest) + " " +
            (rest == 1 ? std::string(status_name(Status::none, language)) : say.not_judged) + ")";
  }
  return text;
}

}  // namespace

Table scorecard_table(const Scorecard& scorecard, Period period, Language language) {
  const Words& say = words(language);
  const Period span = usual_span(scorecard, period);
  Table table;
  table.caption = say.scorecard;
  table.sheet = say.scorecard;
  using enum Table::Align;
  table.columns = {start, end, end, end, end, start, start};
  table.header.push_back(
      {column_head(say.indicator),
       column_head(std::string(say.outcome) + " " + period_short_name(span, language)),
       column_head(say.target), column_head(say.previous_year), column_head(say.to_target),
       column_head(say.status), column_head(say.trend)});
  TableNotes notes(language);
  for (const ScorecardRow& row : scorecard.rows) {
    Table::Row made;
    made.cells.push_back(row_head(row.name.in(language)));
    notes.mark(made.cells[0].runs, row.note.in(language));
    if (row.outcome && row.outcome->value && row.outcome->period != span) {
      notes.mark(made.cells[0].runs,
                 say.refers_to + period_short_name(row.outcome->period, language) + ".");
    }
    made.cells.resize(7);
    add_or_dash(made.cells[1].runs, notes, row.outcome);
    made.cells[2].runs = target_runs(row, language);
    add_or_dash(made.cells[3].runs, notes, row.previous);
    add_or_dash(made.cells[4].runs, notes, row.to_target);
    made.cells[5] = text_cell(status_text(row.status, language), fill_of(row.status));
    made.cells[6] = text_cell(trend_text(row.trend, language));
    table.rows.push_back(std::move(made));
  }
  if (table.rows.empty()) {
    table.rows.push_back(spanning_row(say.no_rows, 7, Table::Row::Style::normal));
  }
  table.notes = notes.lines();
  return table;
}

Table goals_table(const std::vector<GoalAttainment>& goals, Language language) {
  const Words& say = words(language);
  Table table;
  table.caption = say.goals;
  table.sheet = say.goals;
  using enum Table::Align;
  table.columns = {start, end, start, start};
  table.header.push_back({column_head(say.goal), column_head(say.attained), column_head(say.status),
                          column_head(say.trend)});
  TableNotes notes(language);
  // One rule for all goals is a note of the table, not of each row.
  const bool one_rule = std::all_of(goals.begin(), goals.end(), [&](const GoalAttainment& goal) {
    return goal.rule == goals.front().rule;
  });
  for (const GoalAttainment& goal : goals) {
    Table::Row made;
    made.indent = goal.indent;
    made.cells.push_back(row_head(goal.name.in(language)));
    made.cells.push_back(text_cell(attained_text(goal, language)));
    made.cells.push_back(text_cell(status_text(goal.status, language), fill_of(goal.status)));
    if (!one_rule) notes.mark(made.cells.back().runs, goal.rule.in(language));
    made.cells.push_back(text_cell(trend_text(goal.trend, language)));
    table.rows.push_back(std::move(made));
  }
  if (table.rows.empty()) {
    table.rows.push_back(spanning_row(say.no_rows, 4, Table::Row::Style::normal));
  } else if (one_rule && !goals.front().rule.in(language).empty()) {
    table.notes.push_back(goals.front().rule.in(language));
  }
  for (std::string& line : notes.lines()) table.notes.push_back(std::move(line));
  return table;
}

}  // namespace redthread::report

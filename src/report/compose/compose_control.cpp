// SPDX-License-Identifier: Apache-2.0
#include "report/compose/compose_control.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/number_format.hpp"
#include "base/text.hpp"
#include "report/compose/compose_tables.hpp"
#include "report/compose/control_words.hpp"
#include "report/compose/table_notes.hpp"

namespace redthread::report {
namespace {

using Level = RiskScale::Level;
using enum Table::Align;

const std::string no_text(missing_mark);

/// A level's fill follows from its rank: the highest of any number of levels is red.
Table::Fill fill_of_level(const RiskScale& scale, std::size_t level) {
  using enum Table::Fill;
  const std::size_t from_top = scale.levels.size() - 1 - level;
  if (from_top == 0) return red;
  if (scale.levels.size() <= 3) return from_top == 1 ? yellow : green;
  if (from_top == 1) return orange;
  if (from_top == 2) return yellow;
  return from_top == 3 ? green : pale_green;
}

std::string shown(const Level& level) {
  return level.symbol.empty() ? level.name : level.symbol + "\u00A0" + level.name;
}

/// The text on one line: a column becomes as wide as it.
std::string unbroken(std::string text) {
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at)) {
    text.replace(at, 1, "\u00A0");
  }
  return text;
}

std::string step_name(const RiskScale::Step& step) {
  return unbroken(fmt::format("{} {}", step.step, step.name));
}

Table::Cell judged_cell(const Judged& judged) {
  return text_cell(unbroken(fmt::format("{} {}", judged.symbol, judged.word)), judged.fill);
}

Table::Cell lines_cell(const std::vector<std::string>& lines) {
  Table::Cell cell;
  for (const std::string& line : lines) {
    if (!cell.runs.empty()) cell.runs.emplace_back(LineBreak{});
    cell.runs.emplace_back(TextRun{line});
  }
  if (lines.empty()) cell.runs.emplace_back(TextRun{no_text});
  return cell;
}

/// The ids of risks, in the plan's order.
std::string ids_of(const InternalControl& control, const std::vector<std::size_t>& risks) {
  std::vector<std::string> ids;
  ids.reserve(risks.size());
  for (const std::size_t risk : risks) ids.push_back(control.risks[risk].key);
  return join(ids, ", ");
}

/// The scale that most risks were assessed on; nullopt when there is none.
std::optional<std::size_t> main_scale(const InternalControl& control) {
  std::map<std::size_t, int> used;
  for (const PlannedRisk& risk : control.risks) {
    if (risk.scale) ++used[*risk.scale];
  }
  const auto most = std::max_element(
      used.begin(), used.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != used.end()) return most->first;
  return control.scales.empty() ? std::nullopt : std::optional<std::size_t>(0);
}

/// `Av 12 risker är 1 Mycket hög, 6 Hög och 5 Medelhög.`
std::string summary_of(const InternalControl& control, const RiskScale& scale, std::size_t index,
                       Language language) {
  const ControlWords& say = control_words(language);
  std::vector<int> counts(scale.levels.size(), 0);
  int total = 0;
  int not_assessed = 0;
  for (const PlannedRisk& risk : control.risks) {
    if (risk.scale && *risk.scale != index) continue;
    ++total;
    ++(risk.size ? counts[risk.size->level] : not_assessed);
  }
  std::vector<std::string> parts;
  for (std::size_t level = counts.size(); level-- > 0;) {
    if (counts[level] == 0) continue;
    parts.push_back(fmt::format("{} {}", counts[level], scale.levels[level].name));
  }
  if (not_assessed > 0) parts.push_back(fmt::format("{} {}", not_assessed, say.assessed_none));
  if (parts.empty()) return {};
  std::string list = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    list += (i + 1 < parts.size() ? ", " : say.and_word) + parts[i];
  }
  return fmt::format(fmt::runtime(total == 1 ? say.one_risk : say.of_risks), total, list);
}

Table::Cell matrix_cell(const InternalControl& control, std::size_t scale_index, int likelihood,
                        int consequence) {
  const RiskScale& scale = control.scales[scale_index];
  const auto level = scale.level_of.find({likelihood, consequence});
  if (level == scale.level_of.end()) return text_cell(no_text);
  Table::Cell cell =
      text_cell(shown(scale.levels[level->second]), fill_of_level(scale, level->second));
  std::vector<std::size_t> risks;
  for (std::size_t i = 0; i < control.risks.size(); ++i) {
    const PlannedRisk& risk = control.risks[i];
    if (risk.scale == scale_index && risk.size && risk.size->likelihood == likelihood &&
        risk.size->consequence == consequence) {
      risks.push_back(i);
    }
  }
  constexpr std::size_t longest_line = 14;
  std::string line;
  const auto end_line = [&] {
    cell.runs.emplace_back(LineBreak{});
    cell.runs.emplace_back(TextRun{unbroken(std::exchange(line, {}))});
  };
  for (const std::size_t risk : risks) {
    const std::string& id = control.risks[risk].key;
    if (!line.empty() && line.size() + id.size() > longest_line) end_line();
    line += (line.empty() ? "" : " ") + id + (risk == risks.back() ? "" : ",");
  }
  if (!line.empty()) end_line();
  return cell;
}

/// The controls and mitigations of each risk, as lines.
std::vector<std::string> controls_of(const InternalControl& control, std::size_t risk) {
  std::vector<std::string> lines;
  for (const PlannedControl& each : control.controls) {
    if (std::find(each.risks.begin(), each.risks.end(), risk) == each.risks.end()) continue;
    lines.push_back(each.frequency.empty() ? each.name
                                           : fmt::format("{} ({})", each.name, each.frequency));
  }
  return lines;
}

std::vector<std::string> mitigations_of(const InternalControl& control, std::size_t risk) {
  std::vector<std::string> lines;
  for (const PlannedMitigation& each : control.mitigations) {
    if (std::find(each.risks.begin(), each.risks.end(), risk) != each.risks.end()) {
      lines.push_back(each.name);
    }
  }
  return lines;
}

bool any_owner(const InternalControl& control) {
  return std::any_of(control.risks.begin(), control.risks.end(),
                     [](const PlannedRisk& risk) { return !risk.owner.empty(); });
}

bool any_value(const InternalControl& control) {
  return std::any_of(control.scales.begin(), control.scales.end(),
                     [](const RiskScale& scale) { return scale.shows_value; });
}

bool any_control(const InternalControl& control) { return !control.controls.empty(); }

/// Rows of the register of risks.
class Register {
 public:
  Register(const InternalControl& control, Language language)
      : control_(control), say_(control_words(language)), notes_(language) {
    for (const RiskGroup& group : control.groups) {
      for (const std::size_t risk : group.risks) ++places_[risk];
    }
  }

  Table make() {
    Table table;
    table.caption = say_.risks;
    table.sheet = say_.risks;
    std::vector<Table::HeaderCell> head;
    const auto column = [&](const char* name, Table::Align align = start) {
      head.push_back(column_head(name));
      table.columns.push_back(align);
    };
    column(say_.risk);
    column(say_.likelihood_short, end);
    column(say_.consequence_short, end);
    if (any_value(control_)) column(say_.value, end);
    column(say_.level);
    if (any_owner(control_)) column(say_.owner);
    if (any_control(control_)) column(say_.controls);
    column(say_.mitigations);
    table.header.push_back(std::move(head));
    const auto columns = static_cast<int>(table.columns.size());
    for (const RiskGroup& group : control_.groups) {
      table.rows.push_back(spanning_row(group.name.empty() ? say_.no_goal : group.name, columns,
                                        Table::Row::Style::heading));
      for (const std::size_t risk : group.risks) table.rows.push_back(row(risk));
    }
    table.notes = notes_.lines();
    if (const auto scale = main_scale(control_)) {
      const RiskScale& main = control_.scales[*scale];
      table.notes.push_back(fmt::format("{} = {}, {} = {}.", say_.likelihood_short,
                                        main.likelihood_name, say_.consequence_short,
                                        main.consequence_name));
    }
    return table;
  }

 private:
  Table::Row row(std::size_t index) {
    const PlannedRisk& risk = control_.risks[index];
    Table::Row row;
    row.cells.push_back(row_head(risk.key + " " + risk.name));
    if (places_[index] > 1) notes_.mark(row.cells[0].runs, say_.several_goals);
    if (risk.mandatory) notes_.mark(row.cells[0].runs, say_.mandatory);
    const auto number = [](int step) { return text_cell(std::to_string(step)); };
    row.cells.push_back(risk.size ? number(risk.size->likelihood) : text_cell(no_text));
    row.cells.push_back(risk.size ? number(risk.size->consequence) : text_cell(no_text));
    if (any_value(control_)) {
      const bool has_value = risk.size && !risk.size->value.empty();
      row.cells.push_back(text_cell(has_value ? risk.size->value : no_text));
    }
    if (risk.size) {
      const RiskScale& scale = control_.scales[*risk.scale];
      row.cells.push_back(
          text_cell(shown(scale.levels[risk.size->level]), fill_of_level(scale, risk.size->level)));
    } else {
      row.cells.push_back(text_cell(say_.not_assessed));
    }
    if (any_owner(control_)) row.cells.push_back(text_cell(risk.owner));
    if (any_control(control_)) row.cells.push_back(lines_cell(controls_of(control_, index)));
    row.cells.push_back(lines_cell(mitigations_of(control_, index)));
    return row;
  }

  const InternalControl& control_;
  const ControlWords& say_;
  TableNotes notes_;
  std::map<std::size_t, int> places_;
};

/// What came of a control's occurrences, the worst first, with its fill.
Table::Cell state_cell(const PlannedControl& control, Language language) {
  using enum ControlState;
  const int reported = control.without_deviation + control.with_deviation + control.not_performed;
  const std::pair<ControlState, int> counts[] = {
      {not_performed, control.not_performed},
      {with_deviation, control.with_deviation},
      {awaited, std::max(0, control.due - reported)},
      {without_deviation, control.without_deviation},
  };
  std::vector<std::string> lines;
  Table::Fill fill = Table::Fill::none;
  for (const auto& [state, count] : counts) {
    if (count == 0) continue;
    const Judged judged = control_state(state, language);
    if (lines.empty()) fill = judged.fill;
    lines.push_back(unbroken(fmt::format("{} {} {}", judged.symbol, count, judged.word)));
  }
  if (lines.empty()) {
    const bool is_planned = control.has_rule || control.not_planned > 0;
    return judged_cell(control_state(is_planned ? not_planned : nothing_told, language));
  }
  Table::Cell cell = lines_cell(lines);
  cell.fill = fill;
  return cell;
}

std::string time_of(const PlannedMitigation& mitigation) {
  const std::string from = mitigation.starts ? mitigation.starts->to_string() : "";
  const std::string to = mitigation.ends ? mitigation.ends->to_string() : "";
  return from.empty() && to.empty() ? no_text : from + "–" + to;
}

}  // namespace

Table risk_matrix_table(const InternalControl& control, Language language) {
  const ControlWords& say = control_words(language);
  Table table;
  table.caption = say.matrix;
  table.sheet = say.matrix;
  const auto index = main_scale(control);
  if (!index || control.risks.empty()) return table;
  const RiskScale& scale = control.scales[*index];
  const auto steps = static_cast<int>(scale.consequence.size());
  Table::HeaderCell corner = column_head(scale.likelihood_name);
  corner.row_span = 2;
  Table::HeaderCell across = column_head(scale.consequence_name);
  across.column_span = steps;
  table.header.push_back({std::move(corner), std::move(across)});
  table.header.emplace_back();
  table.columns.push_back(start);
  for (const RiskScale::Step& step : scale.consequence) {
    table.columns.push_back(start);
    table.header[1].push_back(column_head(step_name(step)));
  }
  bool has_gap = false;
  for (auto step = scale.likelihood.rbegin(); step != scale.likelihood.rend(); ++step) {
    Table::Row row;
    row.cells.push_back(row_head(step_name(*step)));
    for (const RiskScale::Step& across_step : scale.consequence) {
      row.cells.push_back(matrix_cell(control, *index, step->step, across_step.step));
      has_gap = has_gap || scale.level_of.count({step->step, across_step.step}) == 0;
    }
    table.rows.push_back(std::move(row));
  }
  table.summary = summary_of(control, scale, *index, language);
  std::vector<std::size_t> not_assessed;
  std::vector<std::size_t> elsewhere;
  for (std::size_t i = 0; i < control.risks.size(); ++i) {
    const PlannedRisk& risk = control.risks[i];
    if (!risk.size) not_assessed.push_back(i);
    if (risk.scale && *risk.scale != *index) elsewhere.push_back(i);
  }
  if (has_gap) table.notes.emplace_back(say.no_level);
  if (!not_assessed.empty()) {
    std::string note = say.not_assessed + std::string(": ") + ids_of(control, not_assessed) + ".";
    note.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(note.front())));
    table.notes.push_back(std::move(note));
  }
  if (!elsewhere.empty()) table.notes.push_back(say.other_scale + ids_of(control, elsewhere) + ".");
  return table;
}

Table risk_levels_table(const InternalControl& control, Language language) {
  const ControlWords& say = control_words(language);
  Table table;
  table.caption = say.levels;
  table.sheet = say.levels;
  const auto index = main_scale(control);
  if (!index) return table;
  const RiskScale& scale = control.scales[*index];
  const bool obliges = std::any_of(scale.levels.begin(), scale.levels.end(),
                                   [](const Level& level) { return !level.obligation.empty(); });
  std::vector<Table::HeaderCell> head = {column_head(say.level)};
  table.columns = {start};
  if (obliges) {
    head.push_back(column_head(say.obligation));
    table.columns.push_back(start);
  }
  head.push_back(column_head(say.number_of_risks));
  table.columns.push_back(end);
  table.header.push_back(std::move(head));
  for (std::size_t level = scale.levels.size(); level-- > 0;) {
    const auto count =
        std::count_if(control.risks.begin(), control.risks.end(), [&](const PlannedRisk& risk) {
          return risk.scale == *index && risk.size && risk.size->level == level;
        });
    Table::Row row;
    row.cells.push_back(row_head(shown(scale.levels[level])));
    row.cells[0].fill = fill_of_level(scale, level);
    if (obliges) row.cells.push_back(text_cell(scale.levels[level].obligation));
    row.cells.push_back(text_cell(std::to_string(count)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table risks_table(const InternalControl& control, Language language) {
  return Register(control, language).make();
}

Table controls_table(const InternalControl& control, bool plan_only, Language language) {
  const ControlWords& say = control_words(language);
  Table table;
  table.caption = say.controls;
  table.sheet = say.controls;
  const bool performers =
      std::any_of(control.controls.begin(), control.controls.end(),
                  [](const PlannedControl& each) { return !each.performer.empty(); });
  const bool notes =
      !plan_only && std::any_of(control.controls.begin(), control.controls.end(),
                                [](const PlannedControl& each) { return !each.notes.empty(); });
  std::vector<Table::HeaderCell> head;
  const auto column = [&](const char* name, bool is_shown = true, Table::Align align = start) {
    if (!is_shown) return;
    head.push_back(column_head(name));
    table.columns.push_back(align);
  };
  column(say.control);
  column(say.risk);
  column(say.owner, performers);
  column(say.frequency);
  column(say.due, true, end);
  column(say.performed, !plan_only, end);
  column(say.state, !plan_only);
  column(say.observations, notes);
  table.header.push_back(std::move(head));
  for (const PlannedControl& each : control.controls) {
    Table::Row row;
    const auto cell = [&](Table::Cell made, bool is_shown = true) {
      if (is_shown) row.cells.push_back(std::move(made));
    };
    const int performed = each.without_deviation + each.with_deviation;
    const bool is_told = each.has_rule || each.due > 0;
    cell(row_head(each.name));
    cell(text_cell(ids_of(control, each.risks)));
    cell(text_cell(each.performer), performers);
    cell(text_cell(each.frequency));
    cell(text_cell(is_told ? std::to_string(each.due) : no_text));
    cell(text_cell(is_told ? std::to_string(performed) : no_text), !plan_only);
    cell(state_cell(each, language), !plan_only);
    cell(lines_cell(each.notes), notes);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table mitigations_table(const InternalControl& control, bool plan_only, Language language) {
  const ControlWords& say = control_words(language);
  Table table;
  table.caption = say.mitigations;
  table.sheet = say.mitigations;
  const bool owned = std::any_of(control.mitigations.begin(), control.mitigations.end(),
                                 [](const PlannedMitigation& each) { return !each.owner.empty(); });
  const bool timed =
      std::any_of(control.mitigations.begin(), control.mitigations.end(),
                  [](const PlannedMitigation& each) { return each.starts || each.ends; });
  std::vector<Table::HeaderCell> head;
  const auto column = [&](const char* name) {
    head.push_back(column_head(name));
    table.columns.push_back(start);
  };
  column(say.mitigation);
  column(say.risk);
  if (owned) column(say.owner);
  if (timed) column(say.time);
  if (!plan_only) {
    column(say.status);
    column(say.effect);
  }
  table.header.push_back(std::move(head));
  for (const PlannedMitigation& each : control.mitigations) {
    Table::Row row;
    row.cells.push_back(row_head(each.name));
    row.cells.push_back(text_cell(ids_of(control, each.risks)));
    if (owned) row.cells.push_back(text_cell(each.owner));
    if (timed) row.cells.push_back(text_cell(time_of(each)));
    if (!plan_only) {
      row.cells.push_back(judged_cell(mitigation_status(each.status, language)));
      row.cells.push_back(judged_cell(mitigation_effect(each.effect, language)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace redthread::report

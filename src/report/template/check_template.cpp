// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "report/template.hpp"
#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {
namespace {

using Kind = Directive::Kind;

template <typename Items>
std::vector<std::string> keys_of(const Items& items) {
  std::vector<std::string> keys;
  keys.reserve(items.size());
  for (const auto& item : items) keys.push_back(item.key);
  return keys;
}

std::vector<std::string> with(std::vector<std::string> names,
                              const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
  return names;
}

/// Looks up every name of a template; one function a kind of name.
class Checker {
 public:
  Checker(const Template::State& state, const Catalog& catalog, Diagnostics& diagnostics)
      : state_(state),
        catalog_(catalog),
        source_(state.file, state.text, diagnostics, state.origin) {}

  bool check() {
    if (!state_.unit.empty()) check_unit(state_.unit, state_.unit_range);
    for (const Directive& directive : state_.directives) {
      if (!directive.unit.empty()) check_unit(directive.unit, directive.unit_range);
      switch (directive.kind) {
        case Kind::figure:
        case Kind::word:
          check_figure(directive);
          break;
        case Kind::statement:
          check_statement(directive);
          break;
        case Kind::scorecard:
          check_scorecard(directive);
          break;
        case Kind::chart:
          check_chart(directive);
          break;
        case Kind::comment:
          check_comment(directive);
          break;
        case Kind::activities:
          check_section(directive);
          break;
        default:
          break;
      }
    }
    return !source_.failed();
  }

 private:
  void unknown(const char* code, Range range, const std::string& what, const std::string& name,
               const std::vector<std::string>& known) {
    source_.error(code, range.begin, range.end, "unknown " + what + " `" + name + "`",
                  name_hint(name, known));
  }

  void check_unit(const std::string& code, Range range) {
    if (catalog_.organisation.index_of(code)) return;
    unknown("report.unknown_unit", range, "unit", code, catalog_.organisation.codes());
  }

  void check_figure(const Directive& directive) {
    const std::string& key = directive.words[0];
    const Range range = directive.word_ranges[0];
    if (const std::size_t slash = key.find('/'); slash != std::string::npos) {
      check_cell(directive, key.substr(0, slash), key.substr(slash + 1));
      return;
    }
    const Measure* measure = catalog_.measure(key);
    const Indicator* indicator = catalog_.indicator(key);
    if (measure == nullptr && indicator == nullptr) {
      if (catalog_.statement(key) != nullptr) {
        source_.error("report.unknown_key", range.begin, range.end, "`" + key + "` is a statement",
                      "name one of its rows: " + key + "/ROW");
      } else {
        unknown("report.unknown_key", range, "measure or indicator", key,
                with(keys_of(catalog_.measures), keys_of(catalog_.indicators)));
      }
      return;
    }
    const bool column_known =
        directive.words.size() < 2 || standard_column(directive.words[1]) != nullptr;
    if (!column_known) {
      unknown("report.unknown_column", directive.word_ranges[1], "column", directive.words[1],
              keys_of(standard_columns()));
      return;
    }
    check_format(directive, measure != nullptr ? measure->unit : indicator->unit);
  }

  /// `show="mnkr 1"` needs money. A percentage of change may be asked of anything, so only
  /// columns that keep the measure's own unit are checked.
  void check_format(const Directive& directive, const MeasureUnit& unit) {
    if (!directive.show) return;
    const bool change = directive.words.size() > 1 && directive.words[1].ends_with("_pct");
    const bool money = directive.show->divisor != Exact(1) || directive.show->suffix == "kr";
    const bool is_money = unit.dimensions.size() == 1 && unit.dimensions.contains("kr");
    if (!money || (is_money && !change)) return;
    source_.error("report.unit_mismatch", directive.show_range.begin, directive.show_range.end,
                  "`" + directive.words[0] + "` does not count kronor here",
                  "choose a format that fits" +
                      (unit.symbol.empty() ? std::string() : " the measure unit " + unit.symbol));
  }

  void check_cell(const Directive& directive, const std::string& key, const std::string& row) {
    const Range range = directive.word_ranges[0];
    const Range key_range = {range.begin, range.begin + key.size()};
    const Statement* statement = catalog_.statement(key);
    if (statement == nullptr) {
      unknown("report.unknown_statement", key_range, "statement", key,
              keys_of(catalog_.statements));
      return;
    }
    std::vector<std::string> rows;
    for (const StatementRow& each : statement->rows) {
      if (each.value) rows.push_back(each.key);
    }
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) {
      unknown("report.unknown_row", {range.begin + key.size() + 1, range.end}, "row", row, rows);
    }
    const bool named = directive.words.size() > 1;
    const std::string column = named ? directive.words[1] : "ytd";
    const std::vector<std::string> columns = keys_of(statement->columns);
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      unknown("report.unknown_column", named ? directive.word_ranges[1] : range, "column", column,
              columns);
    }
  }

  void check_statement(const Directive& directive) {
    if (catalog_.statement(directive.words[0]) != nullptr) return;
    unknown("report.unknown_statement", directive.word_ranges[0], "statement", directive.words[0],
            keys_of(catalog_.statements));
  }

  void check_chart(const Directive& directive) {
    switch (directive.chart.kind) {
      case Chart::Kind::bullet:
        check_scorecard(directive);
        break;
      case Chart::Kind::line:
      case Chart::Kind::spark:
        check_series(directive);
        break;
      default:
        check_statement(directive);
        check_statement_parts(directive);
    }
  }

  void check_series(const Directive& directive) {
    for (std::size_t i = 0; i < directive.words.size(); ++i) {
      const std::string& key = directive.words[i];
      if (catalog_.measure(key) != nullptr || catalog_.indicator(key) != nullptr) continue;
      unknown("report.unknown_key", directive.word_ranges[i], "measure or indicator", key,
              with(keys_of(catalog_.measures), keys_of(catalog_.indicators)));
    }
    check_names("report.unknown_column", directive.chart.columns_range, "column",
                directive.chart.columns, keys_of(standard_columns()));
  }

  /// The rows and columns that a chart takes from its statement.
  void check_statement_parts(const Directive& directive) {
    const Statement* statement = catalog_.statement(directive.words[0]);
    if (statement == nullptr) return;
    const ChartRequest& chart = directive.chart;
    std::vector<std::string> rows;
    for (const StatementRow& row : statement->rows) {
      if (row.value) rows.push_back(row.key);
    }
    std::vector<std::string> columns;
    for (const StatementColumn& column : statement->columns) {
      if (!column.hidden) columns.push_back(column.key);
    }
    check_names("report.unknown_row", chart.rows_range, "row", chart.rows, rows);
    check_names("report.unknown_column", chart.columns_range, "column", chart.columns, columns);
    if (!chart.total.empty()) {
      check_names("report.unknown_row", chart.total_range, "row", {chart.total}, rows);
    }
  }

  void check_names(const char* code, Range range, const std::string& what,
                   const std::vector<std::string>& names, const std::vector<std::string>& known) {
    for (const std::string& name : names) {
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        unknown(code, range, what, name, known);
      }
    }
  }

  void check_scorecard(const Directive& directive) {
    for (std::size_t i = 0; i < directive.words.size(); ++i) {
      if (catalog_.indicator(directive.words[i]) != nullptr) continue;
      unknown("report.unknown_indicator", directive.word_ranges[i], "indicator", directive.words[i],
              keys_of(catalog_.indicators));
    }
    if (directive.goal.empty()) return;
    const std::vector<std::string> goals = keys_of(catalog_.plan.goals);
    if (std::find(goals.begin(), goals.end(), directive.goal) == goals.end()) {
      unknown("report.unknown_goal", directive.goal_range, "goal", directive.goal, goals);
      return;
    }
    if (!has_indicators(directive.goal, 0)) {
      source_.error("report.empty_goal", directive.goal_range.begin, directive.goal_range.end,
                    "no indicator hangs on the goal `" + directive.goal + "`",
                    "give an indicator goal = \"" + directive.goal + "\", or name indicators here");
    }
  }

  /// On the goal itself or on one below it.
  bool has_indicators(const std::string& goal, int depth) const {
    if (std::any_of(catalog_.indicators.begin(), catalog_.indicators.end(),
                    [&](const Indicator& indicator) { return indicator.goal == goal; })) {
      return true;
    }
    constexpr int deepest = 20;
    return depth < deepest && std::any_of(catalog_.plan.goals.begin(), catalog_.plan.goals.end(),
                                          [&](const Goal& child) {
                                            return child.parent == goal &&
                                                   has_indicators(child.key, depth + 1);
                                          });
  }

  void check_comment(const Directive& directive) {
    const std::vector<std::string> comments = keys_of(catalog_.plan.comments);
    if (std::find(comments.begin(), comments.end(), directive.words[0]) != comments.end()) return;
    unknown("report.unknown_comment", directive.word_ranges[0], "comment", directive.words[0],
            comments);
  }

  void check_section(const Directive& directive) {
    if (directive.section.empty()) return;
    std::vector<std::string> sections;
    for (const Activity& activity : catalog_.plan.activities) {
      if (activity.section == directive.section) return;
      if (sections.empty() || sections.back() != activity.section)
        sections.push_back(activity.section);
    }
    unknown("report.unknown_section", directive.section_range, "section", directive.section,
            sections);
  }

  const Template::State& state_;
  const Catalog& catalog_;
  SourceText source_;
};

}  // namespace

bool check_template(const Template& parsed, const Catalog& catalog, Diagnostics& diagnostics) {
  return Checker(parsed.state(), catalog, diagnostics).check();
}

}  // namespace redthread::report

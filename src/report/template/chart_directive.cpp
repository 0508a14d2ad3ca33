// SPDX-License-Identifier: Apache-2.0
#include "report/template/chart_directive.hpp"

#include <string_view>

#include "base/text.hpp"

namespace redthread::report {
namespace {

using Kind = Chart::Kind;

/// The form of each kind, as a table: docs/report-templates.md in data.
struct Form {
  Kind kind;
  bool of_statement;  ///< one key, of a statement; else indicators or measures
  bool takes_rows;
  bool takes_columns;
  bool takes_goal;
  bool takes_months;
  bool takes_total;
  std::string_view usage;
};
constexpr Form forms[] = {
    {Kind::bars, true, true, true, false, false, false,
     "::chart bars STATEMENT columns=\"ytd ytd_budget\" [rows=\"…\"]"},
    {Kind::shares, true, true, true, false, false, false,
     "::chart shares STATEMENT columns=\"ytd ytd_previous\" [rows=\"…\"]"},
    {Kind::heat, true, true, true, false, false, false,
     "::chart heat STATEMENT columns=\"…\" [rows=\"…\"]"},
    {Kind::bridge, true, true, true, false, false, true,
     "::chart bridge STATEMENT rows=\"…\" total=ROW columns=\"ytd_budget "
     "ytd_budget_deviation ytd\""},
    {Kind::bullet, false, false, false, true, false, false,
     "::chart bullet goal=KEY, or ::chart bullet INDICATOR INDICATOR …"},
    {Kind::line, false, false, true, false, true, false,
     "::chart line KEY … [columns=\"month r12\"] [months=25]"},
    {Kind::spark, false, false, true, false, true, false, "::chart spark KEY … [months=13]"},
};
constexpr int usual_line_months = 25;
constexpr int usual_spark_months = 13;
constexpr std::size_t bridge_columns = 3;

const Form& form_of(Kind kind) {
  for (const Form& form : forms) {
    if (form.kind == kind) return form;
  }
  return forms[0];
}

std::optional<Fault> lacks(const Directive& directive, const Form& form, const std::string& what) {
  return Fault{"report.missing_option", directive.range,
               "::chart " + std::string(to_string(form.kind)) + " lacks " + what,
               "write " + std::string(form.usage)};
}

std::optional<Fault> superfluous(const Directive& directive, const Form& form) {
  const ChartRequest& chart = directive.chart;
  struct Given {
    const char* name;
    bool given;
    bool taken;
    Range range;
  };
  const Given options[] = {
      {"rows", !chart.rows.empty(), form.takes_rows, chart.rows_range},
      {"columns", !chart.columns.empty(), form.takes_columns, chart.columns_range},
      {"goal", !directive.goal.empty(), form.takes_goal, directive.goal_range},
      {"months", chart.months != 0, form.takes_months, directive.range},
      {"total", !chart.total.empty(), form.takes_total, chart.total_range},
  };
  for (const Given& option : options) {
    if (!option.given || option.taken) continue;
    return Fault{
        "report.unknown_option", option.range,
        "::chart " + std::string(to_string(form.kind)) + " has no option `" + option.name + "`",
        "write " + std::string(form.usage)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fault> settle_chart(Directive& directive) {
  ChartRequest& chart = directive.chart;
  const std::string word = directive.words.front();
  chart.kind_range = directive.word_ranges.front();
  const auto kind = parse_chart_kind(word);
  if (!kind) {
    return Fault{"report.unknown_chart", chart.kind_range, "there is no chart `" + word + "`",
                 name_hint(word, chart_kind_words())};
  }
  chart.kind = *kind;
  directive.words.erase(directive.words.begin());
  directive.word_ranges.erase(directive.word_ranges.begin());
  const Form& form = form_of(*kind);
  if (auto fault = superfluous(directive, form)) return fault;
  if (form.of_statement && directive.words.size() != 1)
    return lacks(directive, form, "a statement");
  if (form.of_statement && chart.columns.empty()) return lacks(directive, form, "columns");
  if (form.takes_goal && directive.words.empty() == directive.goal.empty()) {
    return lacks(directive, form, "either a goal or indicators");
  }
  if (form.takes_months && directive.words.empty()) {
    return lacks(directive, form, "a measure or an indicator");
  }
  if (form.takes_total) {
    if (chart.total.empty() || chart.rows.empty()) {
      return lacks(directive, form, "rows and a total");
    }
    if (chart.columns.size() != bridge_columns) {
      return lacks(directive, form, "three columns: from, step, to");
    }
  }
  if (form.takes_months) {
    if (chart.columns.empty()) chart.columns = {"month"};
    if (chart.months == 0) {
      chart.months = *kind == Kind::line ? usual_line_months : usual_spark_months;
    }
  }
  return std::nullopt;
}

Request chart_request(const Directive& directive) {
  const ChartRequest& chart = directive.chart;
  const Form& form = form_of(chart.kind);
  Request request;
  request.unit = directive.unit;
  if (form.of_statement) {
    request.kind = Request::Kind::statement;
    request.key = directive.words[0];
  } else if (form.takes_goal) {
    request.kind = Request::Kind::scorecard;
    request.key = directive.goal;
    request.keys = directive.words;
  } else {
    request.kind = Request::Kind::series;
    request.keys = directive.words;
    request.columns = chart.columns;
    request.months = chart.months;
  }
  return request;
}

}  // namespace redthread::report

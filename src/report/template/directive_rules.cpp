// SPDX-License-Identifier: Apache-2.0
#include "report/template/directive_rules.hpp"

namespace redthread::report {

const std::vector<DirectiveRule>& directive_rules() {
  using Kind = Directive::Kind;
  constexpr std::size_t any = 1'000;
  static const std::vector<DirectiveRule> rules = {
      {"figure",
       Kind::figure,
       false,
       1,
       2,
       {"magnitude", "show", "sign", "unit"},
       "{figure KEY [COLUMN] [unit=CODE] [show=\"mnkr 1\"] [magnitude=yes] [sign=no]}"},
      {"word",
       Kind::word,
       false,
       2,
       2,
       {"down", "missing", "same", "show", "unit", "up"},
       "{word KEY COLUMN up=\"…\" down=\"…\" [same=\"…\"] [missing=\"…\"]}"},
      {"period", Kind::period, false, 0, 1, {}, "{period} or {period short}"},
      {"unit", Kind::unit, false, 0, 0, {}, "{unit}"},
      {"toc", Kind::toc, true, 0, 0, {}, "::toc"},
      {"statement",
       Kind::statement,
       true,
       1,
       1,
       {"note", "title", "unit"},
       "::statement KEY [unit=CODE] [title=\"…\"] [note=\"…\"]"},
      {"chart",
       Kind::chart,
       true,
       1,
       any,
       {"columns", "goal", "months", "note", "rows", "title", "total", "unit"},
       "::chart KIND KEY … [rows=\"…\"] [columns=\"…\"] [title=\"…\"]"},
      {"scorecard",
       Kind::scorecard,
       true,
       0,
       any,
       {"goal", "note", "title", "unit"},
       "::scorecard goal=KEY, or ::scorecard INDICATOR INDICATOR …"},
      {"goals", Kind::goals, true, 0, 0, {"note", "title", "unit"}, "::goals [title=\"…\"]"},
      {"comment", Kind::comment, true, 1, 1, {}, "::comment KEY"},
      {"comments", Kind::comments, true, 0, 0, {"kind"}, "::comments [kind=area]"},
      {"controls",
       Kind::controls,
       true,
       0,
       0,
       {"note", "plan", "title"},
       "::controls [plan=yes] [title=\"…\"]"},
      {"mitigations",
       Kind::mitigations,
       true,
       0,
       0,
       {"note", "plan", "title"},
       "::mitigations [plan=yes] [title=\"…\"]"},
      {"risk_levels",
       Kind::risk_levels,
       true,
       0,
       0,
       {"note", "title"},
       "::risk_levels [title=\"…\"]"},
      {"risk_matrix",
       Kind::risk_matrix,
       true,
       0,
       0,
       {"note", "title"},
       "::risk_matrix [title=\"…\"]"},
      {"risks", Kind::risks, true, 0, 0, {"note", "title"}, "::risks [title=\"…\"]"},
      {"findings",
       Kind::findings,
       true,
       0,
       0,
       {"note", "rounding", "title", "unit"},
       "::findings [rounding=no]"},
      {"activities",
       Kind::activities,
       true,
       0,
       0,
       {"note", "section", "title"},
       "::activities [section=KEY]"},
      {"deliveries", Kind::deliveries, true, 0, 0, {"note", "title"}, "::deliveries"},
  };
  return rules;
}

const DirectiveRule* find_rule(std::string_view name, bool block) {
  for (const DirectiveRule& rule : directive_rules()) {
    if (rule.name == name && rule.block == block) return &rule;
  }
  return nullptr;
}

std::vector<std::string> directive_names(bool block) {
  std::vector<std::string> names;
  for (const DirectiveRule& rule : directive_rules()) {
    if (rule.block == block) names.emplace_back(rule.name);
  }
  return names;
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include "figures/subject.hpp"

#include <algorithm>
#include <string_view>

#include "base/error.hpp"

namespace redthread::figures {
namespace {

using Kind = Expression::Kind;

/// Calls `visit(const Measure&)` for every measure that the expression rests on, also those
/// behind formula measures of any version.
template <typename Visit>
void each_measure(const Expression& expression, const Catalog& catalog, const Visit& visit) {
  if (expression.kind == Kind::key) {
    const Measure* measure = catalog.measure(expression.key);
    if (measure == nullptr) return;  // region.hours_per_fte, or a statement's column
    visit(*measure);
    for (const DefinitionVersion& version : measure->versions) {
      if (version.formula) each_measure(*version.formula, catalog, visit);
    }
  }
  for (const Expression& operand : expression.operands) each_measure(operand, catalog, visit);
}

std::optional<Month> later(std::optional<Month> a, std::optional<Month> b) {
  if (!a || !b) return a ? a : b;
  return std::max(*a, *b);
}

/// Whether `add_cell` changed anything; false for a conflict too, which it tells by `conflict`.
bool add_cell(Expression& expression, const Cell& cell, const Catalog& catalog, bool& conflict) {
  bool added = false;
  if (expression.kind == Kind::key) {
    const Measure* measure = catalog.measure(expression.key);
    for (const auto& [breakdown, category] : cell) {
      if (measure == nullptr) break;
      const auto& own = measure->breakdowns;
      if (std::find(own.begin(), own.end(), breakdown) == own.end()) continue;
      const auto [place, is_new] = expression.cell.try_emplace(breakdown, category);
      if (!is_new && place->second != category) conflict = true;
      added = true;
    }
  }
  for (Expression& operand : expression.operands) {
    added = add_cell(operand, cell, catalog, conflict) || added;
  }
  return added;
}

std::string category_name(const Catalog& catalog, const std::string& breakdown,
                          const std::string& category, Language language) {
  const Breakdown* known = catalog.breakdown(breakdown);
  const Breakdown::Category* found = known == nullptr ? nullptr : known->find(category);
  return found == nullptr ? category : found->name.in(language);
}

std::string key_label(const Expression& expression, const Catalog& catalog, Language language) {
  if (expression.key == hours_per_fte_key) {
    return language == Language::swedish ? "Timmar per årsarbetare"
                                         : "Hours per full-time equivalent";
  }
  const Measure* measure = catalog.measure(expression.key);
  std::string text = measure == nullptr ? expression.key : measure->name.in(language);
  for (const auto& [breakdown, category] : expression.cell) {
    text += ", " + category_name(catalog, breakdown, category, language);
  }
  return text;
}

/// Formulas in words: the canonical text with each key replaced by its name.
void name_keys(Expression& expression, const Catalog& catalog, Language language) {
  if (expression.kind == Kind::key) {
    expression.key = key_label(expression, catalog, language);
    expression.cell.clear();
  }
  for (Expression& operand : expression.operands) name_keys(operand, catalog, language);
}

NumberFormat default_format(const MeasureUnit& unit) {
  if (unit.dimensionless()) return {.style = NumberFormat::Style::percent, .decimals = 1};
  return {.decimals = 1, .divisor = unit.factor, .suffix = unit.symbol};
}

}  // namespace

int lag_of(const Expression& expression, const Catalog& catalog) {
  int lag = 0;
  each_measure(expression, catalog,
               [&](const Measure& measure) { lag = std::max(lag, measure.lag_months); });
  return lag;
}

std::optional<Expression> with_cell(const Expression& expression, const Cell& cell,
                                    const Catalog& catalog) {
  if (cell.empty()) return expression;
  Expression result = expression;
  bool conflict = false;
  if (!add_cell(result, cell, catalog, conflict) || conflict) return std::nullopt;
  return result;
}

LocalText label_of(const Expression& expression, const Catalog& catalog) {
  LocalText label;
  for (const Language language : {Language::swedish, Language::english}) {
    Expression named = expression;
    name_keys(named, catalog, language);
    (language == Language::swedish ? label.sv : label.en) = to_text(named);
  }
  return label;
}

NumberFormat format_of(const Expression& expression, const Catalog& catalog) {
  switch (expression.kind) {
    case Kind::key: {
      const Measure* measure = catalog.measure(expression.key);
      if (measure != nullptr) return measure->show;
      if (expression.key == hours_per_fte_key) {
        return {.decimals = 2, .divisor = 3'600, .suffix = "timmar"};
      }
      break;
    }
    case Kind::negate:
    case Kind::add:
    case Kind::subtract:
      return format_of(expression.operands[0], catalog);
    case Kind::multiply:
    case Kind::divide: {
      // Times or divided by a plain number: still the same kind of thing.
      const Expression& left = expression.operands[0];
      const Expression& right = expression.operands[1];
      if (right.kind == Kind::number && right.unit.dimensionless()) return format_of(left, catalog);
      if (expression.kind == Kind::multiply && left.kind == Kind::number &&
          left.unit.dimensionless()) {
        return format_of(right, catalog);
      }
      break;
    }
    case Kind::call:
      if (expression.function != Expression::Function::share) {
        return format_of(expression.operands[0], catalog);
      }
      break;
    case Kind::number:
      return {.decimals = expression.number.scale(),
              .divisor = expression.unit.factor,
              .suffix = expression.unit.symbol};
  }
  return default_format(expression.unit);
}

bool is_percent(const MeasureUnit& unit, const NumberFormat& format) {
  if (format.style == NumberFormat::Style::percent || format.style == NumberFormat::Style::points) {
    return true;
  }
  return unit.dimensionless() && (unit.symbol == "%" || unit.symbol == "pp" || unit.symbol == "‰");
}

const DefinitionVersion& version_at(const std::vector<DefinitionVersion>& versions, Month month) {
  REDTHREAD_ASSERT(!versions.empty(), "a measure and an indicator have at least one version");
  const DefinitionVersion* in_force = &versions.front();
  for (const DefinitionVersion& version : versions) {
    if (!version.from || *version.from <= month) in_force = &version;
  }
  return *in_force;
}

std::optional<Month> unbridged_change(const std::vector<DefinitionVersion>& versions, Month after,
                                      Month until) {
  std::optional<Month> change;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const DefinitionVersion& version = versions[i];
    if (version.bridge || !version.from) continue;
    if (after < *version.from && *version.from <= until) change = later(change, version.from);
  }
  return change;
}

std::optional<Month> unbridged_change(const Expression& expression, const Catalog& catalog,
                                      Month after, Month until) {
  std::optional<Month> change;
  each_measure(expression, catalog, [&](const Measure& measure) {
    change = later(change, unbridged_change(measure.versions, after, until));
  });
  return change;
}

bool adds_over_months(const Expression& expression, const Catalog& catalog) {
  const auto operand_adds = [&](std::size_t i) {
    return adds_over_months(expression.operands[i], catalog);
  };
  const auto is_number = [&](std::size_t i) { return expression.operands[i].kind == Kind::number; };
  switch (expression.kind) {
    case Kind::key: {
      const Measure* measure = catalog.measure(expression.key);
      if (measure == nullptr) return expression.key == hours_per_fte_key;
      if (measure->time != TimeBehaviour::flow) return false;
      return std::all_of(measure->versions.begin(), measure->versions.end(),
                         [&](const DefinitionVersion& version) {
                           return !version.formula || adds_over_months(*version.formula, catalog);
                         });
    }
    case Kind::negate:
      return operand_adds(0);
    case Kind::add:
    case Kind::subtract:
      return operand_adds(0) && operand_adds(1);
    case Kind::multiply:
      return (is_number(0) && operand_adds(1)) || (operand_adds(0) && is_number(1));
    case Kind::divide:
      return operand_adds(0) && is_number(1);
    case Kind::number:
    case Kind::call:
      break;
  }
  return false;
}

}  // namespace redthread::figures

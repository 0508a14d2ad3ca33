// SPDX-License-Identifier: Apache-2.0
#include "audit/relation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace redthread::audit {
namespace {

Interval quotient(const Interval& a, const Interval& b) {
  const std::array<Exact, 4> corners = {a.low / b.low, a.low / b.high, a.high / b.low,
                                        a.high / b.high};
  const auto [low, high] = std::minmax_element(corners.begin(), corners.end());
  return {*low, *high};
}

bool may_be_zero(const Interval& x) { return !(Exact(0) < x.low) && !(x.high < Exact(0)); }

std::optional<Expected> expected_sum(const std::vector<PrintedTable>& tables,
                                     const Relation& relation) {
  Expected result{Exact(0), {Exact(0), Exact(0)}};
  bool any = false;
  for (const Term& term : relation.terms) {
    const PrintedCell& cell = cell_at(tables, term.cell);
    if (!cell.figure) {
      if (!cell.missing) return std::nullopt;
      continue;
    }
    any = true;
    const Interval part = cell.figure->interval();
    const bool plus = term.weight > 0;
    result.point = plus ? result.point + cell.figure->value : result.point - cell.figure->value;
    result.interval.low = result.interval.low + (plus ? part.low : -part.high);
    result.interval.high = result.interval.high + (plus ? part.high : -part.low);
  }
  return any ? std::optional(result) : std::nullopt;
}

/// A difference needs both its sides; a total does with the parts that are printed.
bool lacks_a_side(const std::vector<PrintedTable>& tables, const Relation& relation) {
  if (relation.form == Form::sum && relation.terms.size() != 2) return false;
  return std::any_of(relation.terms.begin(), relation.terms.end(),
                     [&](const Term& term) { return !cell_at(tables, term.cell).figure; });
}

}  // namespace

bool is_percent(Form form) { return form != Form::sum && form != Form::ratio; }

std::optional<Expected> expected_of(const std::vector<PrintedTable>& tables,
                                    const Relation& relation) {
  if (lacks_a_side(tables, relation)) return std::nullopt;
  if (relation.form == Form::sum) return expected_sum(tables, relation);
  const PrintedFigure& a = *cell_at(tables, relation.terms[0].cell).figure;
  const PrintedFigure& b = *cell_at(tables, relation.terms[1].cell).figure;
  if (b.value.is_zero() || may_be_zero(b.interval())) return std::nullopt;
  Expected result{a.value / b.value, quotient(a.interval(), b.interval())};
  if (relation.form == Form::ratio) return result;
  const Exact hundred(100);
  const bool from_one = relation.form != Form::share;
  const auto percent = [&](Exact x) { return from_one ? (x - Exact(1)) * hundred : x * hundred; };
  result = {percent(result.point), {percent(result.interval.low), percent(result.interval.high)}};
  if (relation.form == Form::change_on_magnitude && b.value.is_negative()) {
    result = {-result.point, {-result.interval.high, -result.interval.low}};
  }
  return result;
}

std::optional<RoughlyExpected> roughly_expected(const std::vector<PrintedTable>& tables,
                                                const Relation& relation) {
  if (lacks_a_side(tables, relation)) return std::nullopt;
  RoughlyExpected result;
  if (relation.form == Form::sum) {
    bool any = false;
    for (const Term& term : relation.terms) {
      const PrintedCell& cell = cell_at(tables, term.cell);
      if (!cell.figure && !cell.missing) return std::nullopt;
      if (!cell.figure) continue;
      any = true;
      result.point += cell.approx * term.weight;
      result.width += cell.width;
    }
    return any ? std::optional(result) : std::nullopt;
  }
  const PrintedCell& a = cell_at(tables, relation.terms[0].cell);
  const PrintedCell& b = cell_at(tables, relation.terms[1].cell);
  const double base = std::abs(b.approx);
  if (base <= b.width / 2) return std::nullopt;
  const double ratio = a.approx / b.approx;
  const double scale = relation.form == Form::ratio ? 1 : 100;
  result.width = scale * (a.width + std::abs(ratio) * b.width) / (base - b.width / 2);
  const bool from_one = relation.form == Form::change || relation.form == Form::change_on_magnitude;
  result.point = scale * (from_one ? ratio - 1 : ratio);
  if (relation.form == Form::change_on_magnitude && b.approx < 0) result.point = -result.point;
  return result;
}

bool may_hold(const PrintedFigure& printed, const Expected& expected) {
  const Interval shown = printed.interval();
  return shown.low <= expected.interval.high && expected.interval.low <= shown.high;
}

std::string formula_of(const std::vector<PrintedTable>& tables, const Relation& relation) {
  const auto number = [&](const CellRef& at) {
    const PrintedCell& cell = cell_at(tables, at);
    if (!cell.figure) return std::string("saknas");
    const std::string text = cell.figure->value.rounded(cell.figure->decimals).to_string();
    return cell.figure->value.is_negative() ? "(" + text + ")" : text;
  };
  if (relation.form == Form::sum) {
    std::string text;
    for (const Term& term : relation.terms) {
      const PrintedCell& cell = cell_at(tables, term.cell);
      if (!cell.figure) continue;
      if (text.empty()) {
        text = (term.weight < 0 ? "-" : "") + number(term.cell);
      } else {
        text += (term.weight < 0 ? " - " : " + ") + number(term.cell);
      }
    }
    return text;
  }
  const std::string a = number(relation.terms[0].cell);
  const std::string b = number(relation.terms[1].cell);
  switch (relation.form) {
    case Form::change:
      return "(" + a + " - " + b + ") / " + b + " * 100";
    case Form::change_on_magnitude:
      return "(" + a + " - " + b + ") / |" + b + "| * 100";
    case Form::share:
      return a + " / " + b + " * 100";
    case Form::ratio:
    case Form::sum:
      break;
  }
  return a + " / " + b;
}

}  // namespace redthread::audit

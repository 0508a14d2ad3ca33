// SPDX-License-Identifier: Apache-2.0
#include "figures/compare.hpp"

#include "figures/formula.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {
namespace {

bool other_sign(Exact a, Exact b) {
  return !a.is_zero() && !b.is_zero() && a.is_negative() != b.is_negative();
}

LocalText only_parts(const Figure& side) {
  const std::string present = std::to_string(side.parts_present);
  const std::string expected = std::to_string(side.parts_expected);
  return {"bara " + present + " av " + expected + " delar finns, så talen jämförs inte",
          "only " + present + " of " + expected + " parts are in, so they are not compared"};
}

/// Whether the two may be compared; when not, `result` says why.
bool comparable(Figure& result, const FigurePtr& left, const FigurePtr& right,
                std::optional<Month> changed_since) {
  if (!left->value || !right->value) return true;  // missing says more
  if (changed_since) {
    make_missing(result, new_method_since(*changed_since), State::not_comparable);
    return false;
  }
  for (const FigurePtr& side : {left, right}) {
    if (side->state != State::partial) continue;
    make_missing(result, only_parts(*side));
    return false;
  }
  if (left->period == right->period) return true;
  for (const FigurePtr& side : {left, right}) {
    if (side->state != State::not_comparable) continue;
    make_missing(result, side->state_note, State::not_comparable);
    return false;
  }
  return true;
}

}  // namespace

NumberFormat as_difference(NumberFormat format) {
  format.always_sign = true;
  if (format.style == NumberFormat::Style::percent) format.style = NumberFormat::Style::points;
  return format;
}

NumberFormat as_change(const NumberFormat& format) {
  const bool percent = format.style == NumberFormat::Style::percent;
  return {.style = NumberFormat::Style::percent,
          .decimals = percent ? format.decimals : 1,
          .always_sign = true};
}

void compare_difference(Figure& result, const FigurePtr& left, const FigurePtr& right,
                        std::optional<Month> changed_since) {
  result.unit = left->unit;
  result.format = as_difference(left->format);
  if (is_percent(left->unit, left->format) && result.format.style == NumberFormat::Style::number &&
      result.format.divisor == Exact(1)) {
    result.format.style = NumberFormat::Style::points;
  }
  arithmetic::combine(result, Operation::subtract, left, right);
  comparable(result, left, right, changed_since);
}

void compare_change(Figure& result, const FigurePtr& left, const FigurePtr& right,
                    std::optional<Month> changed_since) {
  if (is_percent(left->unit, left->format)) {
    compare_difference(result, left, right, changed_since);
    return;
  }
  result.unit = {.symbol = "%", .factor = Exact::quotient(1, 100)};
  result.format = as_change({});
  result.operation = Operation::change;
  result.operands = {left, right};
  if (!take_state(result, result.operands)) return;
  if (!comparable(result, left, right, changed_since)) return;
  const Exact now = *left->value;
  const Exact then = *right->value;
  if (then.is_zero()) {
    make_missing(result, {"jämförelsetalet är noll", "the base is zero"});
  } else if (other_sign(now, then)) {
    make_missing(result, {"talen har olika tecken", "the numbers have different signs"});
  } else {
    result.value = (now.abs() - then.abs()) / then.abs();
  }
}

}  // namespace redthread::figures

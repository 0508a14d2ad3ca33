// SPDX-License-Identifier: Apache-2.0
#include "model/interval.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace redthread {
namespace {

Interval spanned(std::array<Exact, 4> corners) {
  const auto [low, high] = std::minmax_element(corners.begin(), corners.end());
  return {*low, *high};
}

Interval magnitude(const Interval& x) {
  if (!x.low.is_negative()) return x;
  if (x.high.is_negative() || x.high.is_zero()) return {-x.high, -x.low};
  return {Exact(0), std::max(-x.low, x.high)};
}

std::optional<Interval> quotient(const Interval& a, const Interval& b) {
  const bool divisor_may_be_zero = !(Exact(0) < b.low) && !(b.high < Exact(0));
  if (divisor_may_be_zero) return std::nullopt;
  return spanned({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

std::optional<Interval> leaf_interval(const Figure& figure) {
  if (!figure.value) return std::nullopt;
  if (figure.sources.empty() || !Decimal::parse(figure.sources.front().written)) {
    return Interval{*figure.value, *figure.value};
  }
  const Exact half =
      half_unit(written_decimals(figure.sources.front().written)) * figure.unit.factor;
  return Interval{*figure.value - half, *figure.value + half};
}

using Operands = std::vector<Interval>;

std::optional<Interval> combined(const Figure& figure, const Operands& of) {
  switch (figure.operation) {
    case Operation::sum_months:
    case Operation::sum_units:
    case Operation::sum_cells:
    case Operation::add: {
      Interval sum{Exact(0), Exact(0)};
      for (const Interval& part : of) sum = {sum.low + part.low, sum.high + part.high};
      return sum;
    }
    case Operation::mean_months: {
      Interval sum{Exact(0), Exact(0)};
      for (const Interval& part : of) sum = {sum.low + part.low, sum.high + part.high};
      const Exact n(static_cast<std::int64_t>(of.size()));
      return Interval{sum.low / n, sum.high / n};
    }
    case Operation::last_month:
    case Operation::same:
      return of.back();
    case Operation::negate:
      return Interval{-of[0].high, -of[0].low};
    case Operation::subtract:
      return Interval{of[0].low - of[1].high, of[0].high - of[1].low};
    case Operation::multiply:
      return spanned({of[0].low * of[1].low, of[0].low * of[1].high, of[0].high * of[1].low,
                      of[0].high * of[1].high});
    case Operation::divide:
      return quotient(of[0], of[1]);
    case Operation::change: {
      const auto ratio = quotient(magnitude(of[0]), magnitude(of[1]));
      if (!ratio) return std::nullopt;
      return Interval{ratio->low - Exact(1), ratio->high - Exact(1)};
    }
    case Operation::reported:
    case Operation::counted:
    case Operation::constant:
    case Operation::absent:
      break;
  }
  return std::nullopt;
}

}  // namespace

int written_decimals(std::string_view written) {
  const auto point = written.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(written.size() - point - 1);
}

Exact half_unit(int decimals) { return Exact(Decimal::of(5, decimals + 1)); }

std::optional<Interval> interval_of(const Figure& figure) {
  if (figure.operands.empty()) return leaf_interval(figure);
  Operands operands;
  operands.reserve(figure.operands.size());
  for (const FigurePtr& operand : figure.operands) {
    // A part that is not there yet (a partial sum) adds nothing to the value, so nothing here.
    if (!operand->value && figure.value) continue;
    const auto interval = interval_of(*operand);
    if (!interval) return std::nullopt;
    operands.push_back(*interval);
  }
  if (operands.empty()) return std::nullopt;
  return combined(figure, operands);
}

bool may_be_equal(const Figure& a, const Figure& b) {
  const auto left = interval_of(a);
  const auto right = interval_of(b);
  if (!left || !right) return false;
  return left->low <= right->high && right->low <= left->high;
}

}  // namespace redthread

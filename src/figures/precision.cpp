// SPDX-License-Identifier: Apache-2.0
#include "figures/precision.hpp"

#include <algorithm>
#include <initializer_list>

namespace redthread::figures {
namespace {

Range exactly(Exact value) { return {value, value}; }

Range hull(std::initializer_list<Exact> values) {
  Range range = exactly(*values.begin());
  for (const Exact& value : values) {
    if (value < range.low) range.low = value;
    if (range.high < value) range.high = value;
  }
  return range;
}

Range add(const Range& a, const Range& b) { return {a.low + b.low, a.high + b.high}; }
Range subtract(const Range& a, const Range& b) { return {a.low - b.high, a.high - b.low}; }
Range multiply(const Range& a, const Range& b) {
  return hull({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
}
bool holds_zero(const Range& a) { return !a.high.is_negative() && !(Exact(0) < a.low); }
Range divide(const Range& a, const Range& b) {
  return hull({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

Range reported(const Figure& figure) {
  const Exact value = *figure.value;
  if (figure.sources.empty()) return exactly(value);
  const auto written = Decimal::parse(figure.sources.front().written);
  if (!written) return exactly(value);
  const Exact half = Exact(Decimal::of(5, std::min(written->scale() + 1, Decimal::max_scale))) *
                     figure.unit.factor;
  return {value - half, value + half};
}

std::optional<Range> summed(const Figure& figure) {
  Range total = exactly(0);
  for (const FigurePtr& operand : figure.operands) {
    if (!operand->value) continue;  // a partial sum is the sum of what there is
    const auto range = range_of(*operand);
    if (!range) return std::nullopt;
    total = add(total, *range);
  }
  return total;
}

std::optional<Range> combined(const Figure& figure) {
  const auto left = range_of(*figure.operands[0]);
  const auto right = range_of(*figure.operands[1]);
  if (!left || !right) return std::nullopt;
  switch (figure.operation) {
    case Operation::add:
      return add(*left, *right);
    case Operation::subtract:
      return subtract(*left, *right);
    case Operation::multiply:
      return multiply(*left, *right);
    case Operation::divide:
      if (holds_zero(*right)) return std::nullopt;
      return divide(*left, *right);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Range> range_of(const Figure& figure) {
  if (!figure.value) return std::nullopt;
  switch (figure.operation) {
    case Operation::reported:
      return reported(figure);
    case Operation::constant:
      return exactly(*figure.value);
    case Operation::sum_months:
    case Operation::sum_units:
    case Operation::sum_cells:
      return summed(figure);
    case Operation::mean_months: {
      const auto total = summed(figure);
      if (!total) return std::nullopt;
      const auto count = static_cast<std::int64_t>(figure.operands.size());
      return Range{total->low / Exact(count), total->high / Exact(count)};
    }
    case Operation::last_month:
    case Operation::same:
      return range_of(*figure.operands.front());
    case Operation::negate: {
      const auto range = range_of(*figure.operands.front());
      if (!range) return std::nullopt;
      return Range{-range->high, -range->low};
    }
    case Operation::add:
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
      return combined(figure);
    case Operation::change:
    case Operation::absent:
      break;
  }
  return std::nullopt;
}

bool may_be_equal(const Figure& a, const Figure& b) {
  const auto left = range_of(a);
  const auto right = range_of(b);
  if (!left || !right) return false;
  return left->low <= right->high && right->low <= left->high;
}

}  // namespace redthread::figures

// SPDX-License-Identifier: Apache-2.0
#include "report/charts/ticks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "base/decimal.hpp"

namespace redthread::report {
namespace {

/// `digit` times ten to the power of `exponent`.
struct Step {
  std::int64_t digit = 1;
  int exponent = 0;
  double value() const { return static_cast<double>(digit) * std::pow(10.0, exponent); }
};

Step step_of_at_least(double least, bool duration) {
  if (duration && least < 3600) {
    for (const std::int64_t seconds : {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600}) {
      if (static_cast<double>(seconds) >= least) return {seconds, 0};
    }
  }
  constexpr int smallest = -9;
  Step step{1, std::max(static_cast<int>(std::floor(std::log10(least))), smallest)};
  for (const std::int64_t digit : {1, 2, 5, 10}) {
    step.digit = digit;
    if (step.value() >= least * (1 - 1e-9)) break;
  }
  if (step.digit == 10) step = {1, step.exponent + 1};
  return step;
}

Exact power_of_ten(int exponent) {
  Exact power = 1;
  for (int i = 0; i < std::abs(exponent); ++i) power = power * Exact(10);
  return exponent < 0 ? Exact(1) / power : power;
}

}  // namespace

std::vector<Tick> ticks_for(double lowest, double highest, bool from_zero,
                            const NumberFormat& format, bool with_suffix, Language language,
                            int wanted) {
  const bool far_above = lowest > 0 && highest - lowest < lowest / 3;
  const bool far_below = highest < 0 && highest - lowest < -highest / 3;
  if (from_zero || !far_above) lowest = std::min(lowest, 0.0);
  if (from_zero || !far_below) highest = std::max(highest, 0.0);
  const bool duration = format.style == NumberFormat::Style::duration;
  const double smallest = duration ? 1 : std::pow(10.0, -format.decimals);
  const Step step = step_of_at_least(std::max((highest - lowest) / wanted, smallest), duration);

  NumberFormat shown = format;
  shown.always_sign = false;
  if (!duration) shown.decimals = std::max(-step.exponent, 0);
  Exact unit = Exact(step.digit) * power_of_ten(step.exponent) * format.divisor;
  if (format.style == NumberFormat::Style::percent || format.style == NumberFormat::Style::points) {
    unit = unit / Exact(100);
  }
  const auto number_of = [&](double at) { return at / step.value(); };
  const auto first = static_cast<std::int64_t>(std::floor(number_of(lowest) + 1e-9));
  const auto last =
      std::max(static_cast<std::int64_t>(std::ceil(number_of(highest) - 1e-9)), first + 1);
  std::vector<Tick> ticks;
  for (std::int64_t i = first; i <= last; ++i) {
    // Division keeps 0.3 from being 0.30000000000000004.
    const double at = step.exponent < 0
                          ? static_cast<double>(i * step.digit) / std::pow(10.0, -step.exponent)
                          : static_cast<double>(i) * step.value();
    ticks.push_back({at, format_number(Exact(i) * unit, shown, language, with_suffix)});
  }
  return ticks;
}

}  // namespace redthread::report

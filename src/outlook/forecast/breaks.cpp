// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/breaks.hpp"

#include <algorithm>
#include <cmath>

namespace redthread::outlook {
namespace {

constexpr std::size_t side = 6;
constexpr std::size_t least_side = 3;
constexpr double least_shift = 0.12;
constexpr double least_strength = 5;

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::optional<Break> find_break(const std::vector<double>& adjusted, std::size_t window) {
  const std::size_t n = adjusted.size();
  if (n < 2 * side + 2) return std::nullopt;
  std::vector<double> steps;
  for (std::size_t i = 1; i < n; ++i) steps.push_back(std::abs(adjusted[i] - adjusted[i - 1]));
  const double usual = 1.4826 * median_of(steps) / std::sqrt(2.0);
  std::optional<Break> strongest;
  const std::size_t begin = n > window ? std::max(n - window, side) : side;
  for (std::size_t at = begin; at + least_side <= n; ++at) {
    const auto place = adjusted.begin() + static_cast<std::ptrdiff_t>(at);
    const auto after_end = adjusted.begin() + static_cast<std::ptrdiff_t>(std::min(n, at + side));
    const double before = median_of({place - side, place});
    const double after = median_of({place, after_end});
    const double level = std::max({std::abs(before), std::abs(after), 1e-12});
    const double shift = after - before;
    const double strength = std::abs(shift) / std::max(usual, 1e-3 * level);
    if (std::abs(shift) < least_shift * level || strength < least_strength) continue;
    if (!strongest || strength > strongest->strength) strongest = Break{at, 0, strength};
  }
  if (!strongest) return std::nullopt;
  // The windows' medians place it within a few months; the largest step places it exactly.
  const std::size_t from = strongest->at > side / 2 ? strongest->at - side / 2 : 1;
  const std::size_t to = std::min(n - 1, strongest->at + side / 2);
  for (std::size_t at = from; at <= to; ++at) {
    if (steps[at - 1] > steps[strongest->at - 1]) strongest->at = at;
  }
  const auto place = adjusted.begin() + static_cast<std::ptrdiff_t>(strongest->at);
  const auto before_begin =
      adjusted.begin() + static_cast<std::ptrdiff_t>(strongest->at - std::min(side, strongest->at));
  const double before = median_of({before_begin, place});
  const double after = median_of(
      {place, adjusted.begin() + static_cast<std::ptrdiff_t>(std::min(n, strongest->at + side))});
  strongest->shift = before != 0 ? after / before - 1 : 0;
  return strongest;
}

}  // namespace redthread::outlook

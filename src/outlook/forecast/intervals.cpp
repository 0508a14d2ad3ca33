// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/intervals.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace redthread::outlook {
namespace {

constexpr std::size_t shortest_history = 24;

/// The scores of one month ahead (or sum) whose outcome had come `origin` months before the end.
std::vector<double> scores_at(const std::vector<Miss>& misses, std::size_t ahead,
                              std::size_t origin, bool of_sums) {
  std::vector<double> scores;
  for (const Miss& miss : misses) {
    const auto& values = of_sums ? miss.sum : miss.month;
    if (ahead < values.size() && miss.origin >= origin + ahead + 1) scores.push_back(values[ahead]);
  }
  std::sort(scores.begin(), scores.end());
  return scores;
}

}  // namespace

std::vector<Miss> backtest(const Prepared& series, std::size_t index, const Backtest& plan,
                           bool may_be_negative) {
  std::vector<Miss> misses;
  for (int k = 1; k <= plan.origins; ++k) {
    const auto back = static_cast<std::size_t>(k) * static_cast<std::size_t>(plan.step);
    if (series.values.size() < back + shortest_history) break;
    const auto known = as_known(series, back);
    const PointForecast forecast = point_forecast(*known, plan.horizon, may_be_negative);
    if (forecast.scale <= 0) continue;
    Miss miss{index, back, {}, {}, {}, {}};
    double sum = 0;
    double repeated_sum = 0;
    const std::size_t from = known->values.size();
    for (std::size_t h = 0; h < forecast.values.size() && from + h < series.values.size(); ++h) {
      if (series.filled[from + h]) break;
      const double error = series.values[from + h] - forecast.values[h];
      const double repeated = series.values[from + h] - forecast.repeated_year[h];
      sum += error;
      repeated_sum += repeated;
      miss.month.push_back(std::abs(error) / forecast.scale);
      miss.sum.push_back(std::abs(sum) / forecast.scale);
      miss.repeated_month.push_back(std::abs(repeated) / forecast.scale);
      miss.repeated_sum.push_back(std::abs(repeated_sum) / forecast.scale);
    }
    misses.push_back(std::move(miss));
  }
  return misses;
}

double conformal_width(const std::vector<double>& scores, double level) {
  REDTHREAD_ASSERT(!scores.empty(), "scores");
  const auto count = static_cast<double>(scores.size());
  const double place = std::ceil((count + 1) * level - 1e-9);
  return scores[static_cast<std::size_t>(std::clamp(place, 1.0, count)) - 1];
}

std::size_t scores_needed(double level) {
  return static_cast<std::size_t>(std::ceil(level / (1 - level) - 1e-9));
}

Widths widths_of(const std::vector<Miss>& misses, double level, int horizon, std::size_t origin) {
  Widths widths{level, {}, {}, 0};
  for (std::size_t ahead = 0; ahead < static_cast<std::size_t>(horizon); ++ahead) {
    const auto months = scores_at(misses, ahead, origin, false);
    const auto sums = scores_at(misses, ahead, origin, true);
    if (months.empty()) break;
    widths.month.push_back(conformal_width(months, level));
    widths.sum.push_back(conformal_width(sums, level));
    widths.scores = months.size();
  }
  return widths;
}

bool Coverage::is_too_low() const {
  if (of < 20) return false;
  const double independent = of / 10;
  return share() < level - 4 * std::sqrt(level * (1 - level) / std::max(1.0, independent));
}

Coverage measured_coverage(const std::vector<Miss>& misses, double level, int horizon,
                           bool of_sums) {
  Coverage coverage{level, 0, 0};
  std::vector<std::size_t> origins;
  origins.reserve(misses.size());
  for (const Miss& miss : misses) origins.push_back(miss.origin);
  std::sort(origins.begin(), origins.end());
  origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
  for (const std::size_t origin : origins) {
    for (std::size_t ahead = 0; ahead < static_cast<std::size_t>(horizon); ++ahead) {
      const auto scores = scores_at(misses, ahead, origin, of_sums);
      if (scores.size() < scores_needed(level)) continue;
      const double width = conformal_width(scores, level);
      for (const Miss& miss : misses) {
        const auto& values = of_sums ? miss.sum : miss.month;
        if (miss.origin != origin || ahead >= values.size()) continue;
        coverage.held += values[ahead] <= width ? 1 : 0;
        coverage.of += 1;
      }
    }
  }
  return coverage;
}

}  // namespace redthread::outlook

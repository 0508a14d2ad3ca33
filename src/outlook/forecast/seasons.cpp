// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/seasons.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/error.hpp"
#include "outlook/forecast/smoothing.hpp"

namespace redthread::outlook {
namespace {

constexpr std::size_t year = 12;

std::vector<double> moving_average(const std::vector<double>& values, std::size_t length) {
  std::vector<double> means;
  means.reserve(values.size() - length + 1);
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    if (i >= length) sum -= values[i - length];
    if (i + 1 >= length) means.push_back(sum / static_cast<double>(length));
  }
  return means;
}

/// Loess at place `x` (may lie one outside) of equally spaced values, over the `window` nearest of
/// them.
double loess_at(const double* values, std::size_t count, double x, std::size_t window,
                bool linear) {
  const std::size_t used = std::min(window, count);
  const auto last_start = static_cast<double>(count - used);
  const double wanted = std::ceil(x - static_cast<double>(used) / 2);
  const auto from = static_cast<std::size_t>(std::clamp(wanted, 0.0, last_start));
  double reach = std::max(x - static_cast<double>(from), static_cast<double>(from + used - 1) - x);
  const std::size_t beyond = window > count ? (window - count) / 2 : 0;  // whole, as the source
  reach += static_cast<double>(beyond);
  double sum = 0, sum_x = 0, sum_xx = 0, sum_y = 0, sum_xy = 0;
  for (std::size_t i = from; i < from + used; ++i) {
    const double distance = static_cast<double>(i) - x;
    const double part = std::abs(distance) / reach;
    if (part >= 0.999) continue;
    const double cube = 1 - part * part * part;
    const double weight = cube * cube * cube;
    sum += weight;
    sum_x += weight * distance;
    sum_xx += weight * distance * distance;
    sum_y += weight * values[i];
    sum_xy += weight * distance * values[i];
  }
  if (sum <= 0) return values[std::min(count - 1, static_cast<std::size_t>(std::max(0.0, x)))];
  const double mean = sum_y / sum;
  if (!linear) return mean;
  const double spread = sum_xx - sum_x * sum_x / sum;
  if (spread <= 1e-9 * static_cast<double>(count * count) * sum) return mean;
  return mean - sum_x / sum * (sum_xy - sum_x * sum_y / sum) / spread;
}

std::vector<double> loess(const std::vector<double>& values, std::size_t window) {
  std::vector<double> smooth(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    smooth[i] = loess_at(values.data(), values.size(), static_cast<double>(i), window, true);
  return smooth;
}

/// Each calendar month's values over the years, smoothed, one year longer at both ends.
std::vector<double> smoothed_by_month(const std::vector<double>& values) {
  std::vector<double> long_season(values.size() + 2 * year);
  std::vector<double> of_month;
  for (std::size_t month = 0; month < year; ++month) {
    of_month.clear();
    for (std::size_t i = month; i < values.size(); i += year) of_month.push_back(values[i]);
    for (std::size_t j = 0; j < of_month.size() + 2; ++j) {
      long_season[month + j * year] =
          loess_at(of_month.data(), of_month.size(), static_cast<double>(j) - 1, 11, false);
    }
  }
  return long_season;
}

bool is_seasonal(const std::vector<double>& values) {
  const std::size_t n = values.size();
  if (n < 3 * year) return false;
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
  std::array<double, year + 1> covariance{};
  for (std::size_t lag = 0; lag <= year; ++lag) {
    for (std::size_t i = lag; i < n; ++i)
      covariance[lag] += (values[i] - mean) * (values[i - lag] - mean);
  }
  if (covariance[0] <= 0) return false;
  double before = 1;
  for (std::size_t lag = 1; lag < year; ++lag)
    before += 2 * std::pow(covariance[lag] / covariance[0], 2);
  return std::abs(covariance[year] / covariance[0]) >
         1.645 * std::sqrt(before / static_cast<double>(n));
}

}  // namespace

std::vector<double> seasonal_indices(const std::vector<double>& values, bool as_factors) {
  REDTHREAD_ASSERT(values.size() >= 2 * year, "two years");
  const auto trend = moving_average(moving_average(values, year), 2);  // of value i + 6
  std::array<double, year> sum{};
  std::array<int, year> count{};
  for (std::size_t i = 0; i < trend.size(); ++i) {
    const double value = values[i + 6];
    const std::size_t month = (i + 6) % year;
    sum[month] += as_factors ? value / trend[i] : value - trend[i];
    ++count[month];
  }
  std::vector<double> indices;
  for (std::size_t i = 0; i < year; ++i) indices.push_back(sum[i] / std::max(1, count[i]));
  const double mean = std::accumulate(indices.begin(), indices.end(), 0.0) / 12;
  for (double& index : indices) {
    if (as_factors) {
      index = std::max(1e-3, index / mean);
    } else {
      index -= mean;
    }
  }
  return indices;
}

Decomposition stl(const std::vector<double>& values) {
  REDTHREAD_ASSERT(values.size() >= 2 * year, "two years");
  const std::size_t n = values.size();
  Decomposition parts;
  parts.trend.assign(n, 0);
  parts.season.assign(n, 0);
  std::vector<double> work(n);
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < n; ++i) work[i] = values[i] - parts.trend[i];
    const auto long_season = smoothed_by_month(work);
    const auto low =
        loess(moving_average(moving_average(moving_average(long_season, year), year), 3), 13);
    for (std::size_t i = 0; i < n; ++i) {
      parts.season[i] = long_season[i + year] - low[i];
      work[i] = values[i] - parts.season[i];
    }
    parts.trend = loess(work, 21);
  }
  parts.adjusted = work;
  return parts;
}

std::vector<double> seasonal_naive(const std::vector<double>& values, int months) {
  std::vector<double> ahead;
  for (int h = 0; h < months; ++h) {
    const std::size_t back = values.size() >= year ? year - static_cast<std::size_t>(h) % year : 1;
    ahead.push_back(values[values.size() - back]);
  }
  return ahead;
}

std::vector<double> theta(const std::vector<double>& values, int months) {
  const bool as_factors =
      std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
  const bool seasonal = is_seasonal(values);
  std::vector<double> adjusted = values;
  std::vector<double> indices(year, as_factors ? 1 : 0);
  if (seasonal) indices = seasonal_indices(values, as_factors);
  const std::size_t n = values.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (as_factors) {
      adjusted[i] /= indices[i % year];
    } else {
      adjusted[i] -= indices[i % year];
    }
  }
  const Smoothing level = fit_level(adjusted);
  double sum_t = 0, sum_ty = 0;
  const double middle = (static_cast<double>(n) - 1) / 2;
  for (std::size_t i = 0; i < n; ++i) {
    const double t = static_cast<double>(i) - middle;
    sum_t += t * t;
    sum_ty += t * adjusted[i];
  }
  const double drift = sum_ty / sum_t / 2;
  const double remembered =
      (1 - std::pow(1 - level.alpha, static_cast<double>(n))) / std::max(level.alpha, 1e-6);
  std::vector<double> ahead;
  for (int h = 0; h < months; ++h) {
    const double base = level.level + drift * (h + remembered);
    const double index = indices[(n + static_cast<std::size_t>(h)) % year];
    ahead.push_back(as_factors ? base * index : base + index);
  }
  return ahead;
}

}  // namespace redthread::outlook

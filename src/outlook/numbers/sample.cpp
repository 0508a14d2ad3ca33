// SPDX-License-Identifier: Apache-2.0
#include "outlook/numbers/sample.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/error.hpp"

namespace redthread::outlook {
namespace {

constexpr double z_95 = 1.959963984540054;

/// Student's t for 97.5 %, by Cornish-Fisher (Abramowitz and Stegun 26.7.5).
double student(double freedom) {
  const double z = z_95;
  const double z3 = z * z * z;
  const double z5 = z3 * z * z;
  const double z7 = z5 * z * z;
  return z + (z3 + z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom);
}

}  // namespace

double quantile(const std::vector<double>& sorted, double share) {
  REDTHREAD_ASSERT(!sorted.empty(), "a quantile of something");
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

Spread spread_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {mean_of(values), quantile(values, 0.05), quantile(values, 0.5), quantile(values, 0.95)};
}

double mean_of(const std::vector<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Estimate mean_with_interval(const std::vector<double>& values) {
  Estimate estimate{mean_of(values), 0};
  if (values.size() < 2) return estimate;
  const auto count = static_cast<double>(values.size());
  estimate.half_width = student(count - 1) * deviation_of(values) / std::sqrt(count);
  return estimate;
}

Estimate batch_means(const std::vector<double>& run, int batches) {
  const std::size_t length = run.size() / static_cast<std::size_t>(batches);
  std::vector<double> means;
  if (length == 0) return mean_with_interval(run);
  auto from = run.end() - static_cast<std::ptrdiff_t>(length) * batches;
  for (int i = 0; i < batches; ++i, from += static_cast<std::ptrdiff_t>(length)) {
    means.push_back(std::accumulate(from, from + static_cast<std::ptrdiff_t>(length), 0.0) /
                    static_cast<double>(length));
  }
  return mean_with_interval(means);
}

ShareInterval share_interval(double met, double of) {
  if (of <= 0) return {};
  const double share = met / of;
  const double z2 = z_95 * z_95;
  const double centre = (share + z2 / (2 * of)) / (1 + z2 / of);
  const double half =
      z_95 / (1 + z2 / of) * std::sqrt(share * (1 - share) / of + z2 / (4 * of * of));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace redthread::outlook

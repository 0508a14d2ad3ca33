// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/error.hpp"
#include "outlook/forecast/seasons.hpp"
#include "outlook/forecast/smoothing.hpp"

namespace redthread::outlook {
namespace {

constexpr std::size_t two_years = 24;

/// Mean of the middle two of four.
double middle_of(std::array<double, 4> values) {
  std::sort(values.begin(), values.end());
  return (values[1] + values[2]) / 2;
}

/// Months are given back their workdays.
void finish(std::vector<double>& values, Month first, double exponent, bool may_be_negative) {
  for (std::size_t h = 0; h < values.size(); ++h) {
    values[h] = from_alike(values[h], first.plus(static_cast<int>(h)), exponent);
    if (!may_be_negative) values[h] = std::max(0.0, values[h]);
  }
}

}  // namespace

double seasonal_scale(const std::vector<double>& values) {
  if (values.size() < 13) return 0;
  double sum = 0;
  for (std::size_t i = 12; i < values.size(); ++i) sum += std::abs(values[i] - values[i - 12]);
  return sum / static_cast<double>(values.size() - 12);
}

std::optional<Prepared> as_known(const Prepared& series, std::size_t months) {
  if (series.values.size() < months + fewest_months) return std::nullopt;
  Prepared known = series;
  known.values.resize(series.values.size() - months);
  known.filled.resize(known.values.size());
  known.day_exponent = workday_exponent(known);
  return known;
}

PointForecast point_forecast(const Prepared& series, int months, bool may_be_negative) {
  REDTHREAD_ASSERT(series.values.size() >= fewest_months && months >= 1, "a history of a year");
  PointForecast forecast;
  forecast.first = series.after_last();
  forecast.scale = seasonal_scale(series.values);
  forecast.day_exponent = series.day_exponent;
  forecast.repeated_year = seasonal_naive(series.values, months);
  forecast.own_deviation.assign(static_cast<std::size_t>(months), forecast.scale * 1.25);
  if (series.values.size() < two_years) {
    forecast.method = Method::repeated_year;
    forecast.values = forecast.repeated_year;
    return forecast;
  }
  const std::vector<double> alike = made_alike(series);
  auto repeated = seasonal_naive(alike, months);
  const Decomposition parts = stl(alike);
  const Smoothing rest = fit_smoothing(parts.adjusted, false);
  forecast.decomposed = rest.forecast(months);
  const std::size_t n = alike.size();
  for (std::size_t h = 0; h < forecast.decomposed.size(); ++h)
    forecast.decomposed[h] += parts.season[n - 12 + h % 12];
  forecast.last_break = find_break(parts.adjusted);
  const Smoothing whole = fit_smoothing(alike, true);
  forecast.smoothing = whole.forecast(months);
  forecast.theta = theta(alike, months);
  for (auto* values : {&repeated, &forecast.decomposed, &forecast.smoothing, &forecast.theta})
    finish(*values, forecast.first, series.day_exponent, may_be_negative);
  forecast.method = forecast.last_break ? Method::after_break : Method::combination;
  for (std::size_t h = 0; h < repeated.size(); ++h) {
    const double steady = (repeated[h] + forecast.decomposed[h]) / 2;
    const double middle =
        middle_of({repeated[h], forecast.decomposed[h], forecast.smoothing[h], forecast.theta[h]});
    forecast.values.push_back(forecast.last_break ? (middle + steady) / 2 : middle);
    const int ahead = static_cast<int>(h) + 1;
    forecast.own_deviation[h] = (rest.deviation_ahead(ahead) + whole.deviation_ahead(ahead)) / 2;
  }
  return forecast;
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/smoothing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/error.hpp"
#include "outlook/forecast/least.hpp"
#include "outlook/forecast/seasons.hpp"

namespace redthread::outlook {
namespace {

constexpr std::size_t year = 12;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

struct Parameters {
  double alpha, beta, gamma, phi;
};

Parameters parameters(const Point& x, Trend trend, Season season) {
  Parameters p{logistic(x[0]), 0, 0, 1};
  std::size_t next = 1;
  if (trend != Trend::none) p.beta = p.alpha * logistic(x[next++]);
  if (season != Season::none) p.gamma = (1 - p.alpha) * logistic(x[next++]);
  if (trend == Trend::damped) p.phi = 0.8 + 0.18 * logistic(x[next]);
  return p;
}

struct States {
  double level = 0;
  double slope = 0;
  std::array<double, year> season{};
};

struct Fit {
  double squares = 0;
  double log_means = 0;  ///< sum of log |fitted|, for multiplicative errors
};

/// One pass over the values; `states` are those before the first, and after it those after the
/// last. A template, so that what a model does not have costs nothing.
template <Trend TrendKind, Season SeasonKind>
Fit pass(const std::vector<double>& y, const Parameters& p, States& states) {
  Fit fit;
  double level = states.level;
  double slope = states.slope;
  std::size_t month = 0;
  for (const double value : y) {
    const double base = TrendKind == Trend::none ? level : level + p.phi * slope;
    if constexpr (SeasonKind == Season::multiplicative) {
      double& factor = states.season[month];
      const double mean = base * factor;
      const double error = (value - mean) / mean;
      fit.squares += error * error;
      fit.log_means += std::log(std::abs(mean));
      level = base * (1 + p.alpha * error);
      if constexpr (TrendKind != Trend::none) slope = p.phi * slope + p.beta * base * error;
      factor *= 1 + p.gamma * error;
    } else {
      const double mean = SeasonKind == Season::none ? base : base + states.season[month];
      const double error = value - mean;
      fit.squares += error * error;
      level = base + p.alpha * error;
      if constexpr (TrendKind != Trend::none) slope = p.phi * slope + p.beta * error;
      if constexpr (SeasonKind != Season::none) states.season[month] += p.gamma * error;
    }
    month = month + 1 == year ? 0 : month + 1;
  }
  states.level = level;
  states.slope = slope;
  return fit;
}

using Pass = Fit (*)(const std::vector<double>&, const Parameters&, States&);

Pass pass_of(Trend trend, Season season) {
  static constexpr std::array<std::array<Pass, 3>, 3> passes = {
      {{pass<Trend::none, Season::none>, pass<Trend::none, Season::additive>,
        pass<Trend::none, Season::multiplicative>},
       {pass<Trend::additive, Season::none>, pass<Trend::additive, Season::additive>,
        pass<Trend::additive, Season::multiplicative>},
       {pass<Trend::damped, Season::none>, pass<Trend::damped, Season::additive>,
        pass<Trend::damped, Season::multiplicative>}}};
  return passes[static_cast<std::size_t>(trend)][static_cast<std::size_t>(season)];
}

/// Level and slope of a line through the first values; the season from a decomposition.
States first_states(const std::vector<double>& y, Trend trend, Season season) {
  States states;
  std::vector<double> adjusted = y;
  if (season != Season::none) {
    const auto indices = seasonal_indices(y, season == Season::multiplicative);
    for (std::size_t i = 0; i < year; ++i) states.season[i] = indices[i];
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (season == Season::additive) {
        adjusted[i] -= indices[i % year];
      } else {
        adjusted[i] /= indices[i % year];
      }
    }
  }
  const std::size_t count = std::min(y.size(), season == Season::none ? std::size_t{10} : 2 * year);
  double sum = 0, sum_t = 0, sum_tt = 0, sum_ty = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto t = static_cast<double>(i + 1);
    sum += adjusted[i], sum_t += t, sum_tt += t * t, sum_ty += t * adjusted[i];
  }
  const auto n = static_cast<double>(count);
  const double slope = (sum_ty - sum_t * sum / n) / (sum_tt - sum_t * sum_t / n);
  if (trend == Trend::none) {
    states.level = sum / n;
  } else {
    states.level = (sum - slope * sum_t) / n;
    states.slope = slope;
  }
  return states;
}

double likelihood(const Fit& fit, double count) {
  return count * std::log(std::max(fit.squares, 1e-12)) + 2 * fit.log_means;
}

Smoothing fitted(const std::vector<double>& y, Trend trend, Season season) {
  const Pass pass = pass_of(trend, season);
  const States start = first_states(y, trend, season);
  const auto count = static_cast<double>(y.size());
  const std::size_t free =
      std::size_t{1} + (trend != Trend::none) + (season != Season::none) + (trend == Trend::damped);
  const auto cost = [&](const Point& x) {
    States states = start;
    const double value = likelihood(pass(y, parameters(x, trend, season), states), count);
    return std::isfinite(value) ? value : 1e300;
  };
  Point x{-1, -2, -2, 0};
  const double least = find_least(cost, x, free, 40 * static_cast<int>(free));
  const Parameters p = parameters(x, trend, season);
  States states = start;
  const Fit fit = pass(y, p, states);
  Smoothing model{trend, season, p.alpha, p.beta, p.gamma, p.phi, states.level, states.slope};
  if (season != Season::none) {
    for (std::size_t i = 0; i < year; ++i)
      model.seasonal.push_back(states.season[(y.size() + i) % year]);
  }
  const double k = static_cast<double>(free) + 2 + (trend != Trend::none ? 1 : 0) +
                   (season != Season::none ? static_cast<double>(year) - 1 : 0);
  model.aicc = least + 2 * k;
  model.aicc += count - k - 1 > 0 ? 2 * k * (k + 1) / (count - k - 1) : 1e6;
  const double size = season == Season::multiplicative ? std::abs(states.level) : 1;
  model.deviation =
      size * std::sqrt(fit.squares / std::max(1.0, count - static_cast<double>(free)));
  return model;
}

}  // namespace

std::vector<double> Smoothing::forecast(int months) const {
  std::vector<double> ahead;
  double damping = 0;
  for (int h = 0; h < months; ++h) {
    if (trend != Trend::none) damping = phi * (1 + damping);
    const double base = level + damping * slope;
    const auto month = static_cast<std::size_t>(h) % year;
    ahead.push_back(season == Season::none       ? base
                    : season == Season::additive ? base + seasonal[month]
                                                 : base * seasonal[month]);
  }
  return ahead;
}

double Smoothing::deviation_ahead(int months) const {
  // Class 1 of the source, table 6.1; multiplicative seasons are treated alike.
  double variance = 1;
  double damping = 0;
  for (int j = 1; j < months; ++j) {
    if (trend != Trend::none) damping = phi * (1 + damping);
    double weight = alpha + beta * damping;
    if (season != Season::none && j % 12 == 0) weight += gamma;
    variance += weight * weight;
  }
  return deviation * std::sqrt(variance);
}

namespace {

/// Values in units of their mean size, so that costs and steps are alike for all series.
class Scaled {
 public:
  explicit Scaled(const std::vector<double>& values) : values_(values) {
    for (const double value : values) size_ += std::abs(value) / static_cast<double>(values.size());
    if (size_ == 0) size_ = 1;
    for (double& value : values_) value /= size_;
  }
  const std::vector<double>& values() const { return values_; }
  Smoothing back(Smoothing model) const {
    model.level *= size_;
    model.slope *= size_;
    model.deviation *= size_;
    if (model.season == Season::additive) {
      for (double& index : model.seasonal) index *= size_;
    }
    return model;
  }

 private:
  std::vector<double> values_;
  double size_ = 0;
};

}  // namespace

Smoothing fit_smoothing(const std::vector<double>& values, bool with_season) {
  REDTHREAD_ASSERT(values.size() >= 4, "a smoothing of something");
  const Scaled scaled(values);
  const bool is_positive =
      std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
  Smoothing best;
  best.aicc = std::numeric_limits<double>::infinity();
  const auto consider = [&](Trend trend, Season season) {
    Smoothing model = fitted(scaled.values(), trend, season);
    if (model.aicc < best.aicc) best = std::move(model);
  };
  for (const Trend trend : {Trend::none, Trend::additive, Trend::damped}) {
    consider(trend, Season::none);
    if (!with_season || values.size() < 2 * year) continue;
    consider(trend, Season::additive);
    if (is_positive) consider(trend, Season::multiplicative);
  }
  return scaled.back(std::move(best));
}

Smoothing fit_level(const std::vector<double>& values) {
  REDTHREAD_ASSERT(values.size() >= 4, "a smoothing of something");
  const Scaled scaled(values);
  return scaled.back(fitted(scaled.values(), Trend::none, Season::none));
}

}  // namespace redthread::outlook

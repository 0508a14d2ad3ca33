// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace redthread::outlook {

/// The seasonal indices of a classical decomposition, the first value's month first: differences
/// that sum to 0, or factors whose mean is 1. At least 24 values (asserted), above 0 for factors.
/// Source: the centred moving average, as in Hyndman and Athanasopoulos, Forecasting: Principles
/// and Practice, 3.4.
std::vector<double> seasonal_indices(const std::vector<double>& values, bool as_factors);

/// A decomposition: values = trend + season + rest.
struct Decomposition {
  std::vector<double> trend;
  std::vector<double> season;
  /// values - season.
  std::vector<double> adjusted;
};

/// Seasonal and trend decomposition by loess of monthly values; at least 24 (asserted). The season
/// may change slowly: window 11 years, degree 0; trend window 21 months, low pass 13, two inner
/// iterations, no robustness weights. Source: Cleveland, Cleveland, McRae and Terpenning 1990,
/// Journal of Official Statistics 6:3.
Decomposition stl(const std::vector<double>& values);

/// Last year again: what comes `months` ahead. Fewer than 12 values repeat the last one.
std::vector<double> seasonal_naive(const std::vector<double>& values, int months);

/// Theta: seasonally adjusted by factors (differences when not all are above 0) if the season is
/// significant (|r12| > 1.645 standard errors), simple smoothing with half of the linear trend as
/// drift. Source: Assimakopoulos and Nikolopoulos 2000; the equivalence of Hyndman and Billah 2003.
std::vector<double> theta(const std::vector<double>& values, int months);

}  // namespace redthread::outlook

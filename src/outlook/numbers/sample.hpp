// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace redthread::outlook {

/// A value with an interval, e.g. of replications: what came out in the middle, and between what.
struct Spread {
  double mean = 0;
  double low = 0;  ///< 5 % lie below
  double median = 0;
  double high = 0;  ///< 5 % lie above
};

/// The value that a share `share` (0..1) of `sorted` lies below: linear between order statistics
/// (type 7 of Hyndman and Fan 1996). `sorted` ascends and is not empty (asserted).
double quantile(const std::vector<double>& sorted, double share);

/// Mean, median and the middle 90 %; `values` in any order, not empty (asserted).
Spread spread_of(std::vector<double> values);

double mean_of(const std::vector<double>& values);
/// The sample's standard deviation (n - 1); 0 for fewer than two values.
double deviation_of(const std::vector<double>& values);

/// A mean with the half-width of its 95 % interval.
struct Estimate {
  double mean = 0;
  double half_width = 0;
  bool holds(double value) const {
    return value >= mean - half_width && value <= mean + half_width;
  }
};

/// The mean of independent replications, by Student's t (Cornish-Fisher expansion of its quantile:
/// error below 0.5 % from 5 values on).
Estimate mean_with_interval(const std::vector<double>& values);

/// The mean of one long run whose values depend on one another: cut into `batches` of equal length,
/// whose means are nearly independent. Values that do not fill a batch are left out at the
/// beginning. Source: Law 2015, Simulation Modeling and Analysis, 9.5.3 (batch means).
Estimate batch_means(const std::vector<double>& run, int batches = 20);

/// Wilson's 95 % interval for a share that was met `met` times of `of` (Wilson 1927).
struct ShareInterval {
  double low = 0;
  double high = 1;
};
ShareInterval share_interval(double met, double of);

}  // namespace redthread::outlook

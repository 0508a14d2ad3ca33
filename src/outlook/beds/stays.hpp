// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "outlook/cannot_say.hpp"
#include "outlook/numbers/random.hpp"

namespace redthread::outlook {

/// One care episode on a ward.
struct Stay {
  double days = 0;
  bool has_ended = true;  ///< false: is there still, after `days`
};

/// How long patients stay: P(stay > t) hour by hour, and a constant rate of leaving after the last
/// hour.
class StayDistribution {
 public:
  /// `survival` by hour from 0 (where it is 1), falling, at least one value (asserted).
  StayDistribution(std::vector<double> survival, double tail_rate_per_hour);

  static StayDistribution exponential(double mean_days);
  /// Stays the night with probability `stays`, census by census: leaves at whole days.
  static StayDistribution geometric(double stays);
  /// With mean and coefficient of variation; the usual shape of somatic care.
  static StayDistribution lognormal(double mean_days, double cv);

  double mean_days() const { return mean_days_; }
  /// P(stay > `hours`).
  double beyond(double hours) const;
  /// P(stay > elapsed + hours | stay > elapsed).
  double beyond_after(double hours, double elapsed_hours) const;
  /// A stay, in hours; one number of the stream.
  double draw(Stream& stream) const { return quantile_hours(stream.uniform(), 0); }
  /// What is left of a stay that has lasted `elapsed_hours`; one number of the stream.
  double draw_rest(Stream& stream, double elapsed_hours) const {
    return quantile_hours(stream.uniform(), elapsed_hours) - elapsed_hours;
  }
  /// After how many hours the curve has fallen below 1e-6.
  int hours_that_matter() const;

 private:
  double quantile_hours(double share, double elapsed_hours) const;

  std::vector<double> survival_;
  double tail_rate_;
  double mean_days_;
};

/// The distribution behind rows: Kaplan and Meier's estimate, which uses those who are there still;
/// whole days are spread over the day that they ended in, and after the longest stay the rate of
/// the last tenth goes on. none: nothing_known (fewer than 10 rows, or none ended), negative_count,
/// not_a_number. Reservations: stays_of_years (longer than 365 days: counted as not ended at 365),
/// stays_unfinished (fewer than half ended). Source: Kaplan and Meier 1958, JASA 53:457.
Answer<StayDistribution> fit_stays(const std::vector<Stay>& rows);

}  // namespace redthread::outlook

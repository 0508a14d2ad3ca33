// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "outlook/cannot_say.hpp"

namespace redthread::outlook {

/// The waiting list in closed form: what capacity it takes to be within a limit of waiting at a
/// date, with a stated probability. First come, first served among routine patients; urgent ones at
/// once. All rates are per day.
struct GuaranteeQuestion {
  double waiting_now = 0;        ///< routine patients on the list today
  double referrals_per_day = 0;  ///< of all classes
  double urgent_share = 0;       ///< 0..1: is treated at once
  double limit_days = 90;        ///< the guarantee
  double share_within =
      1;  ///< above 0, at most 1: how many of those who wait must be within the limit
  double horizon_days = 365;            ///< the date
  double removals_per_patient_day = 0;  ///< theta: leave without care, per waiting patient and day
  /// Variance over mean of the referrals in a period: 1 is Poisson. By counts, never by gaps
  /// between days.
  double dispersion = 1;
  /// Wait longer than `limit_days - horizon_days` today; needed only when the date is nearer than
  /// the limit.
  std::optional<double> already_beyond = std::nullopt;
};

/// Slots a day so that the list is within the limit at the date in half of the futures: the fluid
/// answer. With removals at rate theta, discounting time by exp(theta t): c (e^(theta T) - 1) =
/// theta Q0 + lambda (e^(theta (T - G)) - 1); without: c = lambda + (Q0 - lambda G)/T. none:
/// date_before_limit, share_out_of_range, negative_count. Source: derived here from the order of
/// service; the case without removals is `guarantee_oracle.py`.
Answer<double> capacity_fluid(const GuaranteeQuestion& question);

/// The same with `probability` (strictly between 0 and 1): the normal approximation of how many
/// must be served by the date. Without removals c = (Q0 + lambda (T - G) + z sqrt(lambda (T -
/// G)))/T; exact to 1 percentage point in the tests' simulations. With removals the variance is
/// that of a thinned Poisson stream that is served in order.
Answer<double> capacity_with_probability(const GuaranteeQuestion& question, double probability);

/// The probability of being within the limit at the date with `capacity_per_day`: the inverse of
/// `capacity_with_probability`.
Answer<double> probability_within(const GuaranteeQuestion& question, double capacity_per_day);

/// Slots a day that hold the list exactly at the limit for ever: lambda_u + lambda_r exp(-theta G /
/// s).
double capacity_to_stay(const GuaranteeQuestion& question);

/// How many may wait and all be within the limit (or the share): lambda_r (1 - exp(-theta W))/theta
/// with W = G/s; lambda_r G / s without removals. The size of list that is sustainable.
double sustainable_list(const GuaranteeQuestion& question);

/// The list after `days` when nobody is put first: Q(t) = ((lambda - c)/theta)(1 - e^(-theta t)) +
/// Q0 e^(-theta t); Q0 + (lambda - c) t without removals; never below 0.
double list_after(double waiting_now, double referrals_per_day, double capacity_per_day,
                  double removals_per_patient_day, double days);

/// Where the list ends with this capacity; nullopt: nowhere, it grows without end.
std::optional<double> list_in_the_long_run(double referrals_per_day, double capacity_per_day,
                                           double removals_per_patient_day);

/// The steady wait, in days, of those who are treated in order: lambda exp(-theta W) = c. nullopt
/// when nothing holds it (no removals and c < lambda); 0 when c >= lambda.
std::optional<double> steady_wait_days(double referrals_per_day, double capacity_per_day,
                                       double removals_per_patient_day);

}  // namespace redthread::outlook

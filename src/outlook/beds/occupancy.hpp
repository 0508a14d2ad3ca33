// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "base/date.hpp"
#include "outlook/beds/stays.hpp"
#include "outlook/cannot_say.hpp"

namespace redthread::outlook {

/// Admissions an hour by hour of the week, Monday 00-01 first.
struct AdmissionPattern {
  std::array<double, 168> per_hour{};
  double per_day() const;
};
AdmissionPattern even_admissions(double per_day);

/// When one admission came.
struct Admission {
  Date day;
  int hour = 0;  ///< 0..23
};
/// Means by hour and weekday over the days from `first` to `last`, both included. none:
/// nothing_known (no days), negative_count (an hour outside 0..23 or a day outside the span).
Answer<AdmissionPattern> admissions_by_hour(const std::vector<Admission>& admissions, Date first,
                                            Date last);

/// A patient who is there now.
struct Inpatient {
  double elapsed_hours = 0;
  int ward = 0;
  int group = 0;
  bool is_ready = false;  ///< for discharge, and waits for the municipality
};

/// How many there will be, when beds are no limit.
struct OccupancyForecast {
  std::vector<double> new_patients;  ///< by hour from now: expected number of those yet to come
  std::vector<double> todays;        ///< expected number of those here now
};

/// m(t) = sum over k of lambda(t - k) P(stay > k), from now on, and those here now by what is left
/// of their stays. `start` is a day at 00; `hours` at least 1. Source: Eick, Massey and Whitt 1993,
/// Operations Research 41:731 (the infinite-server queue with changing arrivals).
OccupancyForecast expected_occupancy(const AdmissionPattern& pattern, const StayDistribution& stays,
                                     const std::vector<Inpatient>& todays, Date start, int hours);

/// The long-run mean by hour of the week, with nobody special there today.
std::array<double, 168> occupancy_over_the_week(const AdmissionPattern& pattern,
                                                const StayDistribution& stays);

/// P(N = n): a Poisson number of new patients, and those here now, each with a probability of being
/// there still.
std::vector<double> occupancy_distribution(double new_patients,
                                           const std::vector<double>& still_here);

/// What an occupancy means for a ward.
struct Crowding {
  double mean = 0;
  double probability_over = 0;  ///< P(N > beds)
  double expected_over = 0;     ///< E[(N - beds)+]
  double per_100_beds = 0;      ///< 100 expected_over / beds: the Swedish measure
  double turned_away =
      0;  ///< Erlang B: if nobody were put in corridors; only for new patients in equilibrium
};
/// From a distribution, as `occupancy_distribution` gives it. `beds` > 0, otherwise none:
/// no_capacity.
Answer<Crowding> crowding(const std::vector<double>& distribution, int beds);
/// In equilibrium: Poisson with mean `per_day` x `mean_days`.
Answer<Crowding> crowding_in_equilibrium(double per_day, double mean_days, int beds);

/// The fewest beds with P(N > beds) <= `risk`. none: share_out_of_range, negative_count.
Answer<int> beds_needed(const std::vector<double>& distribution, double risk);
Answer<int> beds_needed_for_mean(double mean, double risk);

}  // namespace redthread::outlook

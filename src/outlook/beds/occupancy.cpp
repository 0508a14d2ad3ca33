// SPDX-License-Identifier: Apache-2.0
#include "outlook/beds/occupancy.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/error.hpp"
#include "outlook/numbers/normal.hpp"
#include "outlook/queues/queues.hpp"

namespace redthread::outlook {
namespace {

constexpr int week_hours = 168;

std::vector<double> poisson_masses(double mean) {
  std::vector<double> masses;
  const int last = static_cast<int>(mean + 12 * std::sqrt(mean) + 30);
  for (int n = 0; n <= last; ++n) masses.push_back(poisson_mass(n, mean));
  return masses;
}

}  // namespace

double AdmissionPattern::per_day() const {
  return std::accumulate(per_hour.begin(), per_hour.end(), 0.0) / 7;
}

AdmissionPattern even_admissions(double per_day) {
  AdmissionPattern pattern;
  pattern.per_hour.fill(per_day / 24);
  return pattern;
}

Answer<AdmissionPattern> admissions_by_hour(const std::vector<Admission>& admissions, Date first,
                                            Date last) {
  using Pattern = Answer<AdmissionPattern>;
  if (last < first) return Pattern::none(Reason::nothing_known);
  std::array<double, 7> days{};
  for (Date day = first; day <= last; day = day.plus_days(1))
    days[static_cast<std::size_t>(day.weekday() - 1)] += 1;
  AdmissionPattern pattern;
  for (const Admission& admission : admissions) {
    if (admission.hour < 0 || admission.hour > 23 || admission.day < first || admission.day > last)
      return Pattern::none(Reason::negative_count, admission.hour);
    const int at = (admission.day.weekday() - 1) * 24 + admission.hour;
    pattern.per_hour[static_cast<std::size_t>(at)] += 1;
  }
  for (std::size_t hour = 0; hour < week_hours; ++hour) {
    const double of = days[hour / 24];
    if (of > 0) pattern.per_hour[hour] /= of;
  }
  return {pattern};
}

OccupancyForecast expected_occupancy(const AdmissionPattern& pattern, const StayDistribution& stays,
                                     const std::vector<Inpatient>& todays, Date start, int hours) {
  REDTHREAD_ASSERT(hours >= 1, "a time ahead");
  OccupancyForecast forecast;
  const int first = (start.weekday() - 1) * 24;
  // Admissions spread over their hour: at its end they have stayed half of it on average.
  std::vector<double> stay(static_cast<std::size_t>(hours));
  for (std::size_t k = 0; k < stay.size(); ++k)
    stay[k] = stays.beyond(static_cast<double>(k) + 0.5);
  for (int t = 1; t <= hours; ++t) {
    double mean = 0;
    for (int k = 0; k < t; ++k) {
      const auto at = static_cast<std::size_t>((first + t - 1 - k) % week_hours);
      mean += pattern.per_hour[at] * stay[static_cast<std::size_t>(k)];
    }
    forecast.new_patients.push_back(mean);
    double left = 0;
    for (const Inpatient& patient : todays) left += stays.beyond_after(t, patient.elapsed_hours);
    forecast.todays.push_back(left);
  }
  return forecast;
}

std::array<double, 168> occupancy_over_the_week(const AdmissionPattern& pattern,
                                                const StayDistribution& stays) {
  // The stays beyond k, k + 168, k + 336 ... hours, added up once.
  std::array<double, week_hours> folded{};
  const int matter = stays.hours_that_matter();
  for (int k = 0; k <= matter; ++k)
    folded[static_cast<std::size_t>(k % week_hours)] += stays.beyond(k + 0.5);
  std::array<double, week_hours> means{};
  for (int t = 0; t < week_hours; ++t) {
    for (int k = 0; k < week_hours; ++k) {
      means[static_cast<std::size_t>(t)] +=
          pattern.per_hour[static_cast<std::size_t>((t - k + week_hours) % week_hours)] *
          folded[static_cast<std::size_t>(k)];
    }
  }
  return means;
}

std::vector<double> occupancy_distribution(double new_patients,
                                           const std::vector<double>& still_here) {
  std::vector<double> masses = poisson_masses(std::max(0.0, new_patients));
  for (const double probability : still_here) {
    masses.push_back(0);
    for (std::size_t n = masses.size() - 1; n > 0; --n)
      masses[n] = masses[n] * (1 - probability) + masses[n - 1] * probability;
    masses[0] *= 1 - probability;
  }
  return masses;
}

Answer<Crowding> crowding(const std::vector<double>& distribution, int beds) {
  if (beds <= 0) return Answer<Crowding>::none(Reason::no_capacity);
  Crowding crowding;
  for (std::size_t n = 0; n < distribution.size(); ++n) {
    const auto present = static_cast<double>(n);
    crowding.mean += present * distribution[n];
    if (present <= beds) continue;
    crowding.probability_over += distribution[n];
    crowding.expected_over += (present - beds) * distribution[n];
  }
  crowding.per_100_beds = 100 * crowding.expected_over / beds;
  return {crowding};
}

Answer<Crowding> crowding_in_equilibrium(double per_day, double mean_days, int beds) {
  if (!(std::isfinite(per_day) && std::isfinite(mean_days)))
    return Answer<Crowding>::none(Reason::not_a_number);
  if (per_day < 0 || mean_days < 0)
    return Answer<Crowding>::none(Reason::negative_count, std::min(per_day, mean_days));
  if (mean_days > 365) return Answer<Crowding>::none(Reason::stays_of_years, mean_days, 365);
  auto answer = crowding(poisson_masses(per_day * mean_days), beds);
  if (answer.value) answer.value->turned_away = erlang_b(beds, per_day * mean_days);
  return answer;
}

Answer<int> beds_needed(const std::vector<double>& distribution, double risk) {
  if (!(risk > 0 && risk < 1)) return Answer<int>::none(Reason::share_out_of_range, risk, 1);
  double above = 0;
  for (std::size_t n = distribution.size(); n-- > 0;) {
    above += distribution[n];
    if (above > risk) return {static_cast<int>(n)};
  }
  return {0};
}

Answer<int> beds_needed_for_mean(double mean, double risk) {
  if (!std::isfinite(mean)) return Answer<int>::none(Reason::not_a_number);
  if (mean < 0) return Answer<int>::none(Reason::negative_count, mean);
  return beds_needed(poisson_masses(mean), risk);
}

}  // namespace redthread::outlook

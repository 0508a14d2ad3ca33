// SPDX-License-Identifier: Apache-2.0
#include "outlook/beds/stays.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/error.hpp"
#include "outlook/numbers/normal.hpp"

namespace redthread::outlook {
namespace {

constexpr double longest_days = 365;
constexpr std::size_t fewest_rows = 10;
constexpr double negligible = 1e-6;

bool is_whole(double days) { return std::abs(days - std::round(days)) < 1e-9; }

/// Survival after each whole day, by Kaplan and Meier; `rows` ascend.
std::vector<double> survival_by_day(const std::vector<Stay>& rows, std::size_t days) {
  std::vector<double> ended(days, 0);
  std::vector<double> gone(days, 0);  // ended or no longer followed
  for (const Stay& stay : rows) {
    const auto day = std::min(days - 1, static_cast<std::size_t>(stay.days));
    ended[day] += stay.has_ended ? 1 : 0;
    gone[day] += 1;
  }
  auto at_risk = static_cast<double>(rows.size());
  std::vector<double> survival = {1};
  for (std::size_t day = 0; day < days; ++day) {
    survival.push_back(at_risk > 0 ? survival.back() * (1 - ended[day] / at_risk)
                                   : survival.back());
    at_risk -= gone[day];
  }
  return survival;
}

}  // namespace

StayDistribution::StayDistribution(std::vector<double> survival, double tail_rate_per_hour)
    : survival_(std::move(survival)), tail_rate_(std::max(tail_rate_per_hour, 1e-9)) {
  REDTHREAD_ASSERT(!survival_.empty() && survival_.front() == 1, "everybody stays at first");
  while (survival_.size() > 1 && survival_.back() < negligible) survival_.pop_back();
  double hours = survival_.back() / tail_rate_;
  for (std::size_t h = 1; h < survival_.size(); ++h) hours += (survival_[h - 1] + survival_[h]) / 2;
  mean_days_ = hours / 24;
}

StayDistribution StayDistribution::exponential(double mean_days) {
  REDTHREAD_ASSERT(mean_days > 0, "a stay");
  return {{1}, 1 / (24 * mean_days)};
}

StayDistribution StayDistribution::geometric(double stays) {
  REDTHREAD_ASSERT(stays >= 0 && stays < 1, "a probability");
  std::vector<double> survival = {1};
  for (double left = 1; left >= negligible * 1e-3; left *= stays) {
    // Constant through the day; the drop lies within its last hour.
    for (int hour = 1; hour < 24; ++hour) survival.push_back(left);
    survival.push_back(left * stays);
  }
  return {std::move(survival), 1};
}

StayDistribution StayDistribution::lognormal(double mean_days, double cv) {
  REDTHREAD_ASSERT(mean_days > 0 && cv > 0, "moments of a stay");
  const double variance = std::log(1 + cv * cv);
  const double location = std::log(24 * mean_days) - variance / 2;
  std::vector<double> survival = {1};
  for (double hour = 1; hour <= longest_days * 24 && survival.back() >= negligible; ++hour)
    survival.push_back(normal_probability((location - std::log(hour)) / std::sqrt(variance)));
  return {std::move(survival), 1 / 240.0};
}

double StayDistribution::beyond(double hours) const {
  if (hours <= 0) return 1;
  const auto last = static_cast<double>(survival_.size() - 1);
  if (hours >= last) return survival_.back() * std::exp(-tail_rate_ * (hours - last));
  const auto below = static_cast<std::size_t>(hours);
  const double part = hours - static_cast<double>(below);
  return survival_[below] + part * (survival_[below + 1] - survival_[below]);
}

double StayDistribution::beyond_after(double hours, double elapsed_hours) const {
  const double there = beyond(elapsed_hours);
  return there > 0 ? beyond(elapsed_hours + hours) / there : 0;
}

int StayDistribution::hours_that_matter() const {
  const double tail = std::log(std::max(survival_.back(), negligible) / negligible) / tail_rate_;
  return static_cast<int>(std::min(static_cast<double>(survival_.size()) + tail, 20000.0));
}

double StayDistribution::quantile_hours(double share, double elapsed_hours) const {
  const double wanted = (1 - share) * beyond(elapsed_hours);
  if (wanted <= survival_.back()) {
    const auto last = static_cast<double>(survival_.size() - 1);
    return std::max(elapsed_hours,
                    last + std::log(survival_.back() / std::max(wanted, 1e-300)) / tail_rate_);
  }
  const auto after = std::lower_bound(survival_.begin(), survival_.end(), wanted,
                                      [](double value, double limit) { return value > limit; });
  const auto place = static_cast<std::size_t>(after - survival_.begin());
  if (place == 0) return elapsed_hours;
  const double drop = survival_[place - 1] - survival_[place];
  const double part = drop > 0 ? (survival_[place - 1] - wanted) / drop : 0;
  return std::max(elapsed_hours, static_cast<double>(place) - 1 + part);
}

Answer<StayDistribution> fit_stays(const std::vector<Stay>& rows) {
  using Fitted = Answer<StayDistribution>;
  std::vector<Stay> stays = rows;
  std::size_t ended = 0;
  double longest = 0;
  bool all_whole = true;
  for (Stay& stay : stays) {
    if (!std::isfinite(stay.days)) return Fitted::none(Reason::not_a_number);
    if (stay.days < 0) return Fitted::none(Reason::negative_count, stay.days);
    longest = std::max(longest, stay.days);
    all_whole = all_whole && is_whole(stay.days);
    if (stay.days > longest_days) stay = {longest_days, false};
    ended += stay.has_ended ? 1 : 0;
  }
  if (stays.size() < fewest_rows || ended == 0)
    return Fitted::none(Reason::nothing_known, static_cast<double>(stays.size()), fewest_rows);
  Fitted fitted;
  if (longest > longest_days)
    fitted.reservations.push_back({Reason::stays_of_years, longest, longest_days});
  if (ended * 2 < stays.size()) {
    fitted.reservations.push_back(
        {Reason::stays_unfinished, static_cast<double>(ended), static_cast<double>(stays.size())});
  }
  // Whole days: care days as they are counted. Otherwise hours, which are days of a finer calendar.
  const double steps_per_day = all_whole ? 1 : 24;
  for (Stay& stay : stays) stay.days *= steps_per_day;
  const auto steps = static_cast<std::size_t>(std::min(longest, longest_days) * steps_per_day) + 1;
  const auto by_step = survival_by_day(stays, steps);
  std::vector<double> by_hour;
  const auto hours_per_step = static_cast<std::size_t>(24 / steps_per_day);
  for (std::size_t step = 0; step + 1 < by_step.size(); ++step) {
    for (std::size_t hour = 0; hour < hours_per_step; ++hour) {
      const double part = static_cast<double>(hour) / static_cast<double>(hours_per_step);
      by_hour.push_back(by_step[step] + part * (by_step[step + 1] - by_step[step]));
    }
  }
  by_hour.push_back(by_step.back());
  // The rate at which the last tenth of the patients leaves, per hour.
  const auto tenth =
      std::find_if(by_hour.begin(), by_hour.end(), [](double s) { return s <= 0.1; });
  const auto hours = static_cast<double>(by_hour.end() - tenth);
  const double rate = tenth != by_hour.end() && hours > 24 && by_hour.back() > 0
                          ? std::log(*tenth / by_hour.back()) / hours
                          : 1.0 / 48;
  fitted.value = StayDistribution(std::move(by_hour), std::max(rate, 1.0 / (90 * 24)));
  return fitted;
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/scenario_difference.hpp"

#include "base/error.hpp"

namespace redthread::outlook {
namespace {

template <typename Number>
Difference difference_by(const std::vector<Future>& baseline, const std::vector<Future>& changed,
                         const Number& number) {
  std::vector<double> before;
  std::vector<double> after;
  before.reserve(baseline.size());
  after.reserve(changed.size());
  for (const Future& future : baseline) before.push_back(number(future));
  for (const Future& future : changed) after.push_back(number(future));
  return difference_of(before, after);
}

}  // namespace

Difference difference_of(const std::vector<double>& baseline, const std::vector<double>& changed) {
  REDTHREAD_ASSERT(!baseline.empty() && baseline.size() == changed.size(), "pairs of futures");
  std::vector<double> differences;
  Difference difference;
  const auto count = static_cast<double>(baseline.size());
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    differences.push_back(changed[i] - baseline[i]);
    difference.share_lower += differences.back() < 0 ? 1 : 0;
    difference.share_higher += differences.back() > 0 ? 1 : 0;
  }
  difference.share_lower /= count;
  difference.share_higher /= count;
  difference.mean = mean_with_interval(differences);
  difference.spread = spread_of(std::move(differences));
  return difference;
}

Answer<std::vector<ScenarioDifference>> compare(const ListScenario& baseline,
                                                const std::vector<NamedScenario>& scenarios,
                                                const Run& run) {
  using Differences = Answer<std::vector<ScenarioDifference>>;
  Differences answer{std::vector<ScenarioDifference>{}, check(baseline)};
  for (const NamedScenario& named : scenarios) {
    for (const Reservation& reservation : check(named.scenario))
      answer.reservations.push_back(reservation);
    REDTHREAD_ASSERT(named.scenario.horizon_days == baseline.horizon_days &&
                         named.scenario.today == baseline.today &&
                         named.scenario.stages.size() == baseline.stages.size() &&
                         named.scenario.limits.size() == baseline.limits.size(),
                     "scenarios of one shape");
  }
  if (is_fatal(answer.reservations)) return Differences::none(std::move(answer.reservations));
  const auto days = month_ends(baseline.today, baseline.horizon_days);
  const auto before = simulate_futures(baseline, planned_slots(baseline), days, run);
  for (const NamedScenario& named : scenarios) {
    const auto after = simulate_futures(named.scenario, planned_slots(named.scenario), days, run);
    ScenarioDifference found{named.name, summed_up(named.scenario, days, after), {}, {}, {}};
    for (std::size_t d = 0; d < days.size(); ++d) {
      std::vector<Difference> waiting;
      std::vector<Difference> longest;
      for (std::size_t s = 0; s < baseline.stages.size(); ++s) {
        waiting.push_back(
            difference_by(before, after, [&](const Future& f) { return f.stages[d][s].waiting; }));
        longest.push_back(difference_by(
            before, after, [&](const Future& f) { return f.stages[d][s].longest_days; }));
      }
      std::vector<Difference> shares;
      for (std::size_t l = 0; l < baseline.limits.size(); ++l) {
        shares.push_back(
            difference_by(before, after, [&](const Future& f) { return f.limits[d][l].share(); }));
      }
      found.waiting.push_back(std::move(waiting));
      found.longest_days.push_back(std::move(longest));
      found.share_within.push_back(std::move(shares));
    }
    answer.value->push_back(std::move(found));
  }
  return answer;
}

}  // namespace redthread::outlook

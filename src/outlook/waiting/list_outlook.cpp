// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/list_outlook.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "outlook/queues/guarantee.hpp"

namespace redthread::outlook {
namespace {

std::optional<Date> first_date(const ListOutlook& outlook, const std::vector<double>& probabilities,
                               double wanted) {
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    if (probabilities[i] >= wanted) return outlook.dates[i];
  }
  return std::nullopt;
}

template <typename Number>
Spread spread_over(const std::vector<Future>& futures, const Number& number) {
  std::vector<double> values;
  values.reserve(futures.size());
  for (const Future& future : futures) values.push_back(number(future));
  return spread_of(std::move(values));
}

bool is_met(const Limit& limit, const LimitState& state) {
  return state.within + 1e-9 >= limit.share * state.counted;
}

StageVerdict verdict_of(const ListScenario& scenario, std::size_t s, double inflow,
                        double capacity) {
  const Stage& stage = scenario.stages[s];
  StageVerdict verdict;
  verdict.inflow_per_day = inflow;
  verdict.capacity_per_day = capacity;
  double urgent = 0;
  double removals = 0;
  double referrals = 0;
  for (std::size_t p = 0; p < stage.classes.size(); ++p) {
    const PriorityClass& priority = stage.classes[p];
    if (p + 1 < stage.classes.size()) urgent += priority.referrals_per_day;
    referrals += priority.referrals_per_day;
    removals = priority.removals_per_patient_day;  // the least urgent are those who wait
  }
  verdict.waiting_in_the_end = list_in_the_long_run(inflow, capacity, removals);
  for (const Limit& limit : scenario.limits) {
    if (static_cast<std::size_t>(limit.stage) != s || limit.share <= 0) continue;
    const double allowed = sustainable_list({.referrals_per_day = inflow,
                                             .urgent_share = referrals > 0 ? urgent / referrals : 0,
                                             .limit_days = limit.days,
                                             .share_within = limit.share,
                                             .removals_per_patient_day = removals});
    verdict.sustainable_list = std::min(allowed, verdict.sustainable_list.value_or(allowed));
  }
  if (!verdict.waiting_in_the_end) {
    verdict.verdict = Verdict::growing;
  } else if (verdict.sustainable_list && *verdict.waiting_in_the_end > *verdict.sustainable_list) {
    verdict.verdict = Verdict::above_limits;
  }
  return verdict;
}

}  // namespace

std::optional<Date> ListOutlook::reached(double probability) const {
  return first_date(*this, all_met, probability);
}

std::optional<Date> ListOutlook::reached_to_stay(double probability) const {
  return first_date(*this, stays_met, probability);
}

std::vector<StageVerdict> verdicts(const ListScenario& scenario) {
  const auto inflow = inflow_by_stage(scenario);
  const auto capacity = net_capacity_by_stage(scenario);
  std::vector<StageVerdict> all;
  for (std::size_t s = 0; s < scenario.stages.size(); ++s)
    all.push_back(verdict_of(scenario, s, inflow[s], capacity[s]));
  return all;
}

std::vector<int> month_ends(Date today, int horizon_days) {
  std::vector<int> days;
  for (Month month(today.year(), today.month());; month = month.plus(1)) {
    const int day = month.last_day().days() - today.days();
    if (day >= horizon_days) break;
    if (day >= 1) days.push_back(day);
  }
  days.push_back(horizon_days);
  return days;
}

std::vector<Future> simulate_futures(const ListScenario& scenario, const Slots& slots,
                                     const std::vector<int>& days, const Run& run) {
  std::vector<Future> futures(static_cast<std::size_t>(run.replications));
  for_each_replication(
      run.replications, run.threads, [&] { return ListSimulator(scenario, days, run.seed); },
      [&](int i, ListSimulator& simulator) {
        simulator.run(static_cast<std::uint64_t>(i), slots, futures[static_cast<std::size_t>(i)]);
      });
  return futures;
}

bool all_limits_met(const ListScenario& scenario, const Future& future, std::size_t day) {
  for (std::size_t l = 0; l < scenario.limits.size(); ++l) {
    if (!is_met(scenario.limits[l], future.limits[day][l])) return false;
  }
  return true;
}

ListOutlook summed_up(const ListScenario& scenario, const std::vector<int>& days,
                      const std::vector<Future>& futures) {
  ListOutlook outlook;
  outlook.days = days;
  outlook.all_met.assign(days.size(), 0);
  outlook.stays_met.assign(days.size(), 0);
  const auto count = static_cast<double>(futures.size());
  for (const Future& future : futures) {
    bool stays = true;
    for (std::size_t d = days.size(); d-- > 0;) {
      const bool met = all_limits_met(scenario, future, d);
      stays = stays && met;
      outlook.all_met[d] += met ? 1 : 0;
      outlook.stays_met[d] += stays ? 1 : 0;
    }
  }
  for (std::size_t d = 0; d < days.size(); ++d) {
    outlook.all_met[d] /= count;
    outlook.stays_met[d] /= count;
    outlook.dates.push_back(scenario.today.plus_days(days[d]));
    std::vector<StageOutlook> stages;
    for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
      const auto spread = [&](double StageState::*member) {
        return spread_over(futures, [&](const Future& f) { return f.stages[d][s].*member; });
      };
      stages.push_back({spread(&StageState::waiting), spread(&StageState::longest_days),
                        spread(&StageState::treated), spread(&StageState::removed),
                        spread(&StageState::corrected)});
    }
    outlook.stages.push_back(std::move(stages));
    std::vector<LimitOutlook> limits;
    for (std::size_t l = 0; l < scenario.limits.size(); ++l) {
      double met = 0;
      for (const Future& future : futures)
        met += is_met(scenario.limits[l], future.limits[d][l]) ? 1 : 0;
      limits.push_back(
          {spread_over(futures, [&](const Future& f) { return f.limits[d][l].share(); }),
           met / count, share_interval(met, count)});
    }
    outlook.limits.push_back(std::move(limits));
  }
  return outlook;
}

Answer<ListOutlook> look_ahead(const ListScenario& scenario, const Run& run) {
  auto reservations = check(scenario);
  if (is_fatal(reservations)) return Answer<ListOutlook>::none(std::move(reservations));
  REDTHREAD_ASSERT(run.replications >= 1, "at least one future");
  const auto days = month_ends(scenario.today, scenario.horizon_days);
  return {summed_up(scenario, days, simulate_futures(scenario, planned_slots(scenario), days, run)),
          std::move(reservations)};
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/scenario.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace redthread::outlook {
namespace {

class Check {
 public:
  void count(double number) {
    if (!std::isfinite(number)) {
      tell(Reason::not_a_number, number, 0);
    } else if (number < 0) {
      tell(Reason::negative_count, number, 0);
    }
  }
  void share(double number) {
    if (!(number >= 0 && number <= 1)) tell(Reason::share_out_of_range, number, 1);
  }
  void tell(Reason reason, double seen, double limit, bool fatal = true) {
    const bool told = std::any_of(found.begin(), found.end(),
                                  [&](const Reservation& r) { return r.reason == reason; });
    if (!told) found.push_back({reason, seen, limit, fatal});
  }
  std::vector<Reservation> found;
};

void check_stage(const Stage& stage, Check& check) {
  if (stage.classes.empty()) check.tell(Reason::no_arrivals, 0, 0);
  for (const PriorityClass& priority : stage.classes) {
    check.count(priority.referrals_per_day);
    check.count(priority.removals_per_patient_day);
  }
  double deferred = 0;
  for (const Deferral& deferral : stage.deferrals) {
    check.share(deferral.share);
    check.count(deferral.mean_days);
    deferred += deferral.share;
  }
  check.share(deferred);
  check.share(stage.onward_share);
  check.share(stage.no_show_share);
  check.share(stage.capacity.lost_share);
  for (const double slots : stage.capacity.slots_by_weekday) check.count(slots);
  for (const CapacityChange& change : stage.capacity.changes) {
    check.count(change.factor);
    check.count(change.more_per_week);
  }
  for (const double number : {stage.rebook_days, stage.onward_mean_days, stage.return_visits,
                              stage.return_interval_days, stage.return_visits_booked_per_day})
    check.count(number);
}

double removal_rate(const Stage& stage) {
  double rate = 0;
  for (const PriorityClass& priority : stage.classes)
    rate = std::max(rate, priority.removals_per_patient_day);
  return rate;
}

}  // namespace

std::vector<Reservation> check(const ListScenario& scenario) {
  Check check;
  if (scenario.stages.empty() || scenario.horizon_days < 1) check.tell(Reason::nothing_known, 0, 0);
  for (const Stage& stage : scenario.stages) check_stage(stage, check);
  for (const WaitingPatient& patient : scenario.list) {
    check.count(patient.waited_days);
    const bool has_place =
        patient.stage >= 0 && patient.stage < static_cast<int>(scenario.stages.size()) &&
        patient.priority >= 0 &&
        patient.priority <
            static_cast<int>(
                scenario.stages[static_cast<std::size_t>(patient.stage)].classes.size());
    if (!has_place) check.tell(Reason::nothing_known, patient.stage, patient.priority);
  }
  for (const Limit& limit : scenario.limits) {
    check.count(limit.days);
    check.share(limit.share);
    if (limit.stage < 0 || limit.stage >= static_cast<int>(scenario.stages.size()))
      check.tell(Reason::nothing_known, limit.stage, 0);
  }
  for (const double number : {scenario.referral_cv, scenario.removal_cv, scenario.referral_week_cv,
                              scenario.corrections.deviation_per_week})
    check.count(number);
  for (const double month : scenario.referral_months) check.count(month);
  if (scenario.referral_months.size() % 12 != 0) check.tell(Reason::too_short, 0, 12);
  const auto listed = static_cast<double>(scenario.list.size());
  if (scenario.population && listed > *scenario.population)
    check.tell(Reason::larger_than_people, listed, *scenario.population);
  if (!check.found.empty()) return check.found;

  const auto inflow = inflow_by_stage(scenario);
  const auto capacity = net_capacity_by_stage(scenario);
  for (std::size_t s = 0; s < inflow.size(); ++s) {
    if (capacity[s] <= 0) {
      check.tell(Reason::no_capacity, 0, 0, false);
    } else if (inflow[s] > capacity[s] && removal_rate(scenario.stages[s]) <= 0) {
      check.tell(Reason::unsustainable, inflow[s], capacity[s], false);
    }
    if (inflow[s] <= 0 && scenario.list.empty()) check.tell(Reason::no_arrivals, 0, 0, false);
  }
  return check.found;
}

std::vector<double> inflow_by_stage(const ListScenario& scenario) {
  std::vector<double> inflow;
  double onward = 0;
  for (const Stage& stage : scenario.stages) {
    double referred = onward;
    for (const PriorityClass& priority : stage.classes) referred += priority.referrals_per_day;
    inflow.push_back(referred);
    onward = referred * stage.onward_share;
  }
  return inflow;
}

std::vector<double> net_capacity_by_stage(const ListScenario& scenario) {
  std::vector<double> net;
  for (const Stage& stage : scenario.stages) {
    const auto slots = slots_by_day(stage.capacity, scenario.today, scenario.horizon_days);
    const auto days = std::min<std::ptrdiff_t>(scenario.horizon_days, 364);
    const double sum = std::accumulate(slots.end() - days, slots.end(), 0.0);
    net.push_back(sum / static_cast<double>(days) * (1 - stage.capacity.lost_share) *
                  (1 - stage.no_show_share) / (1 + stage.return_visits));
  }
  return net;
}

}  // namespace redthread::outlook

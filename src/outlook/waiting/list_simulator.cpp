// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/list_simulator.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/error.hpp"

namespace redthread::outlook {
namespace {

constexpr float never = 1e9F;

enum Purpose : std::uint64_t {
  arrivals = 1,
  patience,
  deferrals,
  attendance,
  onward,
  closing,
  corrections,
  weeks,
  rates,
  listed,
};

std::uint64_t index_of(std::size_t stage, std::size_t priority) { return stage * 64 + priority; }

}  // namespace

Slots planned_slots(const ListScenario& scenario) {
  Slots slots;
  for (const Stage& stage : scenario.stages)
    slots.push_back(slots_by_day(stage.capacity, scenario.today, scenario.horizon_days));
  return slots;
}

ListSimulator::ListSimulator(const ListScenario& scenario, std::vector<int> days_looked_at,
                             std::uint64_t seed)
    : scenario_(scenario), looked_at_(std::move(days_looked_at)), seed_(seed) {
  REDTHREAD_ASSERT(!looked_at_.empty() && std::is_sorted(looked_at_.begin(), looked_at_.end()) &&
                       looked_at_.front() >= 1 && looked_at_.back() <= scenario.horizon_days,
                   "days within the horizon, in order");
  last_day_ = looked_at_.back();
  stages_.resize(scenario.stages.size());
  expected_.resize(static_cast<std::size_t>(last_day_) + 1);
  season_.assign(static_cast<std::size_t>(last_day_) + 1, 1);
  if (scenario.referral_months.empty()) return;
  double sum = 0;
  for (const double month : scenario.referral_months) sum += month;
  const double mean = sum / static_cast<double>(scenario.referral_months.size());
  for (int day = 1; day <= last_day_; ++day) {
    const auto month = static_cast<std::size_t>(scenario.today.plus_days(day).month() - 1);
    if (mean > 0) season_[static_cast<std::size_t>(day)] = scenario.referral_months[month] / mean;
  }
}

void ListSimulator::Line::pop() {
  ++front;
  if (front >= 1024 && front * 2 >= patients.size()) {
    patients.erase(patients.begin(), patients.begin() + static_cast<std::ptrdiff_t>(front));
    front = 0;
  }
}

void ListSimulator::prepare(std::uint64_t replication) {
  replication_ = replication;
  const auto stream = [&](Purpose purpose, std::size_t stage, std::size_t priority = 0) {
    return Stream(seed_, purpose, replication, index_of(stage, priority));
  };
  Stream rate(seed_, rates, replication);
  const double referral_factor = gamma_with_mean_one(rate, scenario_.referral_cv);
  Stream removal(seed_, rates, replication, 1);
  const double removal_factor = gamma_with_mean_one(removal, scenario_.removal_cv);
  weeks_ = Stream(seed_, weeks, replication);
  double week_factor = 1;
  for (int day = 1; day <= last_day_; ++day) {
    const auto at = static_cast<std::size_t>(day);
    if (day % 7 == 1) week_factor = gamma_with_mean_one(weeks_, scenario_.referral_week_cv);
    expected_[at] = expected_[at - 1] + season_[at] * week_factor * referral_factor;
  }
  for (std::size_t s = 0; s < stages_.size(); ++s) {
    const Stage& stage = scenario_.stages[s];
    StageWork& work = stages_[s];
    work.classes.resize(stage.classes.size());
    for (std::size_t p = 0; p < stage.classes.size(); ++p) {
      ClassState& priority = work.classes[p];
      priority.line.clear();
      priority.returned.clear();
      priority.arrivals = stream(arrivals, s, p);
      priority.patience = stream(patience, s, p);
      priority.deferrals = stream(deferrals, s, p);
      priority.clock = exponential(priority.arrivals);
      priority.removal_rate = stage.classes[p].removals_per_patient_day * removal_factor;
    }
    work.deferred.clear();
    work.booked.clear();
    const auto days = static_cast<std::size_t>(last_day_) + 2;
    work.coming.resize(days);
    for (auto& day : work.coming) day.clear();
    work.leaving.assign(days, 0);
    work.returns_due.assign(days, 0);
    const auto booked_days = std::min(static_cast<double>(last_day_), stage.return_interval_days);
    for (int day = 1; day <= booked_days; ++day) {
      work.returns_due[static_cast<std::size_t>(day)] =
          stage.return_visits_booked_per_day * (1 - (day - 1) / stage.return_interval_days);
    }
    work.slot_rest = work.returns_rest = work.returns_waiting = 0;
    work.attendance = stream(attendance, s);
    work.onward = stream(onward, s);
    work.closing = stream(closing, s);
    work.corrections = stream(corrections, s);
    work.state = {};
    work.state.treated_by_class.assign(stage.classes.size(), 0);
    work.state.waited_days_by_class.assign(stage.classes.size(), 0);
  }
  prepare_list();
}

void ListSimulator::prepare_list() {
  Stream stream(seed_, listed, replication_);
  for (const WaitingPatient& listed_patient : scenario_.list) {
    const auto s = static_cast<std::size_t>(listed_patient.stage);
    const auto p = static_cast<std::size_t>(listed_patient.priority);
    StageWork& work = stages_[s];
    ClassState& priority = work.classes[p];
    Patient patient{static_cast<float>(-listed_patient.waited_days), never,
                    listed_patient.deviations};
    const double patience =
        exponential(stream);  // always drawn, so that rates do not shift the others
    if (priority.removal_rate > 0)
      patient.leaves = static_cast<float>(std::min(patience / priority.removal_rate, 1e8));
    leave_in_time(work, patient, 1);
    work.state.waiting += 1;
    if (listed_patient.booked_day) {
      work.booked.add(*listed_patient.booked_day, {static_cast<std::uint32_t>(p), patient});
    } else {
      priority.line.patients.push_back(patient);
    }
  }
  for (StageWork& work : stages_) {
    for (ClassState& priority : work.classes) {
      const auto earlier = [](const Patient& a, const Patient& b) { return a.since < b.since; };
      auto& waiting = priority.line.patients;
      if (!std::is_sorted(waiting.begin(), waiting.end(), earlier))
        std::stable_sort(waiting.begin(), waiting.end(), earlier);
    }
  }
}

void ListSimulator::leave_in_time(StageWork& work, const Patient& patient, int change) {
  if (patient.leaves > static_cast<float>(last_day_)) return;
  const auto whole = static_cast<std::size_t>(patient.leaves);
  work.leaving[patient.leaves > static_cast<float>(whole) ? whole + 1 : whole] += change;
}

void ListSimulator::admit(std::size_t stage, std::size_t priority, double since) {
  StageWork& work = stages_[stage];
  ClassState& state = work.classes[priority];
  Patient patient{static_cast<float>(since), never, no_deviation};
  if (state.removal_rate > 0) {
    patient.leaves = static_cast<float>(since + exponential(state.patience) / state.removal_rate);
    leave_in_time(work, patient, 1);
  }
  work.state.waiting += 1;
  work.state.referred += 1;
  double place = scenario_.stages[stage].deferrals.empty() ? 1 : state.deferrals.uniform();
  for (const Deferral& deferral : scenario_.stages[stage].deferrals) {
    if (place < deferral.share) {
      patient.deviations = deferral.deviation;
      work.deferred.add(since + deferral.mean_days * exponential(state.deferrals),
                        {static_cast<std::uint32_t>(priority), patient});
      return;
    }
    place -= deferral.share;
  }
  state.line.patients.push_back(patient);
}

void ListSimulator::let_in(std::size_t stage, std::size_t priority, int day) {
  ClassState& state = stages_[stage].classes[priority];
  const double rate = scenario_.stages[stage].classes[priority].referrals_per_day;
  if (rate <= 0) return;
  const double before = expected_[static_cast<std::size_t>(day) - 1] * rate;
  const double until = expected_[static_cast<std::size_t>(day)] * rate;
  if (state.clock > until) return;
  const double length = 1 / (until - before);
  while (state.clock <= until) {
    admit(stage, priority, day - 1 + (state.clock - before) * length);
    state.clock += exponential(state.arrivals);
  }
}

void ListSimulator::let_in_from_before(std::size_t stage, int day) {
  auto& coming = stages_[stage].coming[static_cast<std::size_t>(day)];
  std::sort(coming.begin(), coming.end(),
            [](const Coming& a, const Coming& b) { return a.time < b.time; });
  for (const Coming& patient : coming)
    admit(stage, patient.priority, static_cast<double>(patient.time));
}

bool ListSimulator::take_next(std::size_t stage, std::size_t priority, int day, Patient& patient) {
  ClassState& state = stages_[stage].classes[priority];
  const auto now = static_cast<float>(day);
  for (;;) {
    Line* line = &state.line;
    if (!state.returned.empty() &&
        (line->empty() ||
         state.returned.patients[state.returned.front].since < line->patients[line->front].since))
      line = &state.returned;
    if (line->empty()) return false;
    patient = line->patients[line->front];
    line->pop();
    if (patient.leaves > now) return true;
  }
}

void ListSimulator::after_care(std::size_t stage, std::size_t priority, int day) {
  const Stage& plan = scenario_.stages[stage];
  StageWork& work = stages_[stage];
  if (plan.return_visits > 0) {
    const double interval = std::max(1.0, plan.return_interval_days);
    double left = plan.return_visits;
    for (double at = day + interval; left > 0 && at <= last_day_; at += interval, left -= 1)
      work.returns_due[static_cast<std::size_t>(at)] += std::min(1.0, left);
  }
  if (plan.onward_share <= 0 || stage + 1 >= stages_.size()) return;
  const bool goes_on = work.onward.chance(plan.onward_share);
  const double decision = exponential(work.onward) * plan.onward_mean_days;
  if (!goes_on || day + decision > last_day_) return;
  const std::size_t classes = stages_[stage + 1].classes.size();
  const auto time = static_cast<float>(day + decision);
  stages_[stage + 1].coming[static_cast<std::size_t>(std::ceil(time))].push_back(
      {time, static_cast<std::uint32_t>(std::min(priority, classes - 1))});
}

void ListSimulator::treat(std::size_t stage, std::size_t priority, const Patient& patient,
                          int day) {
  StageWork& work = stages_[stage];
  leave_in_time(work, patient, -1);
  work.state.waiting -= 1;
  work.state.treated_by_class[priority] += 1;
  work.state.waited_days_by_class[priority] +=
      static_cast<double>(static_cast<float>(day) - patient.since);
  after_care(stage, priority, day);
}

bool ListSimulator::stays_away(std::size_t stage, std::size_t priority, const Patient& patient,
                               int day) {
  const Stage& plan = scenario_.stages[stage];
  StageWork& work = stages_[stage];
  if (plan.no_show_share <= 0 || !work.attendance.chance(plan.no_show_share)) return false;
  work.state.no_shows += 1;
  work.deferred.add(day + std::max(1.0, plan.rebook_days),
                    {static_cast<std::uint32_t>(priority), patient});
  return true;
}

bool ListSimulator::treat_booked(std::size_t stage, int day) {
  StageWork& work = stages_[stage];
  while (!work.booked.empty() && work.booked.next().time <= day) {
    const Later booked = work.booked.take().event;
    if (booked.patient.leaves <= static_cast<float>(day)) continue;
    if (!stays_away(stage, booked.priority, booked.patient, day))
      treat(stage, booked.priority, booked.patient, day);
    return true;
  }
  return false;
}

void ListSimulator::give_care(std::size_t stage, int day, double planned) {
  StageWork& work = stages_[stage];
  const double lost_share = scenario_.stages[stage].capacity.lost_share;
  work.returns_rest += work.returns_due[static_cast<std::size_t>(day)];
  const double due = std::floor(work.returns_rest + 1e-9);
  work.returns_rest -= due;
  work.returns_waiting += due;
  if (lost_share > 0 && work.closing.chance(lost_share)) planned = 0;
  if (planned <= 0) return;
  work.slot_rest += planned;
  const double given = std::floor(work.slot_rest + 1e-9);
  work.slot_rest -= given;
  work.state.slots += given;
  auto slots = static_cast<std::int64_t>(given);
  while (slots > 0 && treat_booked(stage, day)) --slots;
  const double returns = std::min(static_cast<double>(slots), work.returns_waiting);
  work.returns_waiting -= returns;
  work.state.return_visits += returns;
  slots -= static_cast<std::int64_t>(returns);
  Patient patient;
  for (std::size_t priority = 0; priority < work.classes.size() && slots > 0; ++priority) {
    while (slots > 0 && take_next(stage, priority, day, patient)) {
      --slots;
      if (!stays_away(stage, priority, patient, day)) treat(stage, priority, patient, day);
    }
  }
  work.state.slots_not_used += static_cast<double>(slots);
}

void ListSimulator::correct(std::size_t stage, int day) {
  const Corrections& plan = scenario_.corrections;
  if (plan.mean_share_per_week == 0 && plan.deviation_per_week == 0) return;
  StageWork& work = stages_[stage];
  const double share =
      plan.mean_share_per_week + plan.deviation_per_week * normal(work.corrections);
  auto count = static_cast<std::int64_t>(std::round(share * work.state.waiting));
  const auto now = static_cast<float>(day);
  std::vector<std::size_t> places;
  for (std::size_t p = 0; p < work.classes.size(); ++p) {
    if (!work.classes[p].line.empty()) places.push_back(p);
  }
  if (places.empty()) return;
  // A class by how long its line is, a patient by chance; one who has left is no correction.
  for (std::int64_t tries = 4 * std::abs(count); tries > 0 && count != 0; --tries) {
    std::size_t total = 0;
    for (const std::size_t p : places)
      total += work.classes[p].line.patients.size() - work.classes[p].line.front;
    auto at = static_cast<std::size_t>(work.corrections.below(static_cast<std::uint32_t>(total)));
    for (const std::size_t p : places) {
      Line& line = work.classes[p].line;
      const std::size_t length = line.patients.size() - line.front;
      if (at >= length) {
        at -= length;
        continue;
      }
      Patient& patient = line.patients[line.front + at];
      if (patient.leaves <= now) break;
      if (count > 0) {
        const Patient added = patient;  // has waited as long as one who is there
        line.patients.insert(line.patients.begin() + static_cast<std::ptrdiff_t>(line.front + at),
                             added);
        leave_in_time(work, added, 1);
      } else {
        leave_in_time(work, patient, -1);
        patient.leaves = now;
      }
      const int change = count > 0 ? 1 : -1;
      work.state.waiting += change;
      work.state.corrected += change;
      count -= change;
      break;
    }
  }
}

void ListSimulator::look(std::size_t place, int day, Future& future) {
  const auto now = static_cast<float>(day);
  for (std::size_t s = 0; s < stages_.size(); ++s) {
    StageWork& work = stages_[s];
    work.state.treated = 0;
    for (const double treated : work.state.treated_by_class) work.state.treated += treated;
    const auto for_each_waiting = [&](const auto& look_at) {
      for (const ClassState& priority : work.classes) {
        for (const Line* line : {&priority.line, &priority.returned}) {
          for (std::size_t i = line->front; i < line->patients.size(); ++i) {
            if (line->patients[i].leaves > now) look_at(line->patients[i]);
          }
        }
      }
      for (const auto* heap : {&work.deferred, &work.booked}) {
        for (const auto& entry : heap->all()) {
          if (entry.event.patient.leaves > now) look_at(entry.event.patient);
        }
      }
    };
    float oldest = now;
    for_each_waiting([&](const Patient& patient) { oldest = std::min(oldest, patient.since); });
    work.state.longest_days = static_cast<double>(now - oldest);
    for (std::size_t l = 0; l < scenario_.limits.size(); ++l) {
      const Limit& limit = scenario_.limits[l];
      if (static_cast<std::size_t>(limit.stage) != s) continue;
      LimitState& state = future.limits[place][l];
      state = {};
      const auto since = static_cast<float>(day - limit.days);
      std::size_t counted = 0;
      std::size_t within = 0;
      for_each_waiting([&](const Patient& patient) {
        const bool is_counted = (patient.deviations & limit.excluded) == 0;
        counted += is_counted ? 1 : 0;
        within += is_counted && patient.since >= since ? 1 : 0;
      });
      state.counted = static_cast<double>(counted);
      state.within = static_cast<double>(within);
    }
    future.stages[place][s] = work.state;
  }
}

void ListSimulator::run(std::uint64_t replication, const Slots& slots, Future& future) {
  prepare(replication);
  future.stages.resize(looked_at_.size());
  future.limits.resize(looked_at_.size());
  for (std::size_t i = 0; i < looked_at_.size(); ++i) {
    future.stages[i].resize(stages_.size());
    future.limits[i].resize(scenario_.limits.size());
  }
  std::size_t place = 0;
  for (int day = 1; day <= last_day_; ++day) {
    for (std::size_t s = 0; s < stages_.size(); ++s) {
      StageWork& work = stages_[s];
      for (std::size_t p = 0; p < work.classes.size(); ++p) let_in(s, p, day);
      let_in_from_before(s, day);
      while (!work.deferred.empty() && work.deferred.next().time <= day) {
        const Later back = work.deferred.take().event;
        work.classes[back.priority].returned.patients.push_back(back.patient);
      }
      const int left = work.leaving[static_cast<std::size_t>(day)];
      work.state.waiting -= left;
      work.state.removed += left;
      if (day % 7 == 0) correct(s, day);
      give_care(s, day, slots[s][static_cast<std::size_t>(day)]);
    }
    while (place < looked_at_.size() && looked_at_[place] == day) look(place++, day, future);
  }
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "outlook/waiting/needed_capacity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/holidays.hpp"

namespace redthread::outlook {
namespace {

constexpr double not_found = std::numeric_limits<double>::infinity();

/// Looks for the least size of a pattern of slots by which a future meets its limits.
class Search {
 public:
  Search(const ListScenario& scenario, std::vector<int> days, std::uint64_t seed, double most)
      : scenario_(scenario),
        days_(days.size()),
        most_(most),
        simulator_(scenario, std::move(days), seed) {}

  /// `unit` is added to `base` in multiples; 0 when the base is enough, infinity when nothing is.
  double least(std::uint64_t replication, const Slots& base, const Slots& unit, double guess) {
    if (met(replication, base, unit, 0)) return 0;
    double low = 0;
    double high = std::clamp(guess, 1.0, most_);
    while (!met(replication, base, unit, high)) {
      if (high >= most_) return not_found;
      low = high;
      high = std::min(most_, high * 2);
    }
    while (high - low > std::max(0.02, 0.002 * high)) {
      const double middle = (low + high) / 2;
      (met(replication, base, unit, middle) ? high : low) = middle;
    }
    return high;
  }

  bool met(std::uint64_t replication, const Slots& base, const Slots& unit, double size) {
    slots_ = base;
    for (std::size_t s = 0; s < slots_.size(); ++s) {
      for (std::size_t day = 0; day < unit[s].size(); ++day) slots_[s][day] += size * unit[s][day];
    }
    simulator_.run(replication, slots_, future_);
    for (std::size_t day = 0; day < days_; ++day) {
      if (!all_limits_met(scenario_, future_, day)) return false;
    }
    return true;
  }

 private:
  const ListScenario& scenario_;
  std::size_t days_;
  double most_;
  ListSimulator simulator_;
  Slots slots_;
  Future future_;
};

Slots only(const ListScenario& scenario, int stage, std::vector<double> slots) {
  Slots all(scenario.stages.size());
  all[static_cast<std::size_t>(stage)] = std::move(slots);
  return all;
}

/// In every future the least size, not sorted.
std::vector<double> least_by_future(const ListScenario& scenario, const std::vector<int>& days,
                                    const Slots& base, const Slots& unit, double most,
                                    const Run& run) {
  std::vector<double> least(static_cast<std::size_t>(run.replications));
  // One future tells the others where to begin; it is a guess only, the answers do not depend on it
  // beyond the bisection's own steps, so it is found before the threads part.
  const double guess = Search(scenario, days, run.seed, most).least(0, base, unit, 16);
  const double start = std::isfinite(guess) && guess > 0 ? guess : 16;
  for_each_replication(
      run.replications, run.threads, [&] { return Search(scenario, days, run.seed, most); },
      [&](int i, Search& search) {
        least[static_cast<std::size_t>(i)] =
            search.least(static_cast<std::uint64_t>(i), base, unit, start);
      });
  return least;
}

/// The size that is enough in a share `probability` of futures: the order statistic from above.
double enough_for(const std::vector<double>& ascending, double probability) {
  const auto count = static_cast<double>(ascending.size());
  const auto place = static_cast<std::size_t>(std::ceil(probability * count - 1e-9));
  return ascending[std::clamp<std::size_t>(place, 1, ascending.size()) - 1];
}

std::vector<double> before_or_after(const std::vector<double>& unit, int date, bool is_before) {
  std::vector<double> part = unit;
  for (std::size_t day = 0; day < part.size(); ++day) {
    if ((static_cast<int>(day) <= date) != is_before) part[day] = 0;
  }
  return part;
}

/// The least after the date, among futures that met the limits at the date with `size` before.
std::optional<double> to_stay(const ListScenario& scenario, const CapacityWay& way, int date,
                              double size, double probability, const std::vector<double>& least,
                              const NeededQuestion& question, const Run& run) {
  std::vector<int> later;
  for (const int day : month_ends(scenario.today, scenario.horizon_days)) {
    if (day > date) later.push_back(day);
  }
  if (later.empty()) return std::nullopt;
  CapacityWay after = way;
  after.first = scenario.today.plus_days(date + 1);
  after.last = scenario.today.plus_days(scenario.horizon_days);
  const Slots base = with_way(planned_slots(scenario), way, scenario.today, size);
  const Slots unit =
      only(scenario, way.stage, unit_slots(after, scenario.today, scenario.horizon_days));
  const auto after_date = least_by_future(scenario, later, base, unit, question.most_per_week, run);
  std::vector<double> of_those_who_met;
  for (std::size_t i = 0; i < least.size(); ++i) {
    if (least[i] <= size) of_those_who_met.push_back(after_date[i]);
  }
  if (of_those_who_met.empty()) return std::nullopt;
  std::sort(of_those_who_met.begin(), of_those_who_met.end());
  const double enough = enough_for(of_those_who_met, probability);
  if (!std::isfinite(enough)) return std::nullopt;
  return enough;
}

}  // namespace

std::vector<double> unit_slots(const CapacityWay& way, Date today, int days) {
  const double week = std::accumulate(way.weekdays.begin(), way.weekdays.end(), 0.0);
  std::vector<double> slots(static_cast<std::size_t>(days) + 1);
  for (int d = 1; d <= days && week > 0; ++d) {
    const Date day = today.plus_days(d);
    if (day < way.first || day > way.last || day_kind(day) == DayKind::holiday) continue;
    slots[static_cast<std::size_t>(d)] =
        way.weekdays[static_cast<std::size_t>(day.weekday() - 1)] / week;
  }
  return slots;
}

Slots with_way(Slots slots, const CapacityWay& way, Date today, double slots_per_week) {
  auto& stage = slots[static_cast<std::size_t>(way.stage)];
  const auto unit = unit_slots(way, today, static_cast<int>(stage.size()) - 1);
  for (std::size_t day = 0; day < stage.size(); ++day) stage[day] += slots_per_week * unit[day];
  return slots;
}

Answer<std::vector<NeededForWay>> needed_capacity(const ListScenario& scenario,
                                                  const std::vector<CapacityWay>& ways,
                                                  const NeededQuestion& question, const Run& run) {
  using Needed = Answer<std::vector<NeededForWay>>;
  Needed answer{std::vector<NeededForWay>{}, check(scenario)};
  if (is_fatal(answer.reservations)) return Needed::none(std::move(answer.reservations));
  const int date = question.date.days() - scenario.today.days();
  if (date < 1 || date > scenario.horizon_days)
    return Needed::none(Reason::date_before_limit, date, scenario.horizon_days);
  if (scenario.limits.empty()) return Needed::none(Reason::nothing_known);
  for (const double probability : question.probabilities) {
    if (!(probability > 0 && probability < 1))
      return Needed::none(Reason::share_out_of_range, probability, 1);
  }
  const auto stages = static_cast<int>(scenario.stages.size());
  const bool has_stages = std::all_of(ways.begin(), ways.end(), [&](const CapacityWay& way) {
    return way.stage >= 0 && way.stage < stages;
  });
  if (!has_stages) return Needed::none(Reason::nothing_known, stages);
  const Slots base = planned_slots(scenario);
  for (const CapacityWay& way : ways) {
    const auto unit =
        before_or_after(unit_slots(way, scenario.today, scenario.horizon_days), date, true);
    const auto least = least_by_future(scenario, {date}, base, only(scenario, way.stage, unit),
                                       question.most_per_week, run);
    NeededForWay found{way.name, {}, least};
    std::sort(found.by_future.begin(), found.by_future.end());
    const double weeks = std::accumulate(unit.begin(), unit.end(), 0.0);
    for (const double probability : question.probabilities) {
      NeededCapacity needed{probability, enough_for(found.by_future, probability)};
      if (!std::isfinite(needed.slots_per_week)) {
        answer.reservations.push_back({Reason::beyond_reach, question.most_per_week, probability});
        continue;
      }
      needed.slots_in_all = needed.slots_per_week * weeks;
      needed.cost = needed.slots_in_all * way.cost_per_slot +
                    (needed.slots_per_week > 0 ? way.cost_to_start : 0);
      needed.within_the_hours = !way.most_per_week || needed.slots_per_week <= *way.most_per_week;
      CapacityWay until = way;
      until.last = std::min(way.last, question.date);
      needed.to_stay_per_week =
          to_stay(scenario, until, date, needed.slots_per_week, probability, least, question, run);
      found.by_probability.push_back(needed);
    }
    answer.value->push_back(std::move(found));
  }
  return answer;
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "outlook/beds/wards.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "outlook/queues/event_heap.hpp"

namespace redthread::outlook {
namespace {

enum Purpose : std::uint64_t { admissions = 200, stays, ready, inpatients };

/// What a census finds in a ward.
struct Found {
  int occupied = 0;
  int outlying = 0;  ///< of the ward's own patients, elsewhere
  int ready = 0;
};

struct Bed {
  std::uint32_t ward;
  std::uint32_t home;
  double ready_from;
};

int beds_on(const Ward& ward, int day) {
  const auto last = static_cast<int>(ward.beds_by_day.size()) - 1;
  return ward.beds_by_day[static_cast<std::size_t>(std::min(day, last))];
}

/// One future of all wards, event by event within the hour.
class Simulation {
 public:
  explicit Simulation(const WardScenario& scenario) : scenario_(scenario) {}

  /// `found` is [day 1...][ward].
  void run(std::uint64_t seed, std::uint64_t replication, std::vector<std::vector<Found>>& found) {
    occupied_.assign(scenario_.wards.size(), 0);
    leaving_.clear();
    std::vector<Stream> coming;
    std::vector<Stream> staying;
    std::vector<Stream> waiting;
    for (std::size_t g = 0; g < scenario_.groups.size(); ++g) {
      coming.emplace_back(seed, admissions, replication, g);
      staying.emplace_back(seed, stays, replication, g);
      waiting.emplace_back(seed, ready, replication, g);
    }
    put_in_todays(seed, replication);
    found.assign(static_cast<std::size_t>(scenario_.days), {});
    const int first = (scenario_.today.weekday() - 1) * 24;
    const int last = scenario_.days * 24 + scenario_.census_hour;
    for (int hour = 0; hour <= last; ++hour) {
      discharge_until(hour);
      if (hour % 24 == scenario_.census_hour && hour >= 24)
        found[static_cast<std::size_t>(hour / 24 - 1)] = census(hour);
      day_ = hour / 24;
      for (std::size_t g = 0; g < scenario_.groups.size(); ++g) {
        const PatientGroup& group = scenario_.groups[g];
        const double rate =
            group.admissions.per_hour[static_cast<std::size_t>((first + hour) % 168)];
        for (auto count = poisson(coming[g], rate); count > 0; --count) {
          const double at = hour + coming[g].uniform();
          const double ready_at = at + group.stays.draw(staying[g]);
          admit(static_cast<std::size_t>(group.ward), ready_at,
                ready_at + extra_hours(group, waiting[g]));
        }
      }
    }
  }

 private:
  static double extra_hours(const PatientGroup& group, Stream& stream) {
    const bool waits = stream.chance(group.ready_share);
    const double hours = exponential(stream) * group.ready_mean_days * 24;
    return waits ? hours : 0;
  }

  void put_in_todays(std::uint64_t seed, std::uint64_t replication) {
    Stream stream(seed, inpatients, replication);
    for (const Inpatient& patient : scenario_.inpatients) {
      const PatientGroup& group = scenario_.groups[static_cast<std::size_t>(patient.group)];
      const double rest = group.stays.draw_rest(stream, patient.elapsed_hours);
      const double wait = exponential(stream) * group.ready_mean_days * 24;
      const bool waits = stream.chance(group.ready_share);
      const double ready_at = patient.is_ready ? 0 : rest;
      const double leaves = patient.is_ready || waits ? ready_at + wait : ready_at;
      const auto ward = static_cast<std::uint32_t>(patient.ward);
      ++occupied_[ward];
      leaving_.add(leaves, {ward, static_cast<std::uint32_t>(group.ward), ready_at});
    }
  }

  void admit(std::size_t home, double ready_at, double leaves) {
    const auto has_bed = [&](std::size_t ward) {
      return occupied_[ward] < beds_on(scenario_.wards[ward], day_);
    };
    std::size_t place = home;
    if (!has_bed(home)) {
      for (const int other : scenario_.wards[home].overflow) {
        if (!has_bed(static_cast<std::size_t>(other))) continue;
        place = static_cast<std::size_t>(other);
        break;
      }
    }
    ++occupied_[place];
    leaving_.add(leaves,
                 {static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(home), ready_at});
  }

  void discharge_until(double hour) {
    while (!leaving_.empty() && leaving_.next().time <= hour)
      --occupied_[leaving_.take().event.ward];
  }

  std::vector<Found> census(double hour) const {
    std::vector<Found> found(scenario_.wards.size());
    for (const auto& entry : leaving_.all()) {
      const Bed& bed = entry.event;
      ++found[bed.ward].occupied;
      found[bed.home].outlying += bed.ward != bed.home ? 1 : 0;
      found[bed.ward].ready += bed.ready_from <= hour ? 1 : 0;
    }
    return found;
  }

  const WardScenario& scenario_;
  std::vector<int> occupied_;
  EventHeap<Bed> leaving_;
  int day_ = 0;
};

class Check {
 public:
  void count(double number) {
    if (!std::isfinite(number)) tell(Reason::not_a_number, number, 0);
    if (number < 0) tell(Reason::negative_count, number, 0);
  }
  void place(int index, std::size_t of) {
    if (index < 0 || index >= static_cast<int>(of)) tell(Reason::nothing_known, index, 0);
  }
  void tell(Reason reason, double seen, double limit, bool fatal = true) {
    found.push_back({reason, seen, limit, fatal});
  }
  std::vector<Reservation> found;
};

}  // namespace

std::vector<Reservation> check(const WardScenario& scenario) {
  Check check;
  if (scenario.wards.empty() || scenario.groups.empty() || scenario.days < 1)
    check.tell(Reason::nothing_known, 0, 0);
  check.place(scenario.census_hour, 24);
  bool has_all_beds = true;
  for (const Ward& ward : scenario.wards) {
    if (ward.beds_by_day.empty()) check.tell(Reason::nothing_known, 0, 0);
    for (const int beds : ward.beds_by_day) {
      check.count(beds);
      has_all_beds = has_all_beds && beds > 0;
    }
    for (const int other : ward.overflow) check.place(other, scenario.wards.size());
  }
  for (const PatientGroup& group : scenario.groups) {
    check.place(group.ward, scenario.wards.size());
    for (const double rate : group.admissions.per_hour) check.count(rate);
    check.count(group.ready_mean_days);
    if (!(group.ready_share >= 0 && group.ready_share <= 1))
      check.tell(Reason::share_out_of_range, group.ready_share, 1);
    if (group.stays.mean_days() > 365)
      check.tell(Reason::stays_of_years, group.stays.mean_days(), 365);
  }
  for (const Inpatient& patient : scenario.inpatients) {
    check.place(patient.ward, scenario.wards.size());
    check.place(patient.group, scenario.groups.size());
    check.count(patient.elapsed_hours);
  }
  if (!has_all_beds) check.tell(Reason::no_capacity, 0, 0, false);
  return check.found;
}

Answer<WardOutlook> look_ahead(const WardScenario& scenario, const Run& run) {
  auto reservations = check(scenario);
  if (is_fatal(reservations)) return Answer<WardOutlook>::none(std::move(reservations));
  std::vector<std::vector<std::vector<Found>>> futures(static_cast<std::size_t>(run.replications));
  for_each_replication(
      run.replications, run.threads, [&] { return Simulation(scenario); },
      [&](int i, Simulation& simulation) {
        const auto at = static_cast<std::size_t>(i);
        simulation.run(run.seed, at, futures[at]);
      });
  WardOutlook outlook;
  outlook.over_by_future.assign(futures.size(), 0);
  const auto count = static_cast<double>(futures.size());
  double bed_days = 0;
  double outlying = 0;
  for (int d = 1; d <= scenario.days; ++d) {
    std::vector<WardDay> wards;
    for (std::size_t w = 0; w < scenario.wards.size(); ++w) {
      const int beds = beds_on(scenario.wards[w], d);
      WardDay day;
      std::vector<double> occupied;
      double over = 0;
      double own_outlying = 0;
      for (std::size_t i = 0; i < futures.size(); ++i) {
        const Found& found = futures[i][static_cast<std::size_t>(d - 1)][w];
        occupied.push_back(found.occupied);
        const int beyond = std::max(0, found.occupied - beds);
        day.probability_over += beyond > 0 ? 1 / count : 0;
        over += beyond / count;
        own_outlying += found.outlying / count;
        day.ready += found.ready / count;
        outlook.over_by_future[i] += beyond;
      }
      day.occupied = spread_of(std::move(occupied));
      if (beds > 0) {
        day.over_per_100 = 100 * over / beds;
        day.outlying_per_100 = 100 * own_outlying / beds;
      }
      outlook.over_per_100 += over;
      outlying += own_outlying;
      bed_days += beds;
      wards.push_back(day);
    }
    outlook.days.push_back(std::move(wards));
  }
  if (bed_days > 0) {
    outlook.over_per_100 *= 100 / bed_days;
    outlook.outlying_per_100 = 100 * outlying / bed_days;
    for (double& over : outlook.over_by_future) over *= 100 / bed_days;
  }
  return {std::move(outlook), std::move(reservations)};
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "outlook/numbers/random.hpp"
#include "outlook/queues/event_heap.hpp"
#include "outlook/waiting/scenario.hpp"

namespace redthread::outlook {

/// A stage on one of the days that are looked at. Flows are sums from today on:
/// waiting = list today + referred - treated - removed + corrected, always.
struct StageState {
  double waiting = 0;
  double longest_days = 0;  ///< the longest wait of those on the list; 0 when nobody waits
  double referred = 0;      ///< from outside and from the stage before
  double treated = 0;
  double removed = 0;
  double corrected = 0;       ///< below 0: taken off the list
  double slots = 0;           ///< that there were
  double slots_not_used = 0;  ///< nobody was there to be offered them
  double return_visits = 0;
  double no_shows = 0;
  std::vector<double> treated_by_class;
  std::vector<double> waited_days_by_class;  ///< of the treated, in all
};

/// A limit on one of the days.
struct LimitState {
  double counted = 0;  ///< wait, and are counted by the limit's profile
  double within = 0;   ///< of those, not longer than the limit
  double share() const { return counted > 0 ? within / counted : 1; }
};

/// One future, on the days that are looked at.
struct Future {
  std::vector<std::vector<StageState>> stages;  ///< [day looked at][stage]
  std::vector<std::vector<LimitState>> limits;  ///< [day looked at][limit]
};

/// Slots by stage and day; index 0 of the days is today and unused.
using Slots = std::vector<std::vector<double>>;

/// The expected slots of a scenario's plans.
Slots planned_slots(const ListScenario& scenario);

/// Simulates one future after the other, day by day: what comes in goes to the end of its class, a
/// clinic takes first the patients who are booked for the day, then return visits, then by class
/// and in order of waiting. Patients carry the day on which they leave on their own and are looked
/// at only when their turn comes, so that the cost is per patient, not per event and length of
/// list: about 20 ns a patient.
///
/// The same replication meets the same referrals, the same patience and the same lost clinics
/// whatever the capacity (common random numbers). Keeps its memory between futures; one for each
/// thread.
class ListSimulator {
 public:
  /// `scenario` must have passed `check` without a fatal reservation, and outlive the simulator.
  ListSimulator(const ListScenario& scenario, std::vector<int> days_looked_at, std::uint64_t seed);

  /// The future of `replication` with these slots, until the last day looked at.
  void run(std::uint64_t replication, const Slots& slots, Future& future);

 private:
  struct Patient {
    float since = 0;   ///< day of referral; below 0 before today
    float leaves = 0;  ///< day on which the patient leaves the list without care
    std::uint8_t deviations = 0;
  };
  /// In order of arrival, with the front cut off now and then.
  struct Line {
    std::vector<Patient> patients;
    std::size_t front = 0;
    bool empty() const { return front == patients.size(); }
    void clear() { patients.clear(), front = 0; }
    void pop();
  };
  struct ClassState {
    Line line;         ///< can be offered a time
    Line returned;     ///< came back after a deferral or a no-show
    double clock = 0;  ///< in expected referrals, of the next one
    double removal_rate = 0;
    Stream arrivals{0, 0};
    Stream patience{0, 0};
    Stream deferrals{0, 0};
  };
  struct Later {
    std::uint32_t priority = 0;
    Patient patient;
  };
  struct Coming {
    float time = 0;
    std::uint32_t priority = 0;
  };
  struct StageWork {
    std::vector<ClassState> classes;
    EventHeap<Later> deferred;  ///< wait, but cannot be offered a time before that day
    EventHeap<Later> booked;    ///< have a time on that day
    std::vector<std::vector<Coming>> coming;  ///< on their way from the stage before, by day
    std::vector<double> returns_due;          ///< return visits by day
    std::vector<int> leaving;  ///< patients by the day on which they leave on their own
    double slot_rest = 0;      ///< the part of a slot that is left over
    double returns_rest = 0;
    double returns_waiting = 0;
    Stream attendance{0, 0};
    Stream onward{0, 0};
    Stream closing{0, 0};
    Stream corrections{0, 0};
    StageState state;
  };

  void prepare(std::uint64_t replication);
  void prepare_list();
  void let_in_from_before(std::size_t stage, int day);
  void let_in(std::size_t stage, std::size_t priority, int day);
  void admit(std::size_t stage, std::size_t priority, double since);
  void give_care(std::size_t stage, int day, double planned);
  /// Whether somebody was booked for a slot of the day (and took it, or did not come).
  bool treat_booked(std::size_t stage, int day);
  void treat(std::size_t stage, std::size_t priority, const Patient& patient, int day);
  void after_care(std::size_t stage, std::size_t priority, int day);
  bool take_next(std::size_t stage, std::size_t priority, int day, Patient& patient);
  bool stays_away(std::size_t stage, std::size_t priority, const Patient& patient, int day);
  void correct(std::size_t stage, int day);
  void leave_in_time(StageWork& work, const Patient& patient, int change);
  void look(std::size_t place, int day, Future& future);

  const ListScenario& scenario_;
  std::vector<int> looked_at_;
  std::uint64_t seed_;
  std::uint64_t replication_ = 0;
  int last_day_;
  std::vector<double> expected_;  ///< share of a mean day's referrals until the end of each day
  std::vector<StageWork> stages_;
  Stream weeks_{0, 0};
  std::vector<double> season_;
};

}  // namespace redthread::outlook

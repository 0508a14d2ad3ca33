// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "outlook/cannot_say.hpp"
#include "outlook/waiting/capacity.hpp"

namespace redthread::outlook {

/// A waiting list from today on. Days are counted from today: day 1 is tomorrow; what comes in on
/// day d comes between d - 1 and d, and care is given at its end. In Swedish care there are usually
/// two stages, first visit and treatment, each with its own limit.

/// Why a patient waits beyond what care asks for (deviation codes); a set, by bits.
enum Deviation : std::uint8_t {
  no_deviation = 0,
  patient_chosen = 1,    ///< PvV
  medically_caused = 2,  ///< MoV
  social_reasons = 4,    ///< SoV
};

/// A patient on today's list.
struct WaitingPatient {
  double waited_days = 0;
  int stage = 0;
  int priority = 0;  ///< index into the stage's classes
  std::uint8_t deviations = no_deviation;
  std::optional<int> booked_day = std::nullopt;  ///< has a time on that day (1 = tomorrow)
};

/// Patients of one priority at one stage.
struct PriorityClass {
  double referrals_per_day = 0;  ///< from outside; those from the stage before come besides
  double removals_per_patient_day =
      0;  ///< leave the list without care, per waiting patient and day
};

/// Patients who may not be offered a time at once, with the code that they get.
struct Deferral {
  Deviation deviation = patient_chosen;
  double share = 0;      ///< of those who come to the stage
  double mean_days = 0;  ///< until they can be offered a time; exponential
};

/// One stage of care with its own list, capacity and limit.
struct Stage {
  std::string name;
  std::vector<PriorityClass> classes;  ///< most urgent first; within a class in order of waiting
  std::vector<Deferral> deferrals = {};
  CapacityPlan capacity = {};
  double no_show_share = 0;  ///< the time is lost, the patient keeps the place in the list
  double rebook_days = 14;   ///< until one who did not come can be offered a new time
  /// Go on to the next stage (the last one: none), after a decision that takes `onward_mean_days`.
  double onward_share = 0;
  double onward_mean_days = 0;
  /// Priority at the next stage, as far as it has so many classes: the same.
  double return_visits = 0;  ///< per treated patient, on average; each takes a slot before new ones
  double return_interval_days = 90;  ///< between them; at least a day
  double return_visits_booked_per_day =
      0;  ///< of patients from before today; falls to 0 over one interval
};

/// What the list does that neither care nor removals explain: registrations, moves, recounts. A
/// share of the list a week; above 0 adds patients. Drawn every week, normal.
struct Corrections {
  double mean_share_per_week = 0;
  double deviation_per_week = 0;
};

/// A limit to be within, by one counting profile.
struct Limit {
  int stage = 0;
  double days = 90;
  double share = 1;                      ///< of those who are counted
  std::uint8_t excluded = no_deviation;  ///< patients with any of these codes are not counted
};

/// The whole of it.
struct ListScenario {
  Date today;
  int horizon_days = 365;
  std::vector<Stage> stages;
  std::vector<WaitingPatient> list = {};
  std::vector<Limit> limits = {};
  Corrections corrections = {};
  /// How well the rates themselves are known: coefficient of variation, drawn once a future.
  double referral_cv = 0;
  double removal_cv = 0;
  /// Variation of the referrals from week to week beyond chance (0 = Poisson), drawn every week.
  double referral_week_cv = 0;
  /// Referrals by calendar month relative to the average, January first; empty = even.
  std::vector<double> referral_months = {};
  /// How many live here; a list larger than that is an error somewhere.
  std::optional<double> population = std::nullopt;
};

/// What must not be computed, or only with a reservation: negative numbers, shares beyond 1, no
/// capacity, a list larger than the population, inflow above outflow for ever.
std::vector<Reservation> check(const ListScenario& scenario);

/// Referrals a day to every stage in the long run, those from the stage before included, when all
/// are treated in the end.
std::vector<double> inflow_by_stage(const ListScenario& scenario);

/// Slots a day over the last year (or all) of the horizon that are left for waiting patients, after
/// no-shows and return visits.
std::vector<double> net_capacity_by_stage(const ListScenario& scenario);

}  // namespace redthread::outlook

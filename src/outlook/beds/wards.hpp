// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "outlook/beds/occupancy.hpp"
#include "outlook/numbers/replications.hpp"
#include "outlook/numbers/sample.hpp"

namespace redthread::outlook {

/// A ward with its staffed beds.
struct Ward {
  std::string name;
  std::vector<int> beds_by_day;  ///< of day 0 (today), 1, ...; the last one goes on
  std::vector<int> overflow =
      {};  ///< wards to ask when this one is full, in order; otherwise it is overcrowded
};

/// Patients of one kind.
struct PatientGroup {
  std::string name;
  int ward = 0;  ///< where they belong
  AdmissionPattern admissions;
  StayDistribution stays = StayDistribution::exponential(1);  ///< until ready for discharge
  double ready_share = 0;      ///< stay on after that, waiting for the municipality
  double ready_mean_days = 0;  ///< for so long; exponential
};

/// Wards from today at 00 on. A free bed in the own ward is used first, then one in the order of
/// the ward's overflow (an outlying patient), otherwise the own ward is overcrowded. Nobody is
/// moved later.
struct WardScenario {
  Date today;
  int days = 28;
  int census_hour = 6;  ///< when overcrowding is counted
  std::vector<Ward> wards;
  std::vector<PatientGroup> groups;
  std::vector<Inpatient> inpatients = {};  ///< today's
};

/// A ward on one day, over all futures.
struct WardDay {
  Spread occupied;
  double probability_over = 0;
  double over_per_100 = 0;  ///< patients beyond the staffed beds, per 100 of them
  double outlying_per_100 =
      0;             ///< of this ward's patients, in other wards; per 100 staffed beds of this ward
  double ready = 0;  ///< ready for discharge, on average
};

/// All of it, and each future's mean overcrowding, for comparing scenarios future by future.
struct WardOutlook {
  std::vector<std::vector<WardDay>> days;  ///< [day 1, 2, ...][ward]
  double over_per_100 = 0;                 ///< all wards and days
  double outlying_per_100 = 0;
  std::vector<double> over_by_future;
};

/// none: nothing_known, negative_count, share_out_of_range, stays_of_years (a mean stay beyond a
/// year). Reservations: no_capacity (a ward without beds on some day: per 100 beds is not counted
/// there).
std::vector<Reservation> check(const WardScenario& scenario);
Answer<WardOutlook> look_ahead(const WardScenario& scenario, const Run& run);

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outlook/waiting/scenario.hpp"

namespace redthread::outlook {

/// A plan with `slots` every seventh day from today, whatever the calendar says.
inline CapacityPlan every_seventh_day(Date today, double slots) {
  CapacityPlan plan;
  plan.slots_by_weekday[static_cast<std::size_t>(today.weekday() - 1)] = slots;
  plan.holiday_factor = 1;
  plan.short_day_factor = 1;
  return plan;
}

/// The task "WL-5y" that other simulators are measured with: urgent 10 and routine 40 a day, every
/// seventh day 330 are treated, everyone leaves after 1 000 days on average, empty at the start.
inline ListScenario wl5y(int days = 1820) {
  ListScenario scenario;
  scenario.today = *Date::from_ymd(2024, 1, 1);
  scenario.horizon_days = days;
  Stage stage;
  stage.name = "list";
  stage.classes = {{10, 0.001}, {40, 0.001}};
  stage.capacity = every_seventh_day(scenario.today, 330);
  scenario.stages = {stage};
  return scenario;
}

/// 6 000 wait, with waits of 0 to 180 days; 50 a day come; `capacity` a day; limit 90 days. Nobody
/// leaves.
inline ListScenario guarantee_oracle(double capacity, int days = 365) {
  ListScenario scenario;
  scenario.today = *Date::from_ymd(2024, 1, 1);
  scenario.horizon_days = days;
  Stage stage;
  stage.classes = {{50, 0}};
  stage.capacity.slots_by_weekday.fill(capacity);
  stage.capacity.holiday_factor = 1;
  stage.capacity.short_day_factor = 1;
  scenario.stages = {stage};
  scenario.limits = {{0, 90, 1}};
  for (int i = 0; i < 6000; ++i) scenario.list.push_back({i * 180.0 / 6000, 0, 0});
  return scenario;
}

/// Everything at once: two stages, deviation codes, no-shows, return visits, lost clinics,
/// corrections, seasons.
inline ListScenario two_stages(int days = 1820) {
  ListScenario scenario = wl5y(days);
  Stage& visit = scenario.stages[0];
  visit.name = "first visit";
  visit.capacity = even_week(640);
  visit.capacity.lost_share = 0.02;
  visit.deferrals = {{patient_chosen, 0.08, 40}, {medically_caused, 0.02, 30}};
  visit.no_show_share = 0.04;
  visit.return_visits = 0.5;
  visit.return_visits_booked_per_day = 20;
  visit.onward_share = 0.4;
  visit.onward_mean_days = 20;
  Stage treatment;
  treatment.name = "treatment";
  treatment.classes = {{0, 0.0005}, {0, 0.0005}};
  treatment.capacity = even_week(150);
  treatment.deferrals = {{patient_chosen, 0.1, 60}};
  scenario.stages.push_back(treatment);
  scenario.corrections = {-0.002, 0.004};
  scenario.referral_cv = 0.03;
  scenario.removal_cv = 0.3;
  scenario.referral_week_cv = 0.05;
  scenario.referral_months = {1.05, 1, 1.05, 1, 1.05, 1, 0.6, 0.9, 1.1, 1.1, 1.1, 0.85};
  scenario.limits = {{0, 90, 1, patient_chosen | medically_caused}, {1, 90, 1, patient_chosen}};
  for (int i = 0; i < 1500; ++i) scenario.list.push_back({i * 0.08, i % 3 == 0 ? 1 : 0, 1});
  return scenario;
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "generate/economy_plan.hpp"

#include <string>

#include "generate/facts.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

constexpr std::size_t management = 5;  // LEDN, which carries what the others do not
static_assert(economy_areas[management] == "LEDN");

struct GroupPlan {
  std::string_view published;
  std::array<std::int64_t, area_count> by_area;  ///< per mille; not published
};
constexpr std::array<GroupPlan, group_count> groups = {{
    {"income.patient_fees", {320, 330, 60, 0, 0, 0, 290}},
    {"income.care_compensation", {400, 450, 50, 0, 0, 0, 100}},
    {"income.regional_grant", {}},  // what gives each area its result
    {"income.services_sold", {60, 140, 600, 50, 20, 80, 50}},
    {"income.other", {150, 250, 200, 100, 50, 150, 100}},
    {"cost.personnel", {360, 370, 90, 25, 15, 100, 40}},
    {"cost.hired", {330, 620, 50, 0, 0, 0, 0}},
    {"cost.overtime", {420, 520, 40, 0, 0, 20, 0}},
    {"cost.purchased_care", {40, 60, 0, 10, 0, 300, 590}},
    {"cost.pharmaceuticals", {230, 420, 10, 100, 0, 0, 240}},
    {"cost.assistive_devices", {20, 180, 780, 0, 0, 0, 20}},
    {"cost.materials_services", {250, 220, 210, 30, 10, 80, 200}},
    {"cost.premises", {230, 290, 110, 20, 20, 150, 180}},
    {"cost.other", {90, 120, 60, 50, 50, 350, 280}},
}};

// source: delårsrapport 1 2024, result areas, in tenths of mnkr: T1, forecast, (T1 2023 is not
// published: the closing's share), closing 2023.
constexpr std::array<Published, area_count> results = {{
    {"result.AKUT", -430, -364, -616, -1592},
    {"result.NARA", -618, -880, -320, -828},
    {"result.DIAG", -18, 240, 109, 281},
    {"result.STAB", 16, -30, -17, -43},
    {"result.PLAN", 7, 18, 23, 60},
    {"result.LEDN"},
    {"result.VARD", -104, -47, -87, -224},
}};

/// Wages are paid every month, but summer's supplements and the autumn's prices show.
constexpr Rhythm rhythm = Rhythm::even;

}  // namespace

std::array<AreaAmounts, 12> area_amounts(const World& world, int year, World::Plan plan) {
  std::array<AreaAmounts, 12> months{};
  Random random = world.random("areas", year * 2 + (plan == World::Plan::budget ? 1 : 0));
  std::array<std::array<std::int64_t, 12>, group_count> totals;
  for (std::size_t g = 0; g < group_count; ++g) {
    totals[g] =
        world.months_of(published(groups[g].published), year, rhythm, ore_per_tenth_mnkr, plan);
  }
  for (std::size_t m = 0; m < 12; ++m) {
    // Published personnel costs include hired staff and overtime.
    totals[personnel][m] -= totals[hired_staff][m] + totals[overtime][m];
  }
  std::array<std::array<std::int64_t, 12>, area_count> result_of{};
  for (std::size_t a = 0; a < area_count && plan == World::Plan::outcome; ++a) {
    if (a != management) {
      result_of[a] = world.months_of(results[a], year, rhythm, ore_per_tenth_mnkr);
    }
  }
  for (std::size_t m = 0; m < 12; ++m) {
    std::array<std::int64_t, area_count> others{};
    for (std::size_t g = 0; g < group_count; ++g) {
      if (g == regional_grant) continue;
      const auto& shares = groups[g].by_area;
      const auto parts = split(totals[g][m], {shares.begin(), shares.end()}, random);
      for (std::size_t a = 0; a < area_count; ++a) {
        months[m][g][a] = parts[a];
        others[a] += parts[a];
      }
    }
    std::int64_t left = totals[regional_grant][m];
    for (std::size_t a = 0; a < area_count; ++a) {
      if (a == management) continue;
      months[m][regional_grant][a] = result_of[a][m] - others[a];
      left -= months[m][regional_grant][a];
    }
    months[m][regional_grant][management] = left;
  }
  return months;
}

const std::vector<Account>& result_accounts() {
  static const std::vector<Account> accounts = {
      {"3010", patient_fees, 800},       {"3020", patient_fees, 200},
      {"3110", care_compensation, 1000}, {"3210", regional_grant, 1000},
      {"3310", services_sold, 700},      {"3350", services_sold, 300},
      {"3510", other_income, 600},       {"3910", other_income, 400},
      {"4010", personnel, 680},          {"4510", personnel, 240},
      {"4610", personnel, 80},           {"4030", overtime, 1000},
      {"4890", hired_staff, 1000},       {"5110", purchased_care, 800},
      {"5150", purchased_care, 200},     {"5210", pharmaceuticals, 600},
      {"5220", pharmaceuticals, 400},    {"5310", assistive_devices, 700},
      {"5330", assistive_devices, 300},  {"5410", materials_services, 400},
      {"5510", materials_services, 350}, {"5610", materials_services, 250},
      {"6010", premises, 1000},          {"6110", other_costs, 300},
      {"6510", other_costs, 30},         {"6610", other_costs, 40},
      {"6710", other_costs, 80},         {"6990", other_costs, 450},
      {"7810", other_costs, 100},
  };
  return accounts;
}

std::string accounts_csv(int first_year) {
  const std::string moved = std::to_string(first_year);
  const std::string after = std::to_string(first_year + 1);
  return "account,value,valid_from,valid_to\n"
         "1000..2999,balance,,\n"
         "3000..3099,patient_fees,,\n"
         "3100..3199,care_compensation,,\n"
         "3200..3299,regional_grant,,\n"
         "3300..3499,services_sold,,\n"
         "3500..3999,other_income,,\n"
         "4000..4029,personnel,,\n"
         "4030..4039,overtime,,\n"
         "4040..4799,personnel,,\n"
         "4800..4899,hired_staff,,\n"
         "4900..4999,personnel,,\n"
         "5100..5199,purchased_care,,\n"
         "5200..5299,pharmaceuticals,,\n"
         "5300..5329,assistive_devices,,\n"
         "5330,materials_services,," +
         moved + "-12-31\n5330,assistive_devices," + after +
         "-01-01,\n"
         "5331..5399,assistive_devices,,\n"
         "5400..5999,materials_services,,\n"
         "6000..6099,premises,,\n"
         "6100..7999,other_costs,,\n";
}

std::string balance_lines_csv() {
  return "account,value\n"
         "1000..1499,fixed_assets\n"
         "1500..1899,receivables\n"
         "1900..1999,cash\n"
         "2000..2089,equity\n"
         "2090,result\n"
         "2200..2299,provisions\n"
         "2300..2399,internal_liabilities\n"
         "2400..2999,short_liabilities\n";
}

}  // namespace redthread::generate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "generate/world.hpp"

namespace redthread::generate {

/// The lines of the result statement (`account_group`) and the areas, in the order of tables.
enum Group : std::size_t {
  patient_fees,
  care_compensation,
  regional_grant,
  services_sold,
  other_income,
  personnel,  ///< but for the next two
  hired_staff,
  overtime,
  purchased_care,
  pharmaceuticals,
  assistive_devices,
  materials_services,
  premises,
  other_costs,
  group_count,
};
inline constexpr std::array<std::string_view, group_count> group_names = {
    "patient_fees",   "care_compensation", "regional_grant",    "services_sold",
    "other_income",   "personnel",         "hired_staff",       "overtime",
    "purchased_care", "pharmaceuticals",   "assistive_devices", "materials_services",
    "premises",       "other_costs"};

inline constexpr std::array<std::string_view, 7> economy_areas = {"AKUT", "NARA", "DIAG", "STAB",
                                                                  "PLAN", "LEDN", "VARD"};
inline constexpr std::size_t area_count = economy_areas.size();

/// Öre by group and area; income positive, cost negative.
using AreaAmounts = std::array<std::array<std::int64_t, area_count>, group_count>;

/// A year's amounts by month, such that each group's total and each area's result is as published.
std::array<AreaAmounts, 12> area_amounts(const World& world, int year, World::Plan plan);

/// Accounts of a group with their shares; negative group numbers are balance accounts.
struct Account {
  std::string_view number;
  Group group;
  int share;  ///< per mille of the group
};
const std::vector<Account>& result_accounts();

/// catalog/maps/accounts.csv: accounts to lines of the result statement; one account is moved from
/// one line to another at the turn of the second year.
std::string accounts_csv(int first_year);
/// catalog/maps/balance_lines.csv: accounts to lines of the balance sheet.
std::string balance_lines_csv();

}  // namespace redthread::generate

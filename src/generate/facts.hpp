// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "generate/world.hpp"

namespace redthread::generate {

/// One function a group of facts: each writes its deliveries month by month and counts what it
/// wrote in `world.tally`. They share nothing but the world and may be called in any order.

void write_contacts(World& world);     // contact
void write_episodes(World& world);     // episode
void write_operations(World& world);   // operation
void write_census(World& world);       // census
void write_waiting(World& world);      // waiting, completed
void write_phone(World& world);        // phone
void write_personnel(World& world);    // time, employment, hired, survey, adjustment
void write_economy(World& world);      // ledger, balance, investment
void write_plan_values(World& world);  // plan_values

/// Areas that deliver contacts each for itself (`owed_by` of the fact).
inline constexpr std::array<std::string_view, 5> contact_areas = {"AKUT", "NARA", "VCN", "VCS",
                                                                  "PRIV"};

/// Published money is in tenths of mnkr, rows in öre.
inline constexpr std::int64_t ore_per_tenth_mnkr = 10'000'000;
/// What the month's hired staff cost, negative: the same in the ledger as in the invoices.
std::int64_t hired_cost_ore(const World& world, Month month);

/// The weights of a month's days, with noise.
std::vector<std::int64_t> day_weights(const World& world, Month month, Rhythm rhythm,
                                      Random& random);

}  // namespace redthread::generate

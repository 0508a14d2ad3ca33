// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace redthread::access {

/// A point in time, UTC, to the second. Nothing here asks the clock: every function is told.
using Time = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

/// `2024-05-20T08:15:00Z`
std::string to_string(Time time);

/// As the database keeps it: seconds since 1970.
inline std::int64_t stored(Time time) { return time.time_since_epoch().count(); }
inline Time time_of(std::int64_t stored) { return Time(Seconds(stored)); }

}  // namespace redthread::access

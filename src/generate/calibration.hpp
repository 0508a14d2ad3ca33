// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"
#include "generate/request.hpp"
#include "generate/tally.hpp"

namespace redthread::generate {

/// A published total of Region Västmanland 2024 that the made-up region is of the size of: a count,
/// or a quotient of two.
struct CalibrationTarget {
  std::string_view key;
  std::string_view name;  ///< in Swedish, as published
  Period period;
  std::vector<std::string> counted;  ///< keys of the tally, summed; `-key` is taken off
  std::vector<std::string> per;      ///< keys of the denominator; empty = a total
  std::int64_t wanted = 0;           ///< published, times 10^decimals
  int decimals = 0;
  std::int64_t unit = 1;        ///< tallied units in one published unit, 100 for hundredths
  std::int64_t per_factor = 1;  ///< quotient times this is the published number, 100 for percent
};
const std::vector<CalibrationTarget>& calibration_targets();

/// One target beside what was written.
struct CalibrationRow {
  std::string key;
  std::string name;
  Period period;
  std::string wanted;  ///< scaled to the region's inhabitants, unless it is a quotient
  std::string got;
  std::int64_t deviation_millionths = 0;  ///< of what was wanted
};
/// Every target whose whole period was delivered.
std::vector<CalibrationRow> calibration(const Tally& tally, const Request& request);

}  // namespace redthread::generate

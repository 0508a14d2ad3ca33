// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace redthread::generate {

/// Why a wait is longer, or nothing: patient-chosen, medically caused.
enum class Deviation { none, pvv, mov };

/// A waiting list of the region: a stage of a specialty.
struct WaitList {
  std::string_view stage;  ///< first_visit, assessment, treatment
  std::string_view specialty;
  std::string_view group;    ///< which published share it follows
  std::int64_t waiting = 0;  ///< who wait in a region of 280 000 in 2024, no deviation
  int youngest = 18;
  int oldest = 120;
  bool women = false;
};
const std::vector<WaitList>& wait_lists();

/// How many are to wait at a month's end, within 90 days and longer, by deviation.
struct WaitTarget {
  struct Part {
    std::int64_t within = 0;
    std::int64_t beyond = 0;
  };
  Part none;
  Part pvv;
  Part mov;
  const Part& part(Deviation deviation) const {
    return deviation == Deviation::none ? none : deviation == Deviation::pvv ? pvv : mov;
  }
};
WaitTarget wait_target(const WaitList& list, Month month, int inhabitants);

/// Per mille within 90 days of those who wait at the month's end without deviation, by group:
/// published for 2023 and 2024, a seasonal line around it in other months and years.
std::int64_t share_within(std::string_view group, Month month);

/// `none`, `pvv`, `mov`.
std::string_view deviation_name(Deviation deviation);

/// The look-up list catalog/maps/guarantee_limits.csv: the statutory limits.
std::string guarantee_limits_csv();
/// catalog/maps/own_limits.csv: the region's own goals of 30, 60 and 90 days, with validity.
std::string own_limits_csv(int last_year);

}  // namespace redthread::generate

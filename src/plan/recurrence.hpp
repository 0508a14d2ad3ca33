// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/date.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// When a control is due: every `interval` days, weeks, months or years from `anchor` on, up to and
/// with `until`, but not on `exceptions`. Counted from the anchor each time and never from the last
/// occurrence, so that nothing drifts: from 31 January monthly is 29 February, then 31 March.
struct Recurrence {
  enum class Unit { day, week, month, year };

  Date anchor;
  int interval = 1;  ///< at least 1
  Unit unit = Unit::month;
  std::optional<Date> until = {};
  std::vector<Date> exceptions = {};

  /// The days from `first` to `last`, both included, in order.
  std::vector<Date> dates(Date first, Date last) const;
  bool falls_on(Date day) const;

  /// The rule of a control; nullopt when it has none (frequency in words only).
  static std::optional<Recurrence> of(const Object& control);
};

}  // namespace redthread::plan

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "model/results.hpp"

namespace redthread::plan {

/// What a target says, and whether an outcome meets it (METHODS: typed targets).
struct PlanTarget {
  enum class Type {
    at_least,
    at_most,
    greater,
    less,
    interval,
    increase,
    decrease,
    change_at_least,
    change_at_most,
    yes,
    done_by
  };
  Type type = Type::at_least;
  Decimal low;              ///< the bound; durations in seconds
  Decimal high;             ///< of an interval
  bool is_percent = false;  ///< `low` is written in percent
  std::optional<Date> day;  ///< of done_by
};

/// Reads a target that `problem_of` finds no fault with; nullopt for other texts.
std::optional<PlanTarget> target_of(std::string_view text);

/// A value as it is written in an outcome: `81`, `81 %`, `08:30` (in seconds), `yes`, `no`, a day.
struct PlanValue {
  std::optional<Exact> number;
  std::optional<bool> yes;
  std::optional<Date> day;
};
/// nullopt when the text is none of these.
std::optional<PlanValue> value_of(std::string_view text);

/// How far from its target an outcome may be and still be yellow: `2` in the target's own measure
/// unit (days for done by), `5 %` of the bound when the target itself is not in percent.
struct Tolerance {
  Decimal amount;
  bool is_percent = false;
};
/// nullopt when the text is none.
std::optional<Tolerance> tolerance_of(std::string_view text);

/// Green when the target is met, yellow when it is missed by no more than the tolerance, else red.
/// None when the outcome is of another sort than the target, or a change has nothing to be taken
/// from.
Status judge(const PlanTarget& target, const PlanValue& outcome,
             const std::optional<PlanValue>& previous, const Tolerance& tolerance);

}  // namespace redthread::plan

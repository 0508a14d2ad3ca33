// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/period.hpp"
#include "model/internal_control.hpp"
#include "plan/object.hpp"

namespace redthread::app {

/// The internal control as a page shows it: the matrix of risks, and the control calendar of a
/// year.
struct ControlOverview {
  /// How a control went in a month, by the worst of its occurrences.
  enum class Result {
    none,  ///< not due
    planned,
    late,
    without_deviation,
    with_deviation,
    not_performed,
  };
  struct Control {
    std::string key;
    std::string name;
    std::string unit;
    std::string performer;
    std::string frequency;
    std::vector<std::string> risks;
    std::vector<Result> months;  ///< twelve, January first
  };
  InternalControlPtr state;  ///< on the period's last day
  int year = 0;
  std::vector<Control> controls;
};

/// `today` tells what is late.
ControlOverview control_overview(const plan::State& state, Period period, Date today);

const char* to_string(ControlOverview::Result result);
/// With ids and words of each risk, and its cell in each scale.
std::string to_json(const ControlOverview& overview);

}  // namespace redthread::app

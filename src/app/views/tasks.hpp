// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "plan/object.hpp"

namespace redthread::app {

/// What waits for somebody (väntar på mig): comments that a report asks units for, controls whose
/// day has come, reports to sign.
struct Tasks {
  struct Comment {
    std::string report;  ///< template key
    std::string period;
    std::string unit;
    std::string due;  ///< a day; empty = not said
  };
  struct Control {
    std::string occurrence;
    std::string control;
    std::string name;
    std::string unit;
    std::string due;
    bool overdue = false;
  };
  struct Signature {
    std::string report;
    std::string period;
    std::string version;
  };
  std::vector<Comment> comments;
  std::vector<Control> controls;
  std::vector<Signature> signatures;
};

/// `is_mine` says whose units they are (an empty code = the whole region); controls that are due
/// within `days` of `today` count.
Tasks tasks_of(const plan::State& state, const std::function<bool(const std::string&)>& is_mine,
               bool may_sign, Date today, int days = 14);

std::string to_json(const Tasks& tasks);

}  // namespace redthread::app

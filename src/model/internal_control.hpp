// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.hpp"

namespace redthread {

/// The plan's internal control as reports show it, on the last day of a period: scales, risks by
/// what they threaten, controls with their occurrences, mitigations. Indices point into the
/// vectors beside; texts are as the plan has them.

/// A risk scale as a grid: likelihood x consequence -> level.
struct RiskScale {
  struct Step {
    int step = 1;
    std::string name;
    std::string description;
  };
  struct Level {
    std::string name;
    std::string symbol;      ///< a shape: colour is never alone
    std::string obligation;  ///< `Åtgärdas omedelbart`
    int rank = 1;            ///< 1 = lowest
  };
  std::string key;
  std::string name;
  std::string likelihood_name;
  std::string consequence_name;
  bool shows_value = false;       ///< a value is shown beside the level, e.g. the product
  std::vector<Step> likelihood;   ///< rising
  std::vector<Step> consequence;  ///< rising
  std::vector<Level> levels;      ///< rising
  std::map<std::pair<int, int>, std::size_t> level_of;  ///< (likelihood, consequence) -> level
};

struct PlannedRisk {
  struct Size {
    int likelihood = 0;
    int consequence = 0;
    std::string value;  ///< empty = classes only
    std::size_t level = 0;
  };
  std::string key;
  std::string name;
  std::string owner;
  std::string response;  ///< accept, reduce, share, eliminate; empty = not said
  bool mandatory = false;
  std::optional<std::size_t> scale;  ///< that it was last assessed on
  std::optional<Size> size;          ///< nullopt = not assessed, which is no number
};

/// What is threatened: a goal, or an assignment under it. A risk may stand under several.
struct RiskGroup {
  std::string name;
  std::vector<std::size_t> risks;
};

struct PlannedControl {
  std::string key;
  std::string name;
  std::string frequency;  ///< in the region's words
  std::string performer;
  std::vector<std::size_t> risks;
  bool has_rule = false;  ///< false = its frequency is in words only
  // In the period:
  int due = 0;  ///< by its rule or as occurrences
  int without_deviation = 0;
  int with_deviation = 0;
  int not_performed = 0;
  int not_planned = 0;
  std::vector<std::string> notes;  ///< of its occurrences, with their day
};

struct PlannedMitigation {
  std::string key;
  std::string name;
  std::string owner;
  std::vector<std::size_t> risks;
  std::optional<Date> starts;
  std::optional<Date> ends;
  std::string status;  ///< not_started, as_planned, mostly_done, not_as_planned; empty = not said
  std::string effect;  ///< not_judged, expected, uncertain, not_expected; empty = not judged
};

struct InternalControl {
  std::vector<RiskScale> scales;
  std::vector<PlannedRisk> risks;  ///< in the plan's order, each once
  std::vector<RiskGroup> groups;   ///< in the plan's order
  std::vector<PlannedControl> controls;
  std::vector<PlannedMitigation> mitigations;
};
using InternalControlPtr = std::shared_ptr<const InternalControl>;

}  // namespace redthread

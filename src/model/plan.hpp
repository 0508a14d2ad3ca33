// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/language.hpp"

namespace redthread {

/// The plan's first import (plan/*.csv in the region folder): what was decided, and how it goes.

/// A goal in the cascade (plan/goals.csv). Indicators hang on goals.
struct Goal {
  std::string key;
  LocalText name;
  std::string parent;  ///< goal key; empty = top
  std::string level;   ///< council, board, administration, unit
  Span place;
};

/// An activity or assignment with its state (plan/activities.csv).
struct Activity {
  std::string key;
  LocalText name;
  std::string parent;      ///< activity key it is part of
  std::string assignment;  ///< number(s) of the assignment (uppdrag): `RF24-1`
  std::string section;     ///< group key
  std::string section_name;
  std::string time_frame;
  std::string status;  ///< not_started, as_planned, delayed, done, paused; empty = not stated
  Span place;
};

/// A comment (plan/comments.csv): text with figures bound in by reference, who wrote it and when.
struct Comment {
  std::string key;
  std::string author;
  std::string date;
  std::string text;
  std::string unit = {};  ///< code of the unit that it is about; empty = the whole report
  Span place;
};

struct Plan {
  std::vector<Goal> goals;
  std::vector<Activity> activities;
  std::vector<Comment> comments;
};

}  // namespace redthread

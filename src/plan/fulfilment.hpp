// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/period.hpp"
#include "model/results.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// Whether goals are fulfilled, by rule, from the plan's own targets and outcomes.
///
/// An indicator is judged against each of the year's targets that apply to it (the unit's own, else
/// those for all) and has the worst of these statuses. A goal has its indicators and those of all
/// goals below it, each once, and one of two rules, which it states or has from the goal above:
/// `worst` (the usual): the worst status of those that were judged; `share`: green when at least
/// `attained_percent` of the judged are green, yellow when they are together with the yellow ones.
/// A person's judgement of an indicator stands in for the computed one, also in the goals above.

/// A target, what was reached, and the verdict.
struct JudgedTarget {
  const Object* target = nullptr;
  Status status = Status::none;
};

struct FulfilmentRow {
  ObjectKey subject;  ///< a goal or an indicator
  std::string name;
  int depth = 0;  ///< 0 = a goal at the top
  Status computed = Status::none;
  Status status = Status::none;     ///< as a person judged it, else as computed
  Status prognosis = Status::none;  ///< for the year
  std::string reason;               ///< why a person judged otherwise
  std::string outcome;              ///< an indicator's, as it is written; empty = none
  std::string state;                ///< of the outcome, when it has one
  bool is_figure = false;           ///< the outcome is a figure, not the plan's own
  std::vector<JudgedTarget> targets;
  int green = 0;  ///< of a goal: how many of its `judged` indicators
  int judged = 0;
  int total = 0;
};

/// Outcomes that come from elsewhere than the plan, by indicator: figures, in the measure unit that
/// targets are written in. They stand in where the plan has none.
struct OtherOutcomes {
  std::map<std::string, Exact, std::less<>> now;
  std::map<std::string, Exact, std::less<>> year_before;
};

/// All goals, each with its indicators and then the goals below it; an indicator of several goals
/// under each. `unit` empty = the whole. The prognosis is of the last forecast that was made of the
/// period's year.
std::vector<FulfilmentRow> fulfilment(const State& state, Period period, const std::string& unit,
                                      const OtherOutcomes& others = {});

/// Fills in what an assessment of a goal or an indicator left empty: `computed`, by the rule, and
/// its status, which is as computed unless a person says otherwise. Leaves it as it is when there
/// is nothing to compute from.
void derive_status(Object& assessment, const State& state);

/// `green`, as assessments are written.
std::string word_of(Status status);
Status status_of_word(const std::string& word);

}  // namespace redthread::plan

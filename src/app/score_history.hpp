// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/questions.hpp"
#include "base/period.hpp"
#include "model/results.hpp"

namespace redthread::app {

/// What an indicator came to as of one month, by its own rule: the year so far, or twelve months.
struct MonthlyScore {
  Month month;
  std::optional<Exact> value;  ///< base units; nullopt = no value
  Status status = Status::none;
};

/// An indicator's outcomes of the months up to the place's last (utfall de senaste månaderna),
/// oldest first.
struct ScoreHistory {
  std::string indicator;
  std::vector<MonthlyScore> months;
};

/// A list for each indicator. Numbers come from dense tables where they are plain, and from the
/// evaluator where not: the same either way. In the organisation as it was; in another view the
/// evaluator says all.
std::vector<ScoreHistory> score_histories(Session& session,
                                          const std::vector<std::string>& indicators,
                                          const Place& place, int months);

/// `▁▂▅█`: a mark for each month, from the least to the greatest value; `·` where there is none.
std::string sparkline(const ScoreHistory& history);

}  // namespace redthread::app

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/questions.hpp"

namespace redthread::app {

/// A figure over time (utveckling): each month up to the place's last, seen through the columns
/// that belong beside one another in a chart.
struct MonthlySeries {
  struct Point {
    Month month;
    FigurePtr outcome;
    FigurePtr budget;
    FigurePtr forecast;
    FigurePtr previous;  ///< the same month last year
    FigurePtr rolling;   ///< R12 that ends with the month
  };
  LocalText label;
  std::vector<Point> points;
};

/// `key` as in FigureQuestion. nullopt with diagnostics when it is unknown. 1 <= months <= 120
/// (asserted).
std::optional<MonthlySeries> find_series(Session& session, const std::string& key,
                                         const Place& place, int months, Diagnostics& diagnostics);

std::string to_json(const MonthlySeries& series, Language language);

/// A figure as it is, and beside it through every column that it is compared by, where they have a
/// value: what its page shows first.
std::vector<FigurePtr> compared(Session& session, const std::string& key, const Place& place);

}  // namespace redthread::app

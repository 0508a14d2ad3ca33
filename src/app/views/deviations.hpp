// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/questions.hpp"
#include "model/results.hpp"

namespace redthread::app {

/// What deviates most, and why: the deviation of a table's row, broken down by the units below and
/// by the lines that it consists of.
struct Deviation {
  struct Part {
    std::string key;  ///< a unit's code, or `statement/row`
    std::string name;
    FigurePtr deviation;
  };
  std::string key;  ///< `statement/row`
  LocalText name;
  std::string statement_title;
  FigurePtr outcome;
  FigurePtr deviation;
  FigurePtr share;  ///< the deviation in percent; nullptr when the table does not say
  std::vector<Part> by_unit;
  std::vector<Part> by_line;
};

/// What outcomes are compared with.
enum class Against { budget, previous };

/// The rows of the region's tables that deviate to the worse, the largest first: money by amount,
/// then all else by percent. A row is worse when its measure says which way is better and the
/// deviation goes the other way; totals and rows within others are parts of what is told and not
/// told on their own. At most `limit` of each.
std::vector<Deviation> deviations(Session& session, const Place& place, Against against,
                                  std::size_t limit);

std::string to_json(const std::vector<Deviation>& deviations, Language language);

}  // namespace redthread::app

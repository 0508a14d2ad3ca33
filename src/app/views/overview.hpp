// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/language.hpp"
#include "base/period.hpp"

namespace redthread::app {

/// What a region has to look at, for who finds their way in it: units, periods, tables, indicators,
/// goals and reports, and whether its data is complete.
struct RegionOverview {
  struct Named {
    std::string key;
    LocalText name;
  };
  struct Table {
    std::string key;
    LocalText title;
    Statement::Area area = Statement::Area::none;
  };
  std::string key;
  LocalText name;
  Language language = Language::swedish;
  std::string root;                        ///< code of the unit that stands above all
  std::string own;                         ///< code of the unit that is meant when none is named
  std::vector<const UnitValidity*> units;  ///< the latest validity of each, in file order
  std::vector<Period> periods;  ///< with outcomes, newest first; the first is the one to begin with
  std::vector<Table> statements;
  std::vector<Named> indicators;
  std::vector<Named> measures;
  std::vector<Named> goals;
  std::vector<std::string> reports;
  std::size_t late = 0;     ///< deliveries that came after their day
  std::size_t overdue = 0;  ///< deliveries that have not come
};

/// Holds as long as the session. cost: looks through the cube once.
RegionOverview overview_of(const Session& session);

std::string to_json(const RegionOverview& overview, Language language);

/// The months that have an outcome, first to last; nullopt when nothing has.
std::optional<Period> months_with_outcomes(const Cube& cube);

}  // namespace redthread::app

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "model/catalog.hpp"
#include "model/cube.hpp"

namespace redthread::figures {

/// Who delivers what: a unit (or category) that has ever had a value of a measure in a scenario
/// owes one for every span; one that never had any is not expected, and its absence makes nothing
/// incomplete.
class Delivered {
 public:
  /// `organisation`: the one that figures are shown in, with the catalog's units.
  Delivered(const Catalog& catalog, const Organisation& organisation, const Cube& cube);

  /// Whether the unit itself has ever had a value for `cell` or a cell within it.
  bool by_unit(int measure, Scenario scenario, int unit, const Cell& cell);
  /// The same for the unit or any that was ever below it or that it carries on.
  bool by_branch(int measure, Scenario scenario, int unit, const Cell& cell);
  /// The month after which the latest forecast was made that `by_branch` knows of, not after
  /// `until`; nullopt when there is none.
  std::optional<Month> latest_version(int measure, int unit, const Cell& cell, Month until);

 private:
  struct Cells {
    std::vector<int> own;  ///< cells of the cube, ascending
    std::vector<int> branch;
    std::vector<std::pair<Month, int>> versions;  ///< of the branch, with their cells
  };
  using UnitKey = std::pair<Scenario, int>;
  const Cells* cells_of(int measure, Scenario scenario, int unit);
  void index(int measure);
  bool any_within(const std::vector<int>& cells, const Cell& cell) const;
  bool has_any_value(std::size_t series) const;

  const Cube& cube_;
  std::vector<std::vector<std::size_t>> series_of_;  ///< by measure
  std::vector<std::vector<int>> ever_above_;         ///< by unit: itself and all that were above
  std::vector<std::optional<std::map<UnitKey, Cells>>> indexed_;  ///< by measure, when needed
};

}  // namespace redthread::figures

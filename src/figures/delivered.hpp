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
/// incomplete. A forecast is owed from its first version on: what was made after `known` has not
/// happened yet.
class Delivered {
 public:
  /// `organisation`: the one that figures are shown in, with the catalog's units.
  Delivered(const Catalog& catalog, const Organisation& organisation, const Cube& cube);

  /// Whether the unit itself has ever had a value for `cell` or a cell within it.
  bool by_unit(int measure, Scenario scenario, int unit, const Cell& cell,
               std::optional<Month> known);
  /// The same for the unit or any that was ever below it or that it carries on.
  bool by_branch(int measure, Scenario scenario, int unit, const Cell& cell,
                 std::optional<Month> known);
  /// The month after which the latest forecast was made that `by_branch` knows of, not after
  /// `until`; nullopt when there is none.
  std::optional<Month> latest_version(int measure, int unit, const Cell& cell, Month until);

 private:
  /// A cell of the cube with values: always known, or since its first version.
  struct KnownCell {
    int cell = 0;
    std::optional<Month> since;
  };
  struct Cells {
    std::vector<KnownCell> own;  ///< by cell
    std::vector<KnownCell> branch;
    std::vector<std::pair<Month, int>> versions;  ///< of the branch, with their cells
  };
  using UnitKey = std::pair<Scenario, int>;
  const Cells* cells_of(int measure, Scenario scenario, int unit);
  void index(int measure);
  static void add(std::vector<KnownCell>& cells, const KnownCell& known);
  bool any_within(const std::vector<KnownCell>& cells, const Cell& cell,
                  std::optional<Month> known) const;
  /// nullopt when the series has no value at all.
  std::optional<KnownCell> known_cell(std::size_t series) const;

  const Cube& cube_;
  std::vector<std::vector<std::size_t>> series_of_;  ///< by measure
  std::vector<std::vector<int>> ever_above_;         ///< by unit: itself and all that were above
  std::vector<std::optional<std::map<UnitKey, Cells>>> indexed_;  ///< by measure, when needed
};

}  // namespace redthread::figures

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "audit/relation.hpp"

namespace redthread::audit {

/// What a relation says of one of its cells when the others stand as printed; nullopt when it says
/// nothing (a base of zero, a figure that is not there). source: interval arithmetic.
std::optional<Expected> implied_by(const std::vector<PrintedTable>& tables,
                                   const Relation& relation, const CellRef& cell);

/// A cell that must be wrong, and the broken relations that its correction mends.
struct Culprit {
  CellRef cell;
  std::vector<std::size_t> mends;  ///< indexes of the broken relations
  Expected expected;               ///< what all of them together say that it should be
};

/// The smallest set of cells to correct so that every broken relation can hold. A cell is blamed
/// for several relations only when one value mends them all. Of sets alike, the one whose cells
/// stand in the fewest relations that hold; then targets before operands. in: `holding`: how many
/// relations that hold each cell stands in. cost: exhaustive to three cells within each group of
/// relations that share cells, then greedy.
std::vector<Culprit> smallest_correction(const std::vector<PrintedTable>& tables,
                                         const std::vector<Relation>& broken,
                                         const std::map<CellRef, int>& holding);

}  // namespace redthread::audit

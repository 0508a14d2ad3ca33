// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "audit/relation.hpp"

namespace redthread::audit {

/// A contradiction that several sums make together, though each of them can hold alone.
struct JointContradiction {
  std::vector<std::size_t> relations;  ///< a smallest set: without any of them the rest can hold
  CellRef cell;                        ///< that can be corrected so that all of them can hold
};

/// Whether true values that round to what is printed can satisfy all the sums together: bounds are
/// narrowed by each sum in turn, in exact arithmetic, until nothing changes or one is empty.
///
/// An empty bound proves that there are none; that none is empty does not prove that there are
/// some. source: bounds propagation for linear equations. Changes and shares are left out.
/// in: sums that each can hold alone; at most `most_sums` of a table are looked at.
/// cost: rounds (at most 8) times terms; a contradiction costs that for each sum of its group.
std::optional<JointContradiction> joint_contradiction(const std::vector<PrintedTable>& tables,
                                                      const std::vector<Relation>& sums);
inline constexpr std::size_t most_sums = 2000;

}  // namespace redthread::audit

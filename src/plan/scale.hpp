// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "plan/object.hpp"

namespace redthread::plan {

/// An edition of a risk scale, made of its objects: a grid of likelihood x consequence -> level.
/// The grid decides; a value is only shown, when the scale has a function for it.
struct Scale {
  std::string id;
  std::string value;                                    ///< product, sum; empty = classes only
  std::map<int, std::string> likelihood;                ///< names by step
  std::map<int, std::string> consequence;               ///< names by step
  std::map<std::string, int> rank_of;                   ///< of levels, by id
  std::map<std::pair<int, int>, std::string> level_of;  ///< (likelihood, consequence) -> level id

  /// The level's id; nullopt when the grid says nothing of the pair.
  std::optional<std::string> level(int likelihood_step, int consequence_step) const;
  /// nullopt when the scale has no function.
  std::optional<int> value_of(int likelihood_step, int consequence_step) const;
};

/// All scales of the state, by id. Cells outside of the axes are left out.
std::map<std::string, Scale> scales_of(const State& state);

/// Fills in what follows from other fields and was left empty: a risk assessment's value and level,
/// an occurrence's copy of the control's instruction. Leaves wrong fields alone.
void derive(Object& object, const State& state, const std::map<std::string, Scale>& scales);

}  // namespace redthread::plan

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "plan/object.hpp"

namespace redthread::app {

/// What there is by name or key, for who types: units, indicators, measures, tables, reports, and
/// the plan's goals, risks, controls, actions, assignments.
struct Hit {
  std::string kind;  ///< `unit`, `indicator`, `measure`, `statement`, `report`, or the plan's kind
  std::string key;
  std::string name;
};

/// The best first: names that begin with `words`, names with a word that does, then those that hold
/// it anywhere; keys count as names. Upper and lower case are the same. At most `limit`.
std::vector<Hit> search(const Session& session, const plan::State& plan, const std::string& words,
                        Language language, std::size_t limit = 20);

std::string to_json(const std::vector<Hit>& hits);

}  // namespace redthread::app

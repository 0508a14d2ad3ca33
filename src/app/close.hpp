// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "base/period.hpp"

namespace redthread::app {

/// A closing as it was asked for.
struct CloseQuestion {
  std::string through;             ///< the last closed month, `2024-04`
  std::vector<std::string> facts;  ///< empty = all
  std::string decided;             ///< who decided it, in words; may be empty
};

/// What was closed of a fact.
struct ClosedFact {
  std::string fact;
  Month through;
  std::optional<Month> before;  ///< what was closed before; later than `through` = opened again
  std::size_t deliveries = 0;
  std::int64_t rows = 0;
};

/// Closes months: writes what they are made of, as it is loaded now, to the region's closed.toml,
/// from which on other deliveries for them are refused. A month that is earlier than what is
/// closed opens those after it. Facts that were not asked for stay as they are. nullopt with
/// diagnostics, and nothing written, when anything is wrong; Error `io.write`.
std::optional<std::vector<ClosedFact>> close_months(Session& session, const CloseQuestion& question,
                                                    Diagnostics& diagnostics);

}  // namespace redthread::app

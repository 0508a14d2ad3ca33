// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "app/session.hpp"
#include "audit/proof.hpp"
#include "base/diagnostics.hpp"

namespace redthread::app {

/// Compares every published derived cell that REGION/proof/cells.csv names with the figure that we
/// compute, and judges it with REGION/published/findings.csv at hand.
/// nullopt with diagnostics when a file is missing or names what there is not.
std::optional<std::vector<audit::Judgement>> prove(Session& session, Diagnostics& diagnostics);

}  // namespace redthread::app

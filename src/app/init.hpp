// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::app {

/// Writes a small commented region folder that passes `check` and makes a report: the starting
/// point of a newcomer. The folder must not exist or be empty. Returns the files written, relative
/// to the folder; empty with a diagnostic when there is something in it already.
std::vector<std::string> init_region(const std::string& folder, Diagnostics& diagnostics);

}  // namespace redthread::app

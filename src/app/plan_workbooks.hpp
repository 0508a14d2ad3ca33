// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "plan/files.hpp"
#include "plan/object.hpp"

namespace redthread::app {

/// The plan as Excel workbooks, one a kind (`risks.xlsx`), with what is in the CSV files.

/// Reads such a workbook as `plan::ReadFiles` wants it.
plan::OtherFormat workbooks_of_plan();

/// Writes them to a folder that is there; gives the names of the files. nullopt with diagnostics
/// when a text is longer than a cell can be, and then nothing is written.
std::optional<std::vector<std::string>> write_workbooks(const plan::State& state,
                                                        const std::string& folder,
                                                        Diagnostics& diagnostics);

}  // namespace redthread::app

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "app/questions.hpp"
#include "report/press/press.hpp"

namespace redthread::app {

/// A report table as a workbook: what is seen, with numbers as numbers and threads as comments. It
/// is a report of that one table, so the gate holds for it, too. nullopt with diagnostics when a
/// name is unknown.
std::optional<std::string> table_workbook(Session& session, const std::string& statement,
                                          const Place& place, report::Press& press,
                                          Diagnostics& diagnostics);

}  // namespace redthread::app

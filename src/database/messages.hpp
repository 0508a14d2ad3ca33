// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::database {

/// Codes of Error that a database throws: it is the plan's store, and people know it as that.
inline constexpr MessageCode database_errors[] = {
    {"plan.busy", "Another process holds the plan's store for too long."},
    {"plan.disk_full", "The disk with the plan's store is full; nothing was changed."},
    {"plan.engine", "The engine of the plan's store failed."},
    {"plan.open", "The plan's store cannot be opened."},
    {"plan.version", "The plan's store was made by a newer program."},
};

}  // namespace redthread::database

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/catalog.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// A row that breaks a rule of its fact, or says a key again.
struct BrokenRule {
  int delivery = 0;  ///< Delivery::id
  int line = 0;
  std::string code;  ///< `warehouse.rule`, `warehouse.duplicate_key`
  std::string message;
  std::string hint;
};

/// The rows of deliveries, in the table of their fact or a query of it in parentheses, that break a
/// rule within their delivery: row rules, group rules (all rows of the group do) and keys (all but
/// the first of the same key do). By delivery and line. What a key or a group is called is said, no
/// other value. Without `ask_keys`, keys are known to be unique.
std::vector<BrokenRule> broken_rules(Connection& connection, const std::string& table,
                                     const Fact& fact, bool ask_keys);

}  // namespace redthread::warehouse

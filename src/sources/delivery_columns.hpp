// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "model/query_source.hpp"

namespace redthread::sources {

/// A column of a delivery, and the one of a query that fills it.
struct DeliveryColumn {
  std::string header;
  std::size_t column = 0;
  bool is_day = false;  ///< `2024-03-01 00:00:00` says the same as `2024-03-01`
};

/// The columns that a fact's deliveries have, in its order, found by their names in what a query
/// gives: as they stand in deliveries or as the catalog calls them, upper and lower case alike.
/// What a fact of rows does not declare is left aside. nullopt with diagnostics
/// `sources.column_missing`, `column_twice`, `unknown_column` (reported values only).
std::optional<std::vector<DeliveryColumn>> delivery_columns(const Fact& fact,
                                                            const SourceQuery& query,
                                                            const std::vector<std::string>& given,
                                                            Diagnostics& diagnostics);

}  // namespace redthread::sources

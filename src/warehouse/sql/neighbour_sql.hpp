// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/catalog.hpp"
#include "warehouse/sql/dialect.hpp"

namespace redthread::warehouse {

/// What queries over a fact's rows read from: its table, `"rows_contact"`. Of a fact with columns
/// of neighbouring rows it is a query with the table's name that adds them. They are chosen among
/// all rows of the fact, so that a condition on months belongs outside.
std::string rows_source(const Fact& fact, const Dialect& dialect);

/// Of which months, relative to a month whose rows change, other rows may get another neighbour.
/// Later (earlier) months alone when rows stand in the order of the date that decides their month.
struct NeighbourReach {
  bool earlier = false;
  bool later = false;
};
NeighbourReach neighbour_reach(const Fact& fact);

}  // namespace redthread::warehouse

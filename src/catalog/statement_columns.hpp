// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "catalog/loading.hpp"
#include "catalog/table_reader.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// The keys `columns` and `column` of a statement: the listed columns in printing order, and after
/// them, hidden, every column that they rest on, so that each is evaluated by the others' keys.
std::vector<StatementColumn> read_columns(TableReader& reader, Loading& loading,
                                          const Catalog& catalog);

}  // namespace redthread::catalog

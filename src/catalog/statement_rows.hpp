// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "catalog/loading.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// The columns of a statement's CSV file.
extern const CsvColumns statement_csv_columns;

/// The rows of a statement, each with its value parsed and checked, its label filled and its
/// indent counted. `show` is the whole table's format; rows that it does not fit are errors.
std::vector<StatementRow> read_rows(const CsvFile& file, Loading& loading, const Catalog& catalog,
                                    const std::optional<NumberFormat>& show);

}  // namespace redthread::catalog

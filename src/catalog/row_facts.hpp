// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/loading.hpp"
#include "catalog/table_reader.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// Reads what a fact of rows has besides what every fact has: columns, which of them are its date
/// and its unit, rules, and when it is delivered. Its breakdowns are those of its columns.
void read_row_fact(TableReader& reader, Fact& fact, RowScope& scope, Loading& loading,
                   const Catalog& catalog);

/// Reads `columns` of a fact into `fact` and `scope`, which grow together.
void read_fact_columns(const TomlValue& table, Fact& fact, RowScope& scope, Loading& loading,
                       const Catalog& catalog);

/// A column above the one that is read which is kept with the row; nullptr with an error, or when
/// it is not known.
const FactColumn* stored_column(TableReader& reader, const TomlValue& key, const RowScope& scope);

/// Reads `previous` or `next` of a column, and `same`, `order` and `where` with it; nullopt when it
/// has neither. The caller checks that the column is not made in another way as well.
std::optional<Neighbour> read_neighbour(TableReader& reader, const FactColumn& column,
                                        const RowScope& scope, Loading& loading);

/// Reads a row rule or a group rule.
void read_rules(TableReader& reader, Fact& fact, RowScope& scope, Loading& loading);

/// An expression in a TOML text, parsed and checked. nullopt when it is wrong, or rests on a column
/// that is.
std::optional<RowExpression> read_row_expression(const TomlValue& text, const RowScope& scope,
                                                 const RowResult* result, Diagnostics& diagnostics);

/// Whether a text of a look-up list can be the value of a column: the reason when it cannot.
std::optional<std::string> unfit_value(std::string_view text, const FactColumn& column,
                                       const Loading& loading, const Catalog& catalog);

}  // namespace redthread::catalog

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

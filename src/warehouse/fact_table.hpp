// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/catalog.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Where the rows of a fact are kept: `rows_<fact>` with the delivery, the line and the month of
/// each row, and its stored columns (delivered and looked-up ones) under their own names. A table's
/// layout follows the catalog; when that changes, the table is emptied and filled anew from data/.
class FactTable {
 public:
  explicit FactTable(const Fact& fact);

  const Fact& fact() const { return fact_; }
  const std::string& name() const { return name_; }            ///< `rows_contact`
  const std::string& cube_name() const { return cube_name_; }  ///< `cube_contact`
  /// Indices into the fact's columns, in the table's order; they come after the first three.
  const std::vector<int>& stored() const { return stored_; }
  static constexpr std::size_t leading_columns = 3;  ///< delivery_id, line, month
  std::vector<Chunk::Type> types() const;
  /// `delivery_id INTEGER NOT NULL, line INTEGER NOT NULL, ...`
  std::string column_definitions() const;
  /// A query of these deliveries' rows, in parentheses.
  std::string rows_of(const std::vector<int>& deliveries) const;
  /// `"contact_date"`: of the fact's date and unit.
  std::string date_name() const;
  std::string unit_name() const;

 private:
  const Fact& fact_;
  std::string name_;
  std::string cube_name_;
  std::vector<int> stored_;
};

/// A name as the warehouse's own engine writes it.
std::string sql_name(std::string_view name);

/// Makes the tables of all facts with rows as the catalog says, and drops those of facts that it no
/// longer has. Part of the caller's transaction.
void prepare_fact_tables(Connection& connection, const Catalog& catalog);

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// What the closed months of a fact are made of as the warehouse has it, in the order of files and
/// months: the deliveries of rows that have months up to `through`, or the values that belong to
/// such a month, by file and month.
std::vector<ClosedPart> closed_parts(Connection& connection, const Catalog& catalog,
                                     const Fact& fact, Month through);

/// Whether data/ still is what the region's closings say. Errors `warehouse.closed_month`, one a
/// file.
///
/// Why a new warehouse answers as an old one: what is compared is the folder with closed.toml, and
/// nothing of what was loaded before.
class ClosedMonths {
 public:
  ClosedMonths(const Catalog& catalog, Diagnostics& diagnostics)
      : catalog_(catalog), diagnostics_(diagnostics) {}

  /// A delivery of rows that lies in data/. False when it is refused.
  bool allows(const Fact& fact, const std::string& file, Period months, std::string_view sha256);
  /// The deliveries of rows that were closed and are not in data/; when all were asked for.
  void tell_missing();
  /// The values of reported facts, when all of data/ is in the tables.
  void check_values(Connection& connection);

 private:
  void check_values_of(const Fact& fact, const Closing& closing, Connection& connection);
  void refuse(const Closing& closing, const std::string& file, const std::string& months,
              const std::string& why);

  const Catalog& catalog_;
  Diagnostics& diagnostics_;
  std::set<std::string> seen_;  ///< files of rows
};

}  // namespace redthread::warehouse

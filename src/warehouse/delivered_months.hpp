// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"
#include "model/cube.hpp"
#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Which months of a fact with rows were delivered, for which units, and by what.
class DeliveredMonths {
 public:
  DeliveredMonths(Connection& connection, const Catalog& catalog, const Fact& fact);

  /// Makes each delivery a source of the cube's values; call it before `source`.
  void add_sources(Cube& cube);
  /// Whether the unit's month (Month::index) was delivered.
  bool has(int unit, int month) const { return find(unit, month) != nullptr; }
  /// The cube's number of the delivery; Cube::no_source when there is none.
  std::uint32_t source(int unit, int month) const;

 private:
  struct Entry {
    int delivery = 0;
    std::optional<int> unit;  ///< who delivers, for itself and all below; nullopt = all
    std::uint32_t source = Cube::no_source;
  };
  const Entry* find(int unit, int month) const;
  bool is_of(const Entry& entry, int unit, int month) const;

  const Catalog& catalog_;
  std::map<int, std::vector<Entry>> by_month_;
  mutable std::map<std::pair<int, int>, const Entry*> found_;
};

/// The months that any fact with rows has deliveries for, first to last; nullopt when none has.
std::optional<Period> months_with_deliveries(Connection& connection);

}  // namespace redthread::warehouse

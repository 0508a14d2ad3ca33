// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/catalog.hpp"

namespace redthread::bench {

/// A measure of the contacts, in the catalog's words and in SQL over the stored columns, where
/// categories are numbers from 1 in the order of the lists below.
struct ContactMeasure {
  std::string key;
  std::string aggregate;  ///< `count(*)`, `sum(amount)`
  std::string where;      ///< empty = all rows
  std::string condition;  ///< the same in SQL
  bool by_sex = false;
};

struct ContactShare {
  std::string part;
  std::string whole;
};

/// A region with 800 units that delivers its care contacts by month, 277 778 rows each from 2019:
/// 72 months are 20 million rows. All of it lies in build/bench/, is made when it is not there,
/// and is the same each time.
class ContactRegion {
 public:
  static constexpr int rows_a_month = 277'778;
  static constexpr int units = 800;
  static constexpr int areas = 20;
  static constexpr int statement_rows = 10;  ///< of the statement `production`
  static const std::vector<std::string> forms;
  static const std::vector<std::string> professions;

  explicit ContactRegion(int months);

  int months() const { return months_; }
  std::int64_t rows() const { return std::int64_t{months_} * rows_a_month; }
  const Catalog& catalog() const { return catalog_; }
  std::filesystem::path folder() const { return folder_; }
  std::filesystem::path delivery(Month month) const;
  /// Writes a month's delivery as it was first (0) or as it was corrected for the n-th time.
  void deliver(Month month, std::uint64_t correction) const;
  Month last_month() const;
  /// Where its warehouse lies between runs.
  std::filesystem::path warehouse() const { return folder_ / "warehouse.duckdb"; }
  /// Takes the deliveries into a warehouse.
  void load(const std::filesystem::path& warehouse) const;

  static std::vector<ContactMeasure> measures();
  /// Indicators: a measure as a share of another.
  static std::vector<ContactShare> shares();

 private:
  void write_catalog() const;

  int months_;
  std::filesystem::path folder_;
  Catalog catalog_;
};

}  // namespace redthread::bench

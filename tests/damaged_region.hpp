// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "product.hpp"

namespace redthread::product {

/// All that a warehouse file holds, table by table and row by row, but for the times of loading:
/// two files with the same text answer every question alike. What a killed process left to do when
/// the file is opened is done by that.
std::string warehouse_state(const std::string& file);

/// A delivery that no program should have written.
struct Damage {
  std::string name;  ///< of the case: a word or several, with _
  std::string file;  ///< as in `data/contact/2024-02.csv`
  std::string bytes;
};

/// The region of tests/damaged_deliveries with two facts (contacts, bookings) and a good delivery
/// of each, January 2024, taken in.
class DamagedRegion {
 public:
  DamagedRegion();
  std::string path(const std::string& file = {}) const { return temporary_.path(file); }
  std::string warehouse() const { return path(".redthread/warehouse.duckdb"); }
  /// `redthread load`; without the lines that say how far it is.
  CommandResult load() const;

 private:
  TemporaryFolder temporary_;
};

/// Delivers one after the other beside what is good: each must be refused, with a message that
/// names the file, and leave the warehouse as it was. What is told is compared with a golden file
/// in tests/damaged_deliveries.
void expect_refused(const std::vector<Damage>& damages, const std::string& golden_file);

/// The same for what may look like damage and is taken in: what is told of it.
void expect_taken_in(const std::vector<Damage>& deliveries, const std::string& golden_file);

}  // namespace redthread::product

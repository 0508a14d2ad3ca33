// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/period.hpp"

namespace redthread::generate {

/// What was really written, by key and month: counted row by row beside the files, so that the
/// calibration is checked without reading them. Bad rows are not counted.
class Tally {
 public:
  Tally(Month first, Month last) : first_(first), months_(last.index() - first.index() + 1) {}

  void add(const std::string& key, Month month, std::int64_t amount) { at(key, month) += amount; }
  /// The counter itself, for inner loops; stays where it is.
  std::int64_t& at(const std::string& key, Month month) {
    std::vector<std::int64_t>& row = rows_[key];
    row.resize(static_cast<std::size_t>(months_));
    return row[static_cast<std::size_t>(month.index() - first_.index())];
  }
  /// The sum over those months of the period that there are.
  std::int64_t sum(const std::string& key, Period period) const {
    const auto row = rows_.find(key);
    std::int64_t total = 0;
    for (int i = 0; row != rows_.end() && i < months_; ++i) {
      if (period.contains(first_.plus(i))) total += row->second[static_cast<std::size_t>(i)];
    }
    return total;
  }

  std::int64_t rows = 0;      ///< written, good and bad
  std::int64_t bad_rows = 0;  ///< of them, made to be found
  std::int64_t files = 0;
  std::int64_t bytes = 0;

 private:
  Month first_;
  int months_;
  std::map<std::string, std::vector<std::int64_t>> rows_;
};

}  // namespace redthread::generate

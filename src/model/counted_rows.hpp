// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "model/expression.hpp"

namespace redthread {

/// Which rows a counted figure rests on: those that a measure's definition takes, of some units in
/// some months.
struct RowsQuestion {
  struct Place {
    std::vector<int> units;  ///< indices into Organisation::codes(); not empty
    Period months;
    bool operator==(const Place&) const = default;
  };
  int measure = 0;  ///< index into Catalog::measures
  Cell cell;
  std::vector<Place> places;  ///< not empty
};

/// Rows as a person sees them: persons by pseudonym, categories by their keys.
struct RowList {
  std::vector<std::string> header;  ///< the fact's columns
  struct Row {
    int delivery = 0;
    int line = 0;
    std::vector<std::string> values;  ///< as many as the header; empty = missing
  };
  std::vector<Row> rows;
  std::int64_t total = 0;  ///< how many there are; `rows` may be the first of them
};

}  // namespace redthread

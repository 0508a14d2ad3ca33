// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/scenario.hpp"

namespace redthread::figures::dense {

/// Whole rows of months at a time: what the evaluator says cell by cell, for bulk answers. The
/// results are the same; a property test holds the two together.
///
/// A row is `months` integers in a measure's smallest unit, and as many states. Before its first
/// month nothing is known. A value whose state has none is zero in what is written here.
///
/// Sums stay within 64 bits because every magnitude is checked once against `largest`; where one
/// is larger, a kernel writes nothing of use and says false, and the evaluator (128 bits) is asked.

struct Row {
  const std::int64_t* values = nullptr;
  const State* states = nullptr;
};
struct MutableRow {
  std::int64_t* values = nullptr;
  State* states = nullptr;
  operator Row() const { return {values, states}; }  // NOLINT: a row that may be written is a row
};

/// Twelve months of these, for `most_units` units, and the difference of two such sums, still fit.
/// In öre: 350 billion kronor a month.
inline constexpr std::int64_t largest = INT64_MAX >> 18;
inline constexpr std::size_t most_units = 8192;

/// January up to each month. `first_month`: 1..12, of the row's first value.
bool year_to_date(Row row, std::size_t months, int first_month, MutableRow out);
/// The twelve months that end with each month.
bool rolling_twelve(Row row, std::size_t months, MutableRow out);
/// Each month's value twelve months before.
void previous_year(Row row, std::size_t months, MutableRow out);
/// left - right, month by month; without a value where either has none.
void difference(Row left, Row right, std::size_t months, MutableRow out);

/// Whether every month is in state present, and no magnitude is above `largest`.
bool all_present(Row row, std::size_t months);
bool within_bounds(Row row, std::size_t months);

/// The states of a sum or difference of two, as figures combine them.
State combined(State left, State right);

}  // namespace redthread::figures::dense

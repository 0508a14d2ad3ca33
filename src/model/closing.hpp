// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"

namespace redthread {

/// What a closed month is made of: a delivery of rows (its bytes), or the values of one month in a
/// delivery of reported values. A value belongs to the month in which its period ends, a forecast's
/// version to the month after which it was made.
struct ClosedPart {
  std::string file;  ///< `data/contact/2024-03.csv`
  Period months;     ///< rows: the delivery's; values: one month
  std::int64_t rows = 0;
  std::string sha256;  ///< rows: of the file's bytes; values: of what was taken in
};

/// The months of a fact that are closed (låst period, bokslut): their deliveries may not change.
/// From `closed.toml`, which `redthread close` writes. What decides is the list of parts alone, and
/// not what a warehouse had before, so that a new warehouse takes in the same files and no others.
struct Closing {
  std::string fact;       ///< Fact::key
  Month through;          ///< the last closed month
  std::string closed_on;  ///< the day, `2024-05-21`
  std::string closed_by;
  std::string decided;  ///< by whom, where; empty = not said
  std::vector<ClosedPart> parts;
  Span place;
};

}  // namespace redthread

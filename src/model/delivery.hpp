// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"

namespace redthread {

/// One delivery: a file that was taken in whole, with its manifest.
struct Delivery {
  int id = 0;  ///< rising number in the warehouse
  std::string fact;
  std::string file;  ///< relative to the region folder: `data/annex/production.csv`
  std::string sha256;
  std::int64_t rows = 0;  ///< rows taken in
  std::int64_t quarantined = 0;
  std::string loaded_at;  ///< UTC, `2024-05-08T06:12:00Z`
  std::string loaded_by;
  // Of facts with rows:
  std::optional<Period> span;  ///< the months that it has, all of them
  std::string label;           ///< who delivers, or which part it is; empty = all
  std::string format;          ///< how it was read: `CSV, semicolon, Windows-1252`
};

/// A delivery that a fact's rhythm asks for: which months, from whom, and whether it came
/// (leveranskalender).
struct OwedDelivery {
  enum class State {
    in,       ///< came by the day it was due, or none was said
    late,     ///< came later
    awaited,  ///< has not come, and is not due yet
    overdue,  ///< has not come
  };
  std::string fact;
  std::string label;  ///< who owes it; empty = one delivery for all
  Period span;
  std::optional<Date> due;  ///< nullopt = not said
  State state = State::awaited;
  std::string file;  ///< the delivery that has it; empty = none
  int days_late = 0;
};

/// A row that was not taken in, with the reason and its line.
struct QuarantinedRow {
  int delivery = 0;
  std::string fact;
  std::string file;
  int line = 0;
  int column = 0;
  std::string code;
  std::string reason;
  std::string hint;
};

/// A row that a figure was read from: the file's line, and the value as it was written there. A
/// figure that was counted from rows has the delivery alone: line 0, nothing written.
struct SourceRow {
  int delivery = 0;  ///< Delivery::id
  int line = 0;
  std::string written;  ///< `47.6`: its decimals are the precision it was given with
  std::string note;
};

}  // namespace redthread

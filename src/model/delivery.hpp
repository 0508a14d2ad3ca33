// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

/// A row that a figure was read from: the file's line, and the value as it was written there.
struct SourceRow {
  int delivery = 0;  ///< Delivery::id
  int line = 0;
  std::string written;  ///< `47.6`: its decimals are the precision it was given with
  std::string note;
};

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread {

/// A strict reader of comma-separated files (RFC 4180): UTF-8 with or without BOM, LF or CRLF,
/// quoted fields with doubled quotes, a header line. Everything that is not that is a diagnostic
/// with its place: wrong separator, Windows-1252 bytes, binary content, wrong column count, a
/// quote that never closes, a line or field over the limits. The reader goes on after an error as
/// far as it makes sense, so that one run tells all. The codes are in base/messages.hpp.

struct CsvLimits {
  std::size_t file_bytes = 512u << 20;
  std::size_t line_bytes = 1u << 20;  ///< a longer line is an error, and reading stops there; also
                                      ///< how far a quoted field may run over several lines
  std::size_t errors = 50;            ///< after so many, reading stops with a note
};

struct CsvRow {
  int line = 0;                     ///< 1-based, of the row's first character
  std::vector<std::string> fields;  ///< unquoted, as many as there are columns
  std::vector<int> columns;         ///< 1-based character column where each field starts
  std::vector<int> lines;           ///< the line of each field; empty when all are on `line`
};

struct CsvTable {
  std::string file;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  std::string source;  ///< the whole text, for excerpts

  std::optional<std::size_t> column(std::string_view name) const;
  /// The place of a field, for diagnostics.
  Span span(const CsvRow& row, std::size_t field) const;
};

/// What a file's header must look like. Unknown columns are errors with the nearest known name.
struct CsvColumns {
  std::vector<std::string> required;
  std::vector<std::string> optional;
  /// Any other column too, also without a name or with one that is there already: somebody else's
  /// table. Default: what is not listed is an error.
  bool any = false;
};

/// Reads text. nullopt when nothing of it can be used (binary, empty, wrong separator, a required
/// column missing); rows with errors are left out of the table. `file` is the name to show.
std::optional<CsvTable> read_csv(std::string_view text, const std::string& file,
                                 const CsvColumns& columns, Diagnostics& diagnostics,
                                 const CsvLimits& limits = {});

/// The same for a file on disk: opening, size limit, then `read_csv`. `shown_as` is the path to
/// show (relative to the region folder).
std::optional<CsvTable> read_csv_file(const std::string& path, const std::string& shown_as,
                                      const CsvColumns& columns, Diagnostics& diagnostics,
                                      const CsvLimits& limits = {});

}  // namespace redthread

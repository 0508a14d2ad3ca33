// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"

/// Any bytes: read_csv must give a whole table or tell why not, and its text must be printable.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const CsvColumns columns = {.required = {"period", "unit"}, .optional = {"value", "note"}};
  Diagnostics diagnostics;
  const auto table = read_csv(text, "fuzz.csv", columns, diagnostics, {.line_bytes = 4096});
  if (!is_valid_utf8(to_text(diagnostics))) std::abort();
  if (!table && !diagnostics.has_errors()) std::abort();
  if (!table) return 0;
  for (const CsvRow& row : table->rows) {
    if (row.fields.size() != table->header.size()) std::abort();
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      if (!is_valid_utf8(row.fields[i])) std::abort();
      if (table->span(row, i).column < 1) std::abort();
    }
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "documents/read.hpp"

namespace redthread::documents {

/// For fuzzers: aborts when a document that was read is not as the readers promise.
inline void check_document(const ReadDocument& document) {
  for (const ReadTable& table : document.tables) {
    if (table.rows.empty() || !is_valid_utf8(table.title)) std::abort();
    for (const ReadRow& row : table.rows) {
      if (row.cells.size() != table.rows.front().cells.size()) std::abort();
      for (const ReadCell& cell : row.cells) {
        if (!is_valid_utf8(cell.text)) std::abort();
      }
    }
  }
  for (const ReadText& text : document.texts) {
    if (text.text.empty() || !is_valid_utf8(text.text)) std::abort();
  }
}

/// For fuzzers: reads bytes with one reader.
template <class Reader>
void fuzz_document(const Reader& reader, const std::uint8_t* data, std::size_t size) {
  Diagnostics diagnostics;
  const auto document = reader(std::string(data, data + size), "fuzz", diagnostics);
  if (!is_valid_utf8(to_text(diagnostics))) std::abort();
  if (document) {
    check_document(*document);
  } else if (!diagnostics.has_errors()) {
    std::abort();
  }
}

}  // namespace redthread::documents

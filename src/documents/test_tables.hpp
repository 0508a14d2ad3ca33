// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/read_document.hpp"

namespace redthread::documents {

using Told = std::vector<std::string>;

inline Told codes_of(const Diagnostics& diagnostics) {
  Told codes;
  for (const Diagnostic& each : diagnostics.items()) codes.push_back(each.code);
  return codes;
}

/// For tests: `[sheet] title`, then `line|cell|cell` for each row, `<` and `^` before merged ones.
inline std::string text_of(const ReadDocument& document) {
  std::string text;
  for (const ReadTable& table : document.tables) {
    text += "[" + table.sheet + "] " + table.title + "\n";
    for (const ReadRow& row : table.rows) {
      text += std::to_string(row.line);
      for (const ReadCell& cell : row.cells) {
        const char* const mark = cell.merged == ReadCell::Merged::left    ? "<"
                                 : cell.merged == ReadCell::Merged::above ? "^"
                                                                          : "";
        text += "|" + std::string(mark) + cell.text;
      }
      text += "\n";
    }
  }
  return text;
}

/// What a reader makes of bytes.
template <class Reader>
std::string tables_of(const Reader& reader, const std::string& bytes) {
  Diagnostics diagnostics;
  const std::optional<ReadDocument> document = reader(bytes, "file", diagnostics);
  return document ? text_of(*document) : to_text(diagnostics);
}

}  // namespace redthread::documents

// SPDX-License-Identifier: Apache-2.0
#include "model/expression.hpp"

namespace redthread {

std::string to_string(const Cell& cell) {
  if (cell.empty()) return {};
  std::string text = "{";
  for (const auto& [breakdown, category] : cell) {
    if (text.size() > 1) text += ", ";
    text += breakdown;
    text += ": ";
    text += category;
  }
  return text + "}";
}

}  // namespace redthread

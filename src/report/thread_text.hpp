// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "model/document.hpp"

namespace redthread::report {

/// A figure's thread as a few lines of plain text, for formats that cannot open it: what it is,
/// the formula, the operands with their values, the source rows.
class ThreadText {
 public:
  explicit ThreadText(const Document& document);
  /// At most `max_operands` operands and as many sources are told; the rest are counted.
  std::string of(const Figure& figure, std::size_t max_operands = 8) const;

 private:
  const std::string& name(const std::map<std::string, std::string>& names,
                          const std::string& key) const;
  std::string source_line(const SourceRow& source) const;

  const Document& document_;
  std::unordered_map<int, const Delivery*> deliveries_;
};

}  // namespace redthread::report

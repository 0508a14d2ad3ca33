// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace redthread::cli {

/// A plain table for a terminal: columns padded to their widest cell, numbers to the right.
class TextTable {
 public:
  enum class Align { left, right };

  /// One title and alignment a column.
  void column(std::string title, Align align);
  /// As many cells as columns.
  void row(std::vector<std::string> cells);
  void print(std::ostream& out) const;

 private:
  std::vector<std::string> titles_;
  std::vector<Align> aligns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace redthread::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "warehouse/rows/row_source.hpp"

namespace redthread::warehouse {

/// Gathers a batch from values that do not stay where they are. Rows are added field by field.
class BatchBuilder {
 public:
  static constexpr std::size_t rows_in_a_batch = 2048;

  void start(std::size_t columns);
  /// The next field of the row that is being added.
  void add(std::string_view value);
  /// What a bad row had so far is forgotten.
  void drop_row();
  /// `text` is the row as it is written, of text formats.
  void end_row(int line, std::string_view text = {});
  void add_fault(Diagnostic fault) { faults_.push_back(std::move(fault)); }

  bool is_full() const {
    return lines_.size() >= rows_in_a_batch || faults_.size() >= rows_in_a_batch;
  }
  bool is_empty() const { return lines_.empty() && faults_.empty(); }
  /// The views that it gives hold until `start`.
  void finish(RowBatch& batch);

 private:
  std::size_t columns_ = 0;
  std::string text_;
  std::vector<std::size_t> ends_;  ///< of each field in text_
  std::vector<int> lines_;
  std::string rows_text_;
  std::vector<std::size_t> row_ends_;  ///< of each row in rows_text_; empty when none has text
  std::vector<Diagnostic> faults_;
};

/// Why a text that is not from a text file cannot be a value: control characters, or longer than a
/// row may be. Empty when it can.
std::string fault_of_text(std::string_view text, const RowLimits& limits);

/// A number that a program wrote with an exponent or with needless decimals (`1e-05`, `3.0`) as
/// people write it: `0.00001`, `3`. Other text is left as it is.
std::string plain_number(std::string_view written);

}  // namespace redthread::warehouse

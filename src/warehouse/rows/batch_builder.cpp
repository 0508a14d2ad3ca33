// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/batch_builder.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::warehouse {

void BatchBuilder::start(std::size_t columns) {
  columns_ = columns;
  text_.clear();
  ends_.clear();
  lines_.clear();
  rows_text_.clear();
  row_ends_.clear();
  faults_.clear();
}

void BatchBuilder::add(std::string_view value) {
  text_ += value;
  ends_.push_back(text_.size());
}

void BatchBuilder::drop_row() {
  ends_.resize(lines_.size() * columns_);
  text_.resize(ends_.empty() ? 0 : ends_.back());
}

void BatchBuilder::end_row(int line, std::string_view text) {
  lines_.push_back(line);
  if (!text.empty()) {
    rows_text_ += text;
    row_ends_.push_back(rows_text_.size());
  }
  REDTHREAD_ASSERT(ends_.size() == lines_.size() * columns_, "a row has a field for each column");
}

void BatchBuilder::finish(RowBatch& batch) {
  batch.rows = lines_.size();
  batch.columns = columns_;
  batch.fields.clear();
  std::size_t start = 0;
  for (const std::size_t end : ends_) {
    batch.fields.push_back(std::string_view(text_).substr(start, end - start));
    start = end;
  }
  batch.lines = lines_;
  batch.texts.clear();
  start = 0;
  for (const std::size_t end : row_ends_) {
    batch.texts.push_back(std::string_view(rows_text_).substr(start, end - start));
    start = end;
  }
  std::stable_sort(faults_.begin(), faults_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.span.line < b.span.line;
  });
  batch.faults = std::move(faults_);
  faults_.clear();
}

std::string fault_of_text(std::string_view text, const RowLimits& limits) {
  if (text.size() > limits.row) {
    return fmt::format("the value is longer than the limit of {} bytes", limits.row);
  }
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = c == '\t' || c == '\n' || c == '\r';
    if ((byte >= 0x20 && byte != 0x7F) || blank) continue;
    return fmt::format("there is a control character (U+{:04X})", unsigned{byte});
  }
  return {};
}

std::string plain_number(std::string_view written) {
  const std::size_t mark = written.find_first_of("eE");
  int exponent = 0;
  if (mark != std::string_view::npos) {
    std::string_view digits = written.substr(mark + 1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    const bool whole = end.ec == std::errc() && end.ptr == digits.data() + digits.size();
    if (!whole || exponent > 400 || exponent < -400) return std::string(written);
  }
  std::string_view number = written.substr(0, mark);
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string digits(number.substr(0, point));
  if (point < number.size()) digits += number.substr(point + 1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::string(written);
  }
  // The point's place among the digits, which get zeros until it is among them.
  long place = static_cast<long>(point) + exponent;
  if (place <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - place), '0');
    place = 1;
  }
  const auto whole = static_cast<std::size_t>(place);
  if (whole > digits.size()) digits.append(whole - digits.size(), '0');
  std::string decimals = digits.substr(whole);
  decimals.resize(decimals.find_last_not_of('0') + 1);
  digits.resize(whole);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits == "0" && decimals.empty()) return "0";
  return (negative ? "-" : "") + digits + (decimals.empty() ? "" : "." + decimals);
}

}  // namespace redthread::warehouse

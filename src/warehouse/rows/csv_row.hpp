// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::warehouse {

/// One row of a CSV file by the letter of RFC 4180, with its faults: careful where the reader of
/// whole batches is quick, and asked for the header, for rows with quotes or faults, and for the
/// places of fields.
class CsvRowParser {
 public:
  enum class Outcome {
    row,
    fault,      ///< see `fault`
    unfinished  ///< a quote is open at the end of the text, and more text follows
  };
  struct Field {
    std::size_t offset = 0;  ///< in the text, with its quote
    std::size_t length = 0;  ///< as it is written, with its quotes
    std::string_view value;  ///< a view of the text, or of `unquoted`
  };

  CsvRowParser(char separator, std::size_t row_limit)
      : separator_(separator), row_limit_(row_limit) {}

  /// Reads the row at the start of the text, which is whole lines (the last may lack its end).
  /// Values whose quotes were doubled are added to `unquoted`, which must not have to grow: room
  /// for as many bytes as the text has is enough.
  Outcome read(std::string_view text, bool is_all, std::string& unquoted);

  const std::vector<Field>& fields() const { return fields_; }
  std::size_t bytes() const {
    return bytes_;
  }                                     ///< of the row, or of what a fault costs, with its end
  int lines() const { return lines_; }  ///< as many line ends are in `bytes`
  std::size_t length() const { return length_; }  ///< of the row without its end

  /// What is wrong: code, message, hint; where it is, see `place`.
  const Diagnostic& fault() const { return fault_; }
  /// Where the fault is: offset and length in bytes.
  std::size_t fault_offset() const { return fault_offset_; }
  std::size_t fault_length() const { return fault_length_; }

  /// Gives a diagnostic a place in a row that starts on `line`, with the line for the caret.
  static void place(Diagnostic& diagnostic, std::string_view row, int line, std::size_t offset,
                    std::size_t length);

 private:
  Outcome read_quoted(std::string_view text, bool is_all, std::string& unquoted, std::size_t& at);
  bool read_plain(std::string_view text, std::size_t& at);
  Outcome fail(std::string_view text, std::size_t at, const char* code, std::string message,
               const char* hint, std::size_t go_on_after);
  Outcome fail_at_control(std::string_view text, std::size_t at);

  char separator_;
  std::size_t row_limit_;
  std::vector<Field> fields_;
  std::size_t bytes_ = 0;
  std::size_t length_ = 0;
  int lines_ = 0;
  Diagnostic fault_;
  std::size_t fault_offset_ = 0;
  std::size_t fault_length_ = 1;
};

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread {

/// Diagnostics from read_csv.
inline constexpr MessageCode csv_messages[] = {
    {"csv.binary", "The file is not text: a spreadsheet, an archive, or text with NUL bytes."},
    {"csv.blank_line", "There is a blank line between rows; only the end may have blank lines."},
    {"csv.column_count", "A row has more or fewer fields than the header."},
    {"csv.control_character", "A line has a control character, which no value can contain."},
    {"csv.duplicate_column", "The header names the same column twice."},
    {"csv.empty", "The file has no content, not even a header."},
    {"csv.encoding", "The file is not UTF-8 (often Windows-1252 or UTF-16)."},
    {"csv.line_end", "A line ends with a lone carriage return; only LF and CRLF end lines."},
    {"csv.line_too_long", "A line is longer than the limit; reading stops there."},
    {"csv.missing_column", "The header lacks a required column."},
    {"csv.quote", "There is a quote inside a field that does not start with one."},
    {"csv.separator", "The fields are not separated by commas."},
    {"csv.text_after_quote", "There is text between a closing quote and the next comma."},
    {"csv.too_many_errors", "Reading stopped because of the number of errors; there may be more."},
    {"csv.unknown_column", "The header names a column that does not belong in this file."},
    {"csv.unterminated_quote", "A quoted field is never closed, or runs over too many bytes."},
};

/// Diagnostics from read_text_file (and read_csv for `file.too_large`).
inline constexpr MessageCode file_messages[] = {
    {"file.missing", "There is no such file."},
    {"file.too_large", "The file is larger than the limit."},
    {"file.unreadable", "The file cannot be read: no permission, a folder, or a failing disk."},
};

/// Codes of Error that base throws.
inline constexpr MessageCode base_errors[] = {
    {"internal", "A bug in Röda tråden: something that should always hold did not."},
    {"io.write", "A file could not be written."},
    {"number.overflow", "An exact result does not fit in 128 bits."},
};

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::documents {

/// Diagnostics of the readers of published documents.
namespace codes {
inline constexpr const char* damaged = "document.damaged";
inline constexpr const char* format = "document.format";
inline constexpr const char* formula = "document.formula";
inline constexpr const char* no_tables = "document.no_tables";
inline constexpr const char* no_text = "document.no_text";
inline constexpr const char* password = "document.password";
inline constexpr const char* picture = "document.picture";
inline constexpr const char* reader_missing = "document.reader_missing";
inline constexpr const char* too_large = "document.too_large";
}  // namespace codes

inline constexpr MessageCode document_messages[] = {
    {codes::damaged, "A document cannot be read: damaged, cut short, or not what it is called."},
    {codes::format, "A document is of a kind that tables are not read from."},
    {codes::formula, "Cells of a sheet have formulas that were never computed, and no values."},
    {codes::no_tables, "A document has no tables that can be read (a warning)."},
    {codes::no_text, "A PDF has pictures of pages and no text."},
    {codes::password, "A document is protected with a password."},
    {codes::picture, "A document has pictures, whose tables are not read (a warning)."},
    {codes::reader_missing, "The program that reads PDF (pdftotext of poppler) is not installed."},
    {codes::too_large, "A document unpacks to more than the limit, or has too large a table."},
};

}  // namespace redthread::documents

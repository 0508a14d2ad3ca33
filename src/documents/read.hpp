// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "model/read_document.hpp"

namespace redthread::documents {

/// Readers of published documents. Each gives the tables as they are shown, with their places; or
/// nullopt and one message. What could not be read in a document that was read is a message too.

enum class Format { xlsx, docx, html, pdf, unreadable };
/// By the file's extension; `unreadable` is what is known to hold no tables (pictures, old
/// formats); nullopt when the extension says nothing here.
std::optional<Format> format_of(std::string_view path);

/// Reads a file by its extension. errors: `file.*`, `document.*` (messages.hpp).
std::optional<ReadDocument> read_document(const std::string& path, Diagnostics& diagnostics);

/// The readers, of bytes. `file` is shown in messages.
///
/// Excel: values as their number formats show them, with decimal comma; hidden sheets are left
/// out. A sheet falls into tables at empty rows and columns, where a new header begins.
std::optional<ReadDocument> read_xlsx(std::string bytes, const std::string& file,
                                      Diagnostics& diagnostics);
/// Word: tables in order, with merged cells, indents (paragraphs' and styles' are told by
/// `w:ind`), superscripts as footnote marks; deleted text is left out.
std::optional<ReadDocument> read_docx(std::string bytes, const std::string& file,
                                      Diagnostics& diagnostics);
/// HTML: every table that holds no other, with spans; `script`, `style` and hidden parts are left
/// out.
std::optional<ReadDocument> read_html(const std::string& bytes, const std::string& file,
                                      Diagnostics& diagnostics);
/// PDF: by poppler's `pdftotext`, run as a process of its own with a time limit. Columns are told
/// by positions (pdf_page.hpp).
std::optional<ReadDocument> read_pdf(const std::string& path, Diagnostics& diagnostics);

}  // namespace redthread::documents

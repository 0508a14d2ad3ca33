// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "model/document.hpp"
#include "report/pictures.hpp"

namespace redthread::report {

/// Document -> bytes. Deterministic: the same document gives the same bytes.

/// The snapshot: ordered JSON with every printed figure and everything that it rests on. Exact
/// numbers are strings. Does not hold load times or users: they are not content.
std::string render_json(const Document& document);

/// One self-contained HTML file: semantic tables, print CSS, every figure opens its thread
/// without a server. A chart without a picture is shown as its table.
std::string render_html(const Document& document, const Pictures& pictures = {});

/// XLSX: a sheet for the text, one a table, one of definitions; numbers are numbers with formats,
/// threads are comments, header rows are frozen.
std::string render_xlsx(const Document& document);

/// DOCX: real headings, tables with header rows and row headers, figures as runs of the style
/// `Siffra`. A chart that has a picture stands where it belongs, its table in an appendix; one that
/// has none is its table. `reference` is the region's reference document, which must have passed
/// `check_reference` (asserted); empty = the built-in look. Throws Error `report.picture` when a
/// picture is no SVG, `report.package`.
std::string render_docx(const Document& document, const Pictures& pictures,
                        const std::string& reference);
/// Errors in `diagnostics`, shown as being in `file`, when `bytes` are no Word document that a
/// report can take its look from. Its text is not read: a report that was edited will do.
void check_reference(std::string_view bytes, const std::string& file, Diagnostics& diagnostics);

class Press;
struct PdfOptions {
  /// Every figure links to its thread, printed in an appendix: for those who examine a report.
  bool threads = false;
};
/// PDF/UA-1: tagged, with bookmarks, a running head and repeated table heads; wide tables lie down
/// or are divided into groups of columns. Throws Error `pdf.font` when a font file is not there,
/// `pdf.character` for a text that no font has the characters of, and what `press` throws.
std::string render_pdf(const Document& document, const Pictures& pictures, Press& press,
                       const PdfOptions& options = {});

}  // namespace redthread::report

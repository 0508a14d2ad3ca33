// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

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

}  // namespace redthread::report

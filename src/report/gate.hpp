// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/document.hpp"

namespace redthread::report {

/// The gate: the figures extracted from a rendering are exactly the document's. Extraction reads
/// the rendered bytes as a reader would (an HTML parser, the XLSX's own XML), never the Document.

/// A multiset: printed figure -> how many times. For HTML and DOCX the printed text; for XLSX and
/// JSON the displayed number as canonical decimal text (`78.7`, `-475.0`, a duration in seconds),
/// or the text where there is none.
using FigureCounts = std::map<std::string, int>;

FigureCounts figures_of(const Document& document, bool as_numbers);
/// The printed texts as pages show them (`page_figure`).
FigureCounts figures_on_pages(const Document& document);
/// Every `<button class="f">`, whatever it stands in. Bytes that are no page give one entry that
/// says so (the same for the others).
FigureCounts figures_in_html(std::string_view html);
/// Cells with a figure's number format, and text in the figures' colour.
FigureCounts figures_in_xlsx(std::string_view bytes);
/// Runs of the character style `Siffra` in the text of a Word document, hidden ones apart.
FigureCounts figures_in_docx(std::string_view bytes);
/// Text in the figures' colours among the tagged content of the pages, decoded by the fonts'
/// ToUnicode. To be compared with `figures_on_pages`.
FigureCounts figures_in_pdf(std::string_view bytes);
/// Runs with `figure` among the blocks. A text that says another number than its `number` is
/// entered as `text (not number)`, which equals nothing.
FigureCounts figures_in_json(std::string_view json);

/// Empty when equal; otherwise one line a difference (`−475,0: 3 in the document, 2 in the HTML`).
std::string compare(const FigureCounts& expected, const FigureCounts& found,
                    const std::string& where);

/// The ids that two figures with different values share, one a line: an address must name one
/// figure. Empty when there are none.
std::string conflicting_figures(const Document& document);

}  // namespace redthread::report

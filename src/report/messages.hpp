// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::report {

/// Diagnostics from parsing a template (or a comment), and from checking it against a catalog.
inline constexpr MessageCode report_messages[] = {
    {"report.bad_link", "A link does not lead to http(s) or to an #anchor, or holds a directive."},
    {"report.bad_value", "An option's value cannot be used: a format or a yes/no is expected."},
    {"report.control_character", "A template has a control character, which no text can contain."},
    {"report.directive_in_comment",
     "A comment has a block directive; only text and figures go there."},
    {"report.directive_in_text",
     "A block directive stands inside a line; it needs one of its own."},
    {"report.duplicate_field", "The front matter says the same thing twice."},
    {"report.duplicate_option", "A directive has the same option twice."},
    {"report.empty_goal", "A scorecard's goal has no indicators."},
    {"report.encoding", "A template is not UTF-8."},
    {"report.extra_word", "A directive has more words than it takes."},
    {"report.figure_in_heading", "A heading holds a figure; figures stand in text and tables."},
    {"report.front_matter", "A line between the `+++` lines is not of the form name = \"value\"."},
    {"report.front_matter_unclosed", "The front matter is never closed by a second `+++` line."},
    {"report.heading_level", "A heading is deeper than four levels, or skips a level."},
    {"report.image", "A template has an image, which is not supported yet."},
    {"report.missing_option", "A directive lacks an option that it needs."},
    {"report.missing_title", "The front matter does not give a title."},
    {"report.missing_word", "A directive lacks a word that it needs."},
    {"report.raw_html", "A template has raw HTML, which no other format could show."},
    {"report.too_many_directives", "A template has more directives than the limit."},
    {"report.too_many_errors",
     "Reading stopped because of the number of errors; there may be more."},
    {"report.unclosed_brace", "A directive's brace is never closed."},
    {"report.unclosed_quote", "A quoted value is never closed."},
    {"report.unit_mismatch", "A format does not fit what the figure counts (mnkr for a share)."},
    {"report.unknown_anchor", "A link leads to an anchor that the document does not have."},
    {"report.unknown_chart", "There is no such kind of chart."},
    {"report.unknown_column", "A directive names a column that does not exist."},
    {"report.unknown_comment", "A directive names a comment that does not exist."},
    {"report.unknown_directive", "There is no such directive."},
    {"report.unknown_field", "The front matter says something that is not known."},
    {"report.unknown_goal", "A directive names a goal that does not exist."},
    {"report.unknown_indicator", "A directive names an indicator that does not exist."},
    {"report.unknown_key",
     "A directive names a measure, indicator or statement that does not exist."},
    {"report.unknown_option", "A directive has an option that it does not know."},
    {"report.unknown_row", "A directive names a row that the statement does not have."},
    {"report.unknown_section", "A directive names a section that no activity belongs to."},
    {"report.unknown_statement", "A directive names a statement that does not exist."},
    {"report.unknown_unit",
     "A directive or the front matter names an organisational unit that does not exist."},
    {"report.unsupported",
     "Markdown that a report cannot show: code, rules, nested lists, quotes in lists."},
};

/// Diagnostics on what a composed report says.
inline constexpr MessageCode text_messages[] = {
    {"report.text_differs",
     "A number that was typed in a comment differs from the figure of that name in the report."},
};

/// Diagnostics from checking a region's reference document.
inline constexpr MessageCode reference_messages[] = {
    {"report.reference_archive", "The reference document is no Word document (docx, dotx)."},
    {"report.reference_content",
     "The reference document's header or footer has something else than text and pictures."},
    {"report.reference_external",
     "The reference document's header or footer shows a picture that lies outside the document."},
    {"report.reference_macros", "The reference document has macros, which no report may carry."},
    {"report.reference_page", "The reference document's page leaves no room for text."},
    {"report.reference_part",
     "A part of the reference document is missing, or is not XML that a report can build on."},
    {"report.reference_too_large", "The reference document is over the limit, packed or unpacked."},
};

/// Codes of Error that report throws.
inline constexpr MessageCode report_errors[] = {
    {"report.package", "The Word document could not be packed."},
    {"report.picture", "A chart's picture could not be drawn for the Word document."},
    {"report.workbook", "The spreadsheet could not be written."},
};

/// Codes of Error that Press and the PDF throw.
inline constexpr MessageCode press_errors[] = {
    {"pdf.character", "A text has a character that no font of the PDF has."},
    {"pdf.damaged", "A PDF could not be read."},
    {"pdf.font", "A font that PDFs are set in is not installed."},
    {"press.died", "The helper that draws charts and sets PDF ended, twice, without an answer."},
    {"press.garbage",
     "The helper's answer is none: it is not the one that belongs to this program."},
    {"press.missing", "Node, or the helper that draws charts and sets PDF, is not there."},
    {"press.refused",
     "A bug in Röda tråden: the helper was asked for something that it cannot make."},
    {"press.timeout", "The helper gave no answer in time."},
};

}  // namespace redthread::report

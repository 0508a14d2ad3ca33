// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "report/docx/look.hpp"

namespace redthread::report {

/// What a paragraph is beside its style.
struct ParagraphLook {
  Style style = Style::normal;
  bool keep_next = false;   ///< on one page with what follows
  bool page_break = false;  ///< on a new page
  int number = 0;           ///< of its list (`w:num`), 0 = no list
  int level = 0;            ///< in its list
  bool right_to_left = false;
  int space_before = -1;  ///< in twentieths of a point; -1 = the style's
  int space_after = -1;
  int indent = 0;    ///< in twentieths of a point; 0 = the style's
  bool end = false;  ///< to the right, as numbers are
  int outline = -1;  ///< a heading's level, from 0
};

struct RunLook {
  bool bold = false;
  bool not_bold = false;  ///< even where the table's style says so
  bool repeated = false;  ///< shown before: figures are not counted again
};

/// The text of word/document.xml, written at the end of a string, and what it refers to.
class DocxText {
 public:
  DocxText(const Look& look, const std::map<std::string, std::string>& bookmarks)
      : look_(look), bookmarks_(bookmarks) {}

  const Look& look() const { return look_; }
  std::string& xml() { return xml_; }

  /// Opens a paragraph; its content and `end_paragraph` follow.
  void begin_paragraph(const ParagraphLook& look);
  void end_paragraph() { xml_ += "</w:p>"; }
  /// A whole paragraph of plain text, in the direction of its text.
  void add_paragraph(ParagraphLook look, std::string_view text);

  void add_runs(const Runs& runs, const RunLook& look = {});
  void add_text(std::string_view text, const RunLook& look = {});
  /// In a character style.
  void add_text(std::string_view text, Style style);
  void add_break() { xml_ += "<w:r><w:br/></w:r>"; }
  /// Around what comes next; an address that no document may hold gives false and nothing.
  bool begin_link(const std::string& link);
  void end_link() { xml_ += "</w:hyperlink>"; }
  /// A place that links lead to: at the point where it stands. Nothing for an unknown anchor.
  void add_bookmark(const std::string& anchor);

  /// Where the properties of the last paragraph end, for what a section adds to them.
  std::size_t properties_end() const { return properties_end_; }
  const std::vector<Relation>& relations() const { return relations_; }

 private:
  void add_figure(const FigureRun& figure, const RunLook& look);
  enum class Kind { plain, symbol, right_to_left };
  static Kind kind_of(char32_t code_point, Kind before);
  void add_piece(std::string_view text, const RunLook& look, TextRun::Style style, bool link,
                 Kind kind);
  void add_directed(std::string_view text, const RunLook& look, TextRun::Style style, bool link);

  const Look& look_;
  const std::map<std::string, std::string>& bookmarks_;  ///< anchor -> bookmark
  std::string xml_;
  std::size_t properties_end_ = 0;
  int next_bookmark_ = 1;
  std::map<std::string, std::string> links_;  ///< address -> relation
  std::vector<Relation> relations_;
};

/// Whether the runs' first letter with a direction is read from right to left.
bool begins_right_to_left(const Runs& runs);

}  // namespace redthread::report

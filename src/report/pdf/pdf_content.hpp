// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/pdf/qpdf.hpp"

namespace redthread::report {

/// Reads what a PDF's pages show from their content streams, glyph by glyph, as a reader of the
/// file does: nothing is taken from the document that it was made of.

/// Glyphs that one text operator after the other shows on a line in one colour.
struct ShownText {
  std::string text;          ///< by the font's ToUnicode, or the ActualText around it
  std::uint32_t colour = 0;  ///< 0xRRGGBB that it is filled with
  double baseline = 0;       ///< on the page, points from below
  int content_id = -1;       ///< MCID, -1 outside tagged content
  bool artifact = false;     ///< a running head, a rule, a repeated table head
};

struct PageContent {
  std::vector<ShownText> texts;
  std::set<int> content_ids;         ///< every MCID on the page
  std::size_t painted_untagged = 0;  ///< paint and text operators outside tags and artifacts
  bool balanced = true;              ///< marked content, q/Q and BT/ET end where they should
};

/// ToUnicode of a font: code -> UTF-8.
struct FontText {
  std::size_t code_bytes = 1;
  bool complete = false;  ///< it has a ToUnicode
  std::map<std::uint32_t, std::string> texts;
};
FontText read_font(QPDFObjectHandle font);

/// Reads page after page of one file; fonts are read once.
class ContentReader {
 public:
  PageContent read(const QPDFObjectHandle& page);

 private:
  friend class ContentInterpreter;
  const FontText& font(const QPDFObjectHandle& font);
  std::map<int, std::unique_ptr<FontText>> fonts_;  ///< by object number
  std::unique_ptr<FontText> direct_font_;
};

/// The text that is tagged, page after page, a line each. Throws Error `pdf.damaged`.
std::string text_in_pdf(std::string_view bytes);

}  // namespace redthread::report

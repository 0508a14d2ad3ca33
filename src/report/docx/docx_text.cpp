// SPDX-License-Identifier: Apache-2.0
#include "report/docx/docx_text.hpp"

#include "base/text.hpp"
#include "report/docx/word_xml.hpp"

namespace redthread::report {
namespace {

/// As a relation may hold it: what no address has is percent-encoded.
std::string as_address(std::string_view link) {
  static constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%";
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string address;
  for (const char c : link) {
    if (plain.find(c) != std::string_view::npos) {
      address += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      address += '%';
      address += digits[byte >> 4];
      address += digits[byte & 15];
    }
  }
  return address;
}

}  // namespace

void DocxText::begin_paragraph(const ParagraphLook& look) {
  xml_ += "<w:p><w:pPr><w:pStyle";
  append_attribute(xml_, "w:val", look_.id(look.style));
  xml_ += "/>";
  if (look.keep_next) xml_ += "<w:keepNext/>";
  if (look.page_break) xml_ += "<w:pageBreakBefore/>";
  if (look.number > 0) {
    xml_ += "<w:numPr><w:ilvl w:val=\"" + std::to_string(look.level) + "\"/><w:numId w:val=\"" +
            std::to_string(look.number) + "\"/></w:numPr>";
  }
  if (look.right_to_left) xml_ += "<w:bidi/>";
  if (look.space_before >= 0 || look.space_after >= 0) {
    xml_ += "<w:spacing";
    if (look.space_before >= 0) xml_ += " w:before=\"" + std::to_string(look.space_before) + "\"";
    if (look.space_after >= 0) xml_ += " w:after=\"" + std::to_string(look.space_after) + "\"";
    xml_ += "/>";
  }
  if (look.indent > 0) xml_ += "<w:ind w:left=\"" + std::to_string(look.indent) + "\"/>";
  if (look.end) xml_ += "<w:jc w:val=\"right\"/>";
  if (look.outline >= 0) {
    xml_ += "<w:outlineLvl w:val=\"" + std::to_string(look.outline) + "\"/>";
  }
  properties_end_ = xml_.size();
  xml_ += "</w:pPr>";
}

void DocxText::add_paragraph(ParagraphLook look, std::string_view text) {
  look.right_to_left = report::begins_right_to_left(text);
  begin_paragraph(look);
  add_text(text);
  end_paragraph();
}

void DocxText::add_runs(const Runs& runs, const RunLook& look) {
  for (const Run& run : runs) {
    if (const auto* text = std::get_if<TextRun>(&run)) {
      const bool link = !text->link.empty() && !text->text.empty() && begin_link(text->link);
      add_directed(text->text, look, text->style, link);
      if (link) end_link();
    } else if (const auto* figure = std::get_if<FigureRun>(&run)) {
      add_figure(*figure, look);
    } else {
      add_break();
    }
  }
}

void DocxText::add_text(std::string_view text, const RunLook& look) {
  add_directed(text, look, TextRun::Style::plain, false);
}

void DocxText::add_text(std::string_view text, Style style) {
  if (text.empty()) return;
  xml_ += "<w:r><w:rPr><w:rStyle";
  append_attribute(xml_, "w:val", look_.id(style));
  xml_ += "/></w:rPr>";
  append_run_text(xml_, text);
  xml_ += "</w:r>";
}

/// A figure is one run, so that it can be found again whole.
void DocxText::add_figure(const FigureRun& figure, const RunLook& look) {
  xml_ += "<w:r><w:rPr>";
  if (!look.repeated) {
    xml_ += "<w:rStyle";
    append_attribute(xml_, "w:val", look_.id(Style::figure));
    xml_ += "/>";
  }
  if (look.bold || figure.style == TextRun::Style::strong) xml_ += "<w:b/><w:bCs/>";
  if (figure.style == TextRun::Style::emphasis) xml_ += "<w:i/><w:iCs/>";
  if (report::begins_right_to_left(figure.text)) xml_ += "<w:rtl/>";
  xml_ += "</w:rPr>";
  append_run_text(xml_, figure.text);
  xml_ += "</w:r>";
}

void DocxText::add_piece(std::string_view text, const RunLook& look, TextRun::Style style,
                         bool link, Kind kind) {
  if (text.empty()) return;
  std::string properties;
  if (link || kind == Kind::symbol) {
    properties += "<w:rStyle";
    append_attribute(properties, "w:val", look_.id(link ? Style::hyperlink : Style::symbol));
    properties += "/>";
  }
  if (look.bold || style == TextRun::Style::strong) {
    properties += "<w:b/><w:bCs/>";
  } else if (look.not_bold) {
    properties += "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>";
  }
  if (style == TextRun::Style::emphasis) properties += "<w:i/><w:iCs/>";
  if (kind == Kind::right_to_left) properties += "<w:rtl/>";
  xml_ += "<w:r>";
  if (!properties.empty()) xml_ += "<w:rPr>" + properties + "</w:rPr>";
  append_run_text(xml_, text);
  xml_ += "</w:r>";
}

/// Spaces and marks belong to what stands before them.
DocxText::Kind DocxText::kind_of(char32_t code_point, Kind before) {
  if (is_right_to_left(code_point)) return Kind::right_to_left;
  const bool shape = (code_point >= 0x2190 && code_point <= 0x21FF) ||
                     (code_point >= 0x25A0 && code_point <= 0x25FF);
  if (shape) return Kind::symbol;
  const bool letter = (code_point >= U'a' && code_point <= U'z') ||
                      (code_point >= U'A' && code_point <= U'Z') ||
                      (code_point >= 0xC0 && code_point < 0x0590);
  return before == Kind::right_to_left && !letter ? before : Kind::plain;
}

/// Word wants to be told of each stretch that is read from right to left, and of the font where
/// text fonts lack the character: otherwise arrows may come out as coloured pictures.
void DocxText::add_directed(std::string_view text, const RunLook& look, TextRun::Style style,
                            bool link) {
  std::size_t begin = 0;
  Kind kind = Kind::plain;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    const Kind next = kind_of(character.code_point, kind);
    if (next != kind) {
      add_piece(text.substr(begin, i - begin), look, style, link, kind);
      begin = i;
      kind = next;
    }
    i += character.bytes;
  }
  add_piece(text.substr(begin), look, style, link, kind);
}

bool DocxText::begin_link(const std::string& link) {
  if (link.starts_with('#')) {
    const auto bookmark = bookmarks_.find(link.substr(1));
    if (bookmark == bookmarks_.end()) return false;
    xml_ += "<w:hyperlink";
    append_attribute(xml_, "w:anchor", bookmark->second);
    xml_ += " w:history=\"1\">";
    return true;
  }
  if (!link.starts_with("https://") && !link.starts_with("http://")) return false;
  std::string& relation = links_[as_address(link)];
  if (relation.empty()) {
    relation = "rIdLink" + std::to_string(links_.size());
    relations_.push_back(
        {relation, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
         as_address(link), true});
  }
  xml_ += "<w:hyperlink";
  append_attribute(xml_, "r:id", relation);
  xml_ += " w:history=\"1\">";
  return true;
}

void DocxText::add_bookmark(const std::string& anchor) {
  const auto bookmark = bookmarks_.find(anchor);
  if (bookmark == bookmarks_.end()) return;
  const std::string id = std::to_string(next_bookmark_++);
  xml_ += "<w:bookmarkStart w:id=\"" + id + "\"";
  append_attribute(xml_, "w:name", bookmark->second);
  xml_ += "/><w:bookmarkEnd w:id=\"" + id + "\"/>";
}

bool begins_right_to_left(const Runs& runs) {
  for (const Run& run : runs) {
    const auto* text = std::get_if<TextRun>(&run);
    if (text == nullptr) continue;
    if (report::begins_right_to_left(text->text)) return true;
    for (const char c : text->text) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return false;
    }
  }
  return false;
}

}  // namespace redthread::report

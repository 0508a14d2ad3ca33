// SPDX-License-Identifier: Apache-2.0
#include "report/docx/docx_body.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "report/docx/docx_items.hpp"
#include "report/docx/docx_tables.hpp"
#include "report/docx/docx_text.hpp"
#include "report/docx/word_xml.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// A table of so many rows is not divided between pages.
constexpr std::size_t unbroken_rows = 14;
// In twentieths of a point.
constexpr int space_after_cover = 400;
constexpr int space_after_table = 220;
constexpr int space_after_list = 140;

constexpr std::string_view image_kind =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

class BodyWriter {
 public:
  BodyWriter(const Document& document, const Pictures& pictures, const Look& look)
      : document_(document),
        pictures_(pictures),
        look_(look),
        say_(words(document.language)),
        plan_(document, pictures, look),
        text_(look, plan_.bookmarks()),
        xml_(text_.xml()) {}

  DocxBody write() {
    xml_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document "
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
        "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>";
    write_cover();
    for (const DocxItem& item : plan_.items()) {
      turn_page(item.lying);
      std::visit([&](const auto* each) { add(*each, item); }, item.block);
    }
    turn_page(false);
    write_definitions();
    write_foot();
    write_section();
    xml_ += "</w:body></w:document>";
    body_.xml = std::move(xml_);
    body_.relations.insert(body_.relations.end(), text_.relations().begin(),
                           text_.relations().end());
    return std::move(body_);
  }

 private:
  /// A paragraph of the text's own level: with what the ones before it left to it.
  ParagraphLook placed(ParagraphLook look) {
    look.page_break = std::exchange(page_break_, false);
    const bool spaced = look.style == Style::caption || look.outline >= 0;
    const bool note = look.style == Style::table_note;
    if (space_above_ > 0 && !spaced && !note) look.space_before = space_above_;
    if (!note) space_above_ = 0;
    touches_table_ = false;
    return look;
  }
  void paragraph(ParagraphLook look, std::string_view text) {
    text_.add_paragraph(placed(look), text);
  }

  void write_cover() {
    if (!document_.publisher.empty()) {
      paragraph({.style = Style::publisher}, document_.publisher);
    }
    paragraph({.style = Style::title}, document_.title);
    if (!document_.subtitle.empty()) paragraph({.style = Style::subtitle}, document_.subtitle);
    if (!document_.status.empty()) paragraph({.style = Style::status}, document_.status);
    space_above_ = space_after_cover;
  }

  void write_heading(const Heading& heading) {
    const int level = std::clamp(heading.level, 1, 4);
    static constexpr Style styles[] = {Style::heading_1, Style::heading_2, Style::heading_3,
                                       Style::heading_4};
    text_.begin_paragraph(placed({.style = styles[level - 1],
                                  .keep_next = true,
                                  .right_to_left = begins_right_to_left(heading.text),
                                  .outline = level - 1}));
    add_bookmark_once(heading.id);
    text_.add_text(heading.text);
    text_.end_paragraph();
  }
  void add(const Heading& heading, const DocxItem&) { write_heading(heading); }

  /// The same anchor twice would be the same bookmark twice, which Word does not accept.
  void add_bookmark_once(const std::string& anchor) {
    if (written_anchors_.insert(anchor).second) text_.add_bookmark(anchor);
  }

  void add(const Paragraph& paragraph, const DocxItem&) {
    const Style style = paragraph.comment ? Style::quote
                        : paragraph.lead  ? Style::lead
                                          : Style::normal;
    if (!paragraph.runs.empty()) {
      text_.begin_paragraph(
          placed({.style = style,
                  .keep_next = paragraph.comment && !paragraph.byline.empty(),
                  .right_to_left = report::begins_right_to_left(paragraph.runs)}));
      text_.add_runs(paragraph.runs);
      text_.end_paragraph();
    }
    if (!paragraph.byline.empty()) this->paragraph({.style = Style::byline}, paragraph.byline);
  }

  void add(const BulletList& list, const DocxItem&) {
    const int number = look_.next_number + (list.ordered ? ++body_.lists : 0);
    for (const Runs& item : list.items) {
      const bool last = &item == &list.items.back();
      const Style style = list.comment   ? Style::quote
                          : list.ordered ? Style::list_number
                                         : Style::list_bullet;
      text_.begin_paragraph(placed({.style = style,
                                    .number = number,
                                    .level = list.comment ? 1 : 0,
                                    .right_to_left = report::begins_right_to_left(item),
                                    .space_after = last && !list.comment ? space_after_list : -1}));
      text_.add_runs(item);
      text_.end_paragraph();
    }
  }

  /// A field with its entries filled in; page numbers are known to the program that shows them.
  void add(const TableOfContents&, const DocxItem&) {
    xml_ +=
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>"
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>";
    paragraph({.style = Style::toc_heading}, say_.contents);
    const auto& headings = plan_.contents();
    for (std::size_t i = 0; i < std::max<std::size_t>(headings.size(), 1); ++i) {
      const Heading* heading = i < headings.size() ? headings[i] : nullptr;
      const bool second = heading != nullptr && heading->level == 2;
      text_.begin_paragraph({.style = second ? Style::toc_2 : Style::toc_1});
      if (i == 0) {
        write_field_begin(R"x( TOC \o "1-2" \h \z )x");
      }
      if (heading != nullptr) write_contents_entry(*heading);
      if (i + 1 >= headings.size()) xml_ += R"x(<w:r><w:fldChar w:fldCharType="end"/></w:r>)x";
      text_.end_paragraph();
    }
    xml_ += "</w:sdtContent></w:sdt>";
    page_break_ = true;
  }

  void write_field_begin(std::string_view code) {
    xml_ +=
        R"x(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">)x";
    append_xml(xml_, code);
    xml_ += R"x(</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>)x";
  }

  void write_contents_entry(const Heading& heading) {
    const bool link = text_.begin_link("#" + heading.id);
    text_.add_text(heading.text);
    if (!link) return;
    xml_ += "<w:r><w:tab/></w:r>";
    write_field_begin(" PAGEREF " + plan_.bookmarks().at(heading.id) + R"x( \h )x");
    xml_ += R"x(<w:r><w:fldChar w:fldCharType="end"/></w:r>)x";
    text_.end_link();
  }

  void add(const Chart& chart, const DocxItem&) {
    const Picture& picture = pictures_.at(chart.data.id);
    write_caption(chart.data, chart.data.id, false);
    text_.begin_paragraph(placed({.style = Style::picture, .keep_next = true}));
    if (chart.data.caption.empty()) add_bookmark_once(chart.data.id);
    write_picture(chart, picture);
    text_.end_paragraph();
    write_notes(chart.data, true);
    text_.begin_paragraph(placed({.style = Style::table_note}));
    const std::string anchor = DocxPlan::chart_figures_anchor() + "-" + chart.data.id;
    const bool link = text_.begin_link("#" + anchor);
    text_.add_text(say_.chart_figures, Style::hyperlink);
    if (link) text_.end_link();
    text_.end_paragraph();
    space_above_ = space_after_table;
  }

  /// SVG, and a PNG for programs that cannot show it; scaled down to the width of the text.
  void write_picture(const Chart& chart, const Picture& picture) {
    constexpr double per_pixel = 9'525;
    constexpr double per_twip = 635;
    const double width = std::max(picture.width, 1) * per_pixel;
    const double height = std::max(picture.height, 1) * per_pixel;
    const double scale = std::min(
        {1.0, look_.page.text_width() * per_twip / width,
         (look_.page.height - look_.page.top - look_.page.bottom) * 0.8 * per_twip / height});
    const std::string cx = std::to_string(std::llround(width * scale));
    const std::string cy = std::to_string(std::llround(height * scale));
    body_.pictures.push_back(&picture);
    const std::string number = std::to_string(body_.pictures.size());
    for (const char* kind : {"svg", "png"}) {
      body_.relations.push_back({"rIdChart" + number + kind, std::string(image_kind),
                                 "media/chart" + number + "." + kind, false});
    }
    std::string named = " id=\"" + number + "\"";
    append_attribute(named, "name",
                     chart.data.caption.empty() ? chart.data.id : chart.data.caption);
    append_attribute(named, "descr", chart.description);
    xml_ +=
        R"x(<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx=")x" +
        cx + "\" cy=\"" + cy + "\"/><wp:docPr" + named +
        R"x(/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr)x" +
        named + R"x(/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdChart)x" +
        number +
        R"x(png"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rIdChart)x" +
        number +
        R"x(svg"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx=")x" +
        cx + "\" cy=\"" + cy +
        R"x("/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>)x";
  }

  void write_caption(const Table& table, const std::string& anchor, bool continued) {
    if (!table.caption.empty()) {
      text_.begin_paragraph(placed({.style = Style::caption,
                                    .keep_next = true,
                                    .right_to_left = begins_right_to_left(table.caption)}));
      if (!continued) add_bookmark_once(anchor);
      text_.add_text(table.caption);
      if (continued) text_.add_text(std::string(" (") + say_.continued + ")");
      text_.end_paragraph();
    }
    for (const std::string* line : {&table.summary, &table.measure_unit}) {
      if (!line->empty()) paragraph({.style = Style::table_unit, .keep_next = true}, *line);
    }
  }

  /// On one page, with the table's last row; with the line that follows, if one does.
  void write_notes(const Table& table, bool is_followed = false) {
    std::vector<std::string> notes = table.notes;
    if (!table.source.empty()) notes.push_back(say_.source + table.source);
    for (const std::string& note : notes) {
      paragraph({.style = Style::table_note, .keep_next = is_followed || &note != &notes.back()},
                note);
    }
  }

  void add(const Table& table, const DocxItem& item) {
    const std::string& anchor = item.anchor.empty() ? table.id : item.anchor;
    const TableLayout& layout = plan_.layout(table);
    for (std::size_t i = 0; i < layout.parts.size(); ++i) {
      write_caption(table, anchor, i > 0);
      // Two tables that touch would be one.
      if (touches_table_ || page_break_) paragraph({.style = Style::table_note}, {});
      if (table.caption.empty() && i == 0) add_bookmark_once(anchor);
      const bool last = i + 1 == layout.parts.size();
      const bool notes = last && (!table.notes.empty() || !table.source.empty());
      write_table_part(text_, table, layout, layout.parts[i],
                       {.short_table = table.rows.size() <= unbroken_rows,
                        .followed_by_notes = notes,
                        .repeated = i > 0});
      touches_table_ = true;
    }
    if (layout.parts.empty()) write_caption(table, anchor, false);
    write_notes(table);
    space_above_ = space_after_table;
  }

  void write_definitions() {
    if (plan_.definitions() == nullptr) return;
    write_heading(*plan_.definitions());
    set_columns(2);
    for (const Definition& definition : document_.definitions) {
      text_.begin_paragraph(placed({.style = Style::definition}));
      text_.add_text(definition.name, {.bold = true});
      text_.add_text(" ");
      text_.add_text(definition.key, Style::key);
      if (definition.version > 1) {
        text_.add_text(std::string(" \u00B7 ") + say_.version + " " +
                       std::to_string(definition.version));
      }
      if (!definition.text.empty()) {
        text_.add_break();
        text_.add_text(definition.text);
      }
      if (!definition.formula.empty()) {
        text_.add_break();
        text_.add_text("= " + definition.formula, Style::key);
      }
      if (!definition.source.empty()) {
        text_.add_break();
        text_.add_text(say_.source + definition.source);
      }
      text_.end_paragraph();
    }
    set_columns(1);
  }

  void write_foot() {
    text_.begin_paragraph(placed({.style = Style::foot}));
    text_.add_text(say_.made_with);
    if (!document_.catalog_sha256.empty()) {
      text_.add_text(std::string(" \u00B7 ") + say_.catalog_version + " ");
      text_.add_text(document_.catalog_sha256.substr(0, 12), Style::key);
    }
    text_.end_paragraph();
  }

  /// Ends the section when the page must turn: its properties belong to its last paragraph.
  void turn_page(bool lying) {
    if (lying == lying_) return;
    if (touches_table_) paragraph({.style = Style::table_note}, {});
    end_section();
    lying_ = lying;
    goes_on_ = false;
    page_break_ = false;  // a section begins on a new page
    space_above_ = 0;
  }

  /// What comes next stands in so many columns, on the same page.
  void set_columns(int columns) {
    end_section();
    columns_ = columns;
    goes_on_ = true;
  }

  void end_section() {
    const std::string rest = xml_.substr(text_.properties_end());
    xml_.resize(text_.properties_end());
    write_section();
    xml_ += rest;
  }

  void write_section() {
    const Page& page = look_.page;
    xml_ += "<w:sectPr>";
    for (const Look::Margin& margin : look_.margins) {
      xml_ += "<" + margin.tag;
      append_attribute(xml_, "w:type", margin.type);
      append_attribute(xml_, "r:id", margin.relation);
      xml_ += "/>";
    }
    const auto number = [&](std::string_view name, int value) {
      append_attribute(xml_, name, std::to_string(value));
    };
    xml_ += goes_on_ ? "<w:type w:val=\"continuous\"/>" : "<w:type w:val=\"nextPage\"/>";
    xml_ += "<w:pgSz";
    number("w:w", lying_ ? page.height : page.width);
    number("w:h", lying_ ? page.width : page.height);
    if (lying_ || page.width > page.height) xml_ += " w:orient=\"landscape\"";
    xml_ += "/><w:pgMar";
    number("w:top", page.top);
    number("w:right", page.right);
    number("w:bottom", page.bottom);
    number("w:left", page.left);
    number("w:header", page.header);
    number("w:footer", page.footer);
    xml_ += " w:gutter=\"0\"/><w:cols w:space=\"454\"";
    if (columns_ > 1) number("w:num", columns_);
    xml_ += "/>";
    if (std::exchange(first_section_, false) && look_.title_page) xml_ += "<w:titlePg/>";
    xml_ += "</w:sectPr>";
  }

  const Document& document_;
  const Pictures& pictures_;
  const Look& look_;
  const Words& say_;
  DocxPlan plan_;
  DocxText text_;
  std::string& xml_;
  DocxBody body_;
  std::set<std::string> written_anchors_;
  bool page_break_ = false;     ///< before the next paragraph
  int space_above_ = 0;         ///< the next paragraph, in twentieths of a point
  bool touches_table_ = false;  ///< nothing stands after the table yet
  // The section that is being written.
  bool lying_ = false;
  bool goes_on_ = false;  ///< on the page where the one before ends
  int columns_ = 1;
  bool first_section_ = true;
};

}  // namespace

DocxBody write_body(const Document& document, const Pictures& pictures, const Look& look) {
  return BodyWriter(document, pictures, look).write();
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "documents/grid.hpp"
#include "documents/messages.hpp"
#include "documents/package.hpp"
#include "documents/read.hpp"

namespace redthread::documents {
namespace {

using Event = XmlReader::Event;

constexpr std::size_t most_tables = 20'000;
constexpr std::size_t longest_title = 300;

int to_int(std::string_view digits, int otherwise) {
  int value = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// `val` of an on/off property: on unless it says otherwise.
bool is_on(const XmlReader& xml) {
  const std::string_view value = xml.attribute("val");
  return value != "0" && value != "false" && value != "none";
}

int indent_of(const XmlReader& xml, int otherwise) {
  const std::string_view start = xml.attribute("start");
  return to_int(start.empty() ? xml.attribute("left") : start, otherwise);
}

/// A table that is open: they can stand in one another's cells.
struct OpenTable {
  GridBuilder grid;
  std::string title;
  int rows = 0;
  // The cell:
  std::string text;
  int indent = -1;  ///< twips, of its first paragraph
  int column_span = 1;
  bool continued = false;
  bool in_cell = false;
  /// Indents in twips of the cells so far, to tell the steps.
  struct Indented {
    std::size_t row = 0;
    std::size_t cell = 0;
    int twips = 0;
  };
  std::vector<Indented> indented;
  std::size_t cells_in_row = 0;
};

class Body {
 public:
  Body(ReadDocument& document, const std::map<std::string, int, std::less<>>& style_indents)
      : document_(document), style_indents_(style_indents) {}

  void take(const XmlReader& xml, Event event) {
    if (event == Event::text) {
      if (takes_text_ && skip_ == 0) add(xml.text());
    } else if (event == Event::start) {
      start(xml);
    } else {
      end(xml.name());
    }
  }
  bool is_too_large() const { return too_large_; }
  int pictures() const { return pictures_; }

 private:
  void add(const std::string& text) {
    if (!hidden_) paragraph_ += superscript_ ? raised(text) : text;
  }

  /// Superscript digits, so that a footnote mark does not become part of the number.
  static std::string raised(const std::string& text) {
    static const char* const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string result;
    for (const char c : text) {
      if (c >= '0' && c <= '9') {
        result += digits[c - '0'];
      } else {
        result += c;
      }
    }
    return result;
  }

  void start(const XmlReader& xml) {
    const std::string_view name = xml.name();
    if (name == "Fallback") ++skip_;  // the same again, for old programs
    if (skip_ > 0) return;
    if (name == "tbl") {
      if (document_.tables.size() + tables_.size() >= most_tables) too_large_ = true;
      tables_.emplace_back();
      tables_.back().title = last_text_;
    } else if (name == "p") {
      paragraph_.clear();
      indent_ = 0;
      heading_ = false;
    } else if (name == "r") {
      superscript_ = hidden_ = false;
    } else if (name == "t") {
      takes_text_ = true;
    } else if (name == "tab" || name == "br" || name == "cr") {
      if (!in_properties_) add(" ");
    } else if (name == "noBreakHyphen") {
      add("-");
    } else if (name == "footnoteReference" || name == "endnoteReference") {
      paragraph_ += "¹";
    } else if (name == "blip") {
      ++pictures_;
    } else {
      property(xml);
    }
  }

  void property(const XmlReader& xml) {
    const std::string_view name = xml.name();
    if (name == "pPr" || name == "rPr") in_properties_ = true;
    if (name == "vertAlign") superscript_ = xml.attribute("val") == "superscript";
    if (name == "vanish") hidden_ = is_on(xml);
    if (name == "pStyle") {
      const std::string_view style = xml.attribute("val");
      const auto found = style_indents_.find(style);
      if (found != style_indents_.end()) indent_ = found->second;
      heading_ = style.starts_with("Heading") || style.starts_with("Rubrik") || style == "Title";
    }
    if (name == "ind") indent_ = indent_of(xml, indent_);
    if (tables_.empty()) return;
    OpenTable& table = tables_.back();
    if (name == "tblCaption" && !xml.attribute("val").empty()) {
      const std::string caption = clean(xml.attribute("val"));
      table.title =
          last_text_.empty() || last_text_ == caption ? caption : caption + ". " + last_text_;
    }
    if (name == "tr") {
      table.grid.start_row(++table.rows, false);
      table.cells_in_row = 0;
    } else if (name == "tblHeader" && is_on(xml)) {
      headers_.emplace_back(tables_.size(), table.rows);
    } else if (name == "gridBefore") {
      const int columns = std::clamp(to_int(xml.attribute("val"), 0), 0, 500);
      table.grid.skip(static_cast<std::size_t>(columns));
      table.cells_in_row += static_cast<std::size_t>(columns);
    } else if (name == "tc") {
      table.text.clear();
      table.indent = -1;
      table.column_span = 1;
      table.continued = false;
      table.in_cell = true;
    } else if (name == "gridSpan") {
      table.column_span = std::clamp(to_int(xml.attribute("val"), 1), 1, 500);
    } else if (name == "vMerge") {
      table.continued = xml.attribute("val") != "restart";
    }
  }

  void end(std::string_view name) {
    if (name == "Fallback" && skip_ > 0) {
      --skip_;
      return;
    }
    if (skip_ > 0) return;
    if (name == "t") takes_text_ = false;
    if (name == "pPr" || name == "rPr") in_properties_ = false;
    if (name == "p") end_paragraph();
    if (tables_.empty()) return;
    if (name == "tc") end_cell();
    if (name == "tbl") end_table();
  }

  void end_paragraph() {
    const std::string text = collapsed(clean(paragraph_));
    paragraph_.clear();
    if (!tables_.empty() && tables_.back().in_cell) {
      OpenTable& table = tables_.back();
      if (text.empty()) return;
      if (table.indent < 0) table.indent = indent_;
      table.text += (table.text.empty() ? "" : " ") + text;
      return;
    }
    ++paragraphs_;
    if (text.empty()) return;
    last_text_ = text.size() > longest_title ? std::string() : text;
    document_.texts.push_back({.line = paragraphs_, .heading = heading_, .text = text});
  }

  void end_cell() {
    OpenTable& table = tables_.back();
    const auto span = static_cast<std::size_t>(table.column_span);
    if (table.continued) {
      table.grid.add_continued(span);
    } else {
      if (table.indent > 0 && table.rows > 0) {
        table.indented.push_back(
            {static_cast<std::size_t>(table.rows - 1), table.cells_in_row, table.indent});
      }
      table.grid.add(table.text, span);
    }
    table.cells_in_row += span;
    table.in_cell = false;
  }

  void end_table() {
    OpenTable open = std::move(tables_.back());
    tables_.pop_back();
    too_large_ = too_large_ || open.grid.is_too_large();
    ReadTable table{.title = open.title};
    table.rows = open.grid.finish();
    while (!headers_.empty() && headers_.back().first > tables_.size()) {
      const auto row = static_cast<std::size_t>(headers_.back().second - 1);
      if (row < table.rows.size()) table.rows[row].header = true;
      headers_.pop_back();
    }
    // A step of indent is the smallest one in the table.
    int step = 0;
    for (const auto& each : open.indented)
      step = step == 0 ? each.twips : std::min(step, each.twips);
    for (const auto& each : open.indented) {
      if (each.row >= table.rows.size() || each.cell >= table.rows[each.row].cells.size()) continue;
      const int steps = std::min((each.twips + step / 2) / step, 12);
      table.rows[each.row].cells[each.cell].text.insert(0, static_cast<std::size_t>(steps) * 2,
                                                        ' ');
    }
    if (!table.rows.empty()) document_.tables.push_back(std::move(table));
  }

  ReadDocument& document_;
  const std::map<std::string, int, std::less<>>& style_indents_;
  std::vector<OpenTable> tables_;
  std::vector<std::pair<std::size_t, int>> headers_;  ///< depth of the table, row from 1
  std::string paragraph_;
  std::string last_text_;
  int indent_ = 0;
  int paragraphs_ = 0;
  int pictures_ = 0;
  int skip_ = 0;
  bool heading_ = false;
  bool superscript_ = false;
  bool hidden_ = false;
  bool takes_text_ = false;
  bool in_properties_ = false;
  bool too_large_ = false;
};

/// Indents of paragraph styles, also inherited ones.
bool read_styles(const Package& package, const std::string& part,
                 std::map<std::string, int, std::less<>>& indents, Diagnostics& diagnostics) {
  std::map<std::string, std::string> based_on;
  std::string style;
  const bool sound = package.read(part, diagnostics, [&](const XmlReader& xml, Event event) {
    if (event != Event::start) return;
    if (xml.name() == "style") style = xml.attribute("styleId");
    if (xml.name() == "basedOn") based_on[style] = xml.attribute("val");
    if (xml.name() == "ind" && !style.empty()) indents[style] = indent_of(xml, 0);
  });
  for (const auto& [name, first] : based_on) {
    std::string parent = first;
    for (int depth = 0; depth < 10 && indents.find(name) == indents.end(); ++depth) {
      const auto found = indents.find(parent);
      if (found != indents.end()) indents[name] = found->second;
      const auto next = based_on.find(parent);
      if (next == based_on.end()) break;
      parent = next->second;
    }
  }
  return sound;
}

}  // namespace

std::optional<ReadDocument> read_docx(std::string bytes, const std::string& file,
                                      Diagnostics& diagnostics) {
  const auto package = Package::open(std::move(bytes), file, diagnostics);
  if (!package) return std::nullopt;
  const auto roots = package->relations("", diagnostics);
  if (!roots) return std::nullopt;
  std::string main;
  for (const auto& [id, relation] : *roots) {
    if (relation.type == "officeDocument") main = relation.part;
  }
  if (main.empty()) {
    package->tell_damage(diagnostics);
    return std::nullopt;
  }
  std::map<std::string, int, std::less<>> indents;
  const auto parts = package->relations(main, diagnostics);
  if (!parts) return std::nullopt;
  for (const auto& [id, relation] : *parts) {
    if (relation.type == "styles" && !read_styles(*package, relation.part, indents, diagnostics)) {
      return std::nullopt;
    }
  }
  ReadDocument document;
  Body body(document, indents);
  const bool sound = package->read(
      main, diagnostics, [&](const XmlReader& xml, Event event) { body.take(xml, event); });
  if (!sound) return std::nullopt;
  if (body.is_too_large()) {
    diagnostics.error(codes::too_large, {.file = file},
                      "the document has a table that is too large, or too many of them",
                      "keep the tables that were published");
    return std::nullopt;
  }
  if (body.pictures() > 0) {
    diagnostics.warning(codes::picture, {.file = file},
                        "the document has pictures (" + std::to_string(body.pictures()) +
                            "); a table in one is not read",
                        "write the picture's figures as a table, if there are any");
  }
  return document;
}

}  // namespace redthread::documents

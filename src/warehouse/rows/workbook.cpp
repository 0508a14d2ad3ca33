// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/workbook.hpp"

#include <charconv>

#include <fmt/format.h>

namespace redthread::warehouse {
namespace {

using Event = XmlReader::Event;

/// `officeDocument` of `http://.../relationships/officeDocument`.
std::string last_word(std::string_view type) {
  return std::string(type.substr(type.rfind('/') + 1));
}

/// A target as a part's name: `/xl/a.xml`, or relative to the folder of the part that names it.
std::string resolved(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base(folder);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    base.resize(base.size() > 1 ? base.rfind('/', base.size() - 2) + 1 : 0);
  }
  return base + std::string(target);
}

std::string folder_of(std::string_view part) {
  return std::string(part.substr(0, part.rfind('/') + 1));
}

int to_int(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

}  // namespace

bool Workbook::open(Diagnostics& diagnostics) {
  const auto roots = relations("", diagnostics);
  if (!roots) return false;
  std::string main;
  for (const auto& [id, relation] : *roots) {
    if (relation.type == "officeDocument") main = relation.target;
  }
  const auto parts = relations(main, diagnostics);
  if (!parts || !read_sheets(main, *parts, diagnostics)) return false;
  for (const auto& [id, relation] : *parts) {
    const bool read_well = relation.type == "sharedStrings"
                               ? read_texts(relation.target, diagnostics)
                           : relation.type == "styles" ? read_styles(relation.target, diagnostics)
                                                       : true;
    if (!read_well) return false;
  }
  return true;
}

SheetNumber Workbook::style(std::size_t index) const {
  return index < styles_.size() ? styles_[index] : SheetNumber::plain;
}

std::optional<std::string_view> Workbook::shared_text(std::size_t index) const {
  if (index >= text_ends_.size()) return std::nullopt;
  const std::size_t start = index == 0 ? 0 : text_ends_[index - 1];
  return std::string_view(texts_).substr(start, text_ends_[index] - start);
}

std::optional<ZipArchive::Part> Workbook::sheet(const Sheet& sheet,
                                                Diagnostics& diagnostics) const {
  return part(sheet.part, limits_.sheet, diagnostics);
}

void Workbook::tell_damage(Diagnostics& diagnostics) const {
  if (diagnostics.has_errors()) return;
  diagnostics.error("rows.xlsx", {.file = shown_as_},
                    "the Excel file cannot be read: it is damaged, cut short, or not all there",
                    "open it in Excel, save it again as .xlsx and deliver that");
}

std::optional<ZipArchive::Part> Workbook::part(const std::string& name, std::size_t limit,
                                               Diagnostics& diagnostics) const {
  ZipArchive::Trouble trouble{};
  auto found = archive_.part(name, {limit, limits_.packing_ratio}, trouble);
  if (found) return found;
  if (trouble != ZipArchive::Trouble::too_large) {
    tell_damage(diagnostics);
    return std::nullopt;
  }
  diagnostics.error("rows.too_large", {.file = shown_as_},
                    fmt::format("a part of the Excel file unpacks to more than {} MiB, or to more "
                                "than {} times its size",
                                limit >> 20, limits_.packing_ratio),
                    "deliver rows in such numbers as CSV or Parquet");
  return std::nullopt;
}

bool Workbook::read(const std::string& name, std::size_t limit, Diagnostics& diagnostics,
                    const std::function<void(const XmlReader&, Event)>& take) const {
  auto from = part(name, limit, diagnostics);
  if (!from) return false;
  XmlReader xml([&](char* to, std::size_t count) { return from->read(to, count); }, limits_.row);
  while (true) {
    const Event event = xml.next();
    if (event == Event::finished) return true;
    if (event == Event::damaged) {
      tell_damage(diagnostics);
      return false;
    }
    take(xml, event);
  }
}

/// The parts that a part names, by their ids. `of` is empty for the workbook as a whole.
std::optional<Workbook::Relations> Workbook::relations(const std::string& of,
                                                       Diagnostics& diagnostics) const {
  const std::string folder = folder_of(of);
  const std::string name = folder + "_rels/" + of.substr(folder.size()) + ".rels";
  Relations found;
  const bool sound =
      read(name, limits_.workbook_part, diagnostics, [&](const XmlReader& xml, Event event) {
        if (event != Event::start || xml.name() != "Relationship") return;
        found[std::string(xml.attribute("Id"))] = {last_word(xml.attribute("Type")),
                                                   resolved(folder, xml.attribute("Target"))};
      });
  if (!sound) return std::nullopt;
  return found;
}

bool Workbook::read_sheets(const std::string& name, const Relations& parts,
                           Diagnostics& diagnostics) {
  return read(name, limits_.workbook_part, diagnostics, [&](const XmlReader& xml, Event event) {
    if (event != Event::start) return;
    if (xml.name() == "workbookPr") from_1904_ = is_true(xml.attribute("date1904"));
    if (xml.name() != "sheet") return;
    const auto part = parts.find(std::string(xml.attribute("id")));
    // Sheets of charts hold no cells.
    if (part == parts.end() || part->second.type != "worksheet") return;
    const std::string_view state = xml.attribute("state");
    sheets_.push_back({std::string(xml.attribute("name")), part->second.target,
                       state.empty() || state == "visible"});
  });
}

bool Workbook::read_texts(const std::string& name, Diagnostics& diagnostics) {
  bool is_text = false;
  bool is_phonetic = false;
  std::string text;
  return read(name, limits_.shared_strings, diagnostics, [&](const XmlReader& xml, Event event) {
    if (event == Event::text) {
      if (is_text && !is_phonetic) text += xml.text();
      return;
    }
    const bool starts = event == Event::start;
    if (xml.name() == "t") is_text = starts;
    if (xml.name() == "rPh") is_phonetic = starts;
    if (xml.name() != "si" || starts) return;
    texts_ += sheet_text(text);
    text_ends_.push_back(texts_.size());
    text.clear();
  });
}

bool Workbook::read_styles(const std::string& name, Diagnostics& diagnostics) {
  std::map<int, SheetNumber> formats;
  bool is_cell_styles = false;
  return read(name, limits_.workbook_part, diagnostics, [&](const XmlReader& xml, Event event) {
    if (xml.name() == "cellXfs" && event != Event::text) is_cell_styles = event == Event::start;
    if (event != Event::start) return;
    if (xml.name() == "numFmt") {
      formats[to_int(xml.attribute("numFmtId"))] = format_of(xml.attribute("formatCode"));
    }
    if (xml.name() != "xf" || !is_cell_styles) return;
    const int number = to_int(xml.attribute("numFmtId"));
    const auto own = formats.find(number);
    styles_.push_back(own == formats.end() ? builtin_format(number) : own->second);
  });
}

}  // namespace redthread::warehouse

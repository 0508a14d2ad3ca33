// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "report/gate.hpp"
#include "report/package.hpp"
#include "report/printed_number.hpp"

namespace redthread::report {
namespace {

constexpr int first_own_format = 164;  // below are the built-in ones
constexpr int text_format = 49;        // `@`
constexpr const char* figure_colour = "FF9F1B32";

/// The part as XML; empty when it is not there.
pugi::xml_document xml_part(const Package& package, const std::string& name) {
  pugi::xml_document xml;
  const auto text = package.read(name);
  if (text)
    xml.load_buffer(text->data(), text->size(), pugi::parse_default | pugi::parse_ws_pcdata);
  return xml;
}

/// What a cell's style says about numbers in it.
struct NumberLook {
  int id = 0;
  bool percent = false;
  bool duration = false;
  int decimals = 0;
  bool is_figure() const { return id >= first_own_format; }
};

NumberLook read_format(int id, std::string_view code) {
  NumberLook look{.id = id};
  look.duration = code.find("[mm]") != std::string_view::npos;
  bool quoted = false;
  bool after_point = false;
  for (const char c : code) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ';') break;  // the sections differ in sign only
    if (c == '%') look.percent = true;
    if (c == '.') {
      after_point = true;
    } else if (c == '0') {
      look.decimals += after_point ? 1 : 0;
    } else {
      after_point = false;
    }
  }
  return look;
}

std::vector<NumberLook> read_looks(const Package& package) {
  const pugi::xml_document styles = xml_part(package, "xl/styles.xml");
  std::map<int, std::string> codes;
  for (const auto& format : styles.child("styleSheet").child("numFmts").children("numFmt")) {
    codes[format.attribute("numFmtId").as_int()] = format.attribute("formatCode").value();
  }
  std::vector<NumberLook> looks;
  for (const auto& format : styles.child("styleSheet").child("cellXfs").children("xf")) {
    const int id = format.attribute("numFmtId").as_int();
    looks.push_back(read_format(id, codes[id]));
  }
  return looks;
}

/// One shared string: its text, and the pieces of it that are figures.
struct SharedText {
  std::string text;
  std::vector<std::string> figures;
};

std::vector<SharedText> read_texts(const Package& package) {
  std::vector<SharedText> texts;
  const pugi::xml_document strings = xml_part(package, "xl/sharedStrings.xml");
  for (const auto& item : strings.child("sst").children("si")) {
    SharedText shared;
    shared.text = item.child("t").child_value();
    for (const auto& run : item.children("r")) {
      const std::string text = run.child("t").child_value();
      shared.text += text;
      const char* colour = run.child("rPr").child("color").attribute("rgb").value();
      if (std::strcmp(colour, figure_colour) == 0) shared.figures.push_back(text);
    }
    texts.push_back(std::move(shared));
  }
  return texts;
}

Language read_language(const Package& package) {
  const pugi::xml_document custom = xml_part(package, "docProps/custom.xml");
  for (const auto& property : custom.child("Properties").children("property")) {
    if (std::strcmp(property.attribute("name").value(), "language") == 0 &&
        std::strcmp(property.child("vt:lpwstr").child_value(), "en") == 0) {
      return Language::english;
    }
  }
  return Language::swedish;
}

/// As the cell shows it: the file's number, scaled and rounded as its format says.
std::string shown(double value, const NumberLook& look) {
  if (look.duration) value *= 86'400;
  if (look.percent) value *= 100;
  std::string text = fmt::format("{:.{}f}", value, look.duration ? 0 : look.decimals);
  if (text.starts_with('-') && text.find_first_of("123456789") == std::string::npos)
    text.erase(0, 1);
  return text;
}

class Reader {
 public:
  explicit Reader(const Package& package)
      : looks_(read_looks(package)),
        texts_(read_texts(package)),
        language_(read_language(package)) {}

  void read_sheet(const pugi::xml_document& sheet) {
    for (const auto& row : sheet.child("worksheet").child("sheetData").children("row")) {
      for (const auto& cell : row.children("c")) read_cell(cell);
    }
  }
  FigureCounts counts() && { return std::move(counts_); }

 private:
  void read_cell(const pugi::xml_node& cell) {
    const std::size_t style = cell.attribute("s").as_uint();
    const NumberLook look = style < looks_.size() ? looks_[style] : NumberLook{};
    const char* value = cell.child("v").child_value();
    if (*value == '\0') return;
    if (std::strcmp(cell.attribute("t").value(), "s") != 0) {
      if (look.is_figure()) ++counts_[shown(std::strtod(value, nullptr), look)];
      return;
    }
    const std::size_t index = std::strtoul(value, nullptr, 10);
    if (index >= texts_.size()) return;
    if (look.id == text_format) {
      count_text(texts_[index].text);
    } else {
      for (const std::string& figure : texts_[index].figures) count_text(figure);
    }
  }

  void count_text(const std::string& text) {
    const auto number = read_printed_number(text, language_);
    ++counts_[number ? number->to_string() : text];
  }

  std::vector<NumberLook> looks_;
  std::vector<SharedText> texts_;
  Language language_;
  FigureCounts counts_;
};

}  // namespace

FigureCounts figures_in_xlsx(std::string_view bytes) {
  const Package package(bytes);
  if (!package.good()) return {{"not a workbook", 1}};
  std::map<std::string, std::string> targets;
  const pugi::xml_document relations = xml_part(package, "xl/_rels/workbook.xml.rels");
  for (const auto& each : relations.child("Relationships").children("Relationship")) {
    targets[each.attribute("Id").value()] = each.attribute("Target").value();
  }
  Reader reader(package);
  const pugi::xml_document workbook = xml_part(package, "xl/workbook.xml");
  for (const auto& sheet : workbook.child("workbook").child("sheets").children("sheet")) {
    reader.read_sheet(xml_part(package, "xl/" + targets[sheet.attribute("r:id").value()]));
  }
  return std::move(reader).counts();
}

}  // namespace redthread::report

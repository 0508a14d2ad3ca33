// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "documents/grid.hpp"
#include "documents/messages.hpp"
#include "documents/number_text.hpp"
#include "documents/package.hpp"
#include "documents/read.hpp"
#include "documents/sheet_tables.hpp"

namespace redthread::documents {
namespace {

using Event = XmlReader::Event;

constexpr int most_rows = 1'048'576;
constexpr int most_columns = 16'384;
constexpr std::size_t most_cells = 4'000'000;
constexpr std::size_t most_text = 512u << 20;

int to_int(std::string_view digits, int otherwise = -1) {
  int value = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

struct Place {
  int row = 0;
  int column = 0;
};

/// `C5`; nullopt when it is no cell's name.
std::optional<Place> place_of(std::string_view name) {
  Place place;
  std::size_t at = 0;
  for (; at < name.size() && at < 3; ++at) {
    const char c = static_cast<char>(name[at] & ~0x20);
    if (c < 'A' || c > 'Z') break;
    place.column = place.column * 26 + (c - 'A' + 1);
  }
  place.row = to_int(name.substr(at), 0);
  if (place.column < 1 || place.column > most_columns || place.row < 1 || place.row > most_rows) {
    return std::nullopt;
  }
  return place;
}

std::string name_of(const Place& place) {
  std::string letters;
  for (int column = place.column; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters + std::to_string(place.row);
}

class Workbook {
 public:
  Workbook(const Package& package, std::string file, Diagnostics& diagnostics)
      : package_(package), file_(std::move(file)), diagnostics_(diagnostics) {}

  std::optional<ReadDocument> read();

 private:
  struct Style {
    ShownNumbers number;
    int indent = 0;
  };
  struct SheetPart {
    std::string name;
    std::string part;
  };
  /// The cell that is being read.
  struct Cell {
    Place place;
    std::string type;
    std::size_t style = 0;
    bool formula = false;
    bool value = false;
    bool takes_text = false;
    bool phonetic = false;
    std::string stored;
  };

  bool read_sheets(const std::string& main, const Package::Relations& parts);
  bool read_texts(const std::string& part);
  bool read_styles(const std::string& part);
  std::optional<Sheet> read_sheet(const SheetPart& part);
  void start(const XmlReader& xml, Sheet& sheet, Cell& cell);
  void end_cell(Sheet& sheet, Cell& cell);
  std::string shown(const Cell& cell) const;

  const Package& package_;
  std::string file_;
  Diagnostics& diagnostics_;
  std::vector<SheetPart> sheets_;
  std::vector<std::string> texts_;
  std::vector<Style> styles_;
  bool from_1904_ = false;
  std::size_t cells_ = 0;
  bool too_large_ = false;
  // Formulas without values in the sheet that is being read:
  int empty_formulas_ = 0;
  Place first_empty_;
};

std::optional<ReadDocument> Workbook::read() {
  const auto roots = package_.relations("", diagnostics_);
  if (!roots) return std::nullopt;
  std::string main;
  for (const auto& [id, relation] : *roots) {
    if (relation.type == "officeDocument") main = relation.part;
  }
  if (main.empty()) {
    package_.tell_damage(diagnostics_);
    return std::nullopt;
  }
  const auto parts = package_.relations(main, diagnostics_);
  if (!parts || !read_sheets(main, *parts)) return std::nullopt;
  for (const auto& [id, relation] : *parts) {
    if (relation.type == "sharedStrings" && !read_texts(relation.part)) return std::nullopt;
    if (relation.type == "styles" && !read_styles(relation.part)) return std::nullopt;
  }
  ReadDocument document;
  for (const SheetPart& part : sheets_) {
    const auto sheet = read_sheet(part);
    if (!sheet) return std::nullopt;
    find_sheet_tables(*sheet, document);
    if (empty_formulas_ > 0) {
      diagnostics_.error(
          codes::formula, {.file = file_},
          fmt::format(
              "sheet `{}`: {} cells have formulas that were never computed, the first in {}",
              clean(part.name), empty_formulas_, name_of(first_empty_)),
          "open the file in Excel and save it, so that the formulas' values are in it");
    }
  }
  if (too_large_) {
    diagnostics_.error(codes::too_large, {.file = file_},
                       fmt::format("the workbook has more than {} cells", most_cells),
                       "keep the tables that were published");
    return std::nullopt;
  }
  return document;
}

bool Workbook::read_sheets(const std::string& main, const Package::Relations& parts) {
  return package_.read(main, diagnostics_, [&](const XmlReader& xml, Event event) {
    if (event != Event::start) return;
    if (xml.name() == "workbookPr") {
      const std::string_view flag = xml.attribute("date1904");
      from_1904_ = flag == "1" || flag == "true";
    }
    if (xml.name() != "sheet") return;
    const std::string_view state = xml.attribute("state");
    if (state == "hidden" || state == "veryHidden") return;
    // `r:id` and `sheetId`: the prefix is gone, the name is not.
    const auto found = parts.find(xml.attribute("id"));
    if (found != parts.end() && found->second.type == "worksheet") {
      sheets_.push_back({clean(xml.attribute("name")), found->second.part});
    }
  });
}

bool Workbook::read_texts(const std::string& part) {
  bool is_text = false;
  bool is_phonetic = false;
  std::string text;
  std::size_t size = 0;
  return package_.read(part, diagnostics_, [&](const XmlReader& xml, Event event) {
    if (event == Event::text) {
      if (is_text && !is_phonetic && size < most_text) text += xml.text();
      return;
    }
    const bool starts = event == Event::start;
    if (xml.name() == "t") is_text = starts;
    if (xml.name() == "rPh") is_phonetic = starts;
    if (xml.name() != "si" || starts) return;
    size += text.size();
    texts_.push_back(clean(text));
    text.clear();
  });
}

bool Workbook::read_styles(const std::string& part) {
  std::map<int, ShownNumbers> formats;
  bool is_cell_styles = false;
  return package_.read(part, diagnostics_, [&](const XmlReader& xml, Event event) {
    if (event == Event::text) return;
    if (xml.name() == "cellXfs") is_cell_styles = event == Event::start;
    if (event != Event::start) return;
    if (xml.name() == "numFmt") {
      formats[to_int(xml.attribute("numFmtId"))] = shown_number(clean(xml.attribute("formatCode")));
    }
    if (!is_cell_styles) return;
    if (xml.name() == "xf") {
      const int number = to_int(xml.attribute("numFmtId"));
      const auto own = formats.find(number);
      styles_.push_back({own == formats.end() ? builtin_number(number) : own->second});
    }
    if (xml.name() == "alignment" && !styles_.empty()) {
      styles_.back().indent = std::clamp(to_int(xml.attribute("indent"), 0), 0, 15);
    }
  });
}

std::optional<Sheet> Workbook::read_sheet(const SheetPart& part) {
  Sheet sheet{.name = part.name};
  empty_formulas_ = 0;
  Cell cell;
  const bool sound = package_.read(part.part, diagnostics_, [&](const XmlReader& xml, Event event) {
    if (event == Event::start) {
      start(xml, sheet, cell);
    } else if (event == Event::text) {
      if (cell.takes_text && !cell.phonetic) cell.stored += xml.text();
    } else if (xml.name() == "v" || xml.name() == "t") {
      cell.takes_text = false;
    } else if (xml.name() == "rPh") {
      cell.phonetic = false;
    } else if (xml.name() == "c") {
      end_cell(sheet, cell);
    }
  });
  if (!sound) return std::nullopt;
  return sheet;
}

void Workbook::start(const XmlReader& xml, Sheet& sheet, Cell& cell) {
  const std::string_view name = xml.name();
  if (name == "row") {
    cell.place.row = to_int(xml.attribute("r"), cell.place.row + 1);
    cell.place.column = 0;
  } else if (name == "c") {
    const auto written = place_of(xml.attribute("r"));
    const Place next{cell.place.row, cell.place.column + 1};
    cell = {.place = written ? *written : next, .type = std::string(xml.attribute("t"))};
    cell.style = static_cast<std::size_t>(std::max(0, to_int(xml.attribute("s"), 0)));
  } else if (name == "v" || name == "t") {
    cell.value = cell.takes_text = true;
  } else if (name == "f") {
    cell.formula = true;
  } else if (name == "rPh") {
    cell.phonetic = true;
  } else if (name == "mergeCell") {
    const std::string_view cells = xml.attribute("ref");
    const auto first = place_of(cells);
    const auto last = place_of(cells.substr(std::min(cells.find(':') + 1, cells.size())));
    if (first && last && sheet.merges.size() < most_cells) {
      sheet.merges.push_back({first->row, first->column, last->row, last->column});
    }
  }
}

void Workbook::end_cell(Sheet& sheet, Cell& cell) {
  if (cell.formula && (!cell.value || (cell.stored.empty() && cell.type != "str"))) {
    if (empty_formulas_++ == 0) first_empty_ = cell.place;
  }
  const bool sound = cell.place.row >= 1 && cell.place.row <= most_rows && cell.place.column >= 1 &&
                     cell.place.column <= most_columns;
  if (!cell.value || !sound) return;
  std::string text = shown(cell);
  if (text.find_first_not_of(' ') == std::string::npos) return;
  if (++cells_ > most_cells) {
    too_large_ = true;
    return;
  }
  sheet.rows[cell.place.row][cell.place.column] = std::move(text);
}

/// The cell as it is seen.
std::string Workbook::shown(const Cell& cell) const {
  static const Style plain;
  const Style& style = cell.style < styles_.size() ? styles_[cell.style] : plain;
  const std::string indent(static_cast<std::size_t>(style.indent) * 2, ' ');
  if (cell.type == "s") {
    const int index = to_int(cell.stored);
    if (index < 0 || static_cast<std::size_t>(index) >= texts_.size()) return {};
    return indent + texts_[static_cast<std::size_t>(index)];
  }
  if (cell.type == "inlineStr" || cell.type == "str") return indent + clean(cell.stored);
  if (cell.type == "b") return cell.stored == "1" ? "SANT" : "FALSKT";
  if (cell.type == "e" || cell.type == "d") return clean(cell.stored);
  return clean(number_text(cell.stored, style.number, from_1904_));
}

}  // namespace

std::optional<ReadDocument> read_xlsx(std::string bytes, const std::string& file,
                                      Diagnostics& diagnostics) {
  const auto package = Package::open(std::move(bytes), file, diagnostics);
  if (!package) return std::nullopt;
  return Workbook(*package, file, diagnostics).read();
}

}  // namespace redthread::documents

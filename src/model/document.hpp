// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/language.hpp"
#include "base/period.hpp"
#include "model/figure.hpp"

namespace redthread {

/// A report as a tree, the same for every format: writers arrange it, they decide no number and
/// no string. A figure stands in it as a reference with the very text that is printed.

struct TextRun {
  enum class Style { plain, strong, emphasis };
  std::string text;
  Style style = Style::plain;
  std::string link = {};  ///< `https://…` or `#anchor` of this document; empty = no link
};
struct FigureRun {
  FigurePtr figure;
  std::string text;        ///< as printed, e.g. `−475,0 mnkr`
  bool magnitude = false;  ///< printed without its sign: `sämre än budget med 425,7 mnkr`
  TextRun::Style style = TextRun::Style::plain;
  std::optional<NumberFormat> show = {};  ///< printed so instead of in the figure's own format
};
struct LineBreak {};
using Run = std::variant<TextRun, FigureRun, LineBreak>;
using Runs = std::vector<Run>;

struct Heading {
  int level = 1;
  std::string id;  ///< anchor, unique in the document
  std::string text;
};
struct Paragraph {
  Runs runs;
  bool lead = false;        ///< an introduction
  std::string byline = {};  ///< for comments, on the last paragraph: who and when
  bool comment = false;     ///< part of a comment, which ends with the paragraph that has a byline
};
struct BulletList {
  bool ordered = false;
  std::vector<Runs> items;
  bool comment = false;  ///< part of a comment, like a paragraph
};
struct TableOfContents {};

struct Table {
  enum class Align { start, end };
  enum class Fill { none, green, yellow, red, shaded };
  struct HeaderCell {
    Runs runs;
    int column_span = 1;
    int row_span = 1;
  };
  struct Cell {
    Runs runs;  ///< text, or one figure, around which short text may stand (`≥ 95 %`, `47,6 ¹`)
    Fill fill = Fill::none;
    bool row_header = false;
    int column_span = 1;
  };
  struct Row {
    enum class Style { normal, of_which, total, heading };
    Style style = Style::normal;
    int indent = 0;
    std::vector<Cell> cells;
  };
  std::string id;
  std::string sheet;  ///< short name for a spreadsheet's tab
  std::string caption;
  std::string summary = {};    ///< a sentence under the caption, for what the table adds up to
  std::string measure_unit;    ///< `Belopp i mnkr`; empty when cells carry theirs
  std::vector<Align> columns;  ///< one a column
  std::vector<std::vector<HeaderCell>> header;
  std::vector<Row> rows;
  std::vector<std::string> notes;
  std::string source;
};

using Block = std::variant<Heading, Paragraph, BulletList, TableOfContents, Table>;

struct Definition {
  std::string key;
  std::string name;
  std::string text;
  std::string formula;
  std::string source;
  int version = 1;
};

/// What keys in addresses are called, for readers: `HSF` -> `Hälso- och sjukvårdsförvaltningen`.
struct DocumentNames {
  std::map<std::string, std::string> units;
  std::map<std::string, std::string> columns;
};

struct Document {
  std::string region;
  std::string report;
  std::string title;
  std::string subtitle;
  std::string publisher;
  std::string status;  ///< `Utkast` until it is signed
  Language language = Language::swedish;
  Period period;
  std::string catalog_sha256;
  std::vector<Delivery> deliveries;
  std::vector<Definition> definitions;  ///< of every measure and indicator that is shown
  std::vector<Block> blocks;
  DocumentNames names;
};

/// Every figure printed in the document, in order, with repetitions.
std::vector<const FigureRun*> printed_figures(const Document& document);
/// The printed figures with everything that they rest on, each id once, in order of appearance.
std::vector<FigurePtr> all_figures(const Document& document);

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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
  enum class Fill { none, pale_green, green, yellow, orange, red, shaded };
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

/// A picture of figures (diagram). All that it shows stands in `data`, the table behind it, which
/// every format prints too: the first column names the categories, those that a series names hold
/// one figure a cell, or none. A category is a row; rows of style `heading` do not occur.
struct Chart {
  enum class Kind {
    line,    ///< over time; with R12, target line, and a forecast with its interval
    bars,    ///< outcome beside budget, last year, forecast
    shares,  ///< parts of a whole, stacked to 100 %
    bullet,  ///< outcome against target and tolerance, one bar a category
    bridge,  ///< from the first row's total to the last row's, step by step (waterfall)
    spark,   ///< a line without axes
    heat,    ///< categories x series as shaded cells with their texts
  };
  /// What a column of `data` is drawn as.
  struct Series {
    enum class Role {
      outcome,
      budget,
      previous,
      forecast,
      forecast_low,
      forecast_high,
      rolling,
      target,
      tolerance,
      part,
    };
    Role role = Role::outcome;
    std::size_t column = 1;  ///< of `data`, from 0; the header's last line names the series
  };
  Kind kind = Kind::bars;
  Table data;               ///< its id, caption, measure unit, notes and source are the chart's
  std::string description;  ///< alternative text: what the picture shows, with its own numbers
  std::vector<Series> series;
};

std::string_view to_string(Table::Fill fill);  ///< `green`, `shaded`; `none`
std::optional<Table::Fill> parse_fill(std::string_view word);
std::string_view to_string(Chart::Kind kind);  ///< `bars`, `bridge`, ...
std::optional<Chart::Kind> parse_chart_kind(std::string_view word);
const std::vector<std::string>& chart_kind_words();
std::string_view to_string(Chart::Series::Role role);  ///< `outcome`, `forecast_low`, ...
std::optional<Chart::Series::Role> parse_series_role(std::string_view word);

using Block = std::variant<Heading, Paragraph, BulletList, TableOfContents, Table, Chart>;

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
  std::string plan;  ///< where the plan was read: `store`, `files`; empty = not said
  std::vector<Delivery> deliveries;
  std::vector<Definition> definitions;  ///< of every measure and indicator that is shown
  std::vector<Block> blocks;
  DocumentNames names;
};

/// The block's table: its own, or the one behind its chart; nullptr when it has none.
const Table* table_of(const Block& block);
/// Every figure printed in the document, in order, with repetitions; a chart's are its table's.
std::vector<const FigureRun*> printed_figures(const Document& document);
/// The printed figures with everything that they rest on, each id once, in order of appearance.
std::vector<FigurePtr> all_figures(const Document& document);

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/number_format.hpp"
#include "model/document.hpp"
#include "report/template.hpp"

namespace redthread::report {

/// What a template is made of once it is parsed: private to `report`.

/// A range of bytes in the source.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What a `::chart` shows, and of what.
struct ChartRequest {
  Chart::Kind kind = Chart::Kind::bars;
  std::vector<std::string> rows;     ///< of the statement; empty = all that hold figures
  std::vector<std::string> columns;  ///< of the statement; standard ones for a line
  std::string total;                 ///< bridge: the row that it ends at
  int months = 0;                    ///< line, spark: how many, up to the period's last
  Range kind_range;
  Range rows_range;
  Range columns_range;
  Range total_range;
};

/// A directive, read and checked for form. Texts may hold `{period}` and `{unit}`, see
/// `fill_pattern`.
struct Directive {
  enum class Kind {
    figure,
    word,
    period,
    unit,  // inline
    toc,
    chart,
    statement,
    scorecard,
    goals,
    comment,
    findings,
    activities,
    comments,
    risk_levels,
    risk_matrix,
    risks,
    controls,
    mitigations,
    deliveries,  // blocks
  };
  Kind kind = Kind::period;
  std::vector<std::string> words;
  std::vector<Range> word_ranges;
  std::string unit;
  Range unit_range;
  std::optional<std::string> title;
  std::optional<std::string> note;
  std::optional<NumberFormat> show;
  bool magnitude = false;
  bool rounding = true;    ///< findings: those within rounding too
  bool plan_only = false;  ///< controls, mitigations: without how it went
  std::optional<bool> sign;
  std::string up;
  std::string down;
  std::optional<std::string> same;
  std::optional<std::string> missing;
  std::string goal;
  Range goal_range;
  std::string kind_of_unit;  ///< comments: of units of this kind; empty = all
  std::string section;
  Range section_range;
  ChartRequest chart;
  Range show_range;
  Range range;       ///< from the brace or `::` to its end
  int request = -1;  ///< index into State::requests
};

/// Inline pieces, in order.
struct TextPiece {
  std::string text;
  TextRun::Style style = TextRun::Style::plain;
  std::string link;
};
struct DirectivePiece {
  std::size_t directive = 0;  ///< index into State::directives
  TextRun::Style style = TextRun::Style::plain;
  std::string link;
};
struct BreakPiece {};
using Piece = std::variant<TextPiece, DirectivePiece, BreakPiece>;
using Pieces = std::vector<Piece>;

struct HeadingNode {
  int level = 1;
  std::string id;
  Pieces pieces;
};
struct ParagraphNode {
  Pieces pieces;
  bool lead = false;
};
struct ListNode {
  bool ordered = false;
  std::vector<Pieces> items;
};
struct TableNode {
  std::string id;
  std::vector<Table::Align> columns;
  std::vector<Pieces> header;
  std::vector<std::vector<Pieces>> rows;
};
struct BlockNode {
  std::string id;  ///< of the table that it becomes
  std::size_t directive = 0;
};
using Node = std::variant<HeadingNode, ParagraphNode, ListNode, TableNode, BlockNode>;

struct Template::State {
  std::string key;
  std::string file;
  std::string text;  ///< the source, for the diagnostics of check_template
  Span origin;
  std::string title;
  std::string subtitle;
  std::string unit;
  Range unit_range;
  std::string definitions;  ///< `no` = they are not printed
  Range definitions_range;
  std::vector<Directive> directives;
  std::vector<Request> requests;
  std::vector<Node> nodes;
};

}  // namespace redthread::report

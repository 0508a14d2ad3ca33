// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/catalog.hpp"
#include "model/figure.hpp"

namespace redthread {

/// What the evaluator answers with: arrangements of figures.

struct StatementTable {
  struct Column {
    std::string key;
    LocalText title;  ///< `Utfall jan–apr 2024`
  };
  struct Row {
    std::string key;
    LocalText label;
    StatementRow::Style style = StatementRow::Style::normal;
    int indent = 0;
    std::string parent;
    LocalText note;
    std::vector<FigurePtr> cells;  ///< one a visible column; empty for a heading
  };
  std::string key;
  LocalText title;
  LocalText note;
  LocalText source;
  LocalText row_title;
  /// The measure unit that all cells share (`mnkr`), or empty: then cells carry their own.
  std::string common_unit;
  std::vector<Column> columns;
  std::vector<Row> rows;
};

enum class Status { none, green, yellow, red };
enum class Trend { none, positive, neutral, negative };
std::string_view to_string(Status status);
std::string_view to_string(Trend trend);
/// `grön`, `gul`, `röd`, `ej bedömd` / `positiv`, `neutral`, `negativ`, `–`.
std::string_view status_name(Status status, Language language);
std::string_view trend_name(Trend trend, Language language);

struct ScorecardRow {
  std::string indicator;
  LocalText name;
  LocalText note;
  FigurePtr outcome;
  FigurePtr previous;     ///< the same span last year
  FigurePtr target;       ///< the bound as a figure, when it is a number; else nullptr
  LocalText target_text;  ///< `≥ 95 %`, `färre än föregående år`; empty = no target
  std::string target_level;
  FigurePtr to_target;  ///< outcome - bound (pp for percent); nullptr when there is no bound
  Status status = Status::none;
  Trend trend = Trend::none;
};

struct Scorecard {
  std::vector<ScorecardRow> rows;
};

/// A goal with what its indicators say (måluppfyllelse).
struct GoalAttainment {
  std::string goal;
  LocalText name;
  std::string parent;
  int indent = 0;
  int attained = 0;  ///< indicators that are green
  int judged = 0;    ///< indicators with a status
  int total = 0;
  Status status = Status::none;
  Trend trend = Trend::none;  ///< by the majority of its indicators' trends
  LocalText rule;             ///< the rule in words
};

/// Two ways to the same figure that do not agree, or a total that its parts do not make.
struct Finding {
  enum class Kind { total_vs_parts, units_vs_parent, duplicate, span_vs_parts };
  Kind kind = Kind::duplicate;
  LocalText title;               ///< what it is about
  FigurePtr shown;               ///< the one that is shown
  FigurePtr other;               ///< the one that it was compared with
  FigurePtr difference;          ///< shown - other
  bool within_rounding = false;  ///< explained by the decimals that the values were given with
};
std::string_view to_string(Finding::Kind kind);

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/number_format.hpp"
#include "base/period.hpp"
#include "model/closing.hpp"
#include "model/expression.hpp"
#include "model/measure_unit.hpp"
#include "model/organisation.hpp"
#include "model/plan.hpp"
#include "model/query_source.hpp"
#include "model/row_fact.hpp"
#include "model/scenario.hpp"

namespace redthread {

/// The catalog: how a region measures. Plain structs, checked and immutable once loaded: every
/// name resolves, every formula is acyclic and its measure units fit. `docs/region-folder.md`
/// describes the files that it is read from.

/// region.toml
struct Region {
  std::string key;  ///< `vastmanland`: the folder's word in addresses
  LocalText name;
  Language language = Language::swedish;
  Decimal hours_per_fte = Decimal(1725);  ///< hours worked per årsarbetare and year
  int disclosure_threshold = 5;           ///< counts of persons below this are never published
  std::string root_unit;                  ///< unit code a report is about unless told otherwise
  /// Goal attainment (måluppfyllelse): at least this share of a goal's judged indicators green.
  Decimal goal_share_positive = Decimal::of(5, 1);
};

/// A way to split a measure, e.g. profession or sex, with its categories in order.
struct Breakdown {
  struct Category {
    std::string key;
    LocalText name;
  };
  std::string key;
  LocalText name;
  std::vector<Category> categories;
  const Category* find(std::string_view category) const;
};

/// What is delivered. `reported` = values that a person or another system already computed, in
/// the tidy form measure, unit, period, scenario, value; the other grains are rows to count:
/// `event` = what happened on a day, `snapshot` = what there was on a day (a waiting list, beds at
/// 06:00), `ledger` = amounts booked on a day.
struct Fact {
  enum class Grain { reported, event, snapshot, ledger };
  std::string key;
  LocalText name;
  Grain grain = Grain::reported;
  std::vector<std::string> breakdowns;  ///< columns its deliveries may carry
  Decimal max_bad_rows = Decimal(0);    ///< refusal threshold: a share of the rows, 0..1
  LocalText source;                     ///< where the values come from, shown in threads
  // Of rows only:
  std::vector<FactColumn> columns;
  int date_column = -1;  ///< index into columns: the day that decides the month
  int unit_column = -1;  ///< index into columns: whose row it is
  std::vector<RowRule> rules;
  DeliveryRhythm delivered = DeliveryRhythm::irregular;
  int expected_day = 0;  ///< of the month after the span, when a delivery is due; 0 = not said
  /// Unit codes that deliver each for itself and all below it; empty = one delivery for all.
  std::vector<std::string> owed_by;
  Span place;

  bool has_rows() const { return grain != Grain::reported; }
  /// Index of a column; -1 when there is none.
  int column(std::string_view wanted) const;
};

/// How a year's budget is spread over its months (periodiseringsprofil): a weight a month.
struct Profile {
  std::string key;
  LocalText name;
  std::array<Decimal, 12> weights;  ///< January first; none negative, their sum above zero
  Span place;
  /// The weight of those months of `span` for which `counts(Month)` holds.
  template <typename Predicate>
  Exact weight(Period span, Predicate counts) const {
    Exact sum;
    for (const Month month : span.each_month()) {
      if (counts(month)) sum = sum + Exact(weights[static_cast<std::size_t>(month.month() - 1)]);
    }
    return sum;
  }
};

enum class Better { higher, lower, none };
enum class Aggregation { sum, none };           ///< over units and categories
enum class TimeBehaviour { flow, last, mean };  ///< flows add over months

/// A definition or method in force from a month (inclusive); empty `from` = always.
struct DefinitionVersion {
  int number = 1;
  std::optional<Month> from;
  std::optional<Expression> formula;  ///< absent for reported measures
  std::optional<RowAggregate> rows;   ///< of measures that are counted from rows
  bool bridge = false;                ///< comparable with the version before
  LocalText note;
};

/// A measure (mått): reported in a fact, counted from a fact's rows, or computed by a formula over
/// other measures.
struct Measure {
  std::string key;
  LocalText name;
  int fact = -1;  ///< index into Catalog::facts; -1 = computed by formula
  /// Counted from rows: index of the reported fact that has its budget, forecasts and targets;
  /// -1 = it has none.
  int planned_in = -1;
  MeasureUnit unit;
  int scale = 0;  ///< values are stored as integers: value in base units times 10^scale
  std::vector<std::string> breakdowns;  ///< `by`
  Aggregation aggregate = Aggregation::sum;
  TimeBehaviour time = TimeBehaviour::flow;
  int lag_months = 0;       ///< släp
  int budget_profile = -1;  ///< index into Catalog::profiles; -1 = only what is delivered
  Better better = Better::none;
  NumberFormat show;
  std::vector<DefinitionVersion> versions;  ///< at least one, by `from`
  std::vector<std::string> same_as;  ///< measures that say the same thing; differences are findings
  LocalText definition;
  std::string source;  ///< the definition's origin
  Span place;
};

/// A target (målvärde) of one year, set by a level, for the whole region or one unit.
struct Target {
  enum class Type {
    at_least,
    at_most,
    less,
    greater,
    interval,
    increase,
    decrease,  ///< from last year, any amount
    change_at_least,
    change_at_most,  ///< a stated change from last year
    yes,
    done_by,
  };
  Type type = Type::at_least;
  int year = 0;
  Exact low;                 ///< the bound, in base units; for a relative change, a share
  Exact high;                ///< interval only
  bool relative = false;     ///< change_*: in percent of last year
  std::optional<Date> date;  ///< done_by
  std::string level;         ///< council, board, administration, unit ...; empty = not stated
  std::string unit_code;     ///< empty = all units
  bool pro_rated = false;    ///< a yearly flow target shared out over the months
  std::string written;       ///< `>= 95 %`, as written
  Span place;
};

/// An indicator: a formula with targets. Without a target it is a key figure (nyckeltal).
struct Indicator {
  enum class SpanRule { month, ytd, year, r12 };
  std::string key;
  LocalText name;
  std::vector<DefinitionVersion> versions;  ///< formulas by date of effect
  MeasureUnit unit;                         ///< of the formula's result
  NumberFormat show;
  Better better = Better::none;
  SpanRule period = SpanRule::ytd;
  Scenario scenario = Scenario::actual;  ///< forecast for an indicator on the year's landing
  std::vector<Target> targets;
  Exact tolerance;   ///< the yellow band beyond the target, in base units
  Exact dead_band;   ///< changes smaller than or equal to this are neutral, in base units
  std::string goal;  ///< key of the goal it hangs on, or empty
  LocalText definition;
  LocalText note;  ///< printed beside the value
  std::string source;
  redthread::Span place;
};

/// What a statement's column shows.
struct ColumnRule {
  enum class Kind {
    value,       ///< one scenario over one span
    difference,  ///< left - right, both columns
    change,      ///< (|left| - |right|) / |right|; for percent units left - right in points
    formula,     ///< an expression over column keys
  };
  enum class SpanRule { period, month, ytd, year, r12 };
  Kind kind = Kind::value;
  Scenario scenario = Scenario::actual;
  SpanRule span = SpanRule::ytd;
  int years_back = 0;
  Cell cell;         ///< added to the row's cell
  std::string unit;  ///< another organisational unit; empty = the asked one
  std::string left;  ///< column keys
  std::string right;
  std::optional<Expression> formula;
};

struct StatementColumn {
  std::string key;
  LocalText title;  ///< empty = the named comparison's standard title
  ColumnRule rule;
  std::optional<NumberFormat> show;  ///< overrides the row's format
  bool hidden = false;               ///< only a base for other columns
};

/// The standard columns: `ytd`, `ytd_budget`, `ytd_budget_deviation`, ... by name.
/// `standard_columns()` lists them all in the order of the documentation.
const std::vector<StatementColumn>& standard_columns();
const StatementColumn* standard_column(std::string_view key);

struct StatementRow {
  enum class Style { normal, of_which, total, heading };
  std::string key;
  LocalText label;
  std::optional<Expression> value;  ///< absent for headings
  std::string parent;               ///< row key; sets the indent
  Style style = Style::normal;
  std::string unit;    ///< organisational unit; empty = the asked one
  std::string expand;  ///< a breakdown key, or `units`: rows made from it below this
  LocalText note;
  int indent = 0;
  Span place;
};

/// A report table as a declaration.
struct Statement {
  /// What it is about (område): the page of the application that it stands on.
  enum class Area { none, production, access, personnel, economy };
  std::string key;
  LocalText title;
  LocalText note;
  LocalText source;
  LocalText row_title;  ///< head of the label column
  Area area = Area::none;
  std::vector<StatementColumn> columns;  ///< all that are needed, hidden ones included
  std::vector<StatementRow> rows;
  /// A format for the whole table (`mnkr 1`); rows' measures decide when absent.
  std::optional<NumberFormat> show;
  Span place;
};

/// A report template's text, as found in reports/KEY.md.
struct ReportTemplate {
  std::string key;
  std::string file;
  std::string text;
};

struct Catalog {
  std::string folder;
  Region region;
  MeasureUnits measure_units;
  Organisation organisation;
  std::vector<Breakdown> breakdowns;
  std::vector<LookupMap> maps;
  std::vector<Fact> facts;
  std::vector<Profile> profiles;
  std::vector<Measure> measures;
  std::vector<Indicator> indicators;
  std::vector<Statement> statements;
  std::vector<ReportTemplate> reports;
  Plan plan;
  std::vector<QuerySource> sources;
  std::vector<Closing> closings;  ///< at most one a fact
  /// Over all catalog files: the version in threads and snapshots. Where deliveries are fetched
  /// from and what is closed are not in it: they change no figure.
  std::string sha256;

  const Breakdown* breakdown(std::string_view key) const;
  const Fact* fact(std::string_view key) const;
  const LookupMap* map(std::string_view key) const;
  const Measure* measure(std::string_view key) const;
  int measure_index(std::string_view key) const;  ///< -1 when unknown
  const Indicator* indicator(std::string_view key) const;
  const Statement* statement(std::string_view key) const;
  const ReportTemplate* report(std::string_view key) const;
  const Closing* closing(std::string_view fact) const;
  /// Fills the look-up tables of measures and indicators; call it after changing either list.
  void index_names();

 private:
  std::map<std::string, int, std::less<>> measure_index_;
  std::map<std::string, int, std::less<>> indicator_index_;
};

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#include "figures/findings.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "figures/profile.hpp"
#include "figures/spans.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"
#include "model/interval.hpp"

namespace redthread::figures {
namespace {

/// A span of the standard columns: the column says it for duplicates, the rule for the cube.
struct Standard {
  const char* column;
  Scenario scenario;
  ColumnRule::SpanRule span;
  int years_back;
};
constexpr Standard standard_spans[] = {
    {"ytd", Scenario::actual, ColumnRule::SpanRule::ytd, 0},
    {"ytd_budget", Scenario::budget, ColumnRule::SpanRule::ytd, 0},
    {"ytd_previous", Scenario::actual, ColumnRule::SpanRule::ytd, 1},
    {"year_budget", Scenario::budget, ColumnRule::SpanRule::year, 0},
    {"year_forecast", Scenario::forecast, ColumnRule::SpanRule::year, 0},
    {"previous_year", Scenario::actual, ColumnRule::SpanRule::year, 1},
};

class Finder {
 public:
  Finder(Columns& columns, Lookup& lookup, int unit, Period asked)
      : columns_(columns), lookup_(lookup), asked_(asked) {
    add_branch(unit);
  }

  std::vector<Finding> all() {
    const Catalog& catalog = columns_.catalog();
    for (std::size_t i = 0; i < catalog.measures.size(); ++i) {
      const Measure& measure = catalog.measures[i];
      if (measure.fact >= 0) reported_measure(static_cast<int>(i), measure);
      for (const std::string& other : measure.same_as) {
        // Both may name one another; they are compared once.
        if (!compared_.contains({other, measure.key})) duplicates(measure, other);
        compared_.insert({measure.key, other});
      }
    }
    return std::move(found_);
  }

 private:
  void add_branch(int unit) {
    if (!seen_.insert(unit).second) return;
    units_.push_back(unit);
    // Both years that the standard columns look at.
    const Period years(asked_.whole_year().previous_year().first(), asked_.whole_year().last());
    for (const int child : columns_.store().organisation().children(unit, years)) add_branch(child);
  }

  /// The cells that the measure has values for, the total first.
  std::vector<Cell> cells_of(const Measure& measure) const {
    std::vector<Cell> cells;
    for (const Cell& cell : lookup_.cube().cells()) {
      const bool fits = std::all_of(cell.begin(), cell.end(), [&](const auto& part) {
        const auto& own = measure.breakdowns;
        return std::find(own.begin(), own.end(), part.first) != own.end();
      });
      if (fits) cells.push_back(cell);
    }
    std::sort(cells.begin(), cells.end());
    return cells;
  }

  void reported_measure(int index, const Measure& measure) {
    for (const Cell& cell : cells_of(measure)) {
      for (const int unit : units_) {
        std::set<std::pair<Scenario, Period>> done;  // at the year's end `ytd` and `year` meet
        for (const Standard& standard : standard_spans) {
          const Period span =
              resolve_span(asked_, standard.span, standard.years_back, measure.lag_months);
          const bool is_new = done.insert({standard.scenario, span}).second;
          if (!is_new) continue;
          point(lookup_.as_known({.measure = index,
                                  .cell = cell,
                                  .unit = unit,
                                  .span = span,
                                  .scenario = standard.scenario,
                                  .made = asked_.last()}));
        }
      }
    }
  }

  void point(const Point& point) {
    if (lookup_.is_counted(point)) return;  // counted once: there is no second way
    auto own = lookup_.reported(point);
    if (!own) return;
    auto exact = lookup_.reported_exactly(point);
    auto parts = exact ? lookup_.reported_in_parts(point) : std::nullopt;
    // The finest values are the ones that are shown. Two versions of a forecast may well differ.
    if (exact && parts && exact->made == parts->made) {
      add(Finding::Kind::span_vs_parts, keep(std::move(parts), ""), keep(std::move(exact), ":row"),
          point);
    }
    auto cells = lookup_.sum_of_cells(point);
    auto units = lookup_.sum_of_units(point);
    if (!is_whole(cells) && !is_whole(units)) return;
    const FigurePtr shown = keep(std::move(own), "");
    if (is_whole(cells)) {
      add(Finding::Kind::total_vs_parts, shown, keep(std::move(cells), ":sum_of_cells"), point);
    }
    if (is_whole(units)) {
      add(Finding::Kind::units_vs_parent, shown, keep(std::move(units), ":sum_of_units"), point);
    }
  }

  /// A sum of delivered values; a year that was spread by a profile says nothing of its months.
  static bool is_whole(const std::optional<Figure>& sum) {
    return sum && sum->parts_present == sum->parts_expected && sum->state != State::partial &&
           !rests_on_profile(*sum);
  }

  FigurePtr keep(std::optional<Figure> figure, const char* way) {
    figure->address.column += way;
    return columns_.store().keep(std::move(*figure));
  }

  void duplicates(const Measure& measure, const std::string& other) {
    const Expression left{.kind = Expression::Kind::key, .key = measure.key};
    const Expression right{.kind = Expression::Kind::key, .key = other};
    for (const int unit : units_) {
      std::set<std::pair<Scenario, Period>> done;
      for (const Standard& standard : standard_spans) {
        const StatementColumn& column = *standard_column(standard.column);
        const Question question{.unit = unit, .asked = asked_};
        const FigurePtr shown = columns_.figure({.expression = &left}, question, column);
        const bool is_new = done.insert({standard.scenario, shown->period}).second;
        if (!is_new) continue;
        const FigurePtr said = columns_.figure({.expression = &right}, question, column);
        if (shown->period != said->period) continue;  // they lag differently
        if (shown->state == State::partial || said->state == State::partial) continue;
        add(Finding::Kind::duplicate, shown, said, std::nullopt);
      }
    }
  }

  void add(Finding::Kind kind, const FigurePtr& shown, const FigurePtr& other,
           const std::optional<Point>& point) {
    if (!shown->value || !other->value || *shown->value == *other->value) return;
    Figure difference = *shown;
    difference.address.subject = shown->address.subject + " - " + other->address.subject;
    difference.address.column = shown->address.column + " - " + other->address.column;
    difference.sources.clear();
    difference.interval.reset();
    arithmetic::combine(difference, Operation::subtract, shown, other);
    difference.format.always_sign = true;
    if (difference.format.style == NumberFormat::Style::percent) {
      difference.format.style = NumberFormat::Style::points;
    }
    difference.definition = difference.address.subject;
    found_.push_back({.kind = kind,
                      .title = title_of(*shown, point),
                      .shown = shown,
                      .other = other,
                      .difference = columns_.store().keep(std::move(difference)),
                      .within_rounding = may_be_equal(*shown, *other)});
  }

  /// `Läkarbesök, Kliniken, jan–apr 2024, budget`.
  LocalText title_of(const Figure& shown, const std::optional<Point>& point) const {
    const Organisation& organisation = columns_.store().organisation();
    const int unit = point ? point->unit : organisation.index_of(shown.address.unit).value_or(0);
    const auto in = [&](Language language) {
      return shown.label.in(language) + ", " + organisation.name(unit, shown.period) + ", " +
             period_short_name(shown.period, language) + ", " +
             std::string(scenario_name(shown.scenario, language));
    };
    return {in(Language::swedish), in(Language::english)};
  }

  Columns& columns_;
  Lookup& lookup_;
  Period asked_;
  std::vector<int> units_;
  std::set<int> seen_;
  std::set<std::pair<std::string, std::string>> compared_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> findings(Columns& columns, Lookup& lookup, int unit, Period asked) {
  return Finder(columns, lookup, unit, asked).all();
}

}  // namespace redthread::figures

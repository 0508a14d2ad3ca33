// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "figures/delivered.hpp"
#include "figures/store.hpp"
#include "model/cube.hpp"

namespace redthread::figures {

/// One question to the cube: a reported measure, a cell, a unit, months and a scenario.
struct Point {
  int measure = 0;
  Cell cell;
  int unit = 0;
  Period span;
  Scenario scenario = Scenario::actual;
  /// Of forecasts: versions made after a later month are not known yet. nullopt: only values
  /// without a version are.
  std::optional<Month> made;
  auto operator<=>(const Point&) const = default;
};

/// The value of a reported measure. In this order, the first that is complete:
/// 1. reported at the unit for the cell: the finest values that cover the months exactly;
/// 2. the sum of the cell's finer cells at the unit, one breakdown at a time;
/// 3. the sum of the units below (the same three steps for each).
/// A budget that none of them gives whole from delivered values, but whose measure has a profile,
/// is the profile's share of the year that was reported at the unit; then come sums that rest on
/// such. When none is complete, the sum of what there is in state partial (k of n); else missing.
/// Only measures with `aggregate = "sum"` take steps 2 and 3.
///
/// In a restated organisation a unit's value is the sum of its own and of what it carries on, each
/// over the months in which it existed. A value reported for a unit whose parts were others then
/// gives way to the sum of what is below; when nothing is, it is shown as not comparable.
class Lookup {
 public:
  Lookup(const Cube& cube, FigureStore& store);

  /// Never null.
  FigurePtr value(const Point& asked);

  /// The point with the version in `made` that is the latest one at its unit or below; the points
  /// before and after that month are the same until the next version.
  Point as_known(Point point);

  // The ways one by one, for findings. Not kept in the store; nullopt when the way gives no value.
  std::optional<Figure> reported(const Point& point);
  /// What one row says for exactly these months.
  std::optional<Figure> reported_exactly(const Point& point) const;
  /// The sum of values finer than the months asked for; measures that add over months only.
  std::optional<Figure> reported_in_parts(const Point& point);
  std::optional<Figure> sum_of_cells(const Point& point);
  std::optional<Figure> sum_of_units(const Point& point);

  const Measure& measure_of(const Point& point) const;
  /// Whether the point's values are counted from rows. What was counted at a unit is its own part:
  /// unlike a reported value it never speaks for the units below.
  bool is_counted(const Point& point) const;
  const Cube& cube() const { return cube_; }
  FigureStore& store() { return store_; }

 private:
  /// The parts of a sum: those that are in, and how many there should be.
  struct Tally {
    std::vector<FigurePtr> in;
    std::vector<FigurePtr> lacking;
    int parts_in = 0;
    int parts_expected = 0;
    bool nothing_owed = false;  ///< some part says that it does not apply
    bool complete() const { return !in.empty() && parts_in == parts_expected; }
    /// `is_sum`: the part counts its own parts, instead of being one.
    void add(const FigurePtr& part, bool is_sum);
  };

  // reported.cpp
  std::optional<std::size_t> series(const Point& point) const;
  /// A series as one version of a forecast has it, or (nullptr) what has no version.
  struct Said {
    std::size_t series = 0;
    const Cube::Version* version = nullptr;
  };
  /// What `read(point, said)` finds in the latest version that answers; a figure rests on one
  /// version of a series. nullopt when none answers.
  template <typename Read>
  auto newest(const Point& point, Read read) const
      -> decltype(read(point, std::declval<const Said&>()));
  std::optional<Figure> reported_by(const Point& point, const Said& said);
  std::vector<Cube::Value> values_within(const Point& point, const Said& said) const;
  Cube::Value entry(Period span, const Said& said) const;
  Figure row(const Point& point, const Cube::Value& value) const;
  /// What was reported at the point's unit. It has an address of its own where the unit's figure
  /// is made of more.
  FigurePtr keep_own(const Point& point, Figure figure);
  FigurePtr kept_row(const Point& point, const Cube::Value& value);
  std::optional<Figure> sum_of_tiles(const Point& point, const std::vector<Cube::Value>& values);
  std::optional<Figure> last_value(const Point& point, const std::vector<Cube::Value>& values);
  std::optional<Figure> mean_value(const Point& point, const std::vector<Cube::Value>& values);
  /// A state without a value that was delivered for these months: not measured, not applicable.
  std::optional<State> stated(const Point& point) const;
  LocalText months_in(const Point& point) const;

  // profile.cpp
  const Profile* profile_of(const Point& point) const;
  /// A budget for months that no delivered values cover, by the measure's profile: each calendar
  /// year's months are their share of what was reported for that year.
  std::optional<Figure> by_profile(const Point& point);
  std::optional<Figure> share_of_year(const Point& point, const Profile& profile);

  // rollup.cpp
  Figure made(const Point& point);
  FigurePtr at_unit(const Point& asked);
  Tally units(const Point& point);
  /// `unit`, of which `share` counts, over the months of the point in which it does.
  struct Part {
    int unit = 0;
    Exact share = 1;
    std::function<bool(Month)> counts;
    bool own_rows = false;  ///< what was counted at the unit itself
  };
  void add_part(Tally& tally, const Point& point, const Part& part);
  /// Whether anyone at the point's unit or below who delivers the measure existed in the months.
  bool owes(const Point& point);
  std::function<bool(Month)> while_existing(int unit) const;
  FigurePtr own_value(const Point& point);
  FigurePtr own_rows(const Point& point);
  bool is_counted_below(const Point& point);
  Figure made_without_history(const Point& point);
  std::optional<Figure> with_history(const Point& point);
  std::optional<Figure> sum_of(const Point& point, Operation operation, const Tally& tally,
                               const LocalText& word) const;
  std::optional<Figure> sum_over_units(const Point& point, const Tally& units) const;
  std::optional<Figure> while_the_unit_existed(const Point& point);
  /// `figure` times `weight`, which is called `name`; `mark` makes their addresses unique.
  FigurePtr weighted(const FigurePtr& figure, const Exact& weight, const LocalText& name,
                     const std::string& mark);
  Figure missing(const Point& point, std::optional<State> state, const Tally& units) const;

  // lookup.cpp
  Figure blank(const Point& point, Operation operation) const;
  /// What all figures of a measure's cell have in common.
  Figure outline(const Measure& measure, const Cell& cell) const;
  void mark_changed_method(Figure& figure, const Point& point) const;

  const Cube& cube_;
  FigureStore& store_;
  Delivered delivered_;
  std::map<Point, FigurePtr> values_;
  std::map<Point, FigurePtr> at_units_;
  mutable std::map<std::pair<int, Cell>, Figure> outlines_;
};

}  // namespace redthread::figures

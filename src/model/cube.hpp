// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/period.hpp"
#include "model/delivery.hpp"
#include "model/expression.hpp"
#include "model/scenario.hpp"

namespace redthread {

/// What the warehouse hands to the evaluator: exact integers by measure, breakdown cell, unit and
/// scenario, dense over months, with values reported for longer spans beside.
///
/// A value is an integer in the measure's smallest unit (base unit times 10^scale).
/// Months are one dense row of `months()` values per series; a series exists only when it has a
/// value, so that memory follows what there is: 9 bytes a month, 4 more where sources are kept.
/// Versions of forecasts and their intervals are few; they are kept beside, and series and values
/// without them are not larger for it.
class Cube {
 public:
  struct Key {
    int measure = 0;
    int cell = 0;  ///< index into cells(); 0 = total
    int unit = 0;
    Scenario scenario = Scenario::actual;
    bool operator==(const Key&) const = default;
  };
  /// One value: a month of a series, or a longer span.
  struct Value {
    Period span;
    std::int64_t value = 0;
    State state = State::missing;
    std::uint32_t source = no_source;  ///< index into sources()
  };
  static constexpr std::uint32_t no_source = UINT32_MAX;
  /// What a forecast said that was made after a month.
  struct Version {
    Month made;
    std::vector<Value> values;  ///< months and longer spans, by first month, then length
  };
  /// A forecast's interval: its ends, in the measure's smallest unit.
  struct Ends {
    std::int64_t low = 0;
    std::int64_t high = 0;
  };

  /// Covers the months of `range`; months outside cannot be set.
  explicit Cube(Period range);
  Cube() : Cube(Period::year(2000)) {}

  Period range() const { return range_; }
  int month_count() const { return range_.months(); }
  /// The cell's index, added when new. Index 0 is the total.
  int intern(const Cell& cell);
  std::optional<int> cell_index(const Cell& cell) const;
  const std::vector<Cell>& cells() const { return cells_; }

  /// Sets a value; a one-month span goes into the dense row and must be inside `range()`
  /// (asserted). Later calls overwrite.
  void set(const Key& key, const Value& value);
  /// Sets a value of one version of a forecast, which is no part of the dense row.
  void set_version(const Key& key, Month made, const Value& value);
  /// The interval of the value that was read from this source.
  void set_ends(std::uint32_t source, Ends ends) { ends_[source] = ends; }
  /// Room for so many series: avoids growth while filling.
  void reserve_series(std::size_t count);
  std::uint32_t add_source(SourceRow row);
  const std::vector<SourceRow>& sources() const { return sources_; }

  /// The series' number, or nullopt when it has no value at all.
  std::optional<std::size_t> find(const Key& key) const;
  std::size_t series_count() const { return keys_.size(); }
  const Key& key(std::size_t series) const { return keys_[series]; }
  /// Dense months of a series: `month_count()` values and states, in order of time.
  const std::int64_t* months(std::size_t series) const;
  const State* month_states(std::size_t series) const;
  /// One month's value; state missing when outside or not set.
  Value at(std::size_t series, Month month) const;
  /// Values for spans longer than a month, by first month, then length.
  const std::vector<Value>& spans(std::size_t series) const { return spans_[series]; }
  /// Versions of a forecast, oldest first; most series have none.
  const std::vector<Version>& versions(std::size_t series) const;
  std::optional<Ends> ends(std::uint32_t source) const;
  /// Dense months written straight, for bulk loads: the series' `month_count()` values and states.
  /// The pointers hold until the next series is made.
  struct Row {
    std::int64_t* values;
    State* states;
  };
  Row month_row(const Key& key);
  /// The series' `month_count()` sources, made when it had none; holds until the next series is
  /// made.
  std::uint32_t* month_source_row(const Key& key);

 private:
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  std::size_t series(const Key& key);
  std::size_t offset(Month month) const;

  Period range_;
  std::vector<Cell> cells_;
  std::map<Cell, int> cell_index_;
  std::vector<Key> keys_;
  std::vector<std::int64_t> values_;
  std::vector<State> states_;
  std::vector<std::vector<std::uint32_t>> month_sources_;  ///< empty until a source is set
  std::vector<std::vector<Value>> spans_;
  std::vector<SourceRow> sources_;
  std::unordered_map<std::size_t, std::vector<Version>> versions_;  ///< by series
  std::unordered_map<std::uint32_t, Ends> ends_;                    ///< by source
  std::unordered_map<Key, std::size_t, KeyHash> index_;
};

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "figures/dense.hpp"
#include "model/catalog.hpp"
#include "model/cube.hpp"

namespace redthread::figures {

/// All units and months of one measure at once, rolled up the organisation: the columns `ytd`,
/// `ytd_previous`, `ytd_budget_deviation` and `r12` as the evaluator would say them.
class DenseTable {
 public:
  enum class Column { ytd, ytd_previous, ytd_budget_deviation, r12 };
  static constexpr std::size_t column_count = 4;

  /// Of a column: one row of months for each unit, by organisation index.
  dense::Row row(Column column, int unit) const;
  std::size_t months() const { return months_; }

 private:
  friend class DenseMaker;
  struct Rows {
    std::vector<std::int64_t> values;
    std::vector<State> states;
    void resize(std::size_t size);
  };
  std::size_t months_ = 0;
  std::array<Rows, column_count> rows_;
};

/// Makes tables, measure by measure. Keeps the tree, and room for what is only needed on the way.
///
/// Dense answers are for the plain bulk: a measure reported month by month that adds over months
/// and units, without lag and without a change of method, in an organisation that did not change
/// over the cube's months; a unit that has values of finer cells lacks none of its own. For all
/// else `table` says nullopt and the evaluator is asked.
class DenseMaker {
 public:
  /// Both must outlive the maker.
  DenseMaker(const Catalog& catalog, const Cube& cube);

  std::optional<DenseTable> table(int measure, const Cell& cell = {});
  /// The same into a table that has its memory already; false for nullopt.
  bool fill(int measure, const Cell& cell, DenseTable& table);

 private:
  /// One scenario's sums over one window for all units.
  struct Layer {
    DenseTable::Rows rows;
    /// By unit and month: some part that is owed is lacking, whatever the state says.
    std::vector<unsigned char> incomplete;
    std::vector<unsigned char> plain;  ///< by unit: all months present
  };
  enum class Window { ytd, r12 };

  bool is_plain(int index, const Cell& cell) const;
  bool lacks_nothing(Cube::Key key, const Cell& cell) const;
  void find_owners(int measure, int cell, Scenario scenario);
  /// Whether some unit has values of its own beside those of units below it.
  bool has_rows_above_others() const;
  bool fill_layer(Window window, Layer& layer);
  bool own_row(int unit, Window window, Layer& layer, bool& any);
  void add_children(int unit, Layer& layer) const;
  bool sum_plain_children(int unit, Layer& layer) const;

  const Catalog& catalog_;
  const Cube& cube_;
  std::size_t months_;
  int first_month_;
  bool fixed_organisation_ = false;
  std::vector<std::vector<int>> children_;
  std::vector<int> upwards_;                         ///< every unit after all below it
  std::vector<std::vector<std::size_t>> series_of_;  ///< by measure

  // Of the measure and scenario at hand.
  std::vector<std::ptrdiff_t> own_;  ///< series by unit, -1 = none
  std::vector<unsigned char> owes_;  ///< by unit: it or one below has ever had a value
  Layer ytd_;
  Layer r12_;
  Layer budget_;
};

}  // namespace redthread::figures

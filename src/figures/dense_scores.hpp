// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/period.hpp"
#include "figures/dense_table.hpp"
#include "model/catalog.hpp"
#include "model/cube.hpp"
#include "model/results.hpp"

namespace redthread::figures {

/// What an indicator came to in a month, without its thread: `numerator / denominator` in the
/// measures' smallest units (DenseScores::value), and how it stands against that year's target.
/// Where `is_decided` is false nothing is said, and the evaluator is asked.
struct DenseScore {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  Status status = Status::none;
  bool is_decided = false;
};

/// The outcomes of many indicators for many units over many months: what lists with statuses and
/// sparklines (utfall de senaste tretton månaderna) are made of. The tables are made once for a
/// cube; after that a figure costs some nanoseconds.
///
/// Decided are the plain ones, as the evaluator would say them: an indicator that is a measure, or
/// a measure through another, over the year so far or twelve months; all parts present; a target
/// that is a bound or an interval, or none.
class DenseScores {
 public:
  /// By indicator key; the keys must exist (asserted). Catalog and cube must outlive it.
  DenseScores(const Catalog& catalog, const Cube& cube, const std::vector<std::string>& indicators);

  /// For each indicator, each unit (organisation index), each month of `months`, in that order.
  void fill(const std::vector<int>& units, Period months, std::vector<DenseScore>& scores) const;
  /// The outcome in base units; nullopt where it is not decided. `indicator`: its place in what the
  /// constructor was given.
  std::optional<Exact> value(std::size_t indicator, const DenseScore& score) const;

 private:
  using TableKey = std::pair<int, Cell>;
  struct Plan {
    const Indicator* indicator = nullptr;
    const DenseTable* numerator = nullptr;  ///< nullptr: never decided
    const DenseTable* denominator = nullptr;
    DenseTable::Column column = DenseTable::Column::ytd;
    Exact factor = 1;  ///< numerator / denominator times this is in base units
  };
  Plan plan_of(const Indicator& indicator, DenseMaker& maker);
  const DenseTable* table(const Expression& key, DenseMaker& maker);

  const Catalog& catalog_;
  Month first_;
  std::map<TableKey, std::optional<DenseTable>> tables_;
  std::vector<Plan> plans_;
};

}  // namespace redthread::figures

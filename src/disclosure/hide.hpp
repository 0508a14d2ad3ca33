// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redthread::disclosure {

/// Linked tables of counts that are published together. A count that stands in several tables is
/// one cell, so that tables are linked by the cells that they share.
struct CountCell {
  std::string name;                   ///< for the log: `Läkarbesök, Sala, apr 2024`
  std::optional<std::int64_t> count;  ///< nullopt = missing: not known, and not hidden
  bool of_persons = true;             ///< else it is no secret by itself (but can give others away)
  bool published = false;             ///< in an earlier report: known to all, cannot be hidden
};

/// `total` is the sum of `parts`: a total, a level of a hierarchy; or a longer span as an earlier
/// one and the months since. A sum with a missing cell says nothing.
struct CountSum {
  std::size_t total = 0;
  std::vector<std::size_t> parts;
};

/// A printed percentage of one count of another: with one of them, it tells the other.
struct CountPercentage {
  std::size_t part = 0;
  std::size_t whole = 0;
};

struct CountTables {
  std::vector<CountCell> cells;
  std::vector<CountSum> sums;
  std::vector<CountPercentage> percentages;
};

struct HideOptions {
  /// Counts of persons from 1 to below this are hidden (region.toml `disclosure_threshold`).
  std::int64_t threshold = 5;
  /// How wide the narrowest span must be that anybody can derive a small count to; 0 = threshold.
  std::int64_t protection = 0;
};

/// How a cell is shown. The last three must look different.
enum class CountState {
  shown,
  hidden_small,    ///< below the threshold
  hidden_partner,  ///< would give a small count away; printed as `hidden_small` is
  zero,
  missing,
};

/// What anybody can derive of a hidden cell from all that is published.
struct DerivedSpan {
  std::size_t cell = 0;
  std::int64_t declared = 0;  ///< how wide it must be at least
  std::int64_t low = 0;       ///< proven possible, in whole numbers
  std::int64_t high = 0;      ///< proven possible, in whole numbers
  double lp_low = 0;          ///< no table below; linear program
  double lp_high = 0;         ///< no table above; infinity = no bound

  bool is_kept() const { return high - low >= declared; }
};

struct HiddenCounts {
  std::vector<CountState> states;        ///< one a cell
  std::vector<bool> hidden_percentages;  ///< one a percentage
  std::vector<DerivedSpan> spans;        ///< one a hidden cell: the audit
  /// Cells that cannot be kept (published earlier, or all around them was). Nothing may be
  /// published then.
  std::vector<std::size_t> given_away;
  /// What was hidden and why, with the counts: stays inside.
  std::vector<std::string> log;
};

/// Hides small counts, and as few and as small others as it finds so that no small count can be
/// derived to less than the protection, and no partner exactly. Zeros and totals are poor partners
/// and come last. Same input, same output.
/// in: indexes within the cells (asserted); sums that hold (asserted).
/// source: complementary suppression by linear programs, Kelly, Golden and Assad 1992; Fischetti
/// and Salazar 2001; the audit's witnesses are ours. cost: a linear program a small cell to hide,
/// two a hidden cell to audit; 4 000 cells in seconds.
HiddenCounts hide_small_counts(const CountTables& tables, const HideOptions& options);

}  // namespace redthread::disclosure

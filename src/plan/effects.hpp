// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/period.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// An action's effect in a year and so far: money in mnkr, or people in fte.
struct EffectRow {
  const Object* action = nullptr;  ///< nullptr in the rows of all actions together
  bool is_money = true;
  bool is_beyond_budget = false;
  std::optional<Decimal> budget;    ///< of the whole year
  std::optional<Decimal> forecast;  ///< of the whole year, as it was last made
  std::optional<Decimal> actual;    ///< realised from the first to the last month of the period
  std::optional<Exact> share;       ///< realised of the year's budget; none where a part is missing
  int parts = 1;                    ///< of all together: the actions with a budget or an effect
  int parts_told = 1;               ///< those whose realised effect was told
  Decimal delayed;                  ///< of the forecast: comes later than was planned
  Decimal carried_out;              ///< that was of this year, and is now of a later one
  bool is_delayed = false;          ///< there is delayed effect, or the action is delayed
};

/// By `order` and id, money before people, within budget before beyond it; then the totals, in the
/// same order. A year's amount is the one that is written for the year, else the sum of its months.
std::vector<EffectRow> effect_rows(const State& state, Period period);

/// What ties an action's realised effect to the ledger: `KEY` or `KEY COLUMN`, where the key is a
/// measure, an indicator or statement/row, and a `-` before it turns the sign.
struct TieOut {
  std::string key;
  std::string column;
  bool is_negated = false;
};
/// nullopt when the text is empty.
std::optional<TieOut> tie_out_of(const std::string& text);

}  // namespace redthread::plan

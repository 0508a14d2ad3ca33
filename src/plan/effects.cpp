// SPDX-License-Identifier: Apache-2.0
#include "plan/effects.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "plan/resources.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// The effects of a part in one scenario: the last made of each period.
class Amounts {
 public:
  void add(const Object& effect, Decimal amount) {
    const auto period = Period::parse(effect.get("period"));
    if (!period) return;
    Kept& kept = kept_[{*period, effect.get("carried_from")}];
    if (kept.effect && kept.effect->get("made") > effect.get("made")) return;
    kept = {&effect, amount};
  }

  /// Of a whole year: what is written for it, else its months.
  std::optional<Decimal> of_year(Period year) const {
    const bool is_whole = std::any_of(kept_.begin(), kept_.end(),
                                      [&](const auto& each) { return each.first.first == year; });
    std::optional<Decimal> sum;
    for (const auto& [key, kept] : kept_) {
      const bool counts = is_whole ? key.first == year : year.contains(key.first);
      if (counts) sum = sum.value_or(Decimal()) + kept.amount;
    }
    return sum;
  }
  /// The sum of all that lies within the period.
  std::optional<Decimal> within(Period period) const {
    std::optional<Decimal> sum;
    for (const auto& [key, kept] : kept_) {
      if (period.contains(key.first)) sum = sum.value_or(Decimal()) + kept.amount;
    }
    return sum;
  }
  Decimal delayed(Period year) const {
    Decimal sum;
    for (const auto& [key, kept] : kept_) {
      if (year.contains(key.first) && kept.effect->get("delayed") == "yes") sum = sum + kept.amount;
    }
    return sum;
  }
  /// What was of the year and is of a later one.
  Decimal carried_out(Period year) const {
    Decimal sum;
    for (const auto& [key, kept] : kept_) {
      const auto from = Period::parse(key.second);
      if (from && year.contains(*from) && year.last() < key.first.first()) sum = sum + kept.amount;
    }
    return sum;
  }

 private:
  struct Kept {
    const Object* effect = nullptr;
    Decimal amount;
  };
  std::map<std::pair<Period, std::string>, Kept>
      kept_;  ///< by period and where it was carried from
};

struct Part {
  Amounts budget;
  Amounts forecast;
  Amounts actual;
};

/// Money before people, within budget before beyond it.
using PartKey = std::pair<bool, bool>;

void add_to(std::optional<Decimal>& sum, const std::optional<Decimal>& amount) {
  if (amount) sum = sum.value_or(Decimal()) + *amount;
}

void set_share(EffectRow& row) {
  if (row.actual && row.budget && !row.budget->is_zero()) {
    row.share = Exact(*row.actual) / Exact(*row.budget);
  }
}

EffectRow row_of(const Object& action, PartKey key, const Part& part, Period period) {
  const Period year = period.whole_year();
  EffectRow row;
  row.action = &action;
  row.is_money = !key.first;
  row.is_beyond_budget = key.second;
  row.budget = part.budget.of_year(year);
  row.forecast = part.forecast.of_year(year);
  row.actual = period == year ? part.actual.of_year(year) : part.actual.within(period);
  row.delayed = part.forecast.delayed(year);
  row.carried_out = part.forecast.carried_out(year);
  row.is_delayed = !row.delayed.is_zero() || action.get("status") == "delayed";
  set_share(row);
  return row;
}

}  // namespace

std::vector<EffectRow> effect_rows(const State& state, Period period) {
  std::map<std::string, std::map<PartKey, Part>> parts;
  for (const auto& [id, effect] : state.all("effect")) {
    const bool is_people = effect->get("measure_unit") == "fte";
    const auto amount = is_people ? Decimal::parse(effect->get("amount"))
                                  : mnkr_of(effect->get("amount"), effect->get("measure_unit"));
    if (!amount) continue;
    Part& part = parts[effect->get("action")][{is_people, effect->get("beyond_budget") == "yes"}];
    const std::string& scenario = effect->get("scenario");
    (scenario == "budget"     ? part.budget
     : scenario == "forecast" ? part.forecast
                              : part.actual)
        .add(*effect, *amount);
  }

  std::vector<EffectRow> rows;
  for (const auto& [id, of_action] : parts) {
    const Object* action = state.find("action", id);
    if (!action) continue;
    for (const auto& [key, part] : of_action) {
      EffectRow row = row_of(*action, key, part, period);
      if (row.budget || row.forecast || row.actual || !row.carried_out.is_zero()) {
        rows.push_back(row);
      }
    }
  }
  const auto place = [](const EffectRow& row) {
    return std::tuple(!row.is_money, row.is_beyond_budget,
                      integer_of(row.action->get("order")).value_or(0), row.action->key.id);
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const EffectRow& a, const EffectRow& b) { return place(a) < place(b); });

  std::map<PartKey, EffectRow> totals;
  for (const EffectRow& row : rows) {
    const auto [known, is_first] = totals.try_emplace(PartKey{!row.is_money, row.is_beyond_budget},
                                                      EffectRow{.parts = 0, .parts_told = 0});
    EffectRow& total = known->second;
    total.is_money = row.is_money;
    total.is_beyond_budget = row.is_beyond_budget;
    add_to(total.budget, row.budget);
    add_to(total.forecast, row.forecast);
    add_to(total.actual, row.actual);
    total.parts += 1;
    total.parts_told += row.actual ? 1 : 0;
    total.delayed = total.delayed + row.delayed;
    total.carried_out = total.carried_out + row.carried_out;
    total.is_delayed = total.is_delayed || row.is_delayed;
  }
  for (auto& [key, total] : totals) {
    if (total.parts_told == total.parts) set_share(total);
    rows.push_back(total);
  }
  return rows;
}

std::optional<TieOut> tie_out_of(const std::string& text) {
  std::string_view rest = trim(text);
  if (rest.empty()) return std::nullopt;
  TieOut result;
  if (rest.front() == '-') {
    result.is_negated = true;
    rest = trim(rest.substr(1));
  }
  const std::size_t blank = rest.find(' ');
  result.key = rest.substr(0, blank);
  if (blank != std::string_view::npos) result.column = trim(rest.substr(blank));
  return result;
}

}  // namespace redthread::plan

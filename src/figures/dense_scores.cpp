// SPDX-License-Identifier: Apache-2.0
#include "figures/dense_scores.hpp"

#include <cstddef>

#include "base/error.hpp"
#include "figures/targets.hpp"

namespace redthread::figures {
namespace {

using Type = Target::Type;

/// Numbers whose products with 64 bits stay within 128.
constexpr Int128 largest_bound = Int128{1} << 60;

Exact power_of_ten(int exponent) {
  Exact result = 1;
  for (int i = 0; i < exponent; ++i) result = result * Exact(10);
  return result;
}

/// A bound that a quotient is compared with, without dividing.
struct Bound {
  Int128 numerator = 0;
  Int128 denominator = 1;
  /// Less than zero: the quotient lies below. `score.denominator` is positive.
  int compare(const DenseScore& score) const {
    const Int128 left = Int128{score.numerator} * denominator;
    const Int128 right = numerator * Int128{score.denominator};
    return left < right ? -1 : (left > right ? 1 : 0);
  }
};

/// Where a target's colours begin and end, in the table's quotients.
class Judge {
 public:
  /// nullopt: the target cannot be judged by the outcome alone.
  static std::optional<Judge> of(const Target& target, Exact tolerance, Exact factor) {
    if (target.pro_rated) return std::nullopt;
    Judge judge;
    judge.is_strict_ = target.type == Type::less || target.type == Type::greater;
    judge.has_yellow_ = !tolerance.is_zero();
    const bool has_low = target.type == Type::at_least || target.type == Type::greater ||
                         target.type == Type::interval;
    const bool has_high =
        target.type == Type::at_most || target.type == Type::less || target.type == Type::interval;
    if (!has_low && !has_high) return std::nullopt;
    const Exact high = target.type == Type::interval ? target.high : target.low;
    if (has_low && !judge.add(judge.low_, target.low / factor, -(tolerance / factor))) {
      return std::nullopt;
    }
    if (has_high && !judge.add(judge.high_, high / factor, tolerance / factor)) return std::nullopt;
    return judge;
  }

  Status of(const DenseScore& score) const {
    const bool is_green = (!low_ || is_inside(low_->at.compare(score))) &&
                          (!high_ || is_inside(-high_->at.compare(score)));
    if (is_green) return Status::green;
    const bool is_near = has_yellow_ && (!low_ || low_->near.compare(score) >= 0) &&
                         (!high_ || high_->near.compare(score) <= 0);
    return is_near ? Status::yellow : Status::red;
  }

 private:
  struct Edge {
    Bound at;
    Bound near;  ///< the tolerance beyond
  };

  bool is_inside(int side) const { return is_strict_ ? side > 0 : side >= 0; }

  static bool add(std::optional<Edge>& edge, Exact at, Exact beyond) {
    const Exact near = at + beyond;
    for (const Exact& each : {at, near}) {
      if (each.abs().numerator() > largest_bound || each.denominator() > largest_bound) {
        return false;
      }
    }
    edge = Edge{.at = {at.numerator(), at.denominator()},
                .near = {near.numerator(), near.denominator()}};
    return true;
  }

  std::optional<Edge> low_;
  std::optional<Edge> high_;
  bool is_strict_ = false;
  bool has_yellow_ = false;
};

/// The judges of a unit's years; made when a year is met.
class Judges {
 public:
  Judges(const Indicator& indicator, const std::string& unit_code, Exact factor)
      : indicator_(indicator), unit_code_(unit_code), factor_(factor) {}

  /// False when the evaluator must judge.
  bool judge(DenseScore& score, int year) {
    if (year != year_) look_up(year);
    if (!has_target_) return true;
    if (!judge_) return false;
    score.status = judge_->of(score);
    return true;
  }

 private:
  void look_up(int year) {
    year_ = year;
    const Target* target = target_for(indicator_, year, unit_code_);
    has_target_ = target != nullptr;
    judge_ = has_target_ ? Judge::of(*target, indicator_.tolerance, factor_) : std::nullopt;
  }

  const Indicator& indicator_;
  const std::string& unit_code_;
  Exact factor_;
  int year_ = 0;
  bool has_target_ = false;
  std::optional<Judge> judge_;
};

}  // namespace

DenseScores::DenseScores(const Catalog& catalog, const Cube& cube,
                         const std::vector<std::string>& indicators)
    : catalog_(catalog), first_(cube.range().first()) {
  DenseMaker maker(catalog, cube);
  for (const std::string& key : indicators) {
    const Indicator* indicator = catalog.indicator(key);
    REDTHREAD_ASSERT(indicator != nullptr, "an indicator of the catalog");
    plans_.push_back(plan_of(*indicator, maker));
  }
}

DenseScores::Plan DenseScores::plan_of(const Indicator& indicator, DenseMaker& maker) {
  Plan plan{.indicator = &indicator};
  const bool is_over_a_year =
      indicator.period == Indicator::SpanRule::ytd || indicator.period == Indicator::SpanRule::r12;
  if (!is_over_a_year || indicator.scenario != Scenario::actual || indicator.versions.size() != 1) {
    return plan;
  }
  if (indicator.period == Indicator::SpanRule::r12) plan.column = DenseTable::Column::r12;
  const Expression& formula = *indicator.versions.front().formula;
  const auto scale = [&](const Expression& key) {
    const int measure = catalog_.measure_index(key.key);
    return power_of_ten(catalog_.measures[static_cast<std::size_t>(measure)].scale);
  };
  if (formula.kind == Expression::Kind::key) {
    plan.numerator = table(formula, maker);
    if (plan.numerator != nullptr) plan.factor = Exact(1) / scale(formula);
  } else if (formula.kind == Expression::Kind::divide) {
    const Expression& part = formula.operands[0];
    const Expression& whole = formula.operands[1];
    plan.denominator = table(whole, maker);
    if (plan.denominator != nullptr) plan.numerator = table(part, maker);
    if (plan.numerator != nullptr) plan.factor = scale(whole) / scale(part);
  }
  return plan;
}

/// nullptr when it is no measure, or one that dense tables leave to the evaluator.
const DenseTable* DenseScores::table(const Expression& key, DenseMaker& maker) {
  if (key.kind != Expression::Kind::key) return nullptr;
  const int measure = catalog_.measure_index(key.key);
  if (measure < 0) return nullptr;
  const auto [place, is_new] = tables_.try_emplace(TableKey{measure, key.cell});
  if (is_new) place->second = maker.table(measure, key.cell);
  return place->second ? &*place->second : nullptr;
}

void DenseScores::fill(const std::vector<int>& units, Period months,
                       std::vector<DenseScore>& scores) const {
  const auto count = static_cast<std::size_t>(months.months());
  scores.assign(plans_.size() * units.size() * count, {});
  auto out = scores.begin();
  for (const Plan& plan : plans_) {
    for (const int unit : units) {
      const auto first = out;
      out += static_cast<std::ptrdiff_t>(count);
      if (plan.numerator == nullptr) continue;
      const dense::Row part = plan.numerator->row(plan.column, unit);
      const dense::Row whole =
          plan.denominator != nullptr ? plan.denominator->row(plan.column, unit) : dense::Row{};
      Judges judges(*plan.indicator, catalog_.organisation.code(unit), plan.factor);
      for (std::size_t i = 0; i < count; ++i) {
        const Month month = months.first().plus(static_cast<int>(i));
        const int at = month.index() - first_.index();
        if (at < 0 || at >= static_cast<int>(plan.numerator->months())) continue;
        if (part.states[at] != State::present) continue;
        DenseScore& score = first[static_cast<std::ptrdiff_t>(i)];
        score.numerator = part.values[at];
        if (plan.denominator != nullptr) {
          if (whole.states[at] != State::present || whole.values[at] <= 0) continue;
          score.denominator = whole.values[at];
        }
        score.is_decided = judges.judge(score, month.year());
      }
    }
  }
}

std::optional<Exact> DenseScores::value(std::size_t indicator, const DenseScore& score) const {
  if (!score.is_decided) return std::nullopt;
  return Exact::quotient(score.numerator, score.denominator) * plans_.at(indicator).factor;
}

}  // namespace redthread::figures

// SPDX-License-Identifier: Apache-2.0
#include "plan/target.hpp"

#include <utility>

#include "base/text.hpp"

namespace redthread::plan {
namespace {

using Type = PlanTarget::Type;

/// What stands after `prefix`, without blanks; nullopt when the text does not begin so.
std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
  return trim(text.substr(prefix.size()));
}

/// `95`, or `08:30` in seconds.
std::optional<Decimal> amount_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return Decimal::parse(text);
  const auto minutes = Decimal::parse(text.substr(0, colon));
  const auto seconds = Decimal::parse(text.substr(colon + 1));
  if (!minutes || !seconds || !(*seconds < Decimal(60))) return std::nullopt;
  return *minutes * Decimal(60) + *seconds;
}

/// `95 %`: the amount, and whether it is in percent.
std::optional<std::pair<Decimal, bool>> amount_with_unit(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const auto amount = amount_of(text.substr(0, blank));
  if (!amount) return std::nullopt;
  const bool is_percent = blank != std::string_view::npos && trim(text.substr(blank)) == "%";
  return std::pair(*amount, is_percent);
}

std::optional<PlanTarget> bound_of(std::string_view text, bool is_change) {
  const std::pair<const char*, Type> signs[] = {
      {">=", is_change ? Type::change_at_least : Type::at_least},
      {"<=", is_change ? Type::change_at_most : Type::at_most},
      {">", Type::greater},
      {"<", Type::less}};
  for (const auto& [sign, type] : signs) {
    const auto rest = after(text, sign);
    if (!rest) continue;
    const auto amount = amount_with_unit(*rest);
    if (!amount) return std::nullopt;
    return PlanTarget{type, amount->first, {}, amount->second, std::nullopt};
  }
  return std::nullopt;
}

std::optional<PlanTarget> interval_of(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto low = Decimal::parse(trim(text.substr(0, dots)));
  const auto high = amount_with_unit(trim(text.substr(dots + 2)));
  if (!low || !high) return std::nullopt;
  return PlanTarget{Type::interval, *low, high->first, high->second, std::nullopt};
}

/// How far an outcome is from where it should be: negative or zero = it is there, unless the target
/// is to be passed.
struct Distance {
  Exact beyond;
  Exact bound;
  bool is_strict = false;
};

std::optional<Distance> distance_of_change(const PlanTarget& target, Exact outcome,
                                           const std::optional<PlanValue>& previous) {
  if (!previous || !previous->number) return std::nullopt;
  const Exact was = *previous->number;
  const bool is_relative = target.is_percent && (target.type == Type::change_at_least ||
                                                 target.type == Type::change_at_most);
  if (is_relative && was.is_zero()) return std::nullopt;
  const Exact change =
      is_relative ? (outcome - was) / was.abs() * Exact(100) : Exact(outcome - was);
  switch (target.type) {
    case Type::increase:
      return Distance{-change, was, true};
    case Type::decrease:
      return Distance{change, was, true};
    case Type::change_at_least:
      return Distance{Exact(target.low) - change, target.low};
    default:
      return Distance{change - Exact(target.low), target.low};
  }
}

std::optional<Distance> distance_of(const PlanTarget& target, Exact outcome,
                                    const std::optional<PlanValue>& previous) {
  const Exact low = target.low;
  switch (target.type) {
    case Type::at_least:
      return Distance{low - outcome, low};
    case Type::at_most:
      return Distance{outcome - low, low};
    case Type::greater:
      return Distance{low - outcome, low, true};
    case Type::less:
      return Distance{outcome - low, low, true};
    case Type::interval:
      return outcome < low ? Distance{low - outcome, low}
                           : Distance{outcome - Exact(target.high), target.high};
    default:
      return distance_of_change(target, outcome, previous);
  }
}

}  // namespace

std::optional<PlanTarget> target_of(std::string_view text) {
  if (text == "increase") return PlanTarget{Type::increase, {}, {}, false, std::nullopt};
  if (text == "decrease") return PlanTarget{Type::decrease, {}, {}, false, std::nullopt};
  if (text == "yes") return PlanTarget{Type::yes, {}, {}, false, std::nullopt};
  if (const auto rest = after(text, "done by ")) {
    const auto day = Date::parse(*rest);
    if (!day) return std::nullopt;
    return PlanTarget{Type::done_by, {}, {}, false, day};
  }
  if (const auto rest = after(text, "change ")) return bound_of(*rest, true);
  if (auto interval = interval_of(text)) return interval;
  return bound_of(text, false);
}

std::optional<PlanValue> value_of(std::string_view text) {
  if (text == "yes" || text == "no") return PlanValue{std::nullopt, text == "yes", std::nullopt};
  if (const auto day = Date::parse(text)) return PlanValue{std::nullopt, std::nullopt, day};
  const auto amount = amount_with_unit(text);
  if (!amount) return std::nullopt;
  return PlanValue{amount->first, std::nullopt, std::nullopt};
}

std::optional<Tolerance> tolerance_of(std::string_view text) {
  const auto amount = amount_with_unit(text);
  if (!amount || amount->first.is_negative()) return std::nullopt;
  return Tolerance{amount->first, amount->second};
}

Status judge(const PlanTarget& target, const PlanValue& outcome,
             const std::optional<PlanValue>& previous, const Tolerance& tolerance) {
  std::optional<Distance> distance;
  if (target.type == Type::yes) {
    if (!outcome.yes) return Status::none;
    return *outcome.yes ? Status::green : Status::red;
  }
  if (target.type == Type::done_by) {
    if (!outcome.day || !target.day) return Status::none;
    distance = Distance{Exact(outcome.day->days() - target.day->days()), Exact(0)};
  } else if (outcome.number) {
    distance = distance_of(target, *outcome.number, previous);
  }
  if (!distance) return Status::none;
  const bool is_met =
      distance->beyond.is_negative() || (distance->beyond.is_zero() && !distance->is_strict);
  if (is_met) return Status::green;
  Exact allowed = tolerance.amount;
  if (tolerance.is_percent && !target.is_percent) {
    allowed = allowed * distance->bound.abs() / Exact(100);
  }
  return !allowed.is_zero() && distance->beyond <= allowed ? Status::yellow : Status::red;
}

}  // namespace redthread::plan

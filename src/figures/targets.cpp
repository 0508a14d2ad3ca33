// SPDX-License-Identifier: Apache-2.0
#include "figures/targets.hpp"

namespace redthread::figures {
namespace {

using Type = Target::Type;

/// How far outside the target the outcome is: zero or less = met. nullopt = cannot be judged.
/// `strict`: exactly at the bound does not meet the target.
struct Distance {
  Exact beyond;
  bool strict = false;
};

Exact stated_level(const Target& target, Exact previous) {
  return target.relative ? previous * (Exact(1) + target.low) : previous + target.low;
}

std::optional<Distance> distance(const Target& target, Exact outcome,
                                 std::optional<Exact> previous) {
  switch (target.type) {
    case Type::at_least:
      return Distance{target.low - outcome};
    case Type::at_most:
      return Distance{outcome - target.low};
    case Type::greater:
      return Distance{target.low - outcome, true};
    case Type::less:
      return Distance{outcome - target.low, true};
    case Type::interval:
      return Distance{outcome < target.low ? target.low - outcome : outcome - target.high};
    case Type::increase:
      if (previous) return Distance{*previous - outcome, true};
      break;
    case Type::decrease:
      if (previous) return Distance{outcome - *previous, true};
      break;
    case Type::change_at_least:
    case Type::change_at_most: {
      if (!previous || (target.relative && previous->is_zero())) break;
      // A change in percent is taken on magnitudes: of a cost it is how much the cost grew.
      const bool magnitudes = target.relative;
      const Exact then = magnitudes ? previous->abs() : *previous;
      const Exact now = magnitudes ? outcome.abs() : outcome;
      const Exact level = stated_level(target, then);
      return Distance{target.type == Type::change_at_least ? level - now : now - level};
    }
    case Type::yes:
      return Distance{outcome == Exact(1) ? Exact(0) : Exact(1)};
    case Type::done_by:
      if (target.date) return Distance{outcome - Exact(target.date->days())};
      break;
  }
  return std::nullopt;
}

/// As few decimals as say the number exactly, up to six; else as many as the indicator shows.
NumberFormat as_written(NumberFormat format, Exact value) {
  const int own = format.decimals;
  for (format.decimals = 0; format.decimals <= 6; ++format.decimals) {
    NumberFormat finer = format;
    finer.decimals = 9;
    if (displayed_value(value, format) == displayed_value(value, finer)) return format;
  }
  format.decimals = own;
  return format;
}

std::string number(Exact value, const NumberFormat& format, Language language,
                   bool with_suffix = true) {
  return format_number(value, as_written(format, value), language, with_suffix);
}

/// Counted things (st, årsarbetare, dagar) are more or fewer; amounts, shares and scores are higher
/// or lower.
bool is_counted(const MeasureUnit& unit) {
  if (unit.dimensions.size() != 1) return false;
  const auto& [base, exponent] = *unit.dimensions.begin();
  return exponent == 1 && base != "kr" && base != "s" && base != "poäng";
}

struct Direction {
  LocalText more;
  LocalText less;
};
const Direction& direction_words(const MeasureUnit& unit) {
  static const Direction counted = {{"fler än föregående år", "more than last year"},
                                    {"färre än föregående år", "fewer than last year"}};
  static const Direction measured = {{"högre än föregående år", "higher than last year"},
                                     {"lägre än föregående år", "lower than last year"}};
  return is_counted(unit) ? counted : measured;
}

LocalText change_words(const Target& target, const Indicator& indicator) {
  const bool up = !target.low.is_negative();
  const bool at_least = target.type == Type::change_at_least;
  // `change <= -100` asks for at least 100 fewer; `change >= -2 %` allows at most 2 % lower.
  const bool minimum = at_least == up;
  NumberFormat format = indicator.show;
  if (target.relative) format = {.style = NumberFormat::Style::percent};
  format.always_sign = false;
  if (!target.relative && format.style == NumberFormat::Style::percent) {
    format.style = NumberFormat::Style::points;
  }
  MeasureUnit unit = indicator.unit;
  if (target.relative) unit = {};
  const Direction& words = direction_words(unit);
  const LocalText& direction = up ? words.more : words.less;
  return {std::string(minimum ? "minst " : "högst ") +
              number(target.low.abs(), format, Language::swedish) + " " + direction.sv,
          std::string(minimum ? "at least " : "at most ") +
              number(target.low.abs(), format, Language::english) + " " + direction.en};
}

LocalText bound_words(const char* sign, const Target& target, const Indicator& indicator) {
  const auto in = [&](Language language) {
    return std::string(sign) + " " + number(target.low, indicator.show, language);
  };
  return {in(Language::swedish), in(Language::english)};
}

std::string date_in_words(Date date, Language language) {
  const Period month = Period::month(Month(date.year(), date.month()));
  return std::to_string(date.day()) + " " + period_name(month, language);
}

}  // namespace

const Target* target_for(const Indicator& indicator, int year, const std::string& unit_code) {
  const Target* general = nullptr;
  for (const Target& target : indicator.targets) {
    if (target.year != year) continue;
    if (target.unit_code == unit_code) return &target;
    if (target.unit_code.empty() && general == nullptr) general = &target;
  }
  return general;
}

Status judge_target(const Target& target, const Figure& outcome, const Figure& previous,
                    Exact tolerance) {
  if (!outcome.value) return Status::none;
  const auto away = distance(target, *outcome.value, previous.value);
  if (!away) return Status::none;
  if (away->beyond.is_negative() || (away->beyond.is_zero() && !away->strict)) return Status::green;
  const bool within = !tolerance.is_zero() && away->beyond <= tolerance;
  return within ? Status::yellow : Status::red;
}

std::optional<Exact> bound_of(const Target& target, const Figure& outcome, const Figure& previous) {
  switch (target.type) {
    case Type::at_least:
    case Type::at_most:
    case Type::greater:
    case Type::less:
      return target.low;
    case Type::interval:
      if (outcome.value && *outcome.value < target.low) return target.low;
      if (outcome.value && *outcome.value > target.high) return target.high;
      return std::nullopt;
    case Type::change_at_least:
    case Type::change_at_most:
      if (previous.value) return stated_level(target, *previous.value);
      return std::nullopt;
    case Type::increase:
    case Type::decrease:
    case Type::yes:
    case Type::done_by:
      break;
  }
  return std::nullopt;
}

LocalText target_words(const Target& target, const Indicator& indicator) {
  switch (target.type) {
    case Type::at_least:
      return bound_words("≥", target, indicator);
    case Type::at_most:
      return bound_words("≤", target, indicator);
    case Type::greater:
      return bound_words(">", target, indicator);
    case Type::less:
      return bound_words("<", target, indicator);
    case Type::interval: {
      const auto in = [&](Language language) {
        return number(target.low, indicator.show, language, false) + "–" +
               number(target.high, indicator.show, language);
      };
      return {in(Language::swedish), in(Language::english)};
    }
    case Type::increase:
      return direction_words(indicator.unit).more;
    case Type::decrease:
      return direction_words(indicator.unit).less;
    case Type::change_at_least:
    case Type::change_at_most:
      return change_words(target, indicator);
    case Type::yes:
      return {"ja", "yes"};
    case Type::done_by:
      if (!target.date) break;
      return {"klart senast " + date_in_words(*target.date, Language::swedish),
              "done by " + date_in_words(*target.date, Language::english)};
  }
  return {target.written, target.written};
}

Trend judge_trend(const Indicator& indicator, const Figure& outcome, const Figure& previous,
                  bool comparable) {
  if (!comparable || !outcome.value || !previous.value || indicator.better == Better::none) {
    return Trend::none;
  }
  const Exact change = *outcome.value - *previous.value;
  if (change.abs() <= indicator.dead_band) return Trend::neutral;
  const bool higher = !change.is_negative();
  return higher == (indicator.better == Better::higher) ? Trend::positive : Trend::negative;
}

}  // namespace redthread::figures

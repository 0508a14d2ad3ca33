// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivered_value.hpp"

#include <limits>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view narrow_no_break_space = "\u202F";
constexpr std::string_view true_minus = "\u2212";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Groups of three after the first comma or dot: `1,234,567`, `12.345.678`.
bool has_grouping(std::string_view text, char mark) {
  const std::size_t first = text.find(mark);
  return first != std::string_view::npos && text.find(mark, first + 1) != std::string_view::npos;
}

/// Why a text is not a number, for what people most often write.
std::string number_hint(std::string_view text) {
  if (text == "-" || text == ".." || text == "\u2013" || text == "n/a" || text == "x") {
    return "leave the value empty and say why in `state`: missing, not_measured, not_applicable";
  }
  if (trim(text) != text) return "remove the spaces around it";
  if (contains(text, true_minus)) return "write the minus as `-` (hyphen)";
  if (contains(text, "%"))
    return "write the number alone; the measure's unit says that it is percent";
  if (contains(text, " ") || contains(text, no_break_space) ||
      contains(text, narrow_no_break_space) || contains(text, "'")) {
    return "write thousands without separators: `12345`, not `12 345`";
  }
  if (has_grouping(text, ',') || has_grouping(text, '.') ||
      (contains(text, ",") && contains(text, "."))) {
    return "write thousands without separators and decimals with a point: `12345.6`";
  }
  if (contains(text, ",")) return "write decimals with a point: `47.6`, not `47,6`";
  if (text.find_first_of("eE") != std::string_view::npos && is_digit(text.front())) {
    return "write all digits, without exponent";
  }
  if (text.front() == '.' || text.back() == '.') return "write a digit on both sides of the point";
  return "write a decimal number: `1234`, `-0.5`";
}

Int128 magnitude(Int128 number) { return number < 0 ? -number : number; }

Int128 common_divisor(Int128 a, Int128 b) {
  a = magnitude(a);
  b = magnitude(b);
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a == 0 ? 1 : a;
}

/// A fraction that says nullopt when it no longer fits, where Exact throws: a delivered number of
/// forty digits is a person's fault and not ours.
struct Fraction {
  Int128 above = 0;
  Int128 below = 1;

  std::optional<Fraction> times(Int128 by_above, Int128 by_below) const {
    const Int128 left = common_divisor(above, by_below);
    const Int128 right = common_divisor(by_above, below);
    Fraction product;
    if (__builtin_mul_overflow(above / left, by_above / right, &product.above) ||
        __builtin_mul_overflow(below / right, by_below / left, &product.below)) {
      return std::nullopt;
    }
    return product;
  }
};

Int128 power_of_ten(int exponent) {
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// `0.01 kr`: the smallest step that the measure keeps, in the unit that it is delivered in.
std::string smallest_step(const Measure& measure) {
  const Exact step =
      Exact(1) / (measure.unit.factor * Exact::quotient(power_of_ten(measure.scale), 1));
  return measure.unit.symbol.empty() ? step.to_string()
                                     : fmt::format("{} {}", step.to_string(), measure.unit.symbol);
}

/// The number in the measure's smallest unit.
DeliveredValue stored(Decimal number, const Measure& measure) {
  const Exact& factor = measure.unit.factor;
  std::optional<Fraction> value =
      Fraction{.above = number.coefficient(), .below = 1}.times(1, power_of_ten(number.scale()));
  if (value) value = value->times(factor.numerator(), factor.denominator());
  if (value) value = value->times(power_of_ten(measure.scale), 1);
  if (value && value->below != 1) {
    return {.code = "warehouse.value_scale",
            .message = fmt::format("the value has more decimals than `{}` keeps: its smallest step "
                                   "is {}",
                                   measure.key, smallest_step(measure)),
            .hint = "round it in the source, or raise the measure's `scale`"};
  }
  if (!value || value->above > std::numeric_limits<std::int64_t>::max() ||
      value->above < std::numeric_limits<std::int64_t>::min()) {
    return {.code = "warehouse.value_range",
            .message = fmt::format("the value is too large for `{}`", measure.key),
            .hint = fmt::format("is it in {}?", measure.unit.symbol.empty() ? "the right unit"
                                                                            : measure.unit.symbol)};
  }
  return {.stored = static_cast<std::int64_t>(value->above)};
}

DeliveredValue bad_syntax(std::string message, std::string hint) {
  return {.code = "warehouse.value_syntax", .message = std::move(message), .hint = std::move(hint)};
}

}  // namespace

DeliveredValue read_value(std::string_view text, const Measure& measure) {
  if (measure.unit.symbol == "datum") {
    const std::optional<Date> date = Date::parse(text);
    if (!date) return bad_syntax("the value is not a date", "write it as `2024-01-31`");
    return stored(Decimal(date->days()), measure);
  }
  if (measure.unit.symbol == "ja/nej") {
    if (text == "ja" || text == "1") return stored(Decimal(1), measure);
    if (text == "nej" || text == "0") return stored(Decimal(0), measure);
    return bad_syntax("the value is neither yes nor no", "write `ja` or `nej`");
  }
  const std::optional<Decimal> number = Decimal::parse(text);
  if (!number) return bad_syntax("the value is not a number", number_hint(text));
  return stored(*number, measure);
}

}  // namespace redthread::warehouse

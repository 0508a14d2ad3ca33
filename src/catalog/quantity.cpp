// SPDX-License-Identifier: Apache-2.0
#include "catalog/quantity.hpp"

#include <algorithm>

#include "base/diagnostics.hpp"
#include "base/text.hpp"

namespace redthread::catalog {
namespace {

constexpr std::string_view number_characters = "0123456789.";

/// `08:00` as seconds, minutes and seconds both of digits and seconds below 60.
std::optional<Decimal> parse_duration(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto minutes = Decimal::parse(text.substr(0, colon));
  const auto seconds = Decimal::parse(text.substr(colon + 1));
  const bool shaped = text.size() - colon == 3 && colon >= 1 && colon <= 6 &&
                      text.find_first_not_of("0123456789:") == std::string_view::npos;
  if (!shaped || !minutes || !seconds || *seconds >= Decimal(60)) return std::nullopt;
  return *minutes * Decimal(60) + *seconds;
}

bool take_minus(std::string_view& text) {
  constexpr std::string_view true_minus = "\u2212";
  if (text.starts_with('-')) {
    text.remove_prefix(1);
    return true;
  }
  if (!text.starts_with(true_minus)) return false;
  text.remove_prefix(true_minus.size());
  return true;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text, const MeasureUnits& units) {
  text = trim(text);
  if (const auto seconds = parse_duration(text)) return Quantity{*seconds, units.find("s")};
  const bool negative = take_minus(text);
  const std::size_t end = std::min(text.find_first_not_of(number_characters), text.size());
  auto number = Decimal::parse(text.substr(0, end));
  if (!number) return std::nullopt;
  Quantity quantity{negative ? -*number : *number, std::nullopt};
  const std::string_view unit = trim(text.substr(end));
  if (unit.empty()) return quantity;
  quantity.unit = units.find(unit);
  if (!quantity.unit) return std::nullopt;
  return quantity;
}

std::string quantity_hint(std::string_view text, const MeasureUnits& units) {
  text = trim(text);
  take_minus(text);
  if (text.empty()) return "a number is missing";
  if (text.find(':') != std::string_view::npos) return "a duration is minutes and seconds: 08:00";
  const std::size_t end = std::min(text.find_first_not_of(number_characters), text.size());
  const std::string_view rest = text.substr(end);
  if (rest.starts_with(',')) return "decimals are written with a point: 95.5 %";
  const std::string_view unit = trim(rest);
  if (end == 0 || unit.empty()) return "write a number, such as `95 %`, `-100` or `08:00`";
  if (unit[0] >= '0' && unit[0] <= '9') return "digits are written together: 1725";
  return "`" + std::string(unit) + "` is not a measure unit; " + name_hint(unit, units.names());
}

}  // namespace redthread::catalog

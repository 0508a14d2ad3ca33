// SPDX-License-Identifier: Apache-2.0
#include "report/printed_number.hpp"

#include <string>

namespace redthread::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string take_digits(std::string_view& text) {
  std::string digits;
  while (!text.empty() && is_digit(text.front())) {
    digits += text.front();
    text.remove_prefix(1);
  }
  return digits;
}

}  // namespace

const NumberFormat& format_of(const FigureRun& run) {
  return run.show ? *run.show : run.figure->format;
}

std::optional<Decimal> displayed_number(const FigureRun& run) {
  if (!run.figure->value) return std::nullopt;
  const Decimal shown = displayed_value(*run.figure->value, format_of(run));
  return run.magnitude ? shown.abs() : shown;
}

std::optional<Decimal> read_printed_number(std::string_view text, Language language) {
  const std::string_view group = language == Language::swedish ? "\u202F" : ",";
  const std::string_view point = language == Language::swedish ? "," : ".";
  const bool negative = take(text, "\u2212");
  if (!negative) take(text, "+");
  std::string digits = take_digits(text);
  if (digits.empty()) return std::nullopt;
  if (take(text, ":")) {
    const std::string seconds = take_digits(text);
    const auto minutes = Decimal::parse(digits);
    if (seconds.size() != 2 || !minutes) return std::nullopt;
    const Decimal total = *minutes * Decimal(60) + *Decimal::parse(seconds);
    return negative ? -total : total;
  }
  while (take(text, group)) {
    const std::string more = take_digits(text);
    if (more.size() != 3) return std::nullopt;
    digits += more;
  }
  if (take(text, point)) {
    const std::string decimals = take_digits(text);
    if (decimals.empty()) return std::nullopt;
    digits += "." + decimals;
  }
  const auto number = Decimal::parse(digits);
  if (!number) return std::nullopt;
  return negative ? -*number : number;
}

}  // namespace redthread::report

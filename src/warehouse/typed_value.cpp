// SPDX-License-Identifier: Apache-2.0
#include "warehouse/typed_value.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/date.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::string_view minus_sign = "\u2212";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number of `count` digits from `text`, -1 when they are not all digits.
int digits(std::string_view text, std::size_t from, std::size_t count) {
  int number = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (!is_digit(text[i])) return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

bool equal_ignoring_case(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
  });
}

/// Appends a digit; false when it does not fit.
bool push_digit(std::int64_t& value, int digit) {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  if (value > (largest - digit) / 10) return false;
  value = value * 10 + digit;
  return true;
}

}  // namespace

std::optional<std::int32_t> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const auto date = Date::from_ymd(year, month, day);
  if (!date) return std::nullopt;
  return date->days();
}

ReadNumber read_number(std::string_view text, int scale) {
  bool is_negative = false;
  if (text.starts_with('-')) {
    is_negative = true;
    text.remove_prefix(1);
  } else if (text.starts_with(minus_sign)) {
    is_negative = true;
    text.remove_prefix(minus_sign.size());
  }
  ReadNumber result;
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (!push_digit(result.value, text[at] - '0')) return {.fault = NumberFault::too_large};
  }
  if (at == 0) return {.fault = NumberFault::syntax};
  int decimals = 0;
  if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
    const std::size_t first = ++at;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (decimals == scale) {
        if (text[at] != '0') return {.fault = NumberFault::decimals};
        continue;
      }
      if (!push_digit(result.value, text[at] - '0')) return {.fault = NumberFault::too_large};
      ++decimals;
    }
    if (at == first) return {.fault = NumberFault::syntax};
  }
  if (at != text.size()) return {.fault = NumberFault::syntax};
  for (; decimals < scale; ++decimals) {
    if (!push_digit(result.value, 0)) return {.fault = NumberFault::too_large};
  }
  if (is_negative) result.value = -result.value;
  return result;
}

std::optional<bool> read_boolean(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, bool>, 8> words = {{{"1", true},
                                                                       {"0", false},
                                                                       {"true", true},
                                                                       {"false", false},
                                                                       {"ja", true},
                                                                       {"nej", false},
                                                                       {"yes", true},
                                                                       {"no", false}}};
  for (const auto& [word, value] : words) {
    if (equal_ignoring_case(text, word)) return value;
  }
  return std::nullopt;
}

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace redthread {
namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view narrow_no_break_space = "\u202F";
constexpr std::string_view minus_sign = "\u2212";

/// A word of parse_number_format. `divisor` and `suffix` as in NumberFormat.
struct Word {
  std::string_view word;
  NumberFormat::Style style;
  std::int64_t divisor;
  std::string_view suffix;
};
constexpr std::array words = {
    Word{"number", NumberFormat::Style::number, 1, ""},
    Word{"percent", NumberFormat::Style::percent, 1, ""},
    Word{"points", NumberFormat::Style::points, 1, ""},
    Word{"mm:ss", NumberFormat::Style::duration, 1, ""},
    Word{"mnkr", NumberFormat::Style::number, 1'000'000, "mnkr"},
    Word{"tkr", NumberFormat::Style::number, 1'000, "tkr"},
    Word{"kr", NumberFormat::Style::number, 1, "kr"},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> english_suffixes = {{
    {"mnkr", "SEK m"},
    {"tkr", "SEK thousand"},
    {"kr", "SEK"},
    {"timmar", "hours"},
    {"dagar", "days"},
    {"minuter", "minutes"},
}};

std::string_view suffix_in(std::string_view suffix, Language language) {
  if (language == Language::swedish) return suffix;
  for (const auto& [swedish, english] : english_suffixes) {
    if (suffix == swedish) return english;
  }
  return suffix;
}

/// `1235.0`, without a sign, as `1 235,0` or `1,235.0`.
std::string grouped(std::string_view digits, Language language) {
  const bool swedish = language == Language::swedish;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string text;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) text += swedish ? narrow_no_break_space : ",";
    text += digits[i];
  }
  if (point < digits.size()) {
    text += swedish ? ',' : '.';
    text += digits.substr(point + 1);
  }
  return text;
}

std::string clock_text(Decimal seconds) {
  const Int128 total = seconds.coefficient();
  return fmt::format("{:0>2}:{:02}", to_string(total / 60), static_cast<int>(total % 60));
}

}  // namespace

Decimal displayed_value(Exact value, const NumberFormat& format) {
  const Exact scaled = value / format.divisor;
  switch (format.style) {
    case NumberFormat::Style::number:
      break;
    case NumberFormat::Style::percent:
    case NumberFormat::Style::points:
      return (scaled * 100).rounded(format.decimals);
    case NumberFormat::Style::duration:
      return scaled.rounded(0);
  }
  return scaled.rounded(format.decimals);
}

std::string format_number(Exact value, const NumberFormat& format, Language language,
                          bool with_suffix) {
  const Decimal shown = displayed_value(value, format);
  std::string text;
  if (shown.is_negative()) {
    text = minus_sign;
  } else if (format.always_sign && !shown.is_zero()) {
    text = "+";
  }
  const bool duration = format.style == NumberFormat::Style::duration;
  text += duration ? clock_text(shown.abs()) : grouped(shown.abs().to_string(), language);
  if (!with_suffix) return text;

  if (format.style == NumberFormat::Style::percent) {
    if (language == Language::swedish) text += no_break_space;
    text += "%";
  } else if (format.style == NumberFormat::Style::points) {
    text += no_break_space;
    text += "pp";
  } else if (!format.suffix.empty()) {
    text += no_break_space;
    text += suffix_in(format.suffix, language);
  }
  return text;
}

std::optional<NumberFormat> parse_number_format(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::string_view name = text.substr(0, space);
  const auto word = std::find_if(words.begin(), words.end(),
                                 [&](const Word& known) { return known.word == name; });
  if (word == words.end()) return std::nullopt;
  NumberFormat format{
      .style = word->style, .divisor = word->divisor, .suffix = std::string(word->suffix)};
  if (space == std::string_view::npos) return format;
  const std::string_view decimals = text.substr(space + 1);
  if (format.style == NumberFormat::Style::duration || decimals.size() != 1 || decimals[0] < '0' ||
      decimals[0] > '9') {
    return std::nullopt;
  }
  format.decimals = decimals[0] - '0';
  return format;
}

std::string number_format_words() {
  std::string text;
  for (const Word& word : words) {
    if (!text.empty()) text += ", ";
    text += word.word;
  }
  return text;
}

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#include "audit/printed_figure.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "model/interval.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t most_digits = 18;

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == 0x00A0 || c == 0x202F || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x3000 || c == 0xFEFF;
}

bool is_minus(char32_t c) {
  return c == '-' || c == 0x2212 || (c >= 0x2010 && c <= 0x2015) || c == 0xFE63 || c == 0xFF0D;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_footnote(char32_t c) {
  return c == '*' || c == 0x2020 || c == 0x2021 || c == 0x00B9 || c == 0x00B2 || c == 0x00B3 ||
         c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

std::u32string decoded(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    result += c.code_point;
    at += c.bytes;
  }
  return result;
}

void strip(std::u32string& text) {
  while (!text.empty() && is_blank(text.back())) text.pop_back();
  text.erase(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_blank) -
                                         text.begin()));
}

struct UnitWord {
  std::string_view word;
  PrintedUnit unit;
};
constexpr std::array<UnitWord, 20> unit_words = {{
    {"procentenheter", PrintedUnit::points},
    {"procentenhet", PrintedUnit::points},
    {"%-enheter", PrintedUnit::points},
    {"p.e.", PrintedUnit::points},
    {"pp", PrintedUnit::points},
    {"procent", PrintedUnit::percent},
    {"pct", PrintedUnit::percent},
    {"%", PrintedUnit::percent},
    {"mdkr", PrintedUnit::mdkr},
    {"miljarder kronor", PrintedUnit::mdkr},
    {"mnkr", PrintedUnit::mnkr},
    {"mkr", PrintedUnit::mnkr},
    {"msek", PrintedUnit::mnkr},
    {"miljoner kronor", PrintedUnit::mnkr},
    {"tkr", PrintedUnit::tkr},
    {"ksek", PrintedUnit::tkr},
    {"tusen kronor", PrintedUnit::tkr},
    {"kronor", PrintedUnit::kr},
    {"sek", PrintedUnit::kr},
    {"kr", PrintedUnit::kr},
}};

/// Words after a number that neither scale nor are money: `2 146 751 timmar`.
constexpr std::array<std::string_view, 16> plain_units = {
    "timmar",   "tim",   "h",       "dagar", "dygn",      "minuter",     "min",       "st",
    "personer", "besök", "platser", "poäng", "vårddagar", "årsarbetare", "anställda", "patienter"};

/// Takes such a word off the end, with the blank before it.
void take_plain_unit(std::u32string& text) {
  for (const std::string_view each : plain_units) {
    const std::u32string word = decoded(each);
    if (text.size() < word.size() + 2 || !text.ends_with(word)) continue;
    const auto start = text.size() - word.size();
    if (!is_blank(text[start - 1])) continue;
    text.resize(start);
    strip(text);
    return;
  }
}

/// Takes a unit off the end.
PrintedUnit take_unit(std::u32string& text) {
  for (const UnitWord& each : unit_words) {
    const std::u32string word = decoded(each.word);
    if (text.size() < word.size()) continue;
    const auto start = text.size() - word.size();
    bool same = true;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char32_t c = text[start + i];
      same = same && (c >= 'A' && c <= 'Z' ? c + 32 : c) == word[i];
    }
    if (!same) continue;
    text.resize(start);
    strip(text);
    return each.unit;
  }
  return PrintedUnit::none;
}

/// Takes footnote marks off the end: `*`, superscripts, and `1)` after the number.
std::string take_note(std::u32string& text) {
  std::string note;
  const auto open = text.find(U'(');
  if (open == std::u32string::npos && text.size() >= 3 && text.back() == ')' &&
      is_digit(text[text.size() - 2]) && is_blank(text[text.size() - 3])) {
    note = to_utf8(text[text.size() - 2]) + ")";
    text.resize(text.size() - 3);
    strip(text);
  }
  while (!text.empty() && is_footnote(text.back())) {
    note.insert(0, to_utf8(text.back()));
    text.pop_back();
    strip(text);
  }
  return note;
}

/// Whether groups of three follow `separator` all the way: `1.234.567`.
bool are_thousands(const std::u32string& text, char32_t separator) {
  std::size_t group = 0;
  bool first = true;
  for (const char32_t c : text) {
    if (is_digit(c)) {
      ++group;
    } else if (c == separator) {
      if (first ? group < 1 || group > 3 : group != 3) return false;
      first = false;
      group = 0;
    } else {
      return false;
    }
  }
  return !first && group == 3;
}

/// The digits with a decimal point, or empty.
std::string digits_of(const std::u32string& text, DecimalSign decimal) {
  const auto last_point = text.rfind(U'.');
  const auto last_comma = text.rfind(U',');
  constexpr auto none = std::u32string::npos;
  char32_t sign = 0;
  if (last_point != none && last_comma != none) {
    sign = last_point > last_comma ? U'.' : U',';
  } else if (last_comma != none) {
    const bool once = text.find(U',') == last_comma;
    const bool open = are_thousands(text, U',') && text[0] != U'0';
    sign = !open || (once && decimal == DecimalSign::comma) ? U',' : 0;
  } else if (last_point != none) {
    const bool once = text.find(U'.') == last_point;
    const bool open = are_thousands(text, U'.') && text[0] != U'0';
    sign = !open || (once && decimal == DecimalSign::point) ? U'.' : 0;
  }
  const auto end = sign == 0 ? text.size() : text.rfind(sign);
  std::string result;
  std::size_t group = 0;
  bool grouped = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (is_digit(c)) {
      result += static_cast<char>(c);
      ++group;
      continue;
    }
    if (i == end) {
      if (result.empty() || (grouped && group != 3)) return {};
      result += '.';
      group = 0;
      continue;
    }
    const bool separates =
        i < end && (is_blank(c) || c == '\'' || c == 0x2019 || c == '.' || c == ',');
    if (!separates || group == 0 || (grouped ? group != 3 : group > 3)) return {};
    grouped = true;
    group = 0;
  }
  if (result.empty() || result.back() == '.' || (sign == 0 && grouped && group != 3)) return {};
  return result.size() > most_digits ? std::string() : result;
}

}  // namespace

Interval PrintedFigure::interval() const {
  const Exact half = half_unit(decimals);
  return {value - half, value + half};
}

std::optional<PrintedFigure> read_printed_figure(std::string_view text, DecimalSign decimal) {
  if (text.size() > 100) return std::nullopt;
  std::u32string rest = decoded(text);
  strip(rest);
  PrintedFigure figure;
  // Most cells are a number and nothing else.
  if (!rest.empty() && !is_digit(rest.back())) {
    figure.note = take_note(rest);
    figure.unit = take_unit(rest);
    if (figure.unit == PrintedUnit::none) take_plain_unit(rest);
    if (figure.note.empty()) figure.note = take_note(rest);
  }
  bool negative = false;
  if (rest.size() > 2 && rest.front() == '(' && rest.back() == ')') {
    negative = true;
    rest = rest.substr(1, rest.size() - 2);
    strip(rest);
    if (figure.unit == PrintedUnit::none) figure.unit = take_unit(rest);
  }
  if (!rest.empty() && (is_minus(rest.front()) || rest.front() == '+')) {
    if (negative) return std::nullopt;
    negative = rest.front() != '+';
    rest.erase(0, 1);
    strip(rest);
  } else if (rest.size() > 1 && is_minus(rest.back())) {
    negative = true;
    rest.pop_back();
    strip(rest);
  }
  if (rest.empty() || !is_digit(rest.front())) return std::nullopt;
  const std::string digits = digits_of(rest, decimal);
  const auto value = digits.empty() ? std::nullopt : Decimal::parse(digits);
  if (!value) return std::nullopt;
  figure.decimals = value->scale();
  figure.value = Exact(negative ? -*value : *value);
  figure.minus_zero = negative && value->is_zero();
  return figure;
}

bool is_printed_missing(std::string_view text) {
  std::u32string rest = decoded(text);
  strip(rest);
  const bool marks = std::all_of(rest.begin(), rest.end(), [](char32_t c) {
    return is_minus(c) || c == '.' || c == 0x2026 || c == '*';
  });
  if (marks) return true;
  static const std::vector<std::string> words = {"i.u.", "iu",     "n/a", "na",
                                                 "e.t.", "saknas", "x",   "uppgift saknas"};
  return std::find(words.begin(), words.end(), lower_case(trim(text))) != words.end();
}

PrintedUnit unit_in_heading(std::string_view heading) {
  const std::string lower = lower_case(heading);
  for (const UnitWord& each : unit_words) {
    for (auto at = lower.find(each.word); at != std::string::npos;
         at = lower.find(each.word, at + 1)) {
      const auto letter = [&](std::size_t i) {
        const auto c = static_cast<unsigned char>(i < lower.size() ? lower[i] : ' ');
        return (c >= 'a' && c <= 'z') || c >= 0x80;
      };
      const bool whole = each.unit == PrintedUnit::percent && each.word == "%";
      if (whole || ((at == 0 || !letter(at - 1)) && !letter(at + each.word.size()))) {
        return each.unit;
      }
    }
  }
  return PrintedUnit::none;
}

bool is_count_unit(std::string_view unit) {
  static const std::vector<std::string> words = {"antal",     "st",        "styck",    "stycken",
                                                 "personer",  "patienter", "besök",    "number",
                                                 "vårddagar", "count",     "invånare", "individer"};
  return std::find(words.begin(), words.end(), lower_case(trim(unit))) != words.end();
}

std::string lower_case(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    const bool upper = (c.code_point >= 'A' && c.code_point <= 'Z') ||
                       (c.code_point >= 0xC0 && c.code_point <= 0xDE && c.code_point != 0xD7);
    result += c.valid ? to_utf8(upper ? c.code_point + 32 : c.code_point) : std::string("?");
    at += c.bytes;
  }
  return result;
}

}  // namespace redthread::audit

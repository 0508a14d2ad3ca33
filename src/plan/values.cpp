// SPDX-License-Identifier: Apache-2.0
#include "plan/values.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "base/text.hpp"

namespace redthread::plan {
namespace {

using Type = PlanFieldType;

constexpr std::size_t longest_id = 100;
constexpr std::size_t longest_measure_unit = 24;

bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }

bool is_list(Type type) { return type == Type::references || type == Type::dates; }

/// `08:00`, minutes and seconds.
bool is_duration(std::string_view text) {
  const auto parts = split(text, ':');
  return parts.size() == 2 && !parts[0].empty() && parts[0].size() <= 4 && parts[1].size() == 2 &&
         std::all_of(parts[0].begin(), parts[0].end(), is_digit) &&
         std::all_of(parts[1].begin(), parts[1].end(), is_digit) && parts[1][0] < '6';
}

bool is_amount(std::string_view text) { return Decimal::parse(text) || is_duration(text); }

/// An amount, then perhaps a measure unit: `95 %`.
bool is_amount_with_unit(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (!is_amount(text.substr(0, blank))) return false;
  if (blank == std::string_view::npos) return true;
  const std::string_view unit = trim(text.substr(blank));
  return !unit.empty() && unit.size() <= longest_measure_unit &&
         std::none_of(unit.begin(), unit.end(), is_digit);
}

/// What stands after `prefix`, without blanks; nullopt when the text does not begin so.
std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
  return trim(text.substr(prefix.size()));
}

bool is_bound(std::string_view text) {
  for (const char* sign : {">=", "<=", ">", "<"}) {
    if (const auto rest = after(text, sign)) return is_amount_with_unit(*rest);
  }
  return false;
}

bool is_target(std::string_view text) {
  if (text == "increase" || text == "decrease" || text == "yes") return true;
  if (const auto day = after(text, "done by ")) return Date::parse(*day).has_value();
  if (const auto change = after(text, "change ")) {
    return (after(*change, ">=") || after(*change, "<=")) && is_bound(*change);
  }
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return is_bound(text);
  const std::string_view last = trim(text.substr(dots + 2));
  const auto low = Decimal::parse(trim(text.substr(0, dots)));
  const auto high = Decimal::parse(last.substr(0, last.find(' ')));
  return low && high && *low < *high && is_amount_with_unit(last);
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         text.substr(1).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string one_of(const PlanField& field) { return "write " + join(words_of(field), ", "); }

std::optional<ValueProblem> problem_of_text(const std::string& value) {
  const bool is_bad = !is_valid_utf8(value) || std::any_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
  if (!is_bad) return std::nullopt;
  return ValueProblem{"the text has characters that no text has", "take out control characters"};
}

/// Whether a value that is not a list is of its type, and what would be.
std::optional<ValueProblem> problem_of_one(const PlanField& field, const std::string& value) {
  const auto unless = [&](bool holds, const char* what, const std::string& hint) {
    return holds
               ? std::nullopt
               : std::optional(ValueProblem{
                     fmt::format("`{}` is `{}`, which is not {}", field.name, value, what), hint});
  };
  switch (field.type) {
    case Type::text:
      return std::nullopt;
    case Type::word: {
      const auto words = words_of(field);
      return unless(std::find(words.begin(), words.end(), value) != words.end(), "one of its words",
                    one_of(field));
    }
    case Type::flag:
      return unless(value == "yes" || value == "no", "yes or no", "write yes or no");
    case Type::integer:
      return unless(integer_of(value).has_value(), "a whole number", "write digits only, as 3");
    case Type::decimal:
      return unless(Decimal::parse(value).has_value(), "a number",
                    "write it with a decimal point and no blanks, as -12.5");
    case Type::date:
    case Type::dates:
      return unless(Date::parse(value).has_value(), "a day", "days are written 2024-01-31");
    case Type::period: {
      const auto period = Period::parse(value);
      return unless(period && period->to_string() == value, "a period",
                    period ? "write " + period->to_string()
                           : "periods are written 2024, 2024-T1, 2024-04 or 2024-01..2024-05");
    }
    case Type::year: {
      const auto year = integer_of(value);
      return unless(year && *year >= 1900 && *year <= 2999, "a year", "write it as 2024");
    }
    case Type::colour:
      return unless(is_colour(value), "a colour", "write it as #d64545, in lower case");
    case Type::target:
      return unless(is_target(value), "a target",
                    "write `>= 95 %`, `<= 8`, `< 6 %`, `> 1`, `77..80`, `increase`, `decrease`, "
                    "`change >= 1 %`, `yes`, `done by 2024-12-31` or `<= 08:00`");
    case Type::reference:
    case Type::references:
      return unless(!problem_of_id(value).has_value(), "a key", "write the object's key");
    case Type::subject: {
      const auto words = words_of(field);
      const auto subject = subject_of(value);
      return unless(subject && std::find(words.begin(), words.end(), subject->kind) != words.end(),
                    "a kind and a key", "write `kind:key`; the kinds are " + join(words, ", "));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string normalised(const PlanField& field, std::string_view written) {
  std::string text;
  for (const char c : trim(written)) {
    if (c != '\r') text += c;
  }
  if (!is_list(field.type)) return text;
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, ';')) {
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  }
  return join(parts, ";");
}

std::optional<ValueProblem> problem_of(const PlanField& field, const std::string& value) {
  if (auto problem = problem_of_text(value)) return problem;
  if (!is_list(field.type)) return problem_of_one(field, value);
  const auto parts = list_of(value);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto problem = problem_of_one(field, parts[i])) return problem;
    if (std::find(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i), parts[i]) !=
        parts.begin() + static_cast<std::ptrdiff_t>(i)) {
      return ValueProblem{fmt::format("`{}` names `{}` twice", field.name, parts[i]),
                          "keep one of them"};
    }
  }
  return std::nullopt;
}

std::optional<ValueProblem> problem_of_id(const std::string& id) {
  const auto is_fit = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
  };
  if (!id.empty() && id.size() <= longest_id && (is_letter(id[0]) || is_digit(id[0])) &&
      std::all_of(id.begin(), id.end(), is_fit)) {
    return std::nullopt;
  }
  return ValueProblem{id.empty() ? "there is no key" : fmt::format("`{}` is not a key", id),
                      "a key is letters a-z, digits, `_`, `.` and `-`, begins with a letter or a "
                      "digit, and has at most 100"};
}

std::vector<std::string> list_of(const std::string& value) {
  std::vector<std::string> parts;
  if (value.empty()) return parts;
  for (const std::string_view part : split(value, ';')) parts.emplace_back(part);
  return parts;
}

std::optional<ObjectKey> subject_of(const std::string& value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string::npos) return std::nullopt;
  return ObjectKey{value.substr(0, colon), value.substr(colon + 1)};
}

std::optional<int> integer_of(const std::string& value) {
  int number = 0;
  const auto end = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool is_whole = end.ec == std::errc() && end.ptr == value.data() + value.size();
  return is_whole && number >= 0 && std::to_string(number) == value ? std::optional(number)
                                                                    : std::nullopt;
}

}  // namespace redthread::plan

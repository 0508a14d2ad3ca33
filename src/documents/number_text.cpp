// SPDX-License-Identifier: Apache-2.0
#include "documents/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/decimal.hpp"

namespace redthread::documents {
namespace {

constexpr double largest = 1e15;  // beyond, a double has no decimals to round

std::optional<double> parsed(std::string_view stored) {
  double value = 0;
  const auto end = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  const bool whole = end.ec == std::errc() && end.ptr == stored.data() + stored.size();
  if (!whole || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// With so many decimals, rounded half away from zero from the 15 digits that Excel keeps.
std::string rounded_text(double value, int decimals) {
  if (std::abs(value) >= largest) return fmt::format("{:.0f}", value);
  const int before = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  const int kept = std::clamp(15 - before, 0, 17);
  const auto exact = Decimal::parse(fmt::format("{:.{}f}", value, kept));
  std::string text = exact ? exact->rounded(std::min(decimals, Decimal::max_scale)).to_string()
                           : fmt::format("{:.{}f}", value, decimals);
  // A negative number that rounds to zero keeps its sign, as Excel prints it.
  if (value < 0 && !text.starts_with('-')) text.insert(0, "-");
  return text;
}

std::string general_text(double value) {
  const double size = std::abs(value);
  if (size >= largest || (size > 0 && size < 1e-9)) return fmt::format("{:.6g}", value);
  const int before = size < 1 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
  std::string text = rounded_text(value, std::clamp(11 - before, 0, 10));
  if (text.find('.') != std::string::npos) {
    text.resize(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string date_text(double days, bool from_1904) {
  if (days < 0 || days > 2'958'465) return fmt::format("{:.6g}", days);
  // 1900 was no leap year, but for Excel: days to February 1900 are one off.
  const int whole = static_cast<int>(days);
  const auto start = from_1904    ? Date::from_ymd(1904, 1, 1)
                     : whole < 60 ? Date::from_ymd(1899, 12, 31)
                                  : Date::from_ymd(1899, 12, 30);
  return start->plus_days(whole).to_string();
}

std::string time_text(double days, bool hours) {
  const long seconds = std::lround(std::clamp(days, 0.0, 3e6) * 86'400);
  return hours ? fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
               : fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

ShownNumber section_of(std::string_view code) {
  ShownNumber shown{.kind = ShownNumber::Kind::general};
  bool has_day = false;
  bool has_time = false;
  bool has_hour = false;
  bool has_m = false;
  bool has_point = false;
  bool has_digits = false;
  int commas = 0;
  const auto fixed = [&](std::string_view text) {
    (has_digits ? shown.after : shown.before) += text;
  };
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '\\' && at + 1 < code.size()) {
      fixed(code.substr(++at, 1));
    } else if (c == '_' || c == '*') {
      ++at;  // a blank as wide as the next character, or a filling
    } else if (c == '"') {
      const std::size_t end = std::min(code.find('"', at + 1), code.size());
      fixed(code.substr(at + 1, end - at - 1));
      at = end;
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', at), code.size());
      const std::string_view inside = code.substr(at + 1, end - at - 1);
      has_time = has_time ||
                 (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos);
      has_hour = has_hour || inside.starts_with('h') || inside.starts_with('H');
      if (inside.starts_with('$')) {
        fixed(inside.substr(1, std::min(inside.find('-'), inside.size()) - 1));
      }
      at = end;
    } else if (c == '0' || c == '#' || c == '?') {
      has_digits = true;
      commas = 0;
      if (has_point) ++shown.decimals;
    } else if (c == '.') {
      has_point = has_digits;
    } else if (c == ',') {
      ++commas;
    } else if (c == '%') {
      shown.percent = true;
      fixed(" %");
    } else if (c == ' ' || c == '-' || c == '+' || c == '(' || c == ')') {
      fixed(code.substr(at, 1));
    } else if (code.substr(at).starts_with("General") || c == 'E' || c == 'e' || c == '@') {
      return {};
    } else {
      has_day = has_day || c == 'y' || c == 'Y' || c == 'd' || c == 'D';
      has_hour = has_hour || c == 'h' || c == 'H';
      has_time = has_time || has_hour || c == 's' || c == 'S';
      has_m = has_m || c == 'm' || c == 'M';
    }
  }
  shown.hours = has_hour;
  shown.thousands = commas;
  if (has_day || (has_m && !has_time && !has_digits)) {
    shown.kind = ShownNumber::Kind::date;
  } else if (has_time) {
    shown.kind = ShownNumber::Kind::time;
  } else if (has_digits) {
    shown.kind = ShownNumber::Kind::number;
  }
  return shown;
}

}  // namespace

ShownNumbers builtin_number(int number) {
  const auto among = [&](int first, int last) { return number >= first && number <= last; };
  ShownNumber shown{.kind = ShownNumber::Kind::number};
  if (among(14, 17) || number == 22 || among(27, 31) || among(34, 36) || among(50, 54) ||
      among(57, 58)) {
    shown.kind = ShownNumber::Kind::date;
  } else if (among(18, 21) || among(32, 33) || among(45, 47) || among(55, 56)) {
    shown.kind = ShownNumber::Kind::time;
  } else if (number == 2 || number == 4 || number == 7 || number == 8 || number == 39 ||
             number == 40 || number == 43 || number == 44) {
    shown.decimals = 2;
  } else if (number == 9 || number == 10) {
    shown.percent = true;
    shown.decimals = number == 10 ? 2 : 0;
    shown.after = " %";
  } else if (!among(1, 8) && !among(37, 44)) {
    shown.kind = ShownNumber::Kind::general;
  }
  if (number == 45 || number == 47) shown.hours = false;
  return {shown};
}

ShownNumbers shown_number(std::string_view code) {
  ShownNumbers shown;
  std::size_t start = 0;
  bool quoted = false;
  for (std::size_t at = 0; at <= code.size() && shown.size() < 3; ++at) {
    if (at < code.size() && code[at] == '"') quoted = !quoted;
    if (at < code.size() && (quoted || code[at] != ';')) continue;
    shown.push_back(section_of(code.substr(start, at - start)));
    start = at + 1;
  }
  return shown;
}

std::string number_text(std::string_view stored, const ShownNumbers& sections, bool from_1904) {
  auto value = parsed(stored);
  if (!value) return std::string(stored);
  static const ShownNumber general;
  const ShownNumber* shown = sections.empty() ? &general : &sections.front();
  if (*value < 0 && sections.size() > 1) {
    // The section has its own sign.
    shown = &sections[1];
    *value = -*value;
  } else if (*value == 0 && sections.size() > 2) {
    shown = &sections[2];
    // Fixed text instead of a number: `"–"`.
    if (shown->kind == ShownNumber::Kind::general && !shown->before.empty()) return shown->before;
  }
  if (shown->kind == ShownNumber::Kind::date) return date_text(*value, from_1904);
  if (shown->kind == ShownNumber::Kind::time) {
    return shown->before + time_text(*value, shown->hours) + shown->after;
  }
  std::string text = shown->kind == ShownNumber::Kind::general
                         ? general_text(*value)
                         : rounded_text(*value * (shown->percent ? 100 : 1) *
                                            std::pow(1e-3, std::min(shown->thousands, 4)),
                                        std::min(shown->decimals, 15));
  std::replace(text.begin(), text.end(), '.', ',');
  return shown->before + text + shown->after;
}

}  // namespace redthread::documents

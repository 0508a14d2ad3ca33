// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/sheet_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "warehouse/rows/batch_builder.hpp"

namespace redthread::warehouse {
namespace {

constexpr double last_day = 2958465;  // 9999-12-31
constexpr int seconds_a_day = 86'400;
constexpr int max_columns = 16'384;
constexpr int max_rows = 1'048'576;
constexpr std::size_t digits_kept = 15;

std::optional<double> number_of(std::string_view stored) {
  double value = 0;
  const auto end = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  const bool whole = end.ec == std::errc() && end.ptr == stored.data() + stored.size();
  if (!whole || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string clock(long seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// Whole seconds of a number of days that is none too large.
std::optional<long> seconds_of(std::string_view stored) {
  const auto days = number_of(stored);
  if (!days || *days < 0 || *days > last_day + 1) return std::nullopt;
  return std::lround(*days * seconds_a_day);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

SheetNumber builtin_format(int number) {
  const auto among = [&](int first, int last) { return number >= first && number <= last; };
  if (among(14, 17) || number == 22 || among(27, 31) || among(34, 36) || among(50, 54) ||
      among(57, 58)) {
    return SheetNumber::date;
  }
  if (among(18, 21) || among(32, 33) || among(45, 47) || among(55, 56)) return SheetNumber::time;
  return SheetNumber::plain;
}

SheetNumber format_of(std::string_view code) {
  bool has_day = false;
  bool has_time = false;
  bool has_m = false;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '\\' || c == '_' || c == '*') {
      ++at;  // the next character is shown as it is
    } else if (c == '"') {
      at = std::min(code.find('"', at + 1), code.size());
    } else if (c == '[') {
      // [Red], [$-41D]; but [h] is elapsed time.
      const std::size_t end = std::min(code.find(']', at), code.size());
      const std::string_view inside = code.substr(at + 1, end - at - 1);
      has_time = has_time ||
                 (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos);
      at = end;
    } else if (code.substr(at).starts_with("General")) {
      at += 6;
    } else {
      has_day = has_day || c == 'y' || c == 'Y' || c == 'd' || c == 'D';
      has_time = has_time || c == 'h' || c == 'H' || c == 's' || c == 'S';
      has_m = has_m || c == 'm' || c == 'M';
    }
  }
  if (has_day || (has_m && !has_time)) return SheetNumber::date;
  return has_time ? SheetNumber::time : SheetNumber::plain;
}

std::optional<std::string> sheet_number(std::string_view stored) {
  const auto value = number_of(stored);
  if (!value) return std::nullopt;
  const std::string_view unsigned_part = stored.substr(stored.starts_with('-') ? 1 : 0);
  const auto digits =
      static_cast<std::size_t>(std::count_if(unsigned_part.begin(), unsigned_part.end(), is_digit));
  const bool integer = digits == unsigned_part.size();
  const bool plain = integer || (digits + 1 == unsigned_part.size() &&
                                 unsigned_part.find('.') != std::string_view::npos);
  // Whole numbers of other programs may have more digits than Excel's.
  if (integer || (plain && digits <= digits_kept)) return plain_number(stored);
  return plain_number(fmt::format("{:.15g}", *value));
}

std::optional<std::string> sheet_date(std::string_view stored, bool from_1904) {
  const auto total = seconds_of(stored);
  if (!total) return std::nullopt;
  const int days = static_cast<int>(*total / seconds_a_day);
  const long seconds = *total % seconds_a_day;
  std::optional<Date> start = Date::from_ymd(1904, 1, 1);
  if (!from_1904) {
    constexpr int day_that_never_was = 60;
    if (days == day_that_never_was || days == 0) return std::nullopt;
    start = days < day_that_never_was ? Date::from_ymd(1899, 12, 31) : Date::from_ymd(1899, 12, 30);
  }
  const Date date = start->plus_days(days);
  if (date.year() > 9999) return std::nullopt;
  return date.to_string() + (seconds == 0 ? "" : "T" + clock(seconds));
}

std::optional<std::string> sheet_time(std::string_view stored) {
  const auto seconds = seconds_of(stored);
  if (!seconds) return std::nullopt;
  return clock(*seconds);
}

std::string sheet_text(std::string_view stored) {
  std::string text;
  while (true) {
    const std::size_t start = stored.find("_x");
    text += stored.substr(0, start);
    if (start == std::string_view::npos) return text;
    stored.remove_prefix(start);
    unsigned code = 0;
    const char* const digits = stored.data() + 2;
    const bool long_enough = stored.size() >= 7 && stored[6] == '_';
    const bool found =
        long_enough && std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    // A surrogate is half of a character: left as it is written.
    const bool is_character = found && (code < 0xD800 || code >= 0xE000);
    if (is_character) {
      text += to_utf8(code);
    } else {
      text += stored.substr(0, 2);
    }
    stored.remove_prefix(is_character ? 7 : 2);
  }
}

std::string cell_name(int row, int column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters + std::to_string(row);
}

std::optional<CellPlace> cell_place(std::string_view name) {
  CellPlace place;
  std::size_t at = 0;
  for (; at < name.size() && at < 3; ++at) {
    const char c = static_cast<char>(name[at] & ~0x20);
    if (c < 'A' || c > 'Z') break;
    place.column = place.column * 26 + (c - 'A' + 1);
  }
  if (place.column == 0 || place.column > max_columns) return std::nullopt;
  if (at == name.size()) return place;
  const auto end = std::from_chars(name.data() + at, name.data() + name.size(), place.row);
  const bool whole = end.ec == std::errc() && end.ptr == name.data() + name.size();
  if (!whole || place.row < 1 || place.row > max_rows) return std::nullopt;
  return place;
}

}  // namespace redthread::warehouse

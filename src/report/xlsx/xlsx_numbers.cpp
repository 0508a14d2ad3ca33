// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "report/printed_number.hpp"
#include "report/xlsx/xlsx_book.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t longest_literal = 40;

/// Text inside a number format. Empty text is no literal.
std::string literal(std::string_view text) {
  return text.empty() ? std::string() : "\"" + std::string(text) + "\"";
}

/// `#,##0.0`
std::string digits(int decimals) {
  std::string text = "#,##0";
  if (decimals > 0) text += "." + std::string(static_cast<std::size_t>(decimals), '0');
  return text;
}

/// What stands after the number in a printed text: ` mnkr`.
std::string_view suffix_of(std::string_view printed) {
  const std::size_t last = printed.find_last_of("0123456789");
  return last == std::string_view::npos ? std::string_view() : printed.substr(last + 1);
}

bool fits_double(const Decimal& number) {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  return number.abs() < Decimal(exact) && number.scale() <= 15 &&
         number.abs().coefficient() < Int128(exact);
}

}  // namespace

std::optional<NumberCell> number_cell(const Runs& runs) {
  const FigureRun* figure = nullptr;
  std::string before;
  std::string after;
  for (const Run& run : runs) {
    if (const auto* each = std::get_if<FigureRun>(&run)) {
      if (figure != nullptr) return std::nullopt;
      figure = each;
    } else if (const auto* text = std::get_if<TextRun>(&run)) {
      (figure == nullptr ? before : after) += text->text;
    } else {
      return std::nullopt;
    }
  }
  if (figure == nullptr) return std::nullopt;
  const auto shown = displayed_number(*figure);
  if (!shown || !fits_double(*shown)) return std::nullopt;
  const NumberFormat& format = format_of(*figure);
  const bool duration = format.style == NumberFormat::Style::duration;
  const bool percent = format.style == NumberFormat::Style::percent;
  if (duration && shown->is_negative()) return std::nullopt;
  const std::string_view suffix = suffix_of(figure->text);
  if ((before + after).find('"') != std::string::npos ||
      suffix.find('"') != std::string_view::npos ||
      before.size() + after.size() + suffix.size() > longest_literal) {
    return std::nullopt;
  }

  std::string number = duration ? "[mm]:ss" : digits(format.decimals);
  number += percent ? std::string("\u00A0%") : literal(suffix);
  const bool plus = format.always_sign && !figure->magnitude;
  NumberCell cell;
  cell.format = literal(before) + (plus ? literal("+") : "") + number + literal(after) + ";" +
                literal(before) + literal("\u2212") + number + literal(after) + ";" +
                literal(before) + number + literal(after);
  cell.value = shown->to_double();
  if (percent)
    cell.value = Decimal::of(shown->coefficient(), std::min(shown->scale() + 2, 18)).to_double();
  if (duration) cell.value /= 86'400;
  return cell;
}

std::string sheet_name(std::string_view wished, std::set<std::string>& taken) {
  constexpr std::size_t longest = 31;
  std::string clean;
  std::size_t units = 0;
  for (std::size_t at = 0; at < wished.size();) {
    const Character character = character_at(wished, at);
    const char32_t c = character.code_point;
    std::string_view part = wished.substr(at, character.bytes);
    at += character.bytes;
    const bool forbidden = !character.valid || c < 0x20 || c == 0x7F || c == '[' || c == ']' ||
                           c == ':' || c == '*' || c == '?' || c == '/' || c == '\\' || c == '\'';
    if (forbidden) part = " ";
    if (part == " " && (clean.empty() || clean.back() == ' ')) continue;
    units += c > 0xFFFF ? 2 : 1;
    if (units > longest) break;
    clean += part;
  }
  while (!clean.empty() && clean.back() == ' ') clean.pop_back();
  if (clean.empty()) clean = "Tabell";
  if (clean == "History") clean = "History 1";  // reserved by Excel

  // Names that differ in case only are the same to Excel.
  const auto folded = [](std::string name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] >= 'A' && name[i] <= 'Z') name[i] = static_cast<char>(name[i] - 'A' + 'a');
      // Å Ä Ö É and their like: U+00C0..U+00DE are 0x20 below their small letters.
      const auto byte = static_cast<unsigned char>(name[i]);
      if (i > 0 && name[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E)
        name[i] = static_cast<char>(byte + 0x20);
    }
    return name;
  };
  std::string name = clean;
  for (int number = 2; !taken.insert(folded(name)).second; ++number) {
    const std::string suffix = " (" + std::to_string(number) + ")";
    name.clear();
    std::size_t count = 0;
    for (std::size_t at = 0; at < clean.size();) {
      const Character character = character_at(clean, at);
      count += character.code_point > 0xFFFF ? 2 : 1;
      if (count + suffix.size() > longest) break;
      name += clean.substr(at, character.bytes);
      at += character.bytes;
    }
    name += suffix;
  }
  return name;
}

std::string plain_text(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) {
      text += figure->text;
    } else if (const auto* plain = std::get_if<TextRun>(&run)) {
      text += plain->text;
      if (plain->link.starts_with("http") && plain->link != plain->text)
        text += " (" + plain->link + ")";
    } else {
      text += '\n';
    }
  }
  return text;
}

}  // namespace redthread::report

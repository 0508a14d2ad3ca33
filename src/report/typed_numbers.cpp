// SPDX-License-Identifier: Apache-2.0
#include "report/typed_numbers.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/text.hpp"

namespace redthread::report {
namespace {

/// What stands for a bound figure in a comment's text: no letter, no digit, no end of a sentence.
constexpr char bound = '\x01';
/// Shorter names are found in too many words.
constexpr std::size_t shortest_label = 4;
/// Letters that Swedish puts on a noun: `Resultat` -> `Resultatet`, `Personalkostnad` ->
/// `Personalkostnaderna`.
constexpr std::size_t longest_ending = 5;

/// Lower case of what Swedish is written with.
std::string folded(std::string_view text) {
  std::string low;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes;
    char32_t c = character.code_point;
    const bool is_upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    if (is_upper) c += 0x20;
    low += to_utf8(c);
  }
  return low;
}

bool is_letter(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || value >= 0xC3;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The measure unit that follows a number, in the form that figures are compared in.
struct Unit {
  std::string_view word;
  NumberFormat format;  ///< without decimals
};
const std::vector<Unit>& typed_units() {
  using Style = NumberFormat::Style;
  static const std::vector<Unit> units = {
      {"mnkr", {.divisor = 1'000'000, .suffix = "mnkr"}},
      {"miljoner kronor", {.divisor = 1'000'000, .suffix = "mnkr"}},
      {"tkr", {.divisor = 1'000, .suffix = "tkr"}},
      {"kronor", {.suffix = "kr"}},
      {"kr", {.suffix = "kr"}},
      {"procentenheter", {.style = Style::points}},
      {"pp", {.style = Style::points}},
      {"procent", {.style = Style::percent}},
      {"%", {.style = Style::percent}},
      {"årsarbetare", {.suffix = "årsarbetare"}},
      {"timmar", {.suffix = "timmar"}},
      {"dagar", {.suffix = "dagar"}},
  };
  return units;
}

bool is_money(const NumberFormat& format) {
  return format.suffix == "mnkr" || format.suffix == "tkr" || format.suffix == "kr";
}

/// How a figure is printed in a typed unit; nullopt when it is not of that unit.
std::optional<NumberFormat> as_typed(const NumberFormat& format, const Unit& unit, int decimals) {
  NumberFormat shown = unit.format;
  shown.decimals = decimals;
  if (format.style != shown.style) return std::nullopt;
  if (shown.style != NumberFormat::Style::number) return shown;
  if (is_money(shown)) return is_money(format) ? std::optional(shown) : std::nullopt;
  if (format.suffix != shown.suffix) return std::nullopt;
  shown.divisor = format.divisor;
  return shown;
}

/// A number with its measure unit in a text.
struct Found {
  std::size_t at = 0;
  std::size_t end = 0;
  Decimal value;
  const Unit* unit = nullptr;
};

/// Bytes of a blank that Swedish writes between thousands or before a unit, 0 = none.
std::size_t blank_at(std::string_view text, std::size_t at) {
  for (const std::string_view blank : {" ", "\u00A0", "\u202F", "\u2009"}) {
    if (text.substr(at).starts_with(blank)) return blank.size();
  }
  return 0;
}

bool has_three_digits(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return false;
  return is_digit(text[at]) && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
         (at + 3 == text.size() || !is_digit(text[at + 3]));
}

const Unit* unit_at(std::string_view text, std::size_t at, std::size_t& end) {
  for (const Unit& unit : typed_units()) {
    if (!text.substr(at).starts_with(unit.word)) continue;
    const std::size_t after = at + unit.word.size();
    if (unit.word != "%" && after < text.size() && is_letter(text[after])) continue;
    end = after;
    return &unit;
  }
  return nullptr;
}

/// The number that begins at `at`, when a measure unit follows it.
std::optional<Found> number_at(std::string_view text, std::size_t at) {
  std::string digits;
  std::size_t i = at;
  while (i < text.size()) {
    if (is_digit(text[i])) {
      digits += text[i++];
    } else if (const std::size_t blank = blank_at(text, i);
               blank > 0 && has_three_digits(text, i + blank)) {
      i += blank;
    } else if (text[i] == ',' && i + 1 < text.size() && is_digit(text[i + 1]) &&
               digits.find('.') == std::string::npos) {
      digits += '.';
      ++i;
    } else {
      break;
    }
  }
  const auto value = Decimal::parse(digits);
  Found found{.at = at, .end = i, .value = value.value_or(Decimal())};
  const std::size_t unit_begins = i + blank_at(text, i);
  found.unit = unit_at(text, unit_begins, found.end);
  if (!value || found.unit == nullptr) return std::nullopt;
  return found;
}

/// The figures that the report prints, by what they are called.
class Names {
 public:
  explicit Names(const Document& document) : language_(document.language) {
    for (const FigureRun* run : printed_figures(document)) {
      const std::string& label = run->figure->label.in(language_);
      if (!run->figure->value || character_count(label) < shortest_label) continue;
      figures_[folded(label)].push_back(run);
    }
  }

  /// The name that stands last before `until`; the longest of those at the same place.
  const std::vector<const FigureRun*>* named_before(std::string_view sentence,
                                                    std::size_t until) const {
    const std::vector<const FigureRun*>* best = nullptr;
    std::size_t best_at = 0;
    std::size_t best_size = 0;
    for (const auto& [label, figures] : figures_) {
      const auto at = last_place(sentence.substr(0, until), label);
      if (!at || (best && std::pair(*at, label.size()) <= std::pair(best_at, best_size))) continue;
      best = &figures;
      best_at = *at;
      best_size = label.size();
    }
    return best;
  }

 private:
  static std::optional<std::size_t> last_place(std::string_view text, const std::string& label) {
    for (std::size_t at = text.rfind(label); at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : text.rfind(label, at - 1)) {
      const bool starts = at == 0 || !is_letter(text[at - 1]);
      std::size_t end = at + label.size();
      const std::size_t stem = end;
      while (end < text.size() && (is_letter(text[end]) || (text[end] & 0x80) != 0)) ++end;
      if (starts && end - stem <= longest_ending) return at;
    }
    return std::nullopt;
  }

  Language language_;
  std::map<std::string, std::vector<const FigureRun*>> figures_;
};

/// Judges one sentence of a comment.
void judge(std::string_view sentence, const Names& names, std::vector<TypedNumber>& found) {
  const std::string low = folded(sentence);
  for (std::size_t at = 0; at < low.size(); ++at) {
    const bool begins =
        is_digit(low[at]) &&
        (at == 0 || (!is_digit(low[at - 1]) && low[at - 1] != ',' && !is_letter(low[at - 1])));
    const auto number = begins ? number_at(low, at) : std::nullopt;
    if (!number) continue;
    const auto* figures = names.named_before(low, at);
    at = number->end - 1;
    if (figures == nullptr) continue;
    const FigureRun* first = nullptr;
    bool agrees = false;
    for (const FigureRun* run : *figures) {
      const NumberFormat& format = run->show ? *run->show : run->figure->format;
      const auto shown = as_typed(format, *number->unit, number->value.scale());
      if (!shown) continue;
      if (first == nullptr) first = run;
      agrees = agrees || displayed_value(run->figure->value->abs(), *shown) == number->value;
    }
    if (first == nullptr || agrees) continue;
    found.push_back({.comment = {},
                     .written = low.substr(number->at, number->end - number->at),
                     .label = first->figure->label.sv,
                     .printed = first->text,
                     .address = first->figure->id});
  }
}

/// Sentences end at `.`, `!`, `?` and `;` before a blank or the end.
void judge_text(std::string_view text, const Names& names, std::vector<TypedNumber>& found) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == ';';
    if (!ends || (i + 1 < text.size() && text[i + 1] != ' ' && text[i + 1] != '\n')) continue;
    judge(text.substr(begin, i - begin), names, found);
    begin = i + 1;
  }
  judge(text.substr(begin), names, found);
}

std::string text_of(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* part = std::get_if<TextRun>(&run)) {
      text += part->text;
    } else {
      text += std::holds_alternative<FigureRun>(run) ? bound : ' ';
    }
  }
  return text;
}

}  // namespace

std::vector<TypedNumber> contradicting_numbers(const Document& document) {
  const Names names(document);
  std::vector<TypedNumber> all;
  std::vector<TypedNumber> of_comment;
  for (const Block& block : document.blocks) {
    if (const auto* list = std::get_if<BulletList>(&block); list != nullptr && list->comment) {
      for (const Runs& item : list->items) judge_text(text_of(item), names, of_comment);
    }
    const auto* paragraph = std::get_if<Paragraph>(&block);
    if (paragraph == nullptr || !paragraph->comment) continue;
    judge_text(text_of(paragraph->runs), names, of_comment);
    if (paragraph->byline.empty()) continue;  // the comment goes on
    for (TypedNumber& each : of_comment) {
      each.comment = paragraph->byline;
      all.push_back(std::move(each));
    }
    of_comment.clear();
  }
  std::move(of_comment.begin(), of_comment.end(), std::back_inserter(all));
  return all;
}

void tell_contradictions(const std::vector<TypedNumber>& found, Severity severity,
                         Diagnostics& diagnostics) {
  for (const TypedNumber& each : found) {
    diagnostics.add(
        {.severity = severity,
         .code = "report.text_differs",
         .span = {.file = each.comment.empty() ? "a comment" : each.comment},
         .message = fmt::format("the text says {} of `{}`, and the report says {}", each.written,
                                each.label, each.printed),
         .hint = "bind the figure into the text: {figure KEY}; this one is " + each.address});
  }
}

}  // namespace redthread::report

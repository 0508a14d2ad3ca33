// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "audit/findings.hpp"
#include "base/text.hpp"

namespace redthread::audit {
namespace {

constexpr std::size_t shortest_label = 5;
constexpr std::size_t longest_sentence = 2000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A letter, or a part of one that is no ASCII.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC0;
}

/// A number in a sentence.
struct Mention {
  std::size_t begin = 0;
  std::size_t end = 0;
  PrintedFigure figure;
  std::string printed;
};

/// What may stand inside a number at `at`: the bytes of a thousands separator, 0 when none does.
std::size_t separator_at(std::string_view text, std::size_t at) {
  for (const std::string_view each : {"\u00A0", "\u202F", "\u2009", " "}) {
    const std::size_t next = at + each.size();
    if (!text.substr(at).starts_with(each) || next + 3 > text.size()) continue;
    const bool three = is_digit(text[next]) && is_digit(text[next + 1]) && is_digit(text[next + 2]);
    if (three && (next + 3 == text.size() || !is_digit(text[next + 3]))) return each.size();
  }
  return 0;
}

/// Numbers with a unit, or with a separator or decimals, so that years and counts in passing are
/// left alone.
std::vector<Mention> mentions_in(std::string_view text, DecimalSign decimal) {
  static const std::array<std::string_view, 11> units = {"procentenheter",
                                                         "miljoner kronor",
                                                         "miljarder kronor",
                                                         "tusen kronor",
                                                         "procent",
                                                         "mnkr",
                                                         "mdkr",
                                                         "tkr",
                                                         "pp",
                                                         "kr",
                                                         "%"};
  std::vector<Mention> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    std::size_t begin = at;
    // Digits inside a word are a name: `2024-T1`, `SFS1998`.
    const char before = begin > 0 ? text[begin - 1] : ' ';
    const bool hyphen = before == '-' && (begin < 2 || text[begin - 2] == ' ');
    const bool in_word =
        is_letter(before) || before == '.' || before == ':' || (before == '-' && !hyphen);
    const bool minus = begin >= 3 && text.substr(begin - 3, 3) == "\u2212";
    begin -= minus ? 3 : hyphen ? 1 : 0;
    const std::size_t digits = at;
    while (at < text.size()) {
      const std::size_t separator = at - digits <= 3 || text.find_first_of(" \xC2\xE2", digits) < at
                                        ? separator_at(text, at)
                                        : 0;
      const bool decimals =
          (text[at] == ',' || text[at] == '.') && at + 1 < text.size() && is_digit(text[at + 1]);
      if (!is_digit(text[at]) && separator == 0 && !decimals) break;
      at += std::max<std::size_t>(separator, 1);
    }
    std::size_t end = at;
    std::size_t unit = end;
    for (const std::string_view blank : {"\u00A0", "\u202F", " "}) {
      if (text.substr(unit).starts_with(blank)) unit += blank.size();
    }
    for (const std::string_view each : units) {
      if (!lower_case(text.substr(unit, each.size())).starts_with(each)) continue;
      const std::size_t after = unit + each.size();
      if (each != "%" && after < text.size() && is_letter(text[after])) continue;
      end = after;
      break;
    }
    const std::string printed(text.substr(begin, end - begin));
    const auto figure = read_printed_figure(printed, decimal);
    const bool telling = end > at || printed.find_first_not_of("0123456789") != std::string::npos;
    if (!in_word && figure && telling) found.push_back({begin, end, *figure, printed});
    at = std::max(at, end);
  }
  return found;
}

/// Where a label stands in a sentence (both in lower case), as a word of its own, perhaps with an
/// ending; npos when nowhere before `limit`.
std::size_t last_label(std::string_view sentence, std::string_view label, std::size_t limit) {
  static const std::array<std::string_view, 14> endings = {
      "", "s", "n", "t", "en", "et", "na", "ns", "ts", "ens", "ets", "erna", "arna", "orna"};
  std::size_t best = std::string::npos;
  for (auto at = sentence.find(label); at != std::string::npos && at < limit;
       at = sentence.find(label, at + 1)) {
    if (at > 0 && (is_letter(sentence[at - 1]) || sentence[at - 1] == '-')) continue;
    std::size_t end = at + label.size();
    const std::size_t ending = end;
    while (end < sentence.size() && is_letter(sentence[end])) ++end;
    const auto known = sentence.substr(ending, end - ending);
    if (std::find(endings.begin(), endings.end(), known) != endings.end()) best = at;
  }
  return best;
}

/// What a unit multiplies by, of kronor; 0 when it is no money.
Exact scale_of(PrintedUnit unit) {
  switch (unit) {
    case PrintedUnit::kr:
      return Exact(1);
    case PrintedUnit::tkr:
      return Exact(1000);
    case PrintedUnit::mnkr:
      return Exact(1'000'000);
    case PrintedUnit::mdkr:
      return Exact(1'000'000'000);
    default:
      return Exact(0);
  }
}

PrintedUnit unit_of(const PrintedTable& table, const PrintedRow& row, std::size_t column) {
  const PrintedCell& cell = row.cells[column];
  if (cell.figure && cell.figure->unit != PrintedUnit::none) return cell.figure->unit;
  if (table.columns[column].unit != PrintedUnit::none) return table.columns[column].unit;
  const PrintedUnit of_row = unit_in_heading(row.unit);
  return of_row != PrintedUnit::none ? of_row : table.unit;
}

/// One digit is another, or two beside one another have changed places.
bool is_slip(std::string a, std::string b) {
  const auto keep_digits = [](std::string& text) {
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return !is_digit(c); }),
               text.end());
  };
  keep_digits(a);
  keep_digits(b);
  if (a.size() != b.size() || a.size() < 3) return false;
  std::vector<std::size_t> differ;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) differ.push_back(i);
  }
  if (differ.size() == 1) return a.size() >= 4;
  return differ.size() == 2 && differ[1] == differ[0] + 1 && a[differ[0]] == b[differ[1]] &&
         a[differ[1]] == b[differ[0]];
}

class TextComparison {
 public:
  explicit TextComparison(const std::vector<PrintedTable>& tables) : tables_(tables) {
    for (std::size_t t = 0; t < tables.size(); ++t) {
      for (std::size_t r = 0; r < tables[t].rows.size(); ++r) {
        std::string label = lower_case(trim(tables[t].rows[r].label));
        if (label.starts_with("varav ")) label.erase(0, 6);
        // Footnote marks, and what stands in parentheses.
        for (const std::string_view mark : {"(", "*", "¹", "²", "³"}) {
          label.resize(std::min(label.find(mark), label.size()));
        }
        label = std::string(trim(label));
        if (label.size() >= shortest_label) rows_[label].emplace_back(t, r);
      }
    }
  }

  void compare(std::size_t number, const PublishedText& text, std::vector<TextFinding>& findings) {
    std::size_t begin = 0;
    while (begin < text.text.size()) {
      std::size_t end = begin;
      do {
        end = text.text.find(". ", end + 1);
      } while (end != std::string::npos && end > 0 && is_digit(text.text[end - 1]) &&
               end + 2 < text.text.size() && is_digit(text.text[end + 2]));
      end = std::min(end, text.text.size());
      const std::string_view sentence = std::string_view(text.text).substr(begin, end - begin);
      if (sentence.size() <= longest_sentence) judge(number, text, sentence, findings);
      begin = end + 1;
    }
  }

 private:
  void judge(std::size_t number, const PublishedText& text, std::string_view sentence,
             std::vector<TextFinding>& findings) {
    const std::vector<Mention> mentions = mentions_in(sentence, text.decimal);
    if (mentions.empty()) return;
    const std::string lower = lower_case(sentence);
    if (lower.size() != sentence.size()) return;
    for (const Mention& mention : mentions) {
      const std::string* label = nullptr;
      std::size_t best = 0;
      for (const auto& [each, rows] : rows_) {
        const std::size_t at = last_label(lower, each, mention.begin);
        if (at == std::string::npos) continue;
        // The nearest; of those at one place, the longest.
        const std::size_t end = at + each.size();
        if (label == nullptr || end > best || (end == best && each.size() > label->size())) {
          label = &each;
          best = end;
        }
      }
      if (label != nullptr) judge(number, mention, *label, findings);
    }
  }

  void judge(std::size_t number, const Mention& mention, const std::string& label,
             std::vector<TextFinding>& findings) const {
    std::optional<TextFinding> told;
    for (const auto& [t, r] : rows_.at(label)) {
      const PrintedTable& table = tables_[t];
      for (const std::size_t c : table.figure_columns()) {
        const PrintedCell& cell = table.rows[r].cells[c];
        if (!cell.figure || cell.figure->value.is_zero()) continue;
        const PrintedUnit unit = unit_of(table, table.rows[r], c);
        if (agrees(mention, *cell.figure, unit)) return;
        const std::string note = slip(mention, cell, unit);
        if (note.empty() || told) continue;
        told = TextFinding{.text = number, .cell = {t, r, c}, .label = table.rows[r].label};
        told->printed = mention.printed;
        told->expected = cell.text;
        told->note = note;
      }
    }
    if (!told) return;
    // Several rows of one name may be of different things.
    const bool one = rows_.at(label).size() == 1;
    told->severity = one ? FindingSeverity::error : FindingSeverity::explainable;
    told->confidence = one ? 0.7 : 0.4;
    findings.push_back(std::move(*told));
  }

  /// Whether both can be the same quantity; texts tell directions by words, not by signs.
  static bool agrees(const Mention& mention, const PrintedFigure& cell, PrintedUnit unit) {
    const Exact scale = scale_of(unit);
    const Exact other = scale_of(mention.figure.unit);
    const bool money = !scale.is_zero() && !other.is_zero();
    const Exact factor = money ? other / scale : Exact(1);
    const Interval a = mention.figure.interval();
    const Interval b = cell.interval();
    const auto meets = [&](Exact low, Exact high) { return !(high < b.low || b.high < low); };
    return meets(a.low * factor, a.high * factor) || meets(-a.high * factor, -a.low * factor);
  }

  /// What the text's number probably is; empty when it is something else.
  static std::string slip(const Mention& mention, const PrintedCell& cell, PrintedUnit unit) {
    const bool money = !scale_of(unit).is_zero();
    const bool says_money = !scale_of(mention.figure.unit).is_zero();
    if (money != says_money) return {};
    const bool percent = unit == PrintedUnit::percent || unit == PrintedUnit::points;
    const bool says_percent =
        mention.figure.unit == PrintedUnit::percent || mention.figure.unit == PrintedUnit::points;
    if (percent != says_percent) return {};
    const Exact value = mention.figure.value.abs();
    if (money && cell.figure->decimals <= mention.figure.decimals && !value.is_zero() &&
        mention.figure.unit != unit && value == cell.figure->value.abs()) {
      return "fel enhet i texten";
    }
    const bool same_form =
        mention.figure.decimals == cell.figure->decimals && (!money || mention.figure.unit == unit);
    if (same_form && is_slip(mention.printed, cell.text)) {
      return "texten och tabellen skiljer en siffra";
    }
    return {};
  }

  const std::vector<PrintedTable>& tables_;
  std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> rows_;
};

}  // namespace

std::vector<TextFinding> compare_running_text(const std::vector<PrintedTable>& tables,
                                              const std::vector<PublishedText>& texts) {
  std::vector<TextFinding> findings;
  if (texts.empty()) return findings;
  TextComparison comparison(tables);
  for (std::size_t i = 0; i < texts.size(); ++i) comparison.compare(i, texts[i], findings);
  return findings;
}

}  // namespace redthread::audit

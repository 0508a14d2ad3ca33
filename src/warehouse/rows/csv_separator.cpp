// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/csv_separator.hpp"

#include <array>
#include <string>
#include <utility>

#include "warehouse/rows/csv_row.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::array separators = {CsvSeparator{',', "comma"}, CsvSeparator{';', "semicolon"},
                                   CsvSeparator{'\t', "tab"}, CsvSeparator{'|', "vertical bar"}};
constexpr std::size_t sample_rows = 50;

/// How well a separator fits: the rows with as many fields as the header, then the columns.
using Fit = std::pair<std::size_t, std::size_t>;

Fit fit_of(std::string_view text, char separator, std::size_t row_limit) {
  CsvRowParser parser(separator, row_limit);
  std::string unquoted;
  Fit fit{0, 0};
  for (std::size_t row = 0; row < sample_rows && !text.empty(); ++row) {
    unquoted.clear();
    const auto outcome = parser.read(text, false, unquoted);
    if (outcome == CsvRowParser::Outcome::unfinished) break;
    const bool sound = outcome == CsvRowParser::Outcome::row;
    if (row == 0) {
      if (!sound || parser.fields().size() < 2) return fit;
      fit.second = parser.fields().size();
    } else if (sound && parser.fields().size() == fit.second) {
      ++fit.first;
    }
    text.remove_prefix(parser.bytes());
  }
  return fit;
}

/// `sep=;`, as Excel understands it.
std::optional<CsvSeparator> written_separator(std::string_view text) {
  constexpr std::string_view word = "sep=";
  if (text.size() < word.size() + 2 || !text.starts_with(word)) return std::nullopt;
  const std::string_view end = text.substr(word.size() + 1, 2);
  if (!end.starts_with('\n') && end != "\r\n") return std::nullopt;
  for (CsvSeparator separator : separators) {
    if (separator.character != text[word.size()]) continue;
    separator.preamble = text.find('\n') + 1;
    return separator;
  }
  return std::nullopt;
}

}  // namespace

std::optional<CsvSeparator> csv_separator(std::string_view text, std::size_t row_limit) {
  if (const auto written = written_separator(text)) return written;
  CsvSeparator best{',', "one column"};
  Fit best_fit{0, 0};
  bool tied = false;
  for (const CsvSeparator& separator : separators) {
    const Fit fit = fit_of(text, separator.character, row_limit);
    if (fit.second < 2 || fit < best_fit) continue;
    tied = fit == best_fit;
    best = separator;
    best_fit = fit;
  }
  if (tied) return std::nullopt;
  return best;
}

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "model/figure.hpp"

namespace redthread::audit {

/// What stands beside the digits, or in the heading.
enum class PrintedUnit {
  none,
  percent,  ///< `%`, `procent`
  points,   ///< `pp`, `procentenheter`
  kr,
  tkr,
  mnkr,
  mdkr,
};

/// A figure as it was printed: what its digits say, and how exactly they say it.
struct PrintedFigure {
  Exact value;  ///< in the printed unit: 47.6 for `47,6 mnkr`, 2.8 for `2,8 %`
  int decimals = 0;
  PrintedUnit unit = PrintedUnit::none;
  bool minus_zero = false;  ///< `-0`: a rounded amount that kept its sign
  std::string note;         ///< footnote marks: `*`, `1)`, superscript digits

  /// Every true value that rounds to what was printed. source: XBRL Calculations 1.1.
  Interval interval() const;
};

/// Which sign parts whole numbers from decimals where a text leaves it open (`1,234`).
enum class DecimalSign { point, comma };

/// Reads a printed figure: Swedish and English thousands (all kinds of blank, comma, point,
/// apostrophe) and decimals, minus signs of all kinds before and after, parentheses, `%`, `pp`,
/// `kr`, `tkr`, `mnkr`, `mdkr`, plain units (`timmar`, `st`), footnote marks. nullopt when it is
/// none (words, `<10`, blanks, dashes, a date, more digits than 18).
std::optional<PrintedFigure> read_printed_figure(std::string_view text, DecimalSign decimal);

/// Whether a cell says that there is no value: blank, dashes, dots, `i.u.`, `n/a`, `saknas`.
bool is_printed_missing(std::string_view text);

/// The unit that a heading or a unit column names (`Utfall, mnkr`, `avv_pct`, `Avvikelse (%)`).
PrintedUnit unit_in_heading(std::string_view heading);

/// Whether a unit's word counts things, so that a printed whole number is exact (`antal`, `st`).
bool is_count_unit(std::string_view unit);

/// Lower case, also å ä ö.
std::string lower_case(std::string_view text);

}  // namespace redthread::audit

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/language.hpp"

namespace redthread {

/// How a number is shown: the one formatter of the product.
///
/// Swedish: thousands by narrow no-break space (U+202F), decimal comma, true minus (U+2212), a
/// no-break space (U+00A0) before `%` and measure units. English: thousands by comma, decimal
/// point, the same minus, no space before `%`.
struct NumberFormat {
  enum class Style {
    number,    ///< `1 235,0`
    percent,   ///< the number times 100 and `%`
    points,    ///< the number times 100 and `pp` (percentage points, procentenheter)
    duration,  ///< seconds as `mm:ss`
  };
  Style style = Style::number;
  int decimals = 0;
  /// Divides before showing: 1 000 shows kronor as tkr. 1 = as it is.
  Exact divisor = 1;
  /// Written after the number (`mnkr`, `tkr`, `kr`, `timmar`); empty = none. Written in Swedish;
  /// in English the formatter says `SEK m`, `SEK thousand`, `SEK`, `hours`, `days`, `minutes` for
  /// `mnkr`, `tkr`, `kr`, `timmar`, `dagar`, `minuter` and leaves other words as they are. Percent
  /// and points have their own and ignore it.
  std::string suffix = {};
  /// `+` before positive numbers (changes and deviations).
  bool always_sign = false;

  bool operator==(const NumberFormat&) const = default;
};

/// The number as it is printed: rounded once, half away from zero. A value that rounds to zero
/// has no sign. With `with_suffix` false the suffix, `%` and `pp` are left out (table cells whose
/// column head names the measure unit).
std::string format_number(Exact value, const NumberFormat& format, Language language,
                          bool with_suffix = true);

/// The displayed number itself, after scaling and rounding: what `format_number` prints as digits
/// (for percent `0.787` at one decimal gives `78.7`; for a duration whole seconds).
Decimal displayed_value(Exact value, const NumberFormat& format);

/// What stands for a value that is not there: `–` (U+2013).
inline constexpr std::string_view missing_mark = "\u2013";

/// Reads `number 1`, `percent 1`, `points 1`, `mm:ss`, `mnkr 1`, `tkr`, `kr 2`, each with optional
/// decimals 0..9 (0 when left out; `mm:ss` takes none). nullopt when it is none of these. `mnkr`,
/// `tkr` and `kr` give a divisor and a suffix for values in kronor.
std::optional<NumberFormat> parse_number_format(std::string_view text);
/// The words that `parse_number_format` knows, for hints.
std::string number_format_words();

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"

namespace redthread {

/// A measure unit (måttenhet): what a number counts, e.g. mnkr, st, timmar, %. Not to be confused
/// with *unit*, which is always organisational.
///
/// `dimensions` says what may be added to what: kronor and percent may not. A number in this unit
/// times `factor` is the number in the dimension's base unit (1 mnkr = 1 000 000 kr, 1 % = 1/100).
/// Every value inside the system is in base units; the unit a person wrote is only for reading
/// and showing.
struct MeasureUnit {
  std::string symbol;                     ///< as written: `mnkr`; empty = a plain number
  std::map<std::string, int> dimensions;  ///< base unit -> exponent; empty = dimensionless
  Exact factor = 1;

  bool dimensionless() const { return dimensions.empty(); }
  bool same_dimension(const MeasureUnit& other) const { return dimensions == other.dimensions; }
};

/// The unit of a product or quotient: exponents added or subtracted, factor 1, symbol built from
/// the base units (`kr/h`).
MeasureUnit multiplied(const MeasureUnit& a, const MeasureUnit& b);
MeasureUnit divided(const MeasureUnit& a, const MeasureUnit& b);

/// Whether a measure unit's name may have this character: a Latin letter (a-z, å, ä, ö, é ...),
/// `%` or `‰`.
bool is_measure_unit_letter(char32_t character);

/// The measure units that a catalog knows: the built-in ones (`kr tkr mnkr öre % pp ‰ st h timmar
/// min s sekunder dagar poäng årsarbetare ja/nej datum` and the plain number `1`), and those that a
/// region declares. Compounds with one `/` are understood: `kr/h`, `poäng/årsarbetare`.
///
/// Base units: `kr` (tkr = 1 000, mnkr = 1 000 000, öre = 1/100), `s` (sekunder = 1, min = 60,
/// h and timmar = 3 600), and `st`, `dagar`, `poäng`, `årsarbetare`, `ja/nej`, `datum` each for
/// itself; `%` and `pp` are 1/100 and `‰` 1/1000 of a plain number.
class MeasureUnits {
 public:
  MeasureUnits();
  /// A new base dimension, e.g. `behandlingar`. False when the name is taken or not a word.
  bool declare(const std::string& name);
  std::optional<MeasureUnit> find(std::string_view text) const;
  std::vector<std::string> names() const;

 private:
  std::map<std::string, MeasureUnit, std::less<>> units_;
};

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostics.hpp"
#include "base/number_format.hpp"
#include "model/row_expression.hpp"

namespace redthread {

/// A look-up list (översättningslista) with validity dates, `catalog/maps/NAME.csv`: accounts to
/// lines of the result statement, DRG codes to a year's weights, specialties to their time limits.
/// A key may stand for a range of codes (`4000..4999`, compared as text of the same length).
struct LookupMap {
  struct Entry {
    std::vector<std::string> keys;  ///< as many as `columns`
    std::string last_key;           ///< of the last key when it is a range; empty = that key alone
    std::string value;
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;  ///< included
    Span place;
  };
  std::string key;
  std::vector<std::string> columns;  ///< the heads of the key columns
  std::vector<Entry> entries;        ///< in file order; none overlaps another
  Span place;
};

/// A value of another row: of the rows that agree with this one in `same`, the nearest before or
/// after it in `order`. Rows with the same order follow one another by the fact's key, so that the
/// neighbour is the same whatever order they were delivered in. It is looked for among all rows of
/// the fact, whatever their month. There is none for the first (last) row, and for a row that has
/// no value in one of `same`.
struct Neighbour {
  bool is_next = false;                ///< the row after; else the row before
  int value = -1;                      ///< the column whose value it is; index into Fact::columns
  std::vector<int> same;               ///< at least one
  int order = -1;                      ///< a date or a number that is never missing
  std::optional<RowExpression> where;  ///< the nearest for which it holds; absent = the nearest
};

/// A column of the rows of a fact. Stored as an integer, but for `key` and `text`:
/// `unit` = Organisation index of the catalog that loaded it, `category` = its number from 1,
/// `date` = Date::days(), `decimal` = count of 10^-scale, `boolean` = 0 or 1,
/// `person` = a keyed hash, so that nobody can be recognised.
struct FactColumn {
  enum class Type { key, date, unit, person, category, integer, decimal, boolean, text };
  std::string key;
  LocalText name;
  std::string header;  ///< its name in deliveries when it is another (`Kontonr`); else empty
  Type type = Type::text;
  bool optional = false;            ///< may be left empty
  int scale = 0;                    ///< decimal: as many decimals are kept
  std::string unit;                 ///< measure unit of a number: `kr`, `h`; empty = a plain number
  std::optional<std::int64_t> min;  ///< in the stored integer; for dates Date::days()
  std::optional<std::int64_t> max;
  std::vector<std::string> categories;  ///< category: its values in order
  std::string breakdown;  ///< category: the breakdown that `categories` are of; empty = its own
  // How it is made when it is not delivered:
  std::string map;                       ///< LookupMap::key; empty = none
  std::vector<std::string> from;         ///< map: the columns whose values are looked up
  std::string on;                        ///< map: the date column that says which entry is valid
  std::optional<RowExpression> formula;  ///< computed from other columns of the row
  std::optional<Neighbour> neighbour;    ///< taken from another row of the fact
  Span place;

  bool is_delivered() const { return map.empty() && !is_computed(); }
  /// Not kept with the row, but computed when it is asked for.
  bool is_computed() const { return formula.has_value() || neighbour.has_value(); }
};

/// A rule that rows must follow (kontroll). A row rule is a condition; a group rule says what the
/// sum over the rows that agree in some columns must be. Rows that break one are bad rows.
struct RowRule {
  std::string key;
  LocalText name;                      ///< what must hold, in words: the reason in quarantine
  std::optional<RowExpression> check;  ///< row rule: holds, or is missing
  std::optional<RowExpression> sum;    ///< group rule: summed over the rows of a group
  std::vector<int> by;                 ///< group rule: indices into Fact::columns
  std::int64_t equals = 0;             ///< group rule: what the sum must be, counted like the sum
  Span place;
};

/// How often a fact is delivered, and so what span a delivery has.
enum class DeliveryRhythm { monthly, quarterly, yearly, irregular };

}  // namespace redthread

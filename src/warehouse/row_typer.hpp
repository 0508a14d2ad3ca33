// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/delivery_name.hpp"
#include "warehouse/map_index.hpp"
#include "warehouse/pseudonym.hpp"

namespace redthread::warehouse {

/// One value of a row as it is stored: a number, or a text of `key` and `text` columns.
struct TypedValue {
  std::int64_t number = 0;
  std::string_view text;
  bool is_missing = true;
};

/// What is wrong with a row: which field of the file, and why. Never repeats the value of a person.
struct RowFault {
  std::size_t field = 0;  ///< index into the file's header
  std::string code;
  std::string message;
  std::string hint;
};

/// Rows as text -> rows as integers, checked against the fact's columns: types, categories, ranges,
/// units that existed on the day, dates within the delivery's months, keys that are in look-up
/// lists. For one delivery after the other.
class RowTyper {
 public:
  RowTyper(const Catalog& catalog, const Fact& fact, const Pseudonyms& pseudonyms);
  ~RowTyper();
  RowTyper(const RowTyper&) = delete;
  RowTyper& operator=(const RowTyper&) = delete;

  /// Begins a delivery: finds the fact's columns in its header; columns that the fact does not have
  /// are left aside. False, with diagnostics at `place`, when one is missing or stands there twice.
  bool begin(const DeliveryName& name, const std::vector<std::string>& header, const Span& place,
             Diagnostics& diagnostics);

  /// Reads one row's fields, as many as the header has. Empty when it is right: then `values` has
  /// its values, which hold as long as the fields do.
  const std::vector<RowFault>& read(const std::string_view* fields);
  /// By column of the fact; columns with a formula have none.
  const std::vector<TypedValue>& values() const { return values_; }
  /// Of the row's date.
  Month month() const { return month_; }

 private:
  struct Column;
  void tell(const Column& column, std::string code, std::string message, std::string hint);
  void read_delivered(Column& column, std::string_view text);
  void read_number_column(const Column& column, std::string_view text, TypedValue& value);
  void read_date_column(Column& column, std::string_view text, TypedValue& value);
  void read_category(Column& column, std::string_view text, TypedValue& value);
  void read_unit(Column& column, std::string_view text, TypedValue& value);
  void check_range(const Column& column, TypedValue& value);
  void check_span();
  void check_units();
  void check_label(const Column& column, int unit);
  bool existed(int unit, int day) const;
  void look_up(Column& column);
  bool names_none(const std::vector<std::string>& header) const;
  std::string shown(const Column& column, std::string_view text) const;

  const Catalog& catalog_;
  const Fact& fact_;
  DeliveryName name_;
  const Pseudonyms& pseudonyms_;
  std::unordered_map<std::string_view, int> units_;
  struct Days {
    int from = 0;
    int to = 0;
  };
  std::vector<std::vector<Days>> lifetimes_;      ///< by unit
  std::vector<std::unique_ptr<Column>> columns_;  ///< those that are stored
  std::vector<TypedValue> values_;
  std::vector<std::string_view> texts_;  ///< by column: as delivered
  std::vector<RowFault> faults_;
  std::vector<std::string_view> keys_;  ///< of a look-up
  Month month_;
  int month_first_ = 0;  ///< the days of `month_`
  int month_last_ = -1;
  int first_day_ = 0;  ///< of the delivery's span
  int last_day_ = 0;
  std::optional<int> label_unit_;  ///< whose delivery it is
};

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/number_format.hpp"
#include "base/period.hpp"
#include "model/delivery.hpp"
#include "model/measure_unit.hpp"
#include "model/scenario.hpp"

namespace redthread {

struct Figure;
using FigurePtr = std::shared_ptr<const Figure>;

/// How a figure came about: what its operands mean.
enum class Operation {
  reported,     ///< read from one delivered row: `sources`
  counted,      ///< counted, summed ... from rows of the deliveries in `sources`
  sum_months,   ///< operands are finer spans that tile the period
  last_month,   ///< a stock: the last month of the period
  mean_months,  ///< a stock: the mean of the months
  sum_units,    ///< operands are child units
  sum_cells,    ///< operands are the categories of a breakdown
  constant,     ///< a number in a formula, or a region parameter
  negate,
  add,
  subtract,  ///< operand 0 - operand 1; also deviation
  multiply,
  divide,  ///< operand 0 / operand 1; also share
  change,  ///< (|0| - |1|) / |1|
  same,    ///< the operand itself, seen over another span or by another name
  absent,  ///< nothing was delivered
};

std::string_view to_string(Operation operation);  ///< `sum_units`, `subtract`, ...
/// In words, as threads show it: `summan av enheterna`, `skillnad`.
std::string_view operation_name(Operation operation, Language language);

/// What stands between a column and the month that a forecast was made after.
inline constexpr std::string_view version_word = ":made_";

/// Where a figure stands: stable, used alike by commands, pages and documents. Text form:
/// `vastmanland/economy.result/HSF/2024-01..2024-04/as_was/ytd_budget_deviation`.
struct FigureAddress {
  std::string region;
  std::string subject;  ///< measure with cell, indicator, or formula text
  std::string unit;
  Period period;  ///< the period that was asked for
  std::string view = "as_was";
  std::string column;  ///< `ytd`, `ytd_budget_deviation`, ...
};
std::string to_string(const FigureAddress& address);
/// The column's key without the version of the forecast: `year_forecast:made_2024-04` ->
/// `year_forecast`.
std::string_view column_key(const FigureAddress& address);

/// A closed interval of exact numbers.
struct Interval {
  Exact low;
  Exact high;
  bool operator==(const Interval&) const = default;
};

/// The value that everything in the system is said with: a number with its unit and decimals, its
/// state, and its thread. Immutable; operands are shared, so that threads form a graph.
struct Figure {
  std::string id;  ///< `to_string(address)`
  FigureAddress address;
  LocalText label;

  /// In base units. Absent when !has_value(state), and for a comparison across a change of method
  /// (not_comparable).
  std::optional<Exact> value;
  MeasureUnit unit;
  NumberFormat format;
  State state = State::missing;
  LocalText state_note;    ///< why, e.g. `ny metod sedan mars 2024`
  int parts_present = 1;   ///< k of
  int parts_expected = 1;  ///< n

  Operation operation = Operation::absent;
  Period period;  ///< the months that it covers, after lag
  Scenario scenario = Scenario::actual;
  /// The version of the forecast that it is, or the latest that it rests on: made after this month.
  std::optional<Month> made;
  /// A forecast's interval as it was delivered, in base units. A sum has none: nobody said how its
  /// parts depend on one another.
  std::optional<Interval> interval;
  std::string definition;  ///< the formula as canonical text, or the fact and measure
  int definition_version = 1;
  LocalText explanation;  ///< the measure's definition in words
  std::string definition_source;
  std::vector<FigurePtr> operands;
  std::vector<SourceRow> sources;

  std::string text(Language language, bool with_suffix = true) const;  ///< as it is printed
};

/// `prognos`, or when it is one of several `prognos efter april 2024`; `utfall`, `budget` ...
std::string scenario_text(const Figure& figure, Language language);
/// `95,0–105,0`, printed as the figure is; empty when it has no interval.
std::string interval_text(const Figure& figure, Language language);

/// Every figure that `root` rests on, itself first, each once, in a stable order.
std::vector<FigurePtr> thread_of(const FigurePtr& root);

}  // namespace redthread

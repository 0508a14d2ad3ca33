// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_check.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "warehouse/delivered_value.hpp"

namespace redthread::warehouse {
namespace {

/// Raised when the checks or what is stored change, so that deliveries are checked again.
constexpr int check_version = 2;

/// A period outside these is a slip of the hand (`0204`), and would stretch every series to it.
constexpr int first_year = 1900;
constexpr int last_year = 2199;

/// Faults that cost a row; any other fault of the CSV reader costs the whole file.
constexpr std::array<std::string_view, 5> row_faults = {"csv.blank_line", "csv.column_count",
                                                        "csv.control_character", "csv.quote",
                                                        "csv.text_after_quote"};

constexpr std::array delivered_states = {State::missing, State::not_measured, State::not_applicable,
                                         State::preliminary, State::not_comparable};

CsvColumns columns_of(const Fact& fact) {
  CsvColumns columns{.required = {"measure", "unit", "period", "scenario", "value"},
                     .optional = {"state", "note", "made", "low", "high"}};
  columns.optional.insert(columns.optional.end(), fact.breakdowns.begin(), fact.breakdowns.end());
  return columns;
}

bool is_fact(const Catalog& catalog, int index, const Fact& fact) {
  return index >= 0 && &catalog.facts[static_cast<std::size_t>(index)] == &fact;
}

/// A measure that is counted from rows, whose budget, forecasts and targets the fact has.
bool is_planned_in(const Catalog& catalog, const Measure& measure, const Fact& fact) {
  return is_fact(catalog, measure.planned_in, fact);
}

bool is_of_fact(const Catalog& catalog, const Measure& measure, const Fact& fact) {
  return is_fact(catalog, measure.fact, fact) || is_planned_in(catalog, measure, fact);
}

class RowChecker {
 public:
  RowChecker(const Catalog& catalog, const Fact& fact, const CsvTable& table)
      : catalog_(catalog),
        fact_(fact),
        table_(table),
        measure_(*table.column("measure")),
        unit_(*table.column("unit")),
        period_(*table.column("period")),
        scenario_(*table.column("scenario")),
        value_(*table.column("value")),
        state_(table.column("state")),
        note_(table.column("note")),
        made_(table.column("made")),
        low_(table.column("low")),
        high_(table.column("high")) {
    for (const std::string& breakdown : fact.breakdowns) {
      if (const auto column = table.column(breakdown)) breakdowns_.emplace_back(breakdown, *column);
    }
  }

  /// The row when it is right; otherwise nullopt, and its faults are added.
  std::optional<ReportedRow> check(const CsvRow& row, std::vector<Diagnostic>& faults) {
    row_ = &row;
    faults_ = &faults;
    const std::size_t before = faults.size();
    ReportedRow result{.line = row.line, .column = row.columns[measure_]};
    const Measure* measure = check_measure(result);
    const bool has_period = check_period(result);
    check_unit(result, has_period);
    if (measure) check_cell(*measure, result);
    check_scenario(measure, result);
    check_value(measure, result);
    check_made(result);
    check_interval(measure, result);
    if (note_) result.note = field(*note_);
    if (faults.size() > before) return std::nullopt;
    return result;
  }

 private:
  const std::string& field(std::size_t column) const { return row_->fields[column]; }
  std::string shown(std::size_t column) const {
    constexpr std::size_t longest = 60;
    const std::string text = printable(field(column));
    return character_count(text) <= longest ? text : excerpt_of(text, 1, longest);
  }

  void tell(std::size_t column, std::string code, std::string message, std::string hint) {
    faults_->push_back({.severity = Severity::error,
                        .code = std::move(code),
                        .span = table_.span(*row_, column),
                        .message = std::move(message),
                        .hint = std::move(hint)});
  }

  /// The measures that the fact's deliveries may have, for hints.
  const std::vector<std::string>& known_measures() {
    if (!known_measures_) {
      known_measures_.emplace();
      for (const Measure& measure : catalog_.measures) {
        if (is_of_fact(catalog_, measure, fact_)) known_measures_->push_back(measure.key);
      }
    }
    return *known_measures_;
  }

  const Measure* check_measure(ReportedRow& result) {
    const Measure* measure = catalog_.measure(field(measure_));
    if (measure == nullptr) {
      tell(measure_, "warehouse.unknown_measure",
           fmt::format("unknown measure `{}`", shown(measure_)),
           name_hint(field(measure_), known_measures()));
      return nullptr;
    }
    if (!is_of_fact(catalog_, *measure, fact_)) {
      const bool computed = measure->fact < 0;
      const std::string other =
          computed ? "" : catalog_.facts[static_cast<std::size_t>(measure->fact)].key;
      tell(measure_, "warehouse.wrong_measure",
           computed
               ? fmt::format("`{}` is computed by a formula and is not delivered", measure->key)
               : fmt::format("`{}` belongs to the fact `{}`, not to `{}`", measure->key, other,
                             fact_.key),
           computed ? std::string("remove the row, or declare the measure with a `fact`")
                    : fmt::format("move the row to a file in data/{}/", other));
      return nullptr;
    }
    result.measure = measure->key;
    return measure;
  }

  void check_scenario(const Measure* measure, ReportedRow& result) {
    const auto scenario = parse_scenario(field(scenario_));
    if (!scenario) {
      tell(scenario_, "warehouse.scenario", fmt::format("unknown scenario `{}`", shown(scenario_)),
           name_hint(field(scenario_), {"actual", "budget", "forecast", "target"}));
      return;
    }
    result.scenario = *scenario;
    if (measure == nullptr || *scenario != Scenario::actual) return;
    if (!is_planned_in(catalog_, *measure, fact_)) return;
    tell(scenario_, "warehouse.scenario",
         fmt::format("the outcome of `{}` is counted from the rows of `{}`", measure->key,
                     catalog_.facts[static_cast<std::size_t>(measure->fact)].key),
         "only its budget, forecasts and targets are reported");
  }

  bool check_period(ReportedRow& result) {
    const std::optional<Period> period = Period::parse(field(period_));
    if (!period) {
      tell(period_, "warehouse.period", fmt::format("`{}` is not a period", shown(period_)),
           "write `2024-04`, `2024`, `2024-Q1`, `2024-T1`, `2024-D` or `2024-01..2024-03`");
      return false;
    }
    if (period->first().year() < first_year || period->last().year() > last_year) {
      tell(period_, "warehouse.period",
           fmt::format("the years of a period are {} to {}", first_year, last_year), {});
      return false;
    }
    result.period = *period;
    return true;
  }

  void check_unit(ReportedRow& result, bool has_period) {
    const std::string& code = field(unit_);
    const std::optional<int> unit = catalog_.organisation.index_of(code);
    if (!unit) {
      tell(unit_, "warehouse.unknown_unit",
           code.empty() ? std::string("the unit is empty")
                        : fmt::format("unknown unit `{}`", shown(unit_)),
           name_hint(code, catalog_.organisation.codes()));
      return;
    }
    if (has_period && catalog_.organisation.during(*unit, result.period) == nullptr) {
      tell(unit_, "warehouse.unit_not_valid",
           fmt::format("the unit `{}` did not exist in {}", code, result.period.to_string()),
           "valid " + validity_of(code));
      return;
    }
    result.unit = code;
  }

  std::string validity_of(const std::string& code) const {
    std::vector<std::string> spans;
    for (const UnitValidity& validity : catalog_.organisation.validities()) {
      if (validity.code != code) continue;
      spans.push_back(validity.valid_from.to_string() + ".." +
                      (validity.valid_to ? validity.valid_to->to_string() : ""));
    }
    return join(spans, ", ");
  }

  void check_cell(const Measure& measure, ReportedRow& result) {
    Cell cell;
    for (const auto& [key, column] : breakdowns_) {
      const std::string& category = field(column);
      if (category.empty()) continue;
      const auto& own = measure.breakdowns;
      if (std::find(own.begin(), own.end(), key) == own.end()) {
        tell(column, "warehouse.breakdown",
             fmt::format("`{}` has no breakdown `{}`", measure.key, key),
             own.empty() ? std::string("leave it empty")
                         : "leave it empty; the measure has " + join(own, ", "));
        continue;
      }
      const Breakdown* breakdown = catalog_.breakdown(key);
      if (breakdown != nullptr && breakdown->find(category) != nullptr) {
        cell.emplace(key, category);
        continue;
      }
      std::vector<std::string> known;
      if (breakdown != nullptr) {
        for (const Breakdown::Category& each : breakdown->categories) known.push_back(each.key);
      }
      tell(column, "warehouse.unknown_category",
           fmt::format("`{}` has no category `{}`", key, shown(column)),
           name_hint(category, known));
    }
    result.cell = cell_to_text(cell);
  }

  /// The state as it is written: present when it is left out. nullopt when it is told as wrong.
  std::optional<State> read_state() {
    if (!state_ || field(*state_).empty()) return State::present;
    const std::optional<State> state = parse_state(field(*state_));
    if (state && std::find(delivered_states.begin(), delivered_states.end(), *state) !=
                     delivered_states.end()) {
      return state;
    }
    std::vector<std::string> known;
    known.reserve(delivered_states.size());
    for (const State each : delivered_states) known.emplace_back(to_string(each));
    tell(*state_, "warehouse.state",
         fmt::format("a row cannot have the state `{}`", shown(*state_)),
         state == State::present ? "leave the state empty when there is a value"
                                 : name_hint(field(*state_), known));
    return std::nullopt;
  }

  void check_value(const Measure* measure, ReportedRow& result) {
    const std::optional<State> state = read_state();
    const std::string& text = field(value_);
    result.written = text;
    if (state) result.state = *state;
    if (text.empty()) {
      if (state == State::present) {
        tell(value_, "warehouse.value_missing", "the value is empty and no state says why",
             "write `missing`, `not_measured` or `not_applicable` in the column `state`; zero is "
             "`0`");
      }
      return;
    }
    if (state && !has_value(*state)) {
      tell(value_, "warehouse.value_unexpected",
           fmt::format("there is a value, and the state `{}` says that there is none",
                       to_string(*state)),
           "remove one of them");
      return;
    }
    if (measure == nullptr) return;
    DeliveredValue value = read_value(text, *measure);
    if (value.code.empty()) {
      result.value = value.stored;
    } else {
      tell(value_, std::move(value.code), std::move(value.message), std::move(value.hint));
    }
  }

  /// Whether the row has something in an optional column.
  bool has(const std::optional<std::size_t>& column) const {
    return column && !field(*column).empty();
  }

  /// Whether `column` may be filled: only forecasts have versions and intervals. A scenario that
  /// cannot be read is told by itself.
  bool is_for_forecasts(std::size_t column, const char* code, const char* what) {
    const auto scenario = parse_scenario(field(scenario_));
    if (!scenario) return false;
    if (*scenario == Scenario::forecast) return true;
    tell(column, code, fmt::format("a row of the scenario `{}` has no {}", shown(scenario_), what),
         "leave it empty; only forecasts have one");
    return false;
  }

  void check_made(ReportedRow& result) {
    if (!has(made_) || !is_for_forecasts(*made_, "warehouse.made", "version")) return;
    const std::optional<Month> made = Month::parse(field(*made_));
    if (!made) {
      tell(*made_, "warehouse.made", fmt::format("`{}` is not a month", shown(*made_)),
           "write the month after which the forecast was made, `2024-04`");
    } else if (made->year() < first_year || made->year() > last_year) {
      tell(*made_, "warehouse.made",
           fmt::format("the year is one of {} to {}", first_year, last_year), {});
    } else {
      result.made = made;
    }
  }

  /// An end of the interval, counted like the value; nullopt when it is told as wrong.
  std::optional<std::int64_t> read_end(std::size_t column, const Measure& measure) {
    DeliveredValue end = read_value(field(column), measure);
    if (end.code.empty()) return end.stored;
    tell(column, std::move(end.code), std::move(end.message), std::move(end.hint));
    return std::nullopt;
  }

  void check_interval(const Measure* measure, ReportedRow& result) {
    if (!has(low_) && !has(high_)) return;
    const std::size_t first = has(low_) ? *low_ : *high_;
    if (!is_for_forecasts(first, "warehouse.interval", "interval")) return;
    if (!has(low_) || !has(high_)) {
      tell(first, "warehouse.interval", "the interval has only one end",
           "write both `low` and `high`, or none");
      return;
    }
    if (measure == nullptr) return;
    const auto low = read_end(*low_, *measure);
    const auto high = read_end(*high_, *measure);
    if (!low || !high) return;
    if (field(value_).empty()) {
      tell(first, "warehouse.interval", "there is an interval and no value",
           "write the value that the interval is about, or leave `low` and `high` empty");
    } else if (result.value && (*result.value < *low || *high < *result.value)) {
      const bool below = *result.value < *low;
      tell(below ? *low_ : *high_, "warehouse.interval",
           below ? "`low` is above the value" : "`high` is below the value",
           "it must be low <= value <= high; a larger cost has the lower number");
    } else {
      result.ends = {.low = *low, .high = *high};
    }
  }

  const Catalog& catalog_;
  const Fact& fact_;
  const CsvTable& table_;
  std::size_t measure_;
  std::size_t unit_;
  std::size_t period_;
  std::size_t scenario_;
  std::size_t value_;
  std::optional<std::size_t> state_;
  std::optional<std::size_t> note_;
  std::optional<std::size_t> made_;
  std::optional<std::size_t> low_;
  std::optional<std::size_t> high_;
  std::vector<std::pair<std::string, std::size_t>> breakdowns_;  ///< in the fact's order
  std::optional<std::vector<std::string>> known_measures_;
  const CsvRow* row_ = nullptr;  ///< the row that is checked
  std::vector<Diagnostic>* faults_ = nullptr;
};

bool is_row_fault(const Diagnostic& fault) {
  return fault.span.line > 1 &&
         std::find(row_faults.begin(), row_faults.end(), fault.code) != row_faults.end();
}

}  // namespace

bool CheckedDelivery::is_refused(const Fact& fact) const {
  if (is_unusable) return true;
  if (bad_rows == 0) return false;
  const auto all = bad_rows + static_cast<std::int64_t>(rows.size());
  return Exact::quotient(bad_rows, all) > Exact(fact.max_bad_rows);
}

CheckedDelivery check_delivery(const Catalog& catalog, const DeliveryFile& file,
                               std::string_view bytes) {
  CheckedDelivery result;
  // All faults are wanted, for the share of bad rows; sync shows only the first of many.
  CsvLimits limits;
  limits.errors = SIZE_MAX;
  Diagnostics structure;
  std::optional<CsvTable> table =
      read_csv(bytes, file.file, columns_of(*file.fact), structure, limits);
  std::set<int> bad_lines;
  for (const Diagnostic& fault : structure.items()) {
    result.faults.push_back(fault);
    bad_lines.insert(fault.span.line);
    if (!is_row_fault(fault)) result.is_unusable = true;
  }
  result.bad_rows = static_cast<std::int64_t>(bad_lines.size());
  if (!table) {
    result.is_unusable = true;
    return result;
  }
  RowChecker checker(catalog, *file.fact, *table);
  result.rows.reserve(table->rows.size());
  for (const CsvRow& row : table->rows) {
    if (auto checked = checker.check(row, result.faults)) {
      result.rows.push_back(std::move(*checked));
    } else {
      ++result.bad_rows;
    }
  }
  std::stable_sort(
      result.faults.begin(), result.faults.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.span.line < b.span.line; });
  result.source = std::move(table->source);
  return result;
}

std::string check_fingerprint(const Catalog& catalog, const Fact& fact) {
  std::string text = fmt::format("checks {}\nfact {} {} {}\n", check_version, fact.key,
                                 fact.max_bad_rows.to_string(), join(fact.breakdowns, ","));
  for (const std::string& key : fact.breakdowns) {
    text += "breakdown " + key;
    const Breakdown* breakdown = catalog.breakdown(key);
    if (breakdown == nullptr) continue;
    for (const Breakdown::Category& category : breakdown->categories) text += " " + category.key;
    text += '\n';
  }
  for (const Measure& measure : catalog.measures) {
    if (!is_of_fact(catalog, measure, fact)) continue;
    text +=
        fmt::format("measure {} {} {} {} {}\n", measure.key, measure.unit.symbol,
                    measure.unit.factor.to_string(), measure.scale, join(measure.breakdowns, ","));
  }
  for (const UnitValidity& validity : catalog.organisation.validities()) {
    text += fmt::format("unit {} {} {}\n", validity.code, validity.valid_from.days(),
                        validity.valid_to ? validity.valid_to->to_string() : "");
  }
  return sha256_hex(text);
}

std::string cell_to_text(const Cell& cell) {
  std::string text;
  for (const auto& [breakdown, category] : cell) {
    if (!text.empty()) text += ',';
    text.append(breakdown).append("=").append(category);
  }
  return text;
}

Cell cell_from_text(std::string_view text) {
  Cell cell;
  if (text.empty()) return cell;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    cell.emplace(part.substr(0, equals), part.substr(equals + 1));
  }
  return cell;
}

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#include "catalog/row_measures.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/formats.hpp"
#include "catalog/row_facts.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;
using Function = RowAggregate::Function;
using Operation = RowExpression::Operation;
using Type = RowExpression::Type;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// What the numbers of an expression count in. nullopt for a plain number, which goes with
/// everything.
class UnitOfRows {
 public:
  UnitOfRows(const Fact& fact, const MeasureUnits& units) : fact_(fact), units_(units) {}

  std::optional<MeasureUnit> of(const RowExpression& expression) {
    if (expression.kind == RowExpression::Kind::column) {
      const FactColumn& column = fact_.columns[at(expression.column)];
      if (!column.unit.empty()) return units_.find(column.unit);
      return column.formula ? of(*column.formula) : std::nullopt;
    }
    switch (expression.operation) {
      case Operation::days:
        return units_.find("dagar");
      case Operation::negate:
        return of(expression.operands[0]);
      case Operation::multiply:
        return product(of(expression.operands[0]), of(expression.operands[1]));
      case Operation::choose:
        return common(of(expression.operands[1]), of(expression.operands[2]));
      case Operation::add:
      case Operation::subtract:
      case Operation::least:
      case Operation::greatest:
      case Operation::otherwise:
        break;
      default:
        return std::nullopt;
    }
    std::optional<MeasureUnit> unit;
    for (const RowExpression& operand : expression.operands) unit = common(unit, of(operand));
    return unit;
  }

  bool mixed() const { return mixed_; }

 private:
  std::optional<MeasureUnit> common(const std::optional<MeasureUnit>& a,
                                    const std::optional<MeasureUnit>& b) {
    if (a && b && (!a->same_dimension(*b) || !(a->factor == b->factor))) mixed_ = true;
    return a ? a : b;
  }
  std::optional<MeasureUnit> product(const std::optional<MeasureUnit>& a,
                                     const std::optional<MeasureUnit>& b) {
    if (a && b) mixed_ = true;
    return a ? a : b;
  }

  const Fact& fact_;
  const MeasureUnits& units_;
  bool mixed_ = false;
};

std::string unit_text(const MeasureUnit& unit) {
  return unit.symbol.empty() ? "a plain number" : fmt::format("in {}", unit.symbol);
}

class RowMeasureReader {
 public:
  RowMeasureReader(TableReader& reader, const RowScope& scope, bool unit_given, Loading& loading,
                   const Catalog& catalog, Measure& measure)
      : reader_(reader),
        scope_(scope),
        unit_given_(unit_given),
        loading_(loading),
        catalog_(catalog),
        measure_(measure) {}

  bool read(const std::vector<const TomlValue*>& tables) {
    reader_.require("aggregate", Kind::string);
    reader_.take("where");
    read_planned_in();
    for (std::size_t v = 0; v < tables.size(); ++v) read_version(*tables[v], v);
    if (!steps_.empty() && steps_.size() == measure_.versions.size()) {
      fit_scale();
      return true;
    }
    return unit_given_;
  }

 private:
  void read_planned_in() {
    const TomlValue* key = reader_.take("planned_in", Kind::string);
    if (key == nullptr) return;
    const auto& facts = catalog_.facts;
    const auto found = std::find_if(facts.begin(), facts.end(),
                                    [&](const Fact& fact) { return fact.key == key->text; });
    if (found == facts.end()) {
      if (!loading_.known.facts) return;
      std::vector<std::string> reported;
      for (const Fact& fact : facts) {
        if (!fact.has_rows()) reported.push_back(fact.key);
      }
      reader_.error(*key, "catalog.unknown_fact", fmt::format("there is no fact `{}`", key->text),
                    name_hint(key->text, reported));
    } else if (found->has_rows()) {
      reader_.error(*key, "catalog.planned_in_rows",
                    fmt::format("`{}` is a fact of rows", key->text),
                    "budgets, forecasts and targets are delivered in a fact of grain \"reported\"");
    } else {
      measure_.planned_in = static_cast<int>(found - facts.begin());
    }
  }

  /// What a version does not say stays as in the version before.
  void read_version(const TomlValue& table, std::size_t version) {
    TableReader own(table, reader_.what(), loading_.diagnostics);
    // The measure's own table has been asked for `aggregate` already.
    const TomlValue* aggregate = table.find("aggregate");
    if (version > 0) aggregate = own.take("aggregate", Kind::string);
    if (aggregate != nullptr) read_aggregate(*aggregate);
    if (const TomlValue* where = own.take("where", Kind::string)) read_where(*where);
    if (!aggregate_ || where_failed_) return;
    RowAggregate rows = *aggregate_;
    rows.where = where_;
    if (where_) rows.written += " where " + where_written_;
    const bool is_first = version == 0;
    const auto& first = measure_.versions.front().rows;
    const bool alike = is_first || !first || first->function == rows.function ||
                       (first->is_additive() && rows.is_additive());
    if (!alike) {
      own.error("catalog.version_aggregate", "this version adds up otherwise than the first",
                "counts and sums add up over units and time, medians and distinct counts each in "
                "their own way; make a measure of its own");
      return;
    }
    check_time(rows, own);
    if (const auto step = step_of(rows, *aggregate_at_, is_first)) steps_.push_back(*step);
    measure_.aggregate = rows.is_additive() ? Aggregation::sum : Aggregation::none;
    measure_.versions[version].rows = std::move(rows);
  }

  void read_aggregate(const TomlValue& text) {
    aggregate_.reset();
    aggregate_at_ = &text;
    if (!text.is(Kind::string)) return;  // told already
    const FormulaOrigin origin = origin_of(text);
    auto aggregate = parse_row_aggregate(text.text, origin, loading_.diagnostics);
    if (!aggregate) return;
    if (aggregate->value &&
        (!check_row_expression(*aggregate->value, origin, scope_, nullptr, loading_.diagnostics) ||
         !check_value(*aggregate, origin))) {
      return;
    }
    aggregate_ = std::move(aggregate);
  }

  bool check_value(const RowAggregate& aggregate, const FormulaOrigin& origin) {
    const RowExpression& value = *aggregate.value;
    const auto fail = [&](const std::string& message, const std::string& hint) {
      add_at(loading_.diagnostics, Severity::error, "catalog.row_type", value.place, origin.excerpt,
             message, hint);
      return false;
    };
    if (aggregate.function == Function::distinct) {
      if (value.kind == RowExpression::Kind::column) return true;
      return fail("what is distinct must be a column", "make a column of it, with `formula`");
    }
    if (value.type == Type::integer || value.type == Type::decimal) return true;
    return fail(fmt::format("{} is no number to {}", type_name(value.type),
                            aggregate.function == Function::sum ? "sum" : "take the median of"),
                value.type == Type::boolean
                    ? "count the rows for which it holds: count(*) and `where`"
                    : "name a column of type `integer` or `decimal`");
  }

  void read_where(const TomlValue& text) {
    const RowResult condition{.type = Type::boolean, .what = "`where`"};
    where_ = read_row_expression(text, scope_, &condition, loading_.diagnostics);
    where_failed_ = !where_;
    where_written_ = std::string(trim(text.text));
  }

  void check_time(const RowAggregate& rows, const TableReader& own) {
    if (rows.is_additive() || measure_.time != TimeBehaviour::mean) return;
    own.error("catalog.time_of_rows", fmt::format("{} cannot have time = \"mean\"", reader_.what()),
              "a median or a distinct count is computed for each span by itself");
  }

  /// What one step of the counted integers is in base units. Fills the measure's unit when it is
  /// not given; an error when it is of another kind.
  std::optional<Exact> step_of(const RowAggregate& rows, const TomlValue& written, bool is_first) {
    std::optional<MeasureUnit> found;
    int decimals = 0;
    if (rows.function == Function::count || rows.function == Function::distinct) {
      if (!unit_given_ && is_first) measure_.unit = *catalog_.measure_units.find("st");
      if (!check_count(written)) return std::nullopt;
    } else {
      UnitOfRows units(*scope_.fact, catalog_.measure_units);
      found = units.of(*rows.value);
      decimals = rows.value->scale;
      if (units.mixed()) {
        reader_.error(written, "catalog.measure_unit_mismatch",
                      "columns in different measure units are put together",
                      "all must have the same `unit`; divide measures by one another in a formula");
        return std::nullopt;
      }
      if (!unit_given_ && is_first) measure_.unit = found.value_or(MeasureUnit{});
    }
    const MeasureUnit& unit = found ? *found : measure_.unit;
    if (!unit.same_dimension(measure_.unit)) {
      reader_.error(written, "catalog.measure_unit_mismatch",
                    fmt::format("this is {}, but {} is {}", unit_text(unit), reader_.what(),
                                unit_text(measure_.unit)),
                    "change the key `unit` of the measure or of the column");
      return std::nullopt;
    }
    Exact step = unit.factor;
    for (int i = 0; i < decimals; ++i) step = step / Exact(10);
    return step;
  }

  /// A count is in pieces of something: in `st`, in a unit of the region's own, or a plain number.
  bool check_count(const TomlValue& written) {
    const MeasureUnit& unit = measure_.unit;
    const bool money_or_time = unit.dimensions.contains("kr") || unit.dimensions.contains("s");
    if (unit.factor == Exact(1) && !money_or_time) return true;
    reader_.error(written, "catalog.measure_unit_mismatch",
                  fmt::format("a count is not {}", unit_text(unit)),
                  "delete the key `unit`, or write \"st\"");
    return false;
  }

  /// The smallest scale at which every version's step is a whole number. A measure with a budget
  /// keeps as many decimals as one that is reported.
  void fit_scale() {
    const bool is_distinct = measure_.versions.front().rows->function == Function::distinct;
    const bool has_plan = measure_.planned_in >= 0 && !is_distinct;
    measure_.scale = has_plan ? default_scale(measure_.unit) : 0;
    Exact whole = 1;
    for (int i = 0; i < measure_.scale; ++i) whole = whole * Exact(10);
    const auto fits = [&](const Exact& step) { return (step * whole).denominator() == 1; };
    while (!std::all_of(steps_.begin(), steps_.end(), fits)) {
      whole = whole * Exact(10);
      ++measure_.scale;
    }
    const auto& versions = measure_.versions;
    const bool alike = std::all_of(versions.begin(), versions.end(), [&](const auto& version) {
      return version.rows->function == versions.front().rows->function;
    });
    for (std::size_t v = 0; v < steps_.size(); ++v) {
      multiply(*measure_.versions[v].rows,
               static_cast<std::int64_t>((steps_[v] * whole).numerator()), alike);
    }
  }

  /// Steps that are each so many of the kept integers. A count of such steps is a sum, and so is a
  /// count that other versions sum, so that all versions have the same function.
  static void multiply(RowAggregate& rows, std::int64_t factor, bool alike) {
    if (rows.function == Function::count && (factor != 1 || !alike)) {
      rows.function = Function::sum;
      rows.value = RowExpression{.number = factor};
    } else if (factor != 1) {
      rows.value = multiplied(std::move(*rows.value), factor);
    }
  }

  TableReader& reader_;
  const RowScope& scope_;
  bool unit_given_;
  Loading& loading_;
  const Catalog& catalog_;
  Measure& measure_;
  std::optional<RowAggregate> aggregate_;  ///< of the version read last
  const TomlValue* aggregate_at_ = nullptr;
  std::optional<RowExpression> where_;
  std::string where_written_;
  bool where_failed_ = false;
  std::vector<Exact> steps_;  ///< by version
};

}  // namespace

bool read_row_measure(TableReader& reader, const std::vector<const TomlValue*>& tables,
                      const RowScope& scope, bool unit_given, Loading& loading,
                      const Catalog& catalog, Measure& measure) {
  return RowMeasureReader(reader, scope, unit_given, loading, catalog, measure).read(tables);
}

}  // namespace redthread::catalog

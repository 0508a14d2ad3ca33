// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/definitions.hpp"
#include "catalog/formats.hpp"
#include "catalog/measure_formulas.hpp"
#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"
#include "catalog/targets.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;
using Function = Expression::Function;

const Words<Better> better_words = {
    {"higher", Better::higher}, {"lower", Better::lower}, {"none", Better::none}};
const Words<Indicator::SpanRule> period_words = {{"month", Indicator::SpanRule::month},
                                                 {"ytd", Indicator::SpanRule::ytd},
                                                 {"year", Indicator::SpanRule::year},
                                                 {"r12", Indicator::SpanRule::r12}};
const Words<Scenario> scenario_words = {
    {"actual", Scenario::actual}, {"budget", Scenario::budget}, {"forecast", Scenario::forecast}};

/// The measure that a formula is, perhaps over another span; nullptr when it computes something.
const Measure* only_measure(const Expression& formula, const Catalog& catalog) {
  const Expression* inner = &formula;
  while (inner->kind == Expression::Kind::call && inner->function != Function::share &&
         inner->function != Function::if_missing) {
    inner = &inner->operands[0];
  }
  return inner->kind == Expression::Kind::key ? catalog.measure(inner->key) : nullptr;
}

class IndicatorReader {
 public:
  IndicatorReader(const TomlValue& table, Loading& loading, const Catalog& catalog)
      : loading_(loading),
        catalog_(catalog),
        reader_(table, fmt::format("indicator `{}`", table.key), loading.diagnostics) {
    indicator_.key = table.key;
    indicator_.place = table.key_mark.span();
  }

  Indicator read() {
    check_key();
    indicator_.name = reader_.required_text("name");
    reader_.require("formula", Kind::string);
    read_formulas();
    const NumberFormat otherwise = format_by_formula();
    if (unit_known_) {
      indicator_.show = format_for(reader_, indicator_.unit, otherwise);
    } else {
      read_format(reader_);
    }
    indicator_.better = reader_.word<Better>("better", better_words, Better::none);
    indicator_.period =
        reader_.word<Indicator::SpanRule>("period", period_words, Indicator::SpanRule::ytd);
    indicator_.scenario = reader_.word<Scenario>("scenario", scenario_words, Scenario::actual);
    read_judgement();
    read_goal();
    indicator_.definition = reader_.local_text("definition");
    indicator_.note = reader_.local_text("note");
    indicator_.source = reader_.text("source");
    reader_.finish();
    return std::move(indicator_);
  }

 private:
  void check_key() {
    const Measure* measure = catalog_.measure(indicator_.key);
    if (measure == nullptr) return;
    reader_.table().key_mark.error(loading_.diagnostics, "catalog.duplicate_key",
                                   fmt::format("`{}` is also a measure (line {} of measures.toml)",
                                               indicator_.key, measure->place.line),
                                   "measures and indicators share their names; choose another");
  }

  void read_formulas() {
    Definition definition = read_definition(reader_, catalog_.measure_units, loading_.diagnostics);
    for (std::size_t v = 0; v < definition.versions.size(); ++v) {
      auto& formula = definition.versions[v].formula;
      if (formula) {
        check(*formula, definition.origins[v], v == 0);
      } else {
        unit_known_ = false;
      }
    }
    indicator_.versions = std::move(definition.versions);
  }

  void check(Expression& formula, const FormulaOrigin& origin, bool is_first) {
    bool operands_known = true;
    const NameLookup all = measure_lookup(loading_, catalog_);
    const NameLookup lookup = [&](const std::string& key) {
      auto meaning = all(key);
      operands_known = operands_known && meaning && meaning->unit_known;
      return meaning;
    };
    const bool ok = check_formula(formula, origin, lookup, loading_.measure_keys,
                                  catalog_.breakdowns, loading_.diagnostics);
    if (!ok || !operands_known) {
      unit_known_ = false;
    } else if (is_first) {
      indicator_.unit = formula.unit;
    } else if (unit_known_ && !indicator_.unit.same_dimension(formula.unit)) {
      add_at(loading_.diagnostics, Severity::error, "catalog.measure_unit_mismatch", origin.span,
             origin.excerpt,
             fmt::format("this formula gives {}, but the first version's gives {}",
                         unit_text(formula.unit), unit_text(indicator_.unit)),
             "all versions must have the same kind of measure unit");
    }
  }

  static std::string unit_text(const MeasureUnit& unit) {
    return unit.symbol.empty() ? "a plain number" : unit.symbol;
  }

  NumberFormat format_by_formula() const {
    const auto& formula = indicator_.versions.front().formula;
    if (!formula) return {};
    const Measure* measure = only_measure(*formula, catalog_);
    return measure != nullptr ? measure->show : default_format(*formula, indicator_.unit);
  }

  void read_judgement() {
    const TargetContext context{.units = catalog_.measure_units,
                                .unit = unit_known_ ? std::optional(indicator_.unit) : std::nullopt,
                                .show = indicator_.show};
    indicator_.targets = read_targets(reader_, loading_, catalog_, context);
    indicator_.tolerance = read_width("tolerance", context);
    indicator_.dead_band = read_width("dead_band", context);
  }

  Exact read_width(std::string_view key, const TargetContext& context) {
    Exact width;
    const TomlValue* value = reader_.take(key, Kind::string);
    if (value == nullptr) return width;
    if (const auto error = parse_bound(value->text, context, width)) {
      reader_.error(*value, error->code, error->message, error->hint);
    } else if (width.is_negative()) {
      reader_.error(*value, "catalog.number_range", fmt::format("`{}` cannot be negative", key),
                    "it is a width on the far side of the target");
    }
    return width;
  }

  void read_goal() {
    indicator_.goal = reader_.text("goal");
    if (indicator_.goal.empty() || !loading_.known.goals) return;
    const std::vector<Goal>& known = catalog_.plan.goals;
    const auto is_it = [&](const Goal& goal) { return goal.key == indicator_.goal; };
    if (std::any_of(known.begin(), known.end(), is_it)) return;
    const std::vector<std::string> goals = keys_of(known);
    reader_.error(
        *reader_.take("goal"), "catalog.unknown_goal",
        fmt::format("there is no goal `{}`", indicator_.goal),
        goals.empty() ? "goals are declared in plan/goals.csv" : name_hint(indicator_.goal, goals));
  }

  Loading& loading_;
  const Catalog& catalog_;
  TableReader reader_;
  Indicator indicator_;
  bool unit_known_ = true;
};

}  // namespace

void read_indicators(Loading& loading, Catalog& catalog) {
  const auto document = read_toml(loading, "catalog/indicators.toml", /*required=*/false);
  if (!document) return;
  bool complete = true;
  for (const TomlValue* table :
       named_tables(*document, "indicator", loading.diagnostics, complete)) {
    catalog.indicators.push_back(IndicatorReader(*table, loading, catalog).read());
  }
  catalog.index_names();
}

}  // namespace redthread::catalog

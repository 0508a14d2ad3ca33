// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/definitions.hpp"
#include "catalog/formats.hpp"
#include "catalog/measure_formulas.hpp"
#include "catalog/readers.hpp"
#include "catalog/row_measures.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

const Words<Better> better_words = {
    {"higher", Better::higher}, {"lower", Better::lower}, {"none", Better::none}};
const Words<Aggregation> aggregation_words = {{"sum", Aggregation::sum},
                                              {"none", Aggregation::none}};
const Words<TimeBehaviour> time_words = {
    {"flow", TimeBehaviour::flow}, {"last", TimeBehaviour::last}, {"mean", TimeBehaviour::mean}};
/// What says how reported values are kept and added; a formula's operands have their own.
constexpr std::string_view reported_only[] = {"scale", "aggregate", "time", "budget_profile"};
/// What only measures that are counted from rows have.
constexpr std::string_view rows_only[] = {"where", "planned_in"};

/// One table of measures.toml. Reads in two steps, because formulas refer forward: `read`, then,
/// when all formulas are checked, `finish`.
class MeasureReader {
 public:
  MeasureReader(const TomlValue& table, Loading& loading, const Catalog& catalog)
      : loading_(loading),
        catalog_(catalog),
        reader_(table, fmt::format("measure `{}`", table.key), loading.diagnostics) {
    measure_.key = table.key;
    measure_.place = table.key_mark.span();
  }

  Measure read() {
    if (measure_.key.starts_with("region.")) {
      reader_.table().key_mark.error(loading_.diagnostics, "catalog.bad_key",
                                     fmt::format("`{}` is a reserved key", measure_.key),
                                     "keys that begin with `region.` stand for the region's own "
                                     "numbers in formulas");
    }
    measure_.name = reader_.required_text("name");
    read_fact();
    read_unit();
    read_definition_versions();
    read_breakdowns();
    if (has_rows()) {
      read_rows();
    } else {
      read_behaviour();
    }
    measure_.lag_months = static_cast<int>(reader_.integer("lag", 0, 24).value_or(0));
    measure_.better = reader_.word<Better>("better", better_words, Better::none);
    for (const TomlValue* other : reader_.texts("same_as")) same_as_.push_back(other);
    measure_.definition = reader_.local_text("definition");
    measure_.source = reader_.text("source");
    return measure_;
  }

  MeasureDraft draft() const {
    return {.origins = origins_,
            .is_computed = is_computed_,
            .by_given = by_given_,
            .unit_given = unit_given_};
  }

  /// What needs the units of all measures: `show` and `same_as`.
  void finish(Measure& measure, bool unit_known) {
    const auto& formula = measure.versions.front().formula;
    const NumberFormat otherwise =
        formula ? default_format(*formula, measure.unit) : default_format(measure.unit);
    if (unit_known) {
      measure.show = format_for(reader_, measure.unit, otherwise);
    } else {
      read_format(reader_);
    }
    for (const TomlValue* other : same_as_) check_same_as(measure, *other, unit_known);
    reader_.finish();
  }

 private:
  void read_fact() {
    const TomlValue* fact = reader_.take("fact", Kind::string);
    const bool has_fact = reader_.table().find("fact") != nullptr;
    const bool has_formula = reader_.table().find("formula") != nullptr;
    if (has_fact && has_formula) {
      reader_.error(*reader_.table().find("formula"), "catalog.fact_and_formula",
                    fmt::format("{} has both `fact` and `formula`", reader_.what()),
                    "a measure is either reported or computed");
    }
    if (!has_fact && !has_formula && !reader_.table().damaged) {
      reader_.error("catalog.missing_key",
                    fmt::format("{} has neither `fact` nor `formula`", reader_.what()),
                    "add fact = \"...\" when it is reported, formula = \"...\" when computed");
    }
    is_computed_ = has_formula;
    is_reported_ = has_fact && !has_formula;
    if (fact == nullptr) return;
    const auto found = std::find_if(catalog_.facts.begin(), catalog_.facts.end(),
                                    [&](const Fact& known) { return known.key == fact->text; });
    if (found != catalog_.facts.end()) {
      measure_.fact = static_cast<int>(found - catalog_.facts.begin());
    } else if (loading_.known.facts) {
      reader_.error(*fact, "catalog.unknown_fact", fmt::format("there is no fact `{}`", fact->text),
                    name_hint(fact->text, keys_of(catalog_.facts)));
    }
  }

  bool has_rows() const { return is_reported_ && fact() != nullptr && fact()->has_rows(); }
  /// nullptr also when it is not known whether it has rows.
  const Fact* fact() const {
    return measure_.fact < 0 || !scope().grain_known
               ? nullptr
               : &catalog_.facts[static_cast<std::size_t>(measure_.fact)];
  }

  void read_unit() {
    const bool required = is_reported_ && fact() != nullptr && !has_rows();
    const TomlValue* unit =
        required ? reader_.require("unit", Kind::string) : reader_.take("unit", Kind::string);
    if (unit == nullptr) return;
    const auto known = catalog_.measure_units.find(unit->text);
    if (!known) {
      if (!loading_.known.measure_units) return;
      reader_.error(*unit, "catalog.unknown_measure_unit",
                    fmt::format("`{}` is not a measure unit", unit->text),
                    name_hint(unit->text, catalog_.measure_units.names()));
    } else if (!is_computed_ && !can_be_stored(*known)) {
      reader_.error(*unit, "catalog.bad_measure_unit",
                    fmt::format("values in {} cannot be stored exactly", unit->text),
                    "report them in the first part's unit, and divide by 1 of the second in a "
                    "formula: `x / 1 h`");
    } else {
      measure_.unit = *known;
      unit_given_ = true;
    }
  }

  void read_definition_versions() {
    const bool may_have_rows = has_rows() || (is_reported_ && fact() == nullptr);
    Definition definition =
        read_definition(reader_, catalog_.measure_units, loading_.diagnostics,
                        may_have_rows ? std::vector<std::string_view>{"aggregate", "where"}
                                      : std::vector<std::string_view>{});
    measure_.versions = std::move(definition.versions);
    origins_ = std::move(definition.origins);
    tables_ = std::move(definition.tables);
  }

  void read_breakdowns() {
    by_given_ = reader_.table().find("by") != nullptr;
    for (const TomlValue* key : reader_.texts("by")) {
      const bool twice = std::find(measure_.breakdowns.begin(), measure_.breakdowns.end(),
                                   key->text) != measure_.breakdowns.end();
      if (twice) {
        reader_.error(*key, "catalog.duplicate_key", fmt::format("`{}` is listed twice", key->text),
                      "keep one of them");
        continue;
      }
      check_breakdown(*key);
      measure_.breakdowns.push_back(key->text);
    }
  }

  void check_breakdown(const TomlValue& key) {
    if (!loading_.known.breakdowns) return;
    if (catalog_.breakdown(key.text) == nullptr) {
      reader_.error(key, "catalog.unknown_breakdown",
                    fmt::format("there is no breakdown `{}`", key.text),
                    name_hint(key.text, keys_of(catalog_.breakdowns)));
    } else if (const Fact* own = fact()) {
      const bool delivered = std::find(own->breakdowns.begin(), own->breakdowns.end(), key.text) !=
                             own->breakdowns.end();
      if (delivered || (has_rows() && !scope().all_known)) return;
      if (has_rows()) {
        reader_.error(key, "catalog.breakdown_not_in_fact",
                      fmt::format("no column of `{}` has the breakdown `{}`", own->key, key.text),
                      fmt::format("give one of them breakdown = \"{}\"", key.text));
      } else {
        reader_.error(key, "catalog.breakdown_not_in_fact",
                      fmt::format("deliveries of `{}` have no column `{}`", own->key, key.text),
                      fmt::format("add it to `breakdowns` of the fact `{}`", own->key));
      }
    }
  }

  const RowScope& scope() const {
    return loading_.row_scopes[static_cast<std::size_t>(measure_.fact)];
  }

  void read_rows() {
    measure_.time = reader_.word<TimeBehaviour>(
        "time", time_words,
        fact()->grain == Fact::Grain::snapshot ? TimeBehaviour::last : TimeBehaviour::flow);
    unit_given_ =
        read_row_measure(reader_, tables_, scope(), unit_given_, loading_, catalog_, measure_);
    read_budget_profile();
    if (const TomlValue* scale = reader_.take("scale")) {
      scale->key_mark.error(loading_.diagnostics, "catalog.reported_only",
                            "`scale` is for reported measures, not for rows",
                            "decimals are those of the columns that are summed");
    }
  }

  void read_behaviour() {
    if (is_reported_ && fact() == nullptr) {
      reader_.take("aggregate");  // of which kind, the fact would say
    } else {
      measure_.aggregate =
          reader_.word<Aggregation>("aggregate", aggregation_words, Aggregation::sum);
    }
    refuse_rows_only();
    measure_.time = reader_.word<TimeBehaviour>("time", time_words, TimeBehaviour::flow);
    const auto decimals = reader_.integer("scale", 0, 9);
    measure_.scale = decimals ? scale_in_base_units(measure_.unit, static_cast<int>(*decimals))
                              : default_scale(measure_.unit);
    read_budget_profile();
    if (!is_computed_) return;
    for (const std::string_view key : reported_only) {
      const TomlValue* value = reader_.table().find(key);
      if (value == nullptr) continue;
      value->key_mark.error(loading_.diagnostics, "catalog.reported_only",
                            fmt::format("`{}` is for reported measures, not for formulas", key),
                            "it is decided by the measures that the formula names");
    }
  }

  void refuse_rows_only() {
    for (const std::string_view key : rows_only) {
      const TomlValue* value = reader_.take(key);
      if (value == nullptr || (is_reported_ && fact() == nullptr)) continue;
      value->key_mark.error(loading_.diagnostics, "catalog.rows_only",
                            fmt::format("`{}` is for measures that are counted from rows", key),
                            "the measure's fact says what it is made of: its `grain`");
    }
  }

  void read_budget_profile() {
    const TomlValue* profile = reader_.take("budget_profile", Kind::string);
    if (profile == nullptr || is_computed_) return;
    const auto found = std::find_if(catalog_.profiles.begin(), catalog_.profiles.end(),
                                    [&](const Profile& each) { return each.key == profile->text; });
    if (found != catalog_.profiles.end()) {
      measure_.budget_profile = static_cast<int>(found - catalog_.profiles.begin());
    } else if (loading_.known.profiles) {
      reader_.error(*profile, "catalog.unknown_profile",
                    fmt::format("there is no profile `{}`", profile->text),
                    name_hint(profile->text, keys_of(catalog_.profiles)));
    }
    if (has_rows() && reader_.table().find("planned_in") == nullptr) {
      reader_.error(*profile, "catalog.missing_key",
                    fmt::format("{} has a budget profile, but no `planned_in`", reader_.what()),
                    "add the reported fact that its budget is delivered in");
    }
    if (measure_.time == TimeBehaviour::flow && measure_.aggregate == Aggregation::sum) return;
    reader_.error(*profile, "catalog.profile_not_additive",
                  fmt::format("{} cannot have a budget profile", reader_.what()),
                  "a year is spread over its months only where values add: `time = \"flow\"` and "
                  "`aggregate = \"sum\"`");
  }

  void check_same_as(Measure& measure, const TomlValue& other, bool unit_known) {
    const int index = catalog_.measure_index(other.text);
    if (index < 0) {
      if (!loading_.known.measures) return;
      reader_.error(other, "catalog.unknown_measure",
                    fmt::format("there is no measure `{}`", other.text),
                    name_hint(other.text, loading_.measure_keys));
      return;
    }
    const Measure& same = catalog_.measures[static_cast<std::size_t>(index)];
    if (same.key == measure.key) {
      reader_.error(other, "catalog.same_as_itself",
                    fmt::format("`{}` says the same as itself", measure.key), "delete it");
    } else if (unit_known && loading_.units_known[static_cast<std::size_t>(index)] &&
               !same.unit.same_dimension(measure.unit)) {
      reader_.error(
          other, "catalog.measure_unit_mismatch",
          fmt::format("`{}` is in {}, but `{}` is in {}", same.key,
                      same.unit.symbol.empty() ? "plain numbers" : same.unit.symbol, measure.key,
                      measure.unit.symbol.empty() ? "plain numbers" : measure.unit.symbol),
          "measures that say the same have the same kind of measure unit");
    }
    measure.same_as.push_back(same.key);
  }

  Loading& loading_;
  const Catalog& catalog_;
  TableReader reader_;
  Measure measure_;
  std::vector<FormulaOrigin> origins_;
  std::vector<const TomlValue*> tables_;  ///< by version
  std::vector<const TomlValue*> same_as_;
  bool is_computed_ = false;
  bool is_reported_ = false;
  bool by_given_ = false;
  bool unit_given_ = false;
};

}  // namespace

void read_measures(Loading& loading, Catalog& catalog) {
  const auto document = read_toml(loading, "catalog/measures.toml", /*required=*/true);
  if (!document) {
    loading.known.measures = false;
    return;
  }
  std::vector<MeasureReader> readers;
  std::vector<MeasureDraft> drafts;
  for (const TomlValue* table :
       named_tables(*document, "measure", loading.diagnostics, loading.known.measures)) {
    readers.emplace_back(*table, loading, catalog);
    catalog.measures.push_back(readers.back().read());
    drafts.push_back(readers.back().draft());
  }
  catalog.index_names();
  loading.measure_keys = keys_of(catalog.measures);
  check_measure_formulas(loading, catalog, drafts);
  for (std::size_t i = 0; i < readers.size(); ++i) {
    readers[i].finish(catalog.measures[i], loading.units_known[i]);
  }
}

}  // namespace redthread::catalog

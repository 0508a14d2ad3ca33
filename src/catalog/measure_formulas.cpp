// SPDX-License-Identifier: Apache-2.0
#include "catalog/measure_formulas.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/cycles.hpp"
#include "catalog/source.hpp"

namespace redthread::catalog {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::string unit_text(const MeasureUnit& unit) {
  return unit.symbol.empty() ? "a plain number" : unit.symbol;
}

class FormulaChecker {
 public:
  FormulaChecker(Loading& loading, Catalog& catalog, const std::vector<MeasureDraft>& drafts)
      : loading_(loading), catalog_(catalog), drafts_(drafts), known_(loading.units_known) {
    known_.assign(catalog.measures.size(), true);
  }

  void check() {
    const DependencyOrder dependencies = dependency_order(graph());
    for (const std::vector<int>& cycle : dependencies.cycles) report(cycle);
    for (const int measure : dependencies.order) check(at(measure));
  }

 private:
  Graph graph() const {
    Graph graph(catalog_.measures.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
      for (const DefinitionVersion& version : catalog_.measures[i].versions) {
        if (!version.formula) continue;
        for (const Expression* key : keys_in(*version.formula)) {
          const int operand = catalog_.measure_index(key->key);
          if (operand >= 0) graph[i].push_back(operand);
        }
      }
    }
    return graph;
  }

  /// At the place in the first measure's formula where the way round begins.
  void report(const std::vector<int>& cycle) {
    std::vector<std::string> path;
    for (const int measure : cycle) {
      path.push_back(catalog_.measures[at(measure)].key);
      known_[at(measure)] = false;
    }
    path.push_back(path.front());
    const std::string& next = path[1];
    const Measure& first = catalog_.measures[at(cycle.front())];
    for (std::size_t v = 0; v < first.versions.size(); ++v) {
      if (!first.versions[v].formula) continue;
      for (const Expression* key : keys_in(*first.versions[v].formula)) {
        if (key->key != next) continue;
        add_at(loading_.diagnostics, Severity::error, "catalog.cycle", key->span,
               drafts_[at(cycle.front())].origins[v].excerpt,
               fmt::format("`{}` is computed from itself: {}", first.key, join(path, " → ")),
               "change one of these formulas");
        return;
      }
    }
  }

  void check(std::size_t i) {
    Measure& measure = catalog_.measures[i];
    const bool declared = drafts_[i].unit_given;
    if (!drafts_[i].is_computed) {
      known_[i] = declared;
      return;
    }
    for (std::size_t v = 0; v < measure.versions.size(); ++v) {
      if (!measure.versions[v].formula) {
        known_[i] = false;  // not a formula, or none: told already
        continue;
      }
      Expression& formula = *measure.versions[v].formula;
      bool operands_known = true;
      const bool ok =
          check_formula(formula, drafts_[i].origins[v], lookup(operands_known),
                        loading_.measure_keys, catalog_.breakdowns, loading_.diagnostics);
      if (!ok || !operands_known) {
        known_[i] = known_[i] && declared;
        continue;
      }
      check_unit(measure, v, drafts_[i].origins[v], declared);
      check_breakdowns(measure, formula, drafts_[i].origins[v], drafts_[i].by_given);
    }
  }

  void check_unit(Measure& measure, std::size_t v, const FormulaOrigin& origin, bool declared) {
    const MeasureUnit& found = measure.versions[v].formula->unit;
    if (v == 0 && !declared) {
      measure.unit = found;
    } else if (!measure.unit.same_dimension(found)) {
      add_at(loading_.diagnostics, Severity::error, "catalog.measure_unit_mismatch", origin.span,
             origin.excerpt,
             fmt::format("this formula gives {}, but {} is {}", unit_text(found),
                         declared ? "the declared unit" : "the first version's unit",
                         unit_text(measure.unit)),
             declared ? "change the formula, or the key `unit`"
                      : "all versions must have the same kind of measure unit");
    }
  }

  void check_breakdowns(Measure& measure, const Expression& formula, const FormulaOrigin& origin,
                        bool given) {
    const std::vector<std::string> possible = common_breakdowns(formula, catalog_);
    if (!given) {
      if (measure.versions.front().formula && &formula == &*measure.versions.front().formula) {
        measure.breakdowns = possible;
      }
      return;
    }
    for (const std::string& key : measure.breakdowns) {
      if (std::find(possible.begin(), possible.end(), key) != possible.end()) continue;
      add_at(loading_.diagnostics, Severity::error, "catalog.breakdown_not_in_measure", origin.span,
             origin.excerpt,
             fmt::format("`{}` cannot be split by `{}`: not everything in its formula is",
                         measure.key, key),
             possible.empty() ? "delete `by`" : "possible: " + join(possible, ", "));
    }
  }

  NameLookup lookup(bool& operands_known) const {
    return [this, &operands_known](const std::string& key) -> std::optional<NameMeaning> {
      const int index = catalog_.measure_index(key);
      if (index < 0) {
        operands_known = false;
        if (!loading_.known.measures) return NameMeaning{.unit_known = false};
        return std::nullopt;
      }
      const Measure& measure = catalog_.measures[at(index)];
      if (!known_[at(index)]) operands_known = false;
      return NameMeaning{measure.unit, measure.breakdowns, known_[at(index)]};
    };
  }

  Loading& loading_;
  Catalog& catalog_;
  const std::vector<MeasureDraft>& drafts_;
  std::vector<bool>& known_;
};

}  // namespace

void check_measure_formulas(Loading& loading, Catalog& catalog,
                            const std::vector<MeasureDraft>& drafts) {
  FormulaChecker(loading, catalog, drafts).check();
}

NameLookup measure_lookup(const Loading& loading, const Catalog& catalog) {
  return [&loading, &catalog](const std::string& key) -> std::optional<NameMeaning> {
    const int index = catalog.measure_index(key);
    if (index < 0) {
      if (!loading.known.measures) return NameMeaning{.unit_known = false};
      return std::nullopt;
    }
    const Measure& measure = catalog.measures[at(index)];
    return NameMeaning{measure.unit, measure.breakdowns, loading.units_known[at(index)]};
  };
}

std::vector<std::string> common_breakdowns(const Expression& formula, const Catalog& catalog) {
  std::vector<std::string> common;
  bool is_first = true;
  for (const Expression* key : keys_in(formula)) {
    const Measure* measure = catalog.measure(key->key);
    if (measure == nullptr) continue;  // region.hours_per_fte says the same for every category
    if (is_first) common = measure->breakdowns;
    is_first = false;
    std::erase_if(common, [&](const std::string& breakdown) {
      const auto& own = measure->breakdowns;
      return std::find(own.begin(), own.end(), breakdown) == own.end() ||
             key->cell.contains(breakdown);
    });
  }
  return common;
}

}  // namespace redthread::catalog

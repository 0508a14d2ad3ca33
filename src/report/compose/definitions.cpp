// SPDX-License-Identifier: Apache-2.0
#include "report/compose/definitions.hpp"

#include <map>
#include <string>
#include <utility>

namespace redthread::report {
namespace {

/// `visits{care: somatic}` -> `visits`
std::string_view without_cell(std::string_view subject) {
  return subject.substr(0, subject.find('{'));
}

/// Whether the figure's own formula is the definition's: not a deviation between two columns.
bool shows_definition(const Figure& figure) {
  const StatementColumn* column = standard_column(column_key(figure.address));
  return column == nullptr ? figure.operation != Operation::change
                           : column->rule.kind == ColumnRule::Kind::value;
}

/// A standard title without its period: `Utfall {ytd}` -> `Utfall`.
std::string plain_title(std::string title) {
  for (std::size_t open = title.find('{'); open != std::string::npos; open = title.find('{')) {
    const std::size_t close = title.find('}', open);
    if (close == std::string::npos) break;
    title.erase(open, close - open + 1);
  }
  while (!title.empty() && title.back() == ' ') title.pop_back();
  return title;
}

}  // namespace

std::vector<Definition> definitions_of(const std::vector<FigurePtr>& figures,
                                       const Catalog& catalog) {
  const Language language = catalog.region.language;
  std::vector<Definition> definitions;
  std::map<std::pair<std::string, int>, std::size_t> places;
  for (const FigurePtr& figure : figures) {
    const std::string key(without_cell(figure->address.subject));
    const Measure* measure = catalog.measure(key);
    const Indicator* indicator = measure == nullptr ? catalog.indicator(key) : nullptr;
    if (measure == nullptr && indicator == nullptr) continue;
    const bool has_formula = indicator != nullptr || measure->fact < 0;
    const bool tells_formula =
        has_formula && key.size() == figure->address.subject.size() && shows_definition(*figure);
    const auto [place, is_new] =
        places.emplace(std::pair(key, figure->definition_version), definitions.size());
    if (is_new) {
      Definition definition;
      definition.key = key;
      definition.name = (measure != nullptr ? measure->name : indicator->name).in(language);
      definition.text =
          (measure != nullptr ? measure->definition : indicator->definition).in(language);
      definition.source = measure != nullptr ? measure->source : indicator->source;
      if (definition.source.empty() && measure != nullptr && measure->fact >= 0) {
        definition.source =
            catalog.facts[static_cast<std::size_t>(measure->fact)].source.in(language);
      }
      definition.version = figure->definition_version;
      definitions.push_back(std::move(definition));
    }
    Definition& definition = definitions[place->second];
    if (tells_formula && definition.formula.empty() && figure->definition != key) {
      definition.formula = figure->definition;
    }
  }
  std::erase_if(definitions, [](const Definition& definition) {
    return definition.text.empty() && definition.formula.empty() && definition.source.empty();
  });
  return definitions;
}

void name_addresses(const std::vector<FigurePtr>& figures, const Catalog& catalog, Period period,
                    DocumentNames& names) {
  for (const FigurePtr& figure : figures) {
    const FigureAddress& address = figure->address;
    if (!names.units.contains(address.unit)) {
      const auto unit = catalog.organisation.index_of(address.unit);
      names.units.emplace(address.unit,
                          unit ? catalog.organisation.name(*unit, period) : address.unit);
    }
    if (!names.columns.contains(address.column)) {
      const StatementColumn* column = standard_column(column_key(address));
      std::string title = column == nullptr
                              ? std::string()
                              : plain_title(column->title.in(catalog.region.language));
      if (title.empty()) title = column_key(address);
      names.columns.emplace(address.column, std::move(title));
    }
  }
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include "app/views/overview.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

const char* word_of(Statement::Area area) {
  switch (area) {
    case Statement::Area::production:
      return "production";
    case Statement::Area::access:
      return "access";
    case Statement::Area::personnel:
      return "personnel";
    case Statement::Area::economy:
      return "economy";
    case Statement::Area::none:
      break;
  }
  return "other";
}

/// The spans that people ask for, newest first: of each year what has gone of it, then its parts
/// that are over, then its months.
std::vector<Period> periods_of(Period months) {
  std::vector<Period> all;
  std::set<Period> seen;
  const auto add = [&](Period period) {
    if (months.contains(period.last()) && seen.insert(period).second) all.push_back(period);
  };
  for (int year = months.last().year(); year >= months.first().year(); --year) {
    const Month last = std::min(months.last(), Month(year, 12));
    add(Period(Month(year, 1), last));
    add(Period(Month(year, 1), Month(year, 8)));
    for (int tertial = 3; tertial >= 1; --tertial) add(Period::tertial(year, tertial));
    for (int month = 12; month >= 1; --month) add(Period::month(Month(year, month)));
  }
  return all;
}

template <typename Items>
std::vector<RegionOverview::Named> named(const Items& items) {
  std::vector<RegionOverview::Named> all;
  all.reserve(items.size());
  for (const auto& item : items) all.push_back({item.key, item.name});
  return all;
}

Json named_json(const std::vector<RegionOverview::Named>& items, Language language) {
  Json list = Json::array();
  for (const auto& item : items) {
    list.push_back({{"key", item.key}, {"name", item.name.in(language)}});
  }
  return list;
}

}  // namespace

std::optional<Period> months_with_outcomes(const Cube& cube) {
  std::optional<Month> first;
  std::optional<Month> last;
  const auto meets = [&](Period span) {
    if (!first || span.first() < *first) first = span.first();
    if (!last || *last < span.last()) last = span.last();
  };
  for (std::size_t series = 0; series < cube.series_count(); ++series) {
    if (cube.key(series).scenario != Scenario::actual) continue;
    const State* states = cube.month_states(series);
    for (int i = 0; i < cube.month_count(); ++i) {
      if (has_value(states[i])) meets(Period::month(cube.range().first().plus(i)));
    }
    for (const Cube::Value& value : cube.spans(series)) {
      if (has_value(value.state)) meets(value.span);
    }
  }
  return first ? std::optional(Period(*first, *last)) : std::nullopt;
}

RegionOverview overview_of(const Session& session) {
  const Catalog& catalog = session.catalog();
  const Organisation& organisation = catalog.organisation;
  RegionOverview overview{
      .key = catalog.region.key,
      .name = catalog.region.name,
      .language = catalog.region.language,
      .root = organisation.root() < 0 ? std::string() : organisation.code(organisation.root()),
      .own = catalog.region.root_unit};
  for (std::size_t unit = 0; unit < organisation.size(); ++unit) {
    overview.units.push_back(organisation.history(static_cast<int>(unit)).back());
  }
  if (const auto months = months_with_outcomes(session.cube())) {
    overview.periods = periods_of(*months);
  }
  for (const Statement& statement : catalog.statements) {
    overview.statements.push_back({statement.key, statement.title, statement.area});
  }
  overview.indicators = named(catalog.indicators);
  overview.measures = named(catalog.measures);
  overview.goals = named(catalog.plan.goals);
  for (const ReportTemplate& each : catalog.reports) overview.reports.push_back(each.key);
  for (const OwedDelivery& each : session.owed_deliveries()) {
    overview.late += each.state == OwedDelivery::State::late ? 1 : 0;
    overview.overdue += each.state == OwedDelivery::State::overdue ? 1 : 0;
  }
  return overview;
}

std::string to_json(const RegionOverview& overview, Language language) {
  Json units = Json::array();
  for (const UnitValidity* unit : overview.units) {
    units.push_back({{"code", unit->code},
                     {"name", unit->name},
                     {"parent", unit->parent},
                     {"kind", unit->kind},
                     {"valid_from", unit->valid_from.to_string()},
                     {"valid_to", unit->valid_to ? Json(unit->valid_to->to_string()) : Json()}});
  }
  Json periods = Json::array();
  for (const Period period : overview.periods) {
    periods.push_back(
        {{"period", period.to_string()}, {"text", period_short_name(period, language)}});
  }
  Json statements = Json::array();
  for (const auto& table : overview.statements) {
    statements.push_back(
        {{"key", table.key}, {"title", table.title.in(language)}, {"area", word_of(table.area)}});
  }
  return Json({{"key", overview.key},
               {"name", overview.name.in(language)},
               {"language", overview.language == Language::swedish ? "sv" : "en"},
               {"root", overview.root},
               {"unit", overview.own},
               {"period",
                overview.periods.empty() ? Json() : Json(overview.periods.front().to_string())},
               {"periods", std::move(periods)},
               {"units", std::move(units)},
               {"statements", std::move(statements)},
               {"indicators", named_json(overview.indicators, language)},
               {"measures", named_json(overview.measures, language)},
               {"goals", named_json(overview.goals, language)},
               {"reports", overview.reports},
               {"late_deliveries", overview.late},
               {"overdue_deliveries", overview.overdue}})
      .dump();
}

}  // namespace redthread::app

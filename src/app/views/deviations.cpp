// SPDX-License-Identifier: Apache-2.0
#include "app/views/deviations.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "app/json.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

struct Columns {
  const char* deviation;
  const char* share;
};
Columns columns_of(Against against) {
  return against == Against::budget ? Columns{"ytd_budget_deviation", "ytd_budget_deviation_pct"}
                                    : Columns{"ytd_previous_change", "ytd_previous_change_pct"};
}

Better better_of(const Catalog& catalog, const StatementRow& row) {
  if (!row.value || row.value->kind != Expression::Kind::key) return Better::none;
  const Measure* measure = catalog.measure(row.value->key);
  return measure == nullptr ? Better::none : measure->better;
}

bool is_worse(const Figure& deviation, Better better) {
  if (!deviation.value || better == Better::none) return false;
  return better == Better::higher ? *deviation.value < Exact(0) : Exact(0) < *deviation.value;
}

bool is_money(const Figure& figure) {
  return figure.unit.dimensions == std::map<std::string, int>{{"kr", 1}};
}

Exact size_of(const Figure& figure) {
  return *figure.value < Exact(0) ? Exact(0) - *figure.value : *figure.value;
}

/// What a row's deviation is compared by: amounts of money, percent of all else.
Exact weight_of(const Deviation& deviation) {
  if (is_money(*deviation.deviation)) return size_of(*deviation.deviation);
  return deviation.share && deviation.share->value ? size_of(*deviation.share) : Exact(0);
}

/// A table's row seen through standard columns, which its own columns need not be.
class RowView {
 public:
  RowView(Session& session, const Place& place)
      : evaluator_(session.evaluator(place.view)), place_(place) {}
  FigurePtr through(const StatementRow& row, int unit, const char* column) const {
    return evaluator_.figure(*row.value, unit, place_.period, *standard_column(column));
  }

 private:
  figures::Evaluator& evaluator_;
  Place place_;
};

void break_down(Deviation& found, const Session& session, const Statement& statement,
                const StatementRow& row, const Place& place, const char* column,
                const RowView& view) {
  const Organisation& organisation = session.catalog().organisation;
  for (const int child : organisation.children(place.unit, place.period)) {
    FigurePtr part = view.through(row, child, column);
    if (!part->value) continue;
    found.by_unit.push_back(
        {organisation.code(child), organisation.name(child, place.period), std::move(part)});
  }
  for (const StatementRow& line : statement.rows) {
    if (line.parent != row.key || !line.value) continue;
    FigurePtr part = view.through(line, place.unit, column);
    if (!part->value) continue;
    found.by_line.push_back({statement.key + "/" + line.key,
                             part->label.in(session.catalog().region.language), std::move(part)});
  }
}

Json figure_json(const FigurePtr& figure, Language language) {
  return figure ? Json::parse(to_json(*figure, language)) : Json();
}

Json parts_json(const std::vector<Deviation::Part>& parts, const char* key, const char* name,
                Language language) {
  Json list = Json::array();
  for (const Deviation::Part& part : parts) {
    list.push_back(
        {{key, part.key}, {name, part.name}, {"figure", figure_json(part.deviation, language)}});
  }
  return list;
}

}  // namespace

std::vector<Deviation> deviations(Session& session, const Place& place, Against against,
                                  std::size_t limit) {
  const Catalog& catalog = session.catalog();
  const Columns columns = columns_of(against);
  const RowView view(session, place);
  std::array<std::vector<Deviation>, 2> found;  // money, all else
  std::set<std::string> told;                   // a row that stands in two tables is told once
  for (const Statement& statement : catalog.statements) {
    for (const StatementRow& row : statement.rows) {
      const bool is_own =
          row.parent.empty() && row.unit.empty() && row.style == StatementRow::Style::normal;
      const Better better = better_of(catalog, row);
      if (!is_own || better == Better::none) continue;
      FigurePtr deviation = view.through(row, place.unit, columns.deviation);
      if (!is_worse(*deviation, better) || !told.insert(deviation->id).second) continue;
      Deviation one{.key = statement.key + "/" + row.key,
                    .name = deviation->label,
                    .statement_title = statement.title.in(catalog.region.language),
                    .outcome = view.through(row, place.unit, "ytd"),
                    .deviation = deviation,
                    .share = view.through(row, place.unit, columns.share)};
      if (!one.share->value) one.share = nullptr;
      break_down(one, session, statement, row, place, columns.deviation, view);
      found[is_money(*deviation) ? 0 : 1].push_back(std::move(one));
    }
  }
  std::vector<Deviation> all;
  for (std::vector<Deviation>& group : found) {
    std::stable_sort(group.begin(), group.end(), [](const Deviation& a, const Deviation& b) {
      return weight_of(b) < weight_of(a);
    });
    const std::size_t told_of_group = std::min(limit, group.size());
    std::move(group.begin(), group.begin() + static_cast<std::ptrdiff_t>(told_of_group),
              std::back_inserter(all));
  }
  return all;
}

std::string to_json(const std::vector<Deviation>& deviations, Language language) {
  Json list = Json::array();
  for (const Deviation& each : deviations) {
    list.push_back({{"key", each.key},
                    {"name", each.name.in(language)},
                    {"statement", each.statement_title},
                    {"outcome", figure_json(each.outcome, language)},
                    {"deviation", figure_json(each.deviation, language)},
                    {"share", figure_json(each.share, language)},
                    {"by_unit", parts_json(each.by_unit, "unit", "name", language)},
                    {"by_line", parts_json(each.by_line, "row", "label", language)}});
  }
  return Json({{"rows", std::move(list)}}).dump();
}

}  // namespace redthread::app

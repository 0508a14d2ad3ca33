// SPDX-License-Identifier: Apache-2.0
#include "app/rows.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/clock.hpp"
#include "base/error.hpp"
#include "catalog/formula.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

/// A measure's cell as an address names it: `visits.physician{sex: women}`.
struct Subject {
  int measure = -1;
  Cell cell;
  auto operator<=>(const Subject&) const = default;
};

std::optional<Subject> subject_of(const Catalog& catalog, const Figure& figure) {
  Diagnostics ignored;
  const auto expression =
      catalog::parse_formula(figure.address.subject, {}, catalog.measure_units, ignored);
  if (!expression || expression->kind != Expression::Kind::key) return std::nullopt;
  const int measure = catalog.measure_index(expression->key);
  if (measure < 0) return std::nullopt;
  return Subject{.measure = measure, .cell = expression->cell};
}

/// The unit and all that were below it in the month.
void add_branch(const Organisation& organisation, int unit, Month month, std::set<int>& units) {
  if (!units.insert(unit).second) return;
  for (const int child : organisation.children(unit, Period::month(month))) {
    if (organisation.is_child(child, unit, month)) add_branch(organisation, child, month, units);
  }
}

/// The units whose rows a figure that does not add up counts at `unit`, in a restated organisation.
std::set<int> counted_units(const Organisation& restated, int unit) {
  std::set<int> units;
  for (int each = 0; each < static_cast<int>(restated.size()); ++each) {
    const std::vector<int> whole = restated.counted_at(each).whole;
    if (std::find(whole.begin(), whole.end(), unit) != whole.end()) units.insert(each);
  }
  return units;
}

/// Months with the same units as one place.
std::vector<RowsQuestion::Place> places_of(const std::map<Month, std::set<int>>& units_by_month) {
  std::vector<RowsQuestion::Place> places;
  for (const auto& [month, units] : units_by_month) {
    RowsQuestion::Place place{.units = {units.begin(), units.end()},
                              .months = Period::month(month)};
    const bool goes_on = !places.empty() && places.back().units == place.units &&
                         places.back().months.last().plus(1) == month;
    if (goes_on) {
      places.back().months = Period(places.back().months.first(), month);
    } else {
      places.push_back(std::move(place));
    }
  }
  return places;
}

std::string log_path(const Session& session) {
  return session.folder_of_warehouse() + "/looks.jsonl";
}

void write_look(const std::string& path, const Look& look) {
  const std::string line = Json({{"at", look.at},
                                 {"by", look.by},
                                 {"figure", look.figure},
                                 {"measure", look.measure},
                                 {"rows", look.rows}})
                               .dump() +
                           "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  const bool is_written =
      file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!is_written) {
    throw Error("io.write", "the look cannot be logged in " + path + "; so no rows are shown");
  }
}

}  // namespace

std::vector<RowsQuestion> questions_of(const Catalog& catalog, const FigurePtr& figure) {
  std::vector<Subject> order;
  std::map<Subject, std::map<Month, std::set<int>>> places;
  for (const FigurePtr& each : thread_of(figure)) {
    if (each->operation != Operation::counted) continue;
    const auto subject = subject_of(catalog, *each);
    const auto unit = catalog.organisation.index_of(each->address.unit);
    if (!subject || !unit) continue;
    const auto [place, is_new] = places.try_emplace(*subject);
    if (is_new) order.push_back(*subject);
    const Measure& measure = catalog.measures[static_cast<std::size_t>(subject->measure)];
    const bool is_of_branch = !measure.versions.front().rows->is_additive();
    const auto view = OrganisationView::parse(each->address.view);
    std::set<int> restated;
    if (is_of_branch && view && view->restated_to) {
      restated = counted_units(catalog.organisation.restated_to(*view->restated_to), *unit);
    }
    for (const Month month : each->period.each_month()) {
      std::set<int>& units = place->second[month];
      if (!restated.empty()) {
        units.insert(restated.begin(), restated.end());
      } else if (is_of_branch) {
        add_branch(catalog.organisation, *unit, month, units);
      } else {
        units.insert(*unit);
      }
    }
  }
  std::vector<RowsQuestion> questions;
  questions.reserve(order.size());
  for (const Subject& subject : order) {
    questions.push_back({.measure = subject.measure,
                         .cell = subject.cell,
                         .places = places_of(places.at(subject))});
  }
  return questions;
}

std::vector<RowList> look_at_rows(Session& session, const FigurePtr& figure,
                                  const std::vector<RowsQuestion>& questions, std::int64_t limit,
                                  const std::string& who) {
  std::vector<RowList> lists;
  for (const RowsQuestion& question : questions) {
    RowList list = session.rows(question, limit);
    const Measure& measure = session.catalog().measures[static_cast<std::size_t>(question.measure)];
    write_look(log_path(session), {.at = utc_now(),
                                   .by = who,
                                   .figure = figure->id,
                                   .measure = measure.key,
                                   .rows = static_cast<std::int64_t>(list.rows.size())});
    lists.push_back(std::move(list));
  }
  return lists;
}

std::vector<Look> looks(const Session& session) {
  std::vector<Look> all;
  std::ifstream file(log_path(session));
  for (std::string line; std::getline(file, line);) {
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) continue;  // cut off by a full disk
    all.push_back({.at = json.value("at", ""),
                   .by = json.value("by", ""),
                   .figure = json.value("figure", ""),
                   .measure = json.value("measure", ""),
                   .rows = json.value("rows", std::int64_t{0})});
  }
  return all;
}

}  // namespace redthread::app

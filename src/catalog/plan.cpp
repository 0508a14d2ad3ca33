// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "catalog/cycles.hpp"
#include "catalog/readers.hpp"
#include "model/plan_kinds.hpp"

namespace redthread::catalog {
namespace {

/// What the reports need, and besides it what only the plan's store reads.
CsvColumns columns_of(std::string_view kind, std::vector<std::string> required) {
  CsvColumns columns{std::move(required), {}};
  for (const PlanField& field : find_plan_kind(kind)->fields) {
    const auto& all = columns.required;
    if (std::find(all.begin(), all.end(), field.name) == all.end()) {
      columns.optional.emplace_back(field.name);
    }
  }
  return columns;
}

const CsvColumns goal_columns = columns_of("goal", {"key", "name", "parent", "level"});
const CsvColumns activity_columns = columns_of(
    "activity",
    {"key", "name", "parent", "assignment", "section", "section_name", "time_frame", "status"});
const CsvColumns comment_columns = columns_of("comment", {"key", "author", "date", "text"});
const std::vector<std::string> statuses = {"not_started", "as_planned", "delayed", "done",
                                           "paused"};

/// Rows of a plan file that have keys: shape of the key, duplicates, parents, cycles.
class KeyedRows {
 public:
  KeyedRows(Loading& loading, const CsvFile& file, std::string what)
      : loading_(loading), file_(file), what_(std::move(what)) {
    for (const CsvRow& row : file.rows()) add(row);
  }

  const std::vector<std::string>& keys() const { return keys_; }

  void check_parents() {
    Graph graph(file_.rows().size());
    for (std::size_t i = 0; i < file_.rows().size(); ++i) {
      const CsvRow& row = file_.rows()[i];
      const std::string parent = file_.text(row, "parent");
      if (parent.empty()) continue;
      const auto found = rows_.find(parent);
      if (found != rows_.end()) {
        graph[i].push_back(static_cast<int>(found->second));
      } else {
        file_.mark(row, "parent")
            .error(loading_.diagnostics, "catalog.unknown_parent",
                   fmt::format("there is no {} `{}`", what_, parent), name_hint(parent, keys_));
      }
    }
    for (const std::vector<int>& cycle : dependency_order(graph).cycles) report(cycle);
  }

  void require(const CsvRow& row, std::string_view column) {
    if (!file_.text(row, column).empty()) return;
    file_.mark(row, column)
        .error(loading_.diagnostics, "catalog.empty_text",
               fmt::format("the {} has no {}", what_, column), "write it");
  }

 private:
  void add(const CsvRow& row) {
    const std::string key = file_.text(row, "key");
    if (!is_key(key)) {
      file_.mark(row, "key")
          .error(loading_.diagnostics, "catalog.bad_key",
                 key.empty() ? fmt::format("the {} has no key", what_)
                             : fmt::format("`{}` is not a key", key),
                 "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
    }
    const auto [first, is_new] = rows_.emplace(key, keys_.size());
    if (!is_new && !key.empty()) {
      file_.mark(row, "key")
          .error(loading_.diagnostics, "catalog.duplicate_key",
                 fmt::format("`{}` is given twice; first on line {}", key,
                             file_.rows()[first->second].line),
                 "keep one of them");
    }
    keys_.push_back(key);
  }

  void report(const std::vector<int>& cycle) {
    std::vector<std::string> path;
    path.reserve(cycle.size() + 1);
    for (const int row : cycle) path.push_back(keys_[static_cast<std::size_t>(row)]);
    path.push_back(path.front());
    file_.mark(file_.rows()[static_cast<std::size_t>(cycle.front())], "parent")
        .error(loading_.diagnostics, "catalog.cycle",
               fmt::format("the {} `{}` is above itself: {}", what_, path.front(),
                           join(path, " below ")),
               "change one of the parents");
  }

  Loading& loading_;
  const CsvFile& file_;
  std::string what_;
  std::vector<std::string> keys_;  ///< by row
  std::map<std::string, std::size_t> rows_;
};

void read_goals(Loading& loading, Plan& plan) {
  const auto file =
      read_csv(loading, "plan/goals.csv", goal_columns, /*required=*/false, loading.known.goals);
  if (!file) return;
  KeyedRows rows(loading, *file, "goal");
  rows.check_parents();
  for (const CsvRow& row : file->rows()) {
    rows.require(row, "name");
    plan.goals.push_back({.key = file->text(row, "key"),
                          .name = {file->text(row, "name"), file->text(row, "name_en")},
                          .parent = file->text(row, "parent"),
                          .level = file->text(row, "level"),
                          .place = file->mark(row, "key").span()});
  }
}

void read_activities(Loading& loading, Plan& plan) {
  bool complete = true;
  const auto file = read_csv(loading, "plan/activities.csv", activity_columns,
                             /*required=*/false, complete);
  if (!file) return;
  KeyedRows rows(loading, *file, "activity");
  if (complete) rows.check_parents();
  for (const CsvRow& row : file->rows()) {
    rows.require(row, "name");
    const std::string status = file->text(row, "status");
    if (!status.empty() && std::find(statuses.begin(), statuses.end(), status) == statuses.end()) {
      file->mark(row, "status")
          .error(loading.diagnostics, "catalog.unknown_word",
                 fmt::format("`status` cannot be `{}`", status),
                 "write " + join(statuses, ", ") + ", or nothing");
    }
    plan.activities.push_back({.key = file->text(row, "key"),
                               .name = {file->text(row, "name"), file->text(row, "name_en")},
                               .parent = file->text(row, "parent"),
                               .assignment = file->text(row, "assignment"),
                               .section = file->text(row, "section"),
                               .section_name = file->text(row, "section_name"),
                               .time_frame = file->text(row, "time_frame"),
                               .status = status,
                               .place = file->mark(row, "key").span()});
  }
}

void read_comments(Loading& loading, Plan& plan) {
  bool complete = true;
  const auto file =
      read_csv(loading, "plan/comments.csv", comment_columns, /*required=*/false, complete);
  if (!file) return;
  KeyedRows rows(loading, *file, "comment");
  for (const CsvRow& row : file->rows()) {
    rows.require(row, "text");
    const std::string date = file->text(row, "date");
    if (!date.empty() && !Date::parse(date)) {
      file->mark(row, "date")
          .error(loading.diagnostics, "catalog.bad_date", fmt::format("`{}` is not a day", date),
                 "days are written 2024-01-31");
    }
    plan.comments.push_back({.key = file->text(row, "key"),
                             .author = file->text(row, "author"),
                             .date = date,
                             .text = file->text(row, "text"),
                             .place = file->mark(row, "key").span()});
  }
}

}  // namespace

void read_plan(Loading& loading, Catalog& catalog) {
  read_goals(loading, catalog.plan);
  read_activities(loading, catalog.plan);
  read_comments(loading, catalog.plan);
}

}  // namespace redthread::catalog

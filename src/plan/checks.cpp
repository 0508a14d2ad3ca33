// SPDX-License-Identifier: Apache-2.0
#include "plan/checks.hpp"

#include <set>

#include <fmt/format.h>

#include "base/diagnostics.hpp"
#include "base/text.hpp"
#include "plan/messages.hpp"
#include "plan/report_state.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

/// The objects that a field names.
std::vector<ObjectKey> references_of(const PlanField& field, const std::string& value) {
  std::vector<ObjectKey> keys;
  if (value.empty()) return keys;
  if (field.type == PlanFieldType::reference) {
    keys.push_back({field.of, value});
  } else if (field.type == PlanFieldType::references) {
    for (const std::string& id : list_of(value)) keys.push_back({field.of, id});
  } else if (field.type == PlanFieldType::subject) {
    if (const auto subject = subject_of(value)) keys.push_back(*subject);
  }
  return keys;
}

std::string hint_for(const State& state, const ObjectKey& missing) {
  std::vector<std::string> known;
  for (const auto& [id, object] : state.all(missing.kind)) known.push_back(id);
  if (!known.empty()) return name_hint(missing.id, known);
  const PlanKind* kind = find_plan_kind(missing.kind);
  return kind ? fmt::format("there is none at all; they are in plan/{}", kind->file) : "";
}

void check_tree(const State& state, const PlanKind& kind, const PlanField& field,
                Findings& findings) {
  const State::Kind& objects = state.all(kind.name);
  std::set<std::string_view> done;
  for (const auto& [start, first] : objects) {
    std::vector<std::string> path;
    std::set<std::string_view> on_path;
    for (const Object* at = first.get(); at && done.count(at->key.id) == 0;
         at = state.find(kind.name, at->get(field.name))) {
      if (!on_path.insert(at->key.id).second) {
        while (path.front() != at->key.id) path.erase(path.begin());
        path.push_back(at->key.id);
        findings.push_back({codes::cycle, at->key, field.name,
                            fmt::format("the {} `{}` is above itself: {}", kind.name, at->key.id,
                                        join(path, " below ")),
                            fmt::format("change one `{}`", field.name)});
        break;
      }
      path.push_back(at->key.id);
    }
    done.insert(on_path.begin(), on_path.end());
  }
}

void check_unique(const State& state, const PlanKind& kind, Findings& findings) {
  std::map<std::string, std::string> first_of;
  for (const auto& [id, object] : state.all(kind.name)) {
    std::string together;
    for (const char* field : kind.unique) together += object->get(field) + '\n';
    const auto [first, is_new] = first_of.emplace(together, id);
    if (is_new) continue;
    std::vector<std::string> names(kind.unique.begin(), kind.unique.end());
    findings.push_back({codes::duplicate, object->key, kind.unique.front(),
                        fmt::format("the {} `{}` says the same as `{}`: the same {}", kind.name, id,
                                    first->second, join(names, ", ")),
                        "keep one of them"});
  }
}

}  // namespace

void check_fields(const Object& object, Findings& findings) {
  const PlanKind* kind = find_plan_kind(object.key.kind);
  if (!kind) {
    findings.push_back({codes::unknown_kind, object.key, "",
                        fmt::format("there is no kind `{}`", object.key.kind), ""});
    return;
  }
  if (const auto problem = problem_of_id(object.key.id)) {
    findings.push_back({codes::bad_key, object.key, "key", problem->message, problem->hint});
  }
  for (const auto& [name, value] : object.fields) {
    const PlanField* field = kind->find(name);
    if (!field) {
      std::vector<std::string> known;
      for (const PlanField& each : kind->fields) known.emplace_back(each.name);
      findings.push_back({codes::unknown_field, object.key, name,
                          fmt::format("a {} has no field `{}`", kind->name, name),
                          name_hint(name, known)});
    } else if (const auto problem = problem_of(*field, value)) {
      findings.push_back({codes::bad_value, object.key, name, problem->message, problem->hint});
    }
  }
  for (const PlanField& field : kind->fields) {
    if (!field.required || !object.get(field.name).empty()) continue;
    findings.push_back({codes::missing_value, object.key, field.name,
                        fmt::format("the {} has no `{}`", kind->name, field.name), "write it"});
  }
  for (const PlanDateOrder& order : kind->orders) {
    const auto first = Date::parse(object.get(order.first));
    const auto last = Date::parse(object.get(order.last));
    if (!first || !last || *first <= *last) continue;
    findings.push_back({codes::date_order, object.key, order.last,
                        fmt::format("`{}` {} is before `{}` {}", order.last, last->to_string(),
                                    order.first, first->to_string()),
                        "change one of the days"});
  }
}

void check_references(const State& state, Findings& findings) {
  for (const PlanKind& kind : plan_kinds()) {
    for (const PlanField& field : kind.fields) {
      if (field.type != PlanFieldType::reference && field.type != PlanFieldType::references &&
          field.type != PlanFieldType::subject) {
        continue;
      }
      for (const auto& [id, object] : state.all(kind.name)) {
        for (const ObjectKey& key : references_of(field, object->get(field.name))) {
          if (state.find(key)) continue;
          findings.push_back({codes::unknown_reference, object->key, field.name,
                              fmt::format("`{}` names the {} `{}`, which there is not", field.name,
                                          key.kind, key.id),
                              hint_for(state, key)});
        }
      }
      if (field.type == PlanFieldType::reference && field.of == std::string_view(kind.name)) {
        check_tree(state, kind, field, findings);
      }
    }
    if (!kind.unique.empty()) check_unique(state, kind, findings);
  }
}

void check(const State& before, const State& after, const std::vector<ObjectKey>& changed,
           Findings& findings) {
  const std::size_t found = findings.size();
  for (const ObjectKey& key : changed) {
    const Object* object = after.find(key);
    if (!object) continue;
    check_fields(*object, findings);
    check_person_data(*object, findings);
  }
  // What rests on fields that cannot be read would only be told twice.
  std::set<ObjectKey> unreadable;
  for (std::size_t i = found; i < findings.size(); ++i) unreadable.insert(findings[i].object);
  Findings more;
  check_references(after, more);
  check_cascade(after, more);
  check_scales(before, after, more);
  check_controls(before, after, more);
  check_year(before, after, more);
  check_resources(after, more);
  check_outcomes(after, more);
  check_reports(before, after, more);
  for (Finding& finding : more) {
    const bool is_reference = finding.code == codes::unknown_reference;
    if (is_reference || unreadable.count(finding.object) == 0) {
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace redthread::plan

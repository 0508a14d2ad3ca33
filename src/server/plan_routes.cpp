// SPDX-License-Identifier: Apache-2.0
// The plan: its objects with their versions and history, tables of what follows from it, the
// journal.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/clock.hpp"
#include "app/plan.hpp"
#include "app/plan_tables.hpp"
#include "app/region_plan.hpp"
#include "app/views/tasks.hpp"
#include "base/error.hpp"
#include "http/json_body.hpp"
#include "model/plan_kinds.hpp"
#include "plan/values.hpp"
#include "server/conflict.hpp"
#include "server/desk.hpp"
#include "server/messages.hpp"
#include "server/paging.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

using Json = nlohmann::ordered_json;

/// Kinds that have steps of their own, and are not changed field by field.
bool has_own_steps(const std::string& kind) {
  static constexpr std::array kinds = {"report", "adoption", "assurance", "year_entry"};
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// The unit that an object belongs to: its own, or that of what it is about; empty = the region.
std::string unit_of(const plan::State& state, const std::string& kind, const plan::Fields& fields,
                    int depth = 0) {
  constexpr int deepest = 4;
  const auto text = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  if (std::string unit = text("unit"); !unit.empty()) return unit;
  const PlanKind* known = find_plan_kind(kind);
  if (known == nullptr || depth == deepest) return {};
  for (const PlanField& field : known->fields) {
    const std::string value = text(field.name);
    if (!field.required || value.empty()) continue;
    std::optional<plan::ObjectKey> about;
    if (field.type == PlanFieldType::reference) about = plan::ObjectKey{field.of, value};
    if (field.type == PlanFieldType::references) {
      about = plan::ObjectKey{field.of, plan::list_of(value).front()};
    }
    if (field.type == PlanFieldType::subject) about = plan::subject_of(value);
    const plan::Object* object = about ? state.find(*about) : nullptr;
    if (object != nullptr) return unit_of(state, object->key.kind, object->fields, depth + 1);
  }
  return {};
}

http::Response object_answer(const plan::Object& object) {
  http::Response answer = json(app::to_json(object));
  answer.headers.push_back({"ETag", fmt::format("\"{}\"", object.version)});
  return answer;
}

const char* word_of(PlanFieldType type) {
  switch (type) {
    case PlanFieldType::text:
      return "text";
    case PlanFieldType::word:
      return "word";
    case PlanFieldType::flag:
      return "flag";
    case PlanFieldType::integer:
      return "integer";
    case PlanFieldType::decimal:
      return "decimal";
    case PlanFieldType::date:
      return "date";
    case PlanFieldType::dates:
      return "dates";
    case PlanFieldType::period:
      return "period";
    case PlanFieldType::year:
      return "year";
    case PlanFieldType::colour:
      return "colour";
    case PlanFieldType::target:
      return "target";
    case PlanFieldType::reference:
      return "reference";
    case PlanFieldType::references:
      return "references";
    case PlanFieldType::subject:
      break;
  }
  return "subject";
}

Answer kinds(Call&) {
  Json list = Json::array();
  for (const PlanKind& kind : plan_kinds()) {
    Json fields = Json::array();
    for (const PlanField& field : kind.fields) {
      fields.push_back({{"name", field.name},
                        {"type", word_of(field.type)},
                        {"required", field.required},
                        {"of", words_of(field)}});
    }
    list.push_back({{"kind", kind.name},
                    {"meaning", kind.meaning},
                    {"has_own_steps", has_own_steps(kind.name)},
                    {"fields", std::move(fields)}});
  }
  return json(Json({{"kinds", std::move(list)}}).dump());
}

Answer objects(Call& call) {
  const auto page = page_of(call);
  if (!page) return std::nullopt;
  const plan::State state = call.region->plan();
  const std::string& kind = call.at("kind");
  if (!app::check_plan_key(state, {kind, ""}, call.diagnostics)) return std::nullopt;
  const std::string unit = call.text("unit");
  std::vector<const plan::Object*> all = app::in_order(state, kind.c_str());
  if (!unit.empty()) {
    std::erase_if(all, [&](const plan::Object* each) {
      return unit_of(state, each->key.kind, each->fields) != unit;
    });
  }
  return json(paged(*page, all, [](const plan::Object* each) { return app::to_json(*each); }));
}

Answer object(Call& call) {
  const plan::State state = call.region->plan();
  const plan::ObjectKey key{call.at("kind"), call.at("key")};
  if (!app::check_plan_object(state, key, call.diagnostics)) return std::nullopt;
  return object_answer(*state.find(key));
}

Answer history(Call& call) {
  const auto store = app::open_plan(call.plan_question(), call.diagnostics);
  if (!store) return std::nullopt;
  const plan::ObjectKey key{call.at("kind"), call.at("key")};
  const auto entries = store->history(key);
  if (entries.empty() && !app::check_plan_object(store->state(), key, call.diagnostics)) {
    return std::nullopt;
  }
  return json(app::to_json(entries));
}

/// Whether the visitor may change the object as it is, and as it is to be.
bool may_change(Call& call, const plan::State& state, const plan::ObjectKey& key,
                const plan::Fields* wanted) {
  const access::Permission permission = access::permission_to_change(key.kind);
  const plan::Object* current = state.find(key);
  const bool may_now =
      current == nullptr || call.may(permission, unit_of(state, key.kind, current->fields));
  if (!may_now || wanted == nullptr) return may_now;
  plan::Fields after = current == nullptr ? plan::Fields() : current->fields;
  for (const auto& [name, value] : *wanted) after[name] = value;
  return call.may(permission, unit_of(state, key.kind, after));
}

Answer change(Call& call, const plan::Fields* wanted, std::int64_t seen,
              const std::string& reason) {
  const plan::ObjectKey key{call.at("kind"), call.at("key")};
  const plan::State state = call.region->plan();
  if (!app::check_plan_key(state, {key.kind, ""}, call.diagnostics)) return std::nullopt;
  if (has_own_steps(key.kind)) {
    call.diagnostics.error(codes::bad_parameter, {.file = "kind"},
                           fmt::format("a {} is not changed field by field", key.kind),
                           "it has addresses of its own for its steps");
    return std::nullopt;
  }
  if (!may_change(call, state, key, wanted)) {
    return forbidden(call);
  }
  app::PlanChange change{.object = key, .settings = {}, .seen = seen, .remove = wanted == nullptr};
  if (wanted != nullptr) {
    for (const auto& [name, value] : *wanted)
      change.settings.push_back(fmt::format("{}={}", name, value));
  }
  std::optional<plan::Committed> done;
  try {
    done = app::change_plan(call.plan_question(reason), change, call.diagnostics);
  } catch (const Error& error) {
    if (error.code() != "plan.conflict") throw;
    return conflict(call, key, wanted == nullptr ? plan::Fields() : *wanted, error.what());
  }
  if (!done) return std::nullopt;
  call.region->plan_changed();
  if (wanted == nullptr) return json(app::to_json(*done));
  return object_answer(*call.region->plan().find(key));
}

Answer put_object(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const std::int64_t seen = body.integer("seen", 0);
  const auto fields = body.fields("fields");
  const std::string reason = body.text("reason");
  if (!body.finish() || !fields) return std::nullopt;
  return change(call, &*fields, seen, reason);
}

Answer remove_object(Call& call) {
  const auto seen = call.integer("seen", 0, 0, 1'000'000'000);
  if (!seen) return std::nullopt;
  return change(call, nullptr, *seen, call.text("reason"));
}

struct NamedTable {
  const char* name;
  app::PlanTableOf table;
};
constexpr std::array tables = {
    NamedTable{"differences", app::year_difference_table},
    NamedTable{"recommendations", app::recommendation_table},
    NamedTable{"fulfilment", app::fulfilment_table},
    NamedTable{"effects", app::effect_table},
    NamedTable{"investments", app::investment_table},
    NamedTable{"incidents", app::incident_table},
    NamedTable{"forecasts", app::forecast_table},
    NamedTable{"procurement", app::procurement_table},
    NamedTable{"contracts", app::contract_table},
};

Answer table(Call& call) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const NamedTable& each) {
    return call.at("table") == each.name;
  });
  if (found == tables.end()) {
    std::vector<std::string> names;
    names.reserve(tables.size());
    for (const NamedTable& each : tables) names.emplace_back(each.name);
    call.diagnostics.error(codes::not_found, {.file = "table"},
                           fmt::format("there is no table `{}`", call.at("table")),
                           name_hint(call.at("table"), names));
    return std::nullopt;
  }
  const auto year = call.integer("year", 0, 1900, 3000);
  const auto from_year = call.integer("from_year", 0, 1900, 3000);
  const auto days = call.integer("days", 0, 0, 100'000);
  if (!year || !from_year || !days) return std::nullopt;
  const auto answer = found->table(call.plan_question(),
                                   {.year = *year,
                                    .from_year = *from_year,
                                    .period = call.text("period"),
                                    .unit = call.text("unit"),
                                    .day = call.text("day"),
                                    .days = *days,
                                    .with_figures = call.text("figures") == "yes"},
                                   call.diagnostics);
  if (!answer) return std::nullopt;
  return json(app::to_json(*answer));
}

Answer consistency(Call& call) {
  const auto findings =
      app::plan_findings(call.plan_question(), call.text("day"), call.diagnostics);
  if (!findings) return std::nullopt;
  return json(app::to_json(*findings));
}

Answer tasks(Call& call) {
  const auto is_mine = [&](const std::string& unit) {
    return call.may(access::Permission::comment, unit);
  };
  return json(app::to_json(app::tasks_of(
      call.region->plan(), is_mine,
      call.services.desk->may_anywhere(*call.visitor, access::Permission::sign, call.region),
      Date::parse(app::utc_now().substr(0, 10)).value())));
}

Answer journal(Call& call) {
  const auto page = page_of(call);
  if (!page) return std::nullopt;
  const auto store = app::open_plan(call.plan_question(), call.diagnostics);
  if (!store) return std::nullopt;
  const plan::Head head = plan::read_head(store->connection());
  // Newest first: a page is the entries before `after`.
  std::int64_t before = head.sequence + 1;
  if (!page->after.empty()) {
    const auto written = call.integer("after", 0, 1, 2'000'000'000);
    if (!written) return std::nullopt;
    before = *written;
  }
  const std::int64_t first =
      std::max<std::int64_t>(before - static_cast<std::int64_t>(page->limit), 1);
  std::vector<plan::Entry> entries;
  plan::read_journal(store->connection(), first - 1, [&](plan::Entry& entry) {
    if (entry.sequence < before) entries.push_back(std::move(entry));
  });
  std::reverse(entries.begin(), entries.end());
  const Json items = Json::parse(app::to_json(entries)).at("entries");
  const Json next = first > 1 ? Json(std::to_string(first)) : Json();
  return json(Json({{"items", items}, {"next", next}}).dump());
}

Answer verify(Call& call) {
  const auto store = app::open_plan(call.plan_question(), call.diagnostics);
  if (!store) return std::nullopt;
  return json(app::to_json(store->verify()));
}

}  // namespace

std::vector<Route> plan_routes() {
  using enum access::Permission;
  const Parameter limit{"limit", Parameter::Type::integer, false, "at most so many; default 200"};
  const Parameter after{"after", Parameter::Type::text, false, "`next` of the page before"};
  const Parameter only_unit{"unit", Parameter::Type::unit, false, "only this unit's"};
  return {
      {.pattern = "/api/regions/{region}/plan",
       .summary = "The kinds of objects in the plan with their fields",
       .door = Route::Door::region,
       .permission = see_plan,
       .answer = "PlanKinds",
       .handle = kinds},
      {.pattern = "/api/regions/{region}/plan/{kind}",
       .summary = "Objects of a kind",
       .door = Route::Door::region,
       .permission = see_plan,
       .parameters = {only_unit, limit, after},
       .answer = "PlanObjects",
       .handle = objects},
      {.pattern = "/api/regions/{region}/plan/{kind}/{key}",
       .summary = "An object",
       .door = Route::Door::region,
       .permission = see_plan,
       .answer = "PlanObject",
       .handle = object},
      {.method = "PUT",
       .pattern = "/api/regions/{region}/plan/{kind}/{key}",
       .summary = "Makes an object, or changes the fields that are named; an empty text takes a "
                  "field's value out. Who may depends on the kind and the unit",
       .door = Route::Door::region,
       .permission = see_plan,
       .body = "PlanChange",
       .answer = "PlanObject",
       .handle = put_object},
      {.method = "DELETE",
       .pattern = "/api/regions/{region}/plan/{kind}/{key}",
       .summary = "Removes an object; its history stays",
       .door = Route::Door::region,
       .permission = see_plan,
       .parameters = {{"seen", Parameter::Type::integer, true, "the version that was seen"},
                      {"reason", Parameter::Type::text, false, "for the journal"}},
       .answer = "Committed",
       .handle = remove_object},
      {.pattern = "/api/regions/{region}/plan/{kind}/{key}/history",
       .summary = "Every change of an object, oldest first",
       .door = Route::Door::region,
       .permission = see_plan,
       .answer = "JournalEntries",
       .handle = history},
      {.pattern = "/api/regions/{region}/plan-tables/{table}",
       .summary = "differences, recommendations, fulfilment, effects, investments, incidents, "
                  "forecasts, procurement or contracts",
       .door = Route::Door::region,
       .permission = see_plan,
       .parameters = {{"year", Parameter::Type::integer, false, "2024"},
                      {"from_year", Parameter::Type::integer, false, "the year before"},
                      {"period", Parameter::Type::text, false, "2024-T1"},
                      only_unit,
                      {"day", Parameter::Type::text, false, "as of; today"},
                      {"days", Parameter::Type::integer, false, "within so many"},
                      {"figures", Parameter::Type::text, false,
                       "yes: with outcomes from the region's figures"}},
       .answer = "PlanTable",
       .handle = table},
      {.pattern = "/api/regions/{region}/plan-findings",
       .summary = "What does not hold together in the plan",
       .door = Route::Door::region,
       .permission = see_plan,
       .parameters = {{"day", Parameter::Type::text, false, "as of; today"}},
       .answer = "PlanFindings",
       .handle = consistency},
      {.pattern = "/api/regions/{region}/mine",
       .summary = "What waits for who asks: comments, controls, signatures",
       .door = Route::Door::region,
       .permission = see_plan,
       .answer = "Tasks",
       .handle = tasks},
      {.pattern = "/api/regions/{region}/journal",
       .summary = "Every change of the plan, newest first",
       .door = Route::Door::region,
       .permission = see_journal,
       .parameters = {limit, after},
       .answer = "JournalPage",
       .handle = journal},
      {.pattern = "/api/regions/{region}/journal/verify",
       .summary = "Whether the journal's chain of hashes holds",
       .door = Route::Door::region,
       .permission = see_journal,
       .answer = "Verification",
       .handle = verify},
  };
}

}  // namespace redthread::server

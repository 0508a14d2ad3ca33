// SPDX-License-Identifier: Apache-2.0
#include "app/plan.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "app/clock.hpp"
#include "app/messages.hpp"
#include "app/plan_workbooks.hpp"
#include "base/date.hpp"
#include "base/files.hpp"
#include "catalog/load.hpp"
#include "database/connection.hpp"
#include "plan/checks.hpp"
#include "plan/consistency.hpp"
#include "plan/files.hpp"
#include "plan/fulfilment.hpp"
#include "plan/messages.hpp"
#include "plan/person_data.hpp"
#include "plan/scale.hpp"
#include "plan/values.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// Units are the organisation's, when the catalog can be read; what is wrong in it `check` tells.
void check_units(const std::string& region, const std::vector<plan::Object>& objects,
                 plan::Findings& findings) {
  Diagnostics of_the_catalog;
  const auto catalog = catalog::load_catalog(region, of_the_catalog);
  if (!catalog) return;
  for (const plan::Object& object : objects) {
    const std::string& unit = object.get("unit");
    if (unit.empty() || catalog->organisation.index_of(unit)) continue;
    findings.push_back({plan::codes::unknown_unit, object.key, "unit",
                        fmt::format("there is no unit `{}`", unit),
                        name_hint(unit, catalog->organisation.codes())});
  }
}

/// Findings of what was written on the command line.
void tell(const plan::Findings& findings, const plan::ObjectKey& object, Diagnostics& diagnostics) {
  for (const plan::Finding& finding : findings) {
    const bool is_other = finding.object != object;
    diagnostics.error(finding.code, {},
                      (is_other ? finding.object.to_string() + ": " : "") + finding.message,
                      finding.hint);
  }
}

/// What is in the store with another text is not overwritten in passing.
void check_untouched(const plan::Object& object, const plan::Object* current,
                     plan::Findings& findings) {
  if (current == nullptr || current->fields == object.fields) return;
  std::string field;
  for (const PlanField& each : find_plan_kind(object.key.kind)->fields) {
    if (field.empty() && current->get(each.name) != object.get(each.name)) field = each.name;
  }
  findings.push_back({plan::codes::changed_in_store, object.key, field,
                      fmt::format("{} is in the store with another `{}`, in version {}",
                                  object.key.to_string(), field, current->version),
                      "the store is the truth; to overwrite it give --update"});
}

std::optional<plan::Fields> fields_of(const PlanChange& change, const plan::Object* current,
                                      Diagnostics& diagnostics) {
  plan::Fields fields = current != nullptr ? current->fields : plan::Fields();
  const PlanKind* kind = find_plan_kind(change.object.kind);
  for (const std::string& setting : change.settings) {
    const std::size_t equals = setting.find('=');
    const std::string name = setting.substr(0, equals);
    if (equals == std::string::npos) {
      diagnostics.error(codes::bad_plan_change, {}, fmt::format("`{}` sets nothing", setting),
                        "write field=value");
      continue;
    }
    const PlanField* field = kind->find(name);
    const std::string value =
        plan::normalised(field != nullptr ? *field : PlanField{""}, setting.substr(equals + 1));
    if (value.empty()) {
      fields.erase(name);
    } else {
      fields[name] = value;
    }
  }
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(fields));
}

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const PlanKind& kind : plan_kinds()) names.emplace_back(kind.name);
  return names;
}

std::vector<std::string> ids_of(const plan::State& state, const std::string& kind) {
  std::vector<std::string> ids;
  for (const auto& [id, object] : state.all(kind)) ids.push_back(id);
  return ids;
}

}  // namespace

plan::Signature signature_of(const PlanQuestion& question, const char* usual_reason) {
  return {question.who, utc_now(), question.reason.empty() ? usual_reason : question.reason};
}

std::optional<std::string> plan_address(const PlanQuestion& question, Diagnostics& diagnostics) {
  std::error_code ignored;
  if (!fs::is_directory(question.region, ignored)) {
    diagnostics.error("file.missing", {},
                      fmt::format("there is no region folder `{}`", question.region),
                      "name the folder that region.toml lies in, as regions/vastmanland");
    return std::nullopt;
  }
  const auto variable = catalog::plan_store_variable(question.region, diagnostics);
  if (!variable) return std::nullopt;
  if (!question.store.empty()) return question.store;
  if (variable->empty()) return question.region + "/.redthread/plan.db";
  const char* address = std::getenv(variable->c_str());
  if (address != nullptr && *address != '\0') return address;
  diagnostics.error(codes::bad_plan_change, {.file = "region.toml"},
                    fmt::format("the plan's store is in the environment variable `{}`, which is "
                                "not set",
                                *variable),
                    "set it, or give --store");
  return std::nullopt;
}

std::unique_ptr<plan::Store> open_plan(const PlanQuestion& question, Diagnostics& diagnostics) {
  const auto address = plan_address(question, diagnostics);
  return address ? std::make_unique<plan::Store>(*address) : nullptr;
}

std::optional<plan::Committed> import_plan(const PlanQuestion& question, const std::string& folder,
                                           bool update, Diagnostics& diagnostics) {
  const std::string from = folder.empty() ? question.region + "/plan" : folder;
  const plan::ReadFiles read(from, folder.empty() ? "plan" : folder, diagnostics,
                             workbooks_of_plan());
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;

  const plan::State current = store->state();
  std::vector<plan::Object> objects = read.objects();
  plan::State after = current;
  for (const plan::Object& object : objects) after.put(std::make_shared<plan::Object>(object));
  if (after.all("level").empty()) {
    for (plan::Object& level : plan::default_levels()) objects.push_back(std::move(level));
  }
  const auto scales = plan::scales_of(after);
  plan::Findings findings;
  std::vector<plan::Change> changes;
  for (plan::Object& object : objects) {
    plan::derive(object, after, scales);
    const plan::Object* was = current.find(object.key);
    if (!update) check_untouched(object, was, findings);
    changes.push_back({object.key, was != nullptr ? was->version : 0, object.fields});
  }
  check_units(question.region, objects, findings);
  // Even when something is wrong already: a dry run of the rules tells the rest in the same run.
  const bool is_wrong = diagnostics.has_errors() || !findings.empty();
  const auto done = is_wrong ? store->check(changes, findings)
                             : store->commit(changes, signature_of(question, "import"), findings);
  read.tell(findings, diagnostics);
  diagnostics.sort();
  return diagnostics.has_errors() ? std::nullopt : done;
}

std::optional<std::vector<std::string>> export_plan(const PlanQuestion& question,
                                                    const PlanExport& how,
                                                    Diagnostics& diagnostics) {
  std::error_code ignored;
  if (fs::exists(how.folder, ignored) && !fs::is_empty(how.folder, ignored)) {
    diagnostics.error(codes::folder_not_empty, {.file = how.folder},
                      "there is something here already", "name a new folder");
    return std::nullopt;
  }
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  const plan::State state = how.masks ? plan::without_person_data(store->state()) : store->state();
  plan::Findings findings;
  for (const auto& [kind, objects] : state.kinds()) {
    for (const auto& [id, object] : objects) plan::check_person_data(*object, findings);
  }
  tell(findings, {}, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  fs::create_directories(how.folder, ignored);
  if (how.is_workbooks) return write_workbooks(state, how.folder, diagnostics);
  std::vector<std::string> names;
  for (const plan::FileText& file : plan::to_files(state)) {
    write_file_atomically((fs::path(how.folder) / file.name).string(), file.text);
    names.push_back(file.name);
  }
  return names;
}

bool check_plan_key(const plan::State& state, const plan::ObjectKey& key,
                    Diagnostics& diagnostics) {
  if (find_plan_kind(key.kind) == nullptr) {
    diagnostics.error(plan::codes::unknown_kind, {},
                      fmt::format("there is no kind `{}` in the plan", key.kind),
                      name_hint(key.kind, kind_names()));
    return false;
  }
  if (key.id.empty() || state.find(key) != nullptr) return true;
  const auto known = ids_of(state, key.kind);
  diagnostics.error(plan::codes::unknown_object, {},
                    fmt::format("there is no {} `{}`", key.kind, key.id),
                    known.empty() ? "there is none at all" : name_hint(key.id, known));
  return false;
}

bool check_plan_object(const plan::State& state, const plan::ObjectKey& key,
                       Diagnostics& diagnostics) {
  if (key.kind.empty()) {
    diagnostics.error(
        plan::codes::unknown_kind, {}, "which kind of object is not said",
        "write REGION KIND KEY, as `regions/slso risk 48301`; " + name_hint("", kind_names()));
    return false;
  }
  if (!check_plan_key(state, key, diagnostics)) return false;
  if (!key.id.empty()) return true;
  diagnostics.error(plan::codes::unknown_object, {}, fmt::format("which {} is not said", key.kind),
                    fmt::format("write its key after `{}`; {}", key.kind,
                                name_hint("", ids_of(state, key.kind))));
  return false;
}

std::optional<plan::Committed> change_plan(const PlanQuestion& question, const PlanChange& change,
                                           Diagnostics& diagnostics) {
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  const plan::State& state = store->state();
  const bool must_exist = change.remove || change.object.id.empty();
  const bool is_known = must_exist || change.object.kind.empty()
                            ? check_plan_object(state, change.object, diagnostics)
                            : check_plan_key(state, {change.object.kind, ""}, diagnostics);
  if (!is_known) return std::nullopt;
  const plan::Object* current = state.find(change.object);
  const std::int64_t last = current != nullptr ? current->version : 0;
  plan::Change wanted{change.object, change.seen.value_or(last), std::nullopt};
  plan::Findings findings;
  if (!change.remove) {
    const auto fields = fields_of(change, current, diagnostics);
    if (!fields) return std::nullopt;
    plan::Object object{change.object, 0, *fields};
    plan::derive(object, state, plan::scales_of(state));
    plan::derive_status(object, state);
    check_units(question.region, {object}, findings);
    wanted.after = object.fields;
  }
  const auto done = findings.empty()
                        ? store->commit({wanted}, signature_of(question, "set"), findings)
                        : store->check({wanted}, findings);
  tell(findings, change.object, diagnostics);
  return diagnostics.has_errors() ? std::nullopt : done;
}

std::optional<plan::Findings> plan_findings(const PlanQuestion& question, const std::string& day,
                                            Diagnostics& diagnostics) {
  const auto on = Date::parse(day.empty() ? utc_now().substr(0, 10) : day);
  if (!on) {
    diagnostics.error(plan::codes::bad_value, {}, fmt::format("`{}` is not a day", day),
                      "days are written 2024-01-31");
    return std::nullopt;
  }
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  return plan::inconsistencies(store->state(), *on);
}

std::optional<plan::Backup> backup_plan(const PlanQuestion& question, const std::string& file,
                                        Diagnostics& diagnostics) {
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  plan::Backup backup = plan::make_backup(store->connection());
  write_file_atomically(file, backup.text);
  return backup;
}

std::optional<plan::Head> restore_plan(const PlanQuestion& question, const std::string& file,
                                       Diagnostics& diagnostics) {
  const auto text = read_text_file(file, file, diagnostics);
  const auto address = plan_address(question, diagnostics);
  if (!text || !address) return std::nullopt;
  return plan::restore(*database::connect(*address), *text);
}

}  // namespace redthread::app

// SPDX-License-Identifier: Apache-2.0
// Commands about the plan: plan import, export, list, show, set, history, findings; journal verify;
// backup, restore.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/plan.hpp"
#include "cli/plan_command.hpp"
#include "cli/table.hpp"
#include "model/plan_kinds.hpp"
#include "plan/journal.hpp"

namespace redthread::cli {
namespace {

using Options = SharedPlanOptions;

/// Opens the store and runs `work`; when anything is wrong, says so instead.
template <class Work>
int with_store(const Context& context, const PlanOptions& options, Work&& work) {
  Diagnostics diagnostics;
  const auto store = app::open_plan(options.question, diagnostics);
  if (!store) return context.report(diagnostics);
  const int code = work(*store, diagnostics);
  const int told = context.report(diagnostics);
  return told != done ? told : code;
}

int run_import(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto committed =
      app::import_plan(options.question, options.folder, options.update, diagnostics);
  return print_commit(context, committed, diagnostics);
}

int run_export(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto files = app::export_plan(options.question, options.out, diagnostics);
  const int code = context.report(diagnostics);
  if (!files) return code;
  if (context.json) {
    context.out << "{\"files\":" << files->size() << "}\n";
    return done;
  }
  for (const std::string& file : *files) {
    context.out << "wrote " << options.out.folder << '/' << file << '\n';
  }
  return done;
}

void print_kinds(const Context& context, const plan::State& state) {
  TextTable table;
  table.column("kind", TextTable::Align::left);
  table.column("objects", TextTable::Align::right);
  table.column("what it is", TextTable::Align::left);
  for (const PlanKind& kind : plan_kinds()) {
    table.row({kind.name, std::to_string(state.all(kind.name).size()), kind.meaning});
  }
  table.print(context.out);
}

/// On one line, and not longer than a line is.
std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 60;
  return excerpt_of(text, 1, longest);
}

void print_objects(const Context& context, const std::vector<const plan::Object*>& objects,
                   const PlanKind& kind) {
  std::vector<const char*> fields;
  for (const PlanField& field : kind.fields) {
    if (field.required || std::string(field.name) == "level") fields.push_back(field.name);
  }
  TextTable table;
  table.column("key", TextTable::Align::left);
  for (const char* field : fields) table.column(field, TextTable::Align::left);
  table.column("version", TextTable::Align::right);
  for (const plan::Object* object : objects) {
    std::vector<std::string> cells = {object->key.id};
    for (const char* field : fields) cells.push_back(shortened(object->get(field)));
    cells.push_back(std::to_string(object->version));
    table.row(std::move(cells));
  }
  table.print(context.out);
}

int run_list(const Context& context, PlanOptions& options) {
  return with_store(context, options, [&](plan::Store& store, Diagnostics& diagnostics) {
    const plan::State& state = store.state();
    const std::string& wanted = options.change.object.kind;
    if (!wanted.empty() && !app::check_plan_key(state, {wanted, ""}, diagnostics)) return done;
    std::vector<const plan::Object*> objects;
    for (const auto& [kind, all] : state.kinds()) {
      if (!wanted.empty() && kind != wanted) continue;
      for (const auto& [id, object] : all) objects.push_back(object.get());
    }
    if (context.json) {
      context.out << app::to_json(objects) << '\n';
    } else if (wanted.empty()) {
      print_kinds(context, state);
    } else {
      print_objects(context, objects, *find_plan_kind(wanted));
    }
    return done;
  });
}

int run_show(const Context& context, PlanOptions& options) {
  return with_store(context, options, [&](plan::Store& store, Diagnostics& diagnostics) {
    const plan::State& state = store.state();
    if (!app::check_plan_object(state, options.change.object, diagnostics)) return done;
    const plan::Object& object = *state.find(options.change.object);
    if (context.json) {
      context.out << app::to_json(object) << '\n';
      return done;
    }
    context.out << object.key.to_string() << ", version " << object.version << '\n';
    for (const PlanField& field : find_plan_kind(object.key.kind)->fields) {
      const std::string& value = object.get(field.name);
      if (!value.empty()) context.out << "  " << field.name << " = " << value << '\n';
    }
    return done;
  });
}

int run_set(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto committed = app::change_plan(options.question, options.change, diagnostics);
  return print_commit(context, committed, diagnostics);
}

void print_changes(const Context& context, const plan::Entry& entry) {
  const auto fields_of = [](const std::optional<std::string>& body) {
    auto fields = body ? plan::fields_from_json(*body) : std::nullopt;
    return fields ? std::move(*fields) : plan::Fields();
  };
  const plan::Fields before = fields_of(entry.before);
  const plan::Fields after = fields_of(entry.after);
  for (const auto& [name, value] : before) {
    const auto now = after.find(name);
    if (now != after.end() && now->second == value) continue;
    context.out << "  - " << name << " = " << value << '\n';
  }
  for (const auto& [name, value] : after) {
    const auto was = before.find(name);
    if (was != before.end() && was->second == value) continue;
    context.out << "  + " << name << " = " << value << '\n';
  }
}

int run_history(const Context& context, PlanOptions& options) {
  return with_store(context, options, [&](plan::Store& store, Diagnostics& diagnostics) {
    const auto entries = store.history(options.change.object);
    if (entries.empty()) {
      app::check_plan_object(store.state(), options.change.object, diagnostics);
      return done;
    }
    if (context.json) {
      context.out << app::to_json(entries) << '\n';
      return done;
    }
    for (const plan::Entry& entry : entries) {
      context.out << "entry " << entry.sequence << ", version " << entry.version << ", "
                  << entry.made_at << ", " << entry.who << ": " << entry.reason
                  << (entry.after ? "" : " (removed)") << '\n';
      print_changes(context, entry);
    }
    return done;
  });
}

int run_findings(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto findings = app::plan_findings(options.question, options.day, diagnostics);
  const int code = context.report(diagnostics);
  if (!findings) return code;
  if (context.json) {
    context.out << app::to_json(*findings) << '\n';
    return findings->empty() ? done : says_no;
  }
  for (const plan::Finding& each : *findings) {
    context.out << each.object.to_string() << ": " << each.message << " [" << each.code
                << "]\n  hint: " << each.hint << '\n';
  }
  context.out << findings->size() << (findings->size() == 1 ? " finding\n" : " findings\n");
  return findings->empty() ? done : says_no;
}

int run_verify(const Context& context, PlanOptions& options) {
  return with_store(context, options, [&](plan::Store& store, Diagnostics&) {
    std::optional<plan::Head> kept;
    if (!options.head.empty()) kept = plan::Head::parse(options.head);
    const plan::Verification verification = store.verify(kept);
    const bool holds = verification.found.empty();
    if (context.json) {
      context.out << app::to_json(verification) << '\n';
      return holds ? done : says_no;
    }
    for (const plan::Tampering& each : verification.found) {
      context.out << (each.sequence > 0 ? "entry " + std::to_string(each.sequence) + ": " : "")
                  << each.what << '\n';
    }
    context.out << (holds ? "the journal holds: " : "the journal does not hold: ")
                << verification.entries << " entries, " << verification.objects << " objects\nhead "
                << verification.head.to_string() << '\n';
    return holds ? done : says_no;
  });
}

int run_backup(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto backup = app::backup_plan(options.question, options.file, diagnostics);
  const int code = context.report(diagnostics);
  if (!backup) return code;
  context.out << (context.json ? "{\"head\":\"" + backup->head.to_string() + "\"}"
                               : "wrote " + options.file + "\nhead " + backup->head.to_string())
              << '\n';
  return done;
}

int run_restore(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto head = app::restore_plan(options.question, options.file, diagnostics);
  const int code = context.report(diagnostics);
  if (!head) return code;
  context.out << (context.json ? "{\"head\":\"" + head->to_string() + "\"}"
                               : "restored " + std::to_string(head->sequence) + " entries\nhead " +
                                     head->to_string())
              << '\n';
  return done;
}

void add_object(CLI::App* command, const Options& options) {
  command->add_option("kind", options->change.object.kind, "As `plan list` names them");
  command->add_option("key", options->change.object.id, "The object's key");
}

void add_files(CLI::App& plan, Context& context, Action& action, const Options& options) {
  CLI::App* in = plan_command(plan, context, action, options, "import",
                              "Take the plan's files, CSV or Excel, into the store, all or nothing",
                              "plan import regions/vastmanland", run_import);
  in->add_option("--from", options->folder, "The folder with the files; default REGION/plan");
  in->add_flag("--update", options->update, "Overwrite what is in the store with another text");
  add_signature(in, options);
  CLI::App* out = plan_command(plan, context, action, options, "export",
                               "Write the whole plan as files, which `plan import` reads",
                               "plan export regions/vastmanland --out out/plan", run_export);
  out->add_option("--out", options->out.folder, "The folder to write; must be new or empty")
      ->required();
  out->add_flag("--xlsx", options->out.is_workbooks,
                "Write Excel workbooks in place of CSV files; `plan import` reads them as well");
  out->add_flag("--mask", options->out.masks,
                "Write `*` for what names a person; without it such a text stops the export");
}

void add_objects(CLI::App& plan, Context& context, Action& action, const Options& options) {
  CLI::App* list = plan_command(plan, context, action, options, "list",
                                "List the kinds of objects, or the objects of a kind",
                                "plan list regions/vastmanland goal", run_list);
  list->add_option("kind", options->change.object.kind, "As `plan list` names them");
  add_object(plan_command(plan, context, action, options, "show", "Print an object of the plan",
                          "plan show regions/vastmanland goal ekonomi", run_show),
             options);
  CLI::App* set = plan_command(
      plan, context, action, options, "set", "Add, change or remove an object of the plan",
      "plan set regions/vastmanland goal ekonomi name=\"Ekonomi i balans\" --reason \"RF 12/24\"",
      run_set);
  add_object(set, options);
  set->add_option("fields", options->change.settings,
                  "field=value, as in the CSV files; field= takes the value out");
  set->add_option("--version", options->change.seen,
                  "The version that you saw (0 = none): a conflict when it is another now");
  set->add_flag("--remove", options->change.remove, "Remove the object; its history stays");
  add_signature(set, options);
  add_object(plan_command(plan, context, action, options, "history",
                          "Print who changed an object, when, what and why",
                          "plan history regions/vastmanland goal ekonomi", run_history),
             options);
  plan_command(plan, context, action, options, "findings",
               "Print what does not hold together in the plan; exit code 1 when something does not",
               "plan findings regions/slso --on 2024-12-31", run_findings)
      ->add_option("--on", options->day, "The day that dates are judged by; default today");
}

}  // namespace

int print_commit(const Context& context, const std::optional<plan::Committed>& committed,
                 const Diagnostics& diagnostics) {
  const int code = context.report(diagnostics);
  if (!committed) return code;
  if (context.json) {
    context.out << app::to_json(*committed) << '\n';
  } else {
    context.out << committed->added << " added, " << committed->changed << " changed, "
                << committed->removed << " removed, " << committed->unchanged
                << " unchanged; the journal has " << committed->head.sequence << " entries\n";
  }
  return done;
}

CLI::App* plan_command(CLI::App& above, Context& context, Action& action,
                       const SharedPlanOptions& options, const std::string& name,
                       const std::string& what, const std::string& example, RunPlan run) {
  CLI::App* command = above.add_subcommand(name, what);
  command->add_option("region", context.region, "The region folder")->required();
  command->add_flag("--json", context.json, "Print one JSON object instead of text");
  command->add_option("--store", options->question.store,
                      "The plan's store, a file or postgresql://...; default [plan] store_env of "
                      "region.toml, else REGION/.redthread/plan.db");
  command->footer("Example:\n  redthread " + example);
  command->callback([&context, &action, options, run] {
    options->question.region = context.region;
    if (options->question.who.empty()) options->question.who = current_user();
    action = [&context, options, run] { return run(context, *options); };
  });
  return command;
}

void add_signature(CLI::App* command, const SharedPlanOptions& options) {
  command->add_option("--who", options->question.who,
                      "Who makes the change; default REDTHREAD_USER, else the user");
  command->add_option("--reason", options->question.reason, "Why, for the journal");
}

void add_plan(CLI::App& app, Context& context, Action& action) {
  CLI::App* plan = app.add_subcommand(
      "plan", "The plan: goals, assignments, activities, risks, controls and all that is decided");
  plan->require_subcommand(1);
  plan->footer("Example:\n  redthread plan list regions/vastmanland");
  const auto options = std::make_shared<PlanOptions>();
  add_files(*plan, context, action, options);
  add_objects(*plan, context, action, options);
  add_plan_year(*plan, context, action, options);
  add_plan_tables(*plan, context, action, options);
}

void add_journal(CLI::App& app, Context& context, Action& action) {
  CLI::App* journal = app.add_subcommand("journal", "The journal of every change of the plan");
  journal->require_subcommand(1);
  journal->footer("Example:\n  redthread journal verify regions/vastmanland");
  const auto options = std::make_shared<PlanOptions>();
  CLI::App* verify = plan_command(
      *journal, context, action, options, "verify",
      "Check that nobody tampered with the journal or the objects; exit code 1 when somebody did",
      "journal verify regions/vastmanland", run_verify);
  verify
      ->add_option("--head", options->head,
                   "A head that was printed before and kept elsewhere: the journal must contain it")
      ->check([](const std::string& text) {
        return plan::Head::parse(text) ? "" : "`" + text + "` is no head of a journal";
      });
}

void add_backup(CLI::App& app, Context& context, Action& action) {
  const auto options = std::make_shared<PlanOptions>();
  CLI::App* command = plan_command(app, context, action, options, "backup",
                                   "Write a backup of the plan, while others go on writing",
                                   "backup regions/vastmanland --out plan.backup", run_backup);
  command->add_option("--out", options->file, "The file to write")->required();
}

void add_restore(CLI::App& app, Context& context, Action& action) {
  const auto options = std::make_shared<PlanOptions>();
  CLI::App* command = plan_command(app, context, action, options, "restore",
                                   "Fill an empty store from a backup, once its hashes are checked",
                                   "restore regions/vastmanland --from plan.backup", run_restore);
  command->add_option("--from", options->file, "The backup")->required();
}

}  // namespace redthread::cli

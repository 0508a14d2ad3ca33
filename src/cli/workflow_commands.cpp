// SPDX-License-Identifier: Apache-2.0
// A report on its way to the board: report open, status, comment, freeze, sign, publish, correct,
// diff, render.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/json.hpp"
#include "app/questions.hpp"
#include "app/workflow.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

/// What the steps are given.
struct StepOptions {
  app::ReportStep step;
  std::string period;
  std::string organisation;
  std::vector<std::string> kinds;
  std::string due;
  std::string unit;
  std::string text;
  std::string file;
  std::string author;
  std::string incomplete;
  std::string signer;
  std::string decision;
  std::string out = "out";
  std::string bundle;
  int from = 0;
  int to = 0;
};
using Options = std::shared_ptr<StepOptions>;
using Run = int (*)(const Context&, StepOptions&, Diagnostics&);

std::string name_of(const plan::Object& report) {
  return fmt::format("{} {} version {}", report.get("template"), report.get("period"),
                     report.get("version"));
}

/// The step that follows on a state.
const char* next_step(const std::string& state) {
  if (state == "open") return "next: comments, then redthread report freeze";
  if (state == "frozen") return "next: redthread report sign";
  if (state == "signed") return "next: redthread report publish";
  return "next: nothing, or redthread report correct";
}

/// `SJH Sjukhuset, VC Vårdcentralerna`.
void print_missing(const Context& context, const app::ReportStatus& status) {
  std::vector<std::string> missing;
  for (const app::AskedUnit& each : status.asked) {
    if (!each.has_commented) missing.push_back(each.code + " " + each.name);
  }
  context.out << status.commented() << " of " << status.asked.size() << " comments have come";
  if (!missing.empty()) context.out << "; missing: " << join(missing, ", ");
  context.out << '\n';
}

int print(const Context& context, const std::optional<app::ReportStatus>& status,
          const char* what) {
  if (!status) return wrong_input;
  if (context.json) {
    context.out << app::to_json(*status) << '\n';
    return done;
  }
  context.out << name_of(status->report) << ": " << what << '\n';
  print_missing(context, *status);
  return done;
}

int run_open(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  return print(context, app::open_report(options.step, options.kinds, options.due, diagnostics),
               "open");
}

int run_comment(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  if (!options.file.empty()) {
    const auto text = read_text_file(options.file, options.file, diagnostics);
    if (!text) return wrong_input;
    options.text = trim(*text);
  }
  const std::string& author = options.author.empty() ? options.step.plan.who : options.author;
  return print(context,
               app::comment_on_report(options.step, options.unit, options.text, author,
                                      options.incomplete, diagnostics),
               "comment taken in");
}

int run_correct(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  return print(context, app::correct_report(options.step, diagnostics), "open, as a correction");
}

void print_field(const Context& context, const plan::Object& report, const char* what,
                 const char* field) {
  if (!report.get(field).empty()) context.out << "  " << what << ' ' << report.get(field) << '\n';
}

int run_all_reports(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  const auto reports = app::all_reports(options.step.plan, diagnostics);
  if (!reports) return wrong_input;
  if (context.json) {
    std::vector<const plan::Object*> objects;
    for (const plan::Object& each : *reports) objects.push_back(&each);
    context.out << app::to_json(objects) << '\n';
    return done;
  }
  TextTable table;
  for (const char* column : {"report", "period", "version", "state", "signed by", "published"}) {
    table.column(column, TextTable::Align::left);
  }
  for (const plan::Object& each : *reports) {
    table.row({each.get("template"), each.get("period"), each.get("version"), each.get("state"),
               each.get("signed_by"), each.get("published_on")});
  }
  table.print(context.out);
  return done;
}

int run_status(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  if (options.step.report.empty()) return run_all_reports(context, options, diagnostics);
  const auto status = app::report_status(options.step, diagnostics);
  if (!status) return wrong_input;
  if (context.json) {
    context.out << app::to_json(*status) << '\n';
    return done;
  }
  const plan::Object& report = status->report;
  context.out << name_of(report) << ": " << report.get("state") << '\n';
  for (const auto& [what, field] : {std::pair{"due", "due"},
                                    {"corrects", "corrects"},
                                    {"because", "correction"},
                                    {"frozen by", "frozen_by"},
                                    {"frozen on", "frozen_on"},
                                    {"bundle", "bundle"},
                                    {"incomplete:", "incomplete"},
                                    {"signed by", "signed_by"},
                                    {"signed on", "signed_on"},
                                    {"decision", "decision"},
                                    {"published on", "published_on"}}) {
    print_field(context, report, what, field);
  }
  TextTable table;
  for (const char* column : {"unit", "name", "kind", "comment", "waits for"}) {
    table.column(column, TextTable::Align::left);
  }
  for (const app::AskedUnit& each : status->asked) {
    table.row({each.code, each.name, each.kind, each.has_commented ? "has come" : "missing",
               join(each.waits_for, ", ")});
  }
  if (!status->asked.empty()) table.print(context.out);
  print_missing(context, *status);
  context.out << next_step(report.get("state")) << '\n';
  return done;
}

int run_freeze(const Context& context, StepOptions& options) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) -> int {
    const auto period = app::find_period(options.period, diagnostics);
    const auto view = app::find_view(options.organisation, diagnostics);
    if (!period || !view) return wrong_input;
    options.step.period = *period;
    report::Press press;
    const auto frozen =
        app::freeze_report(session, options.step, *view, options.incomplete, press, diagnostics);
    if (!frozen) return wrong_input;
    if (context.json) {
      context.out << app::to_json(*frozen) << '\n';
      return done;
    }
    context.out << name_of(frozen->report) << ": frozen\nbundle " << frozen->report.get("bundle")
                << "\nfolder " << frozen->folder << '\n'
                << frozen->printed_figures << " figures printed, each the same in every format; "
                << frozen->figures << " figures with all that they rest on.\n";
    return done;
  });
}

int run_sign(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  const auto report = app::sign_report(options.step, options.signer, options.decision, diagnostics);
  if (!report) return wrong_input;
  if (context.json) {
    context.out << app::to_json(*report) << '\n';
    return done;
  }
  context.out << name_of(*report) << ": signed by " << report->get("signed_by") << " on "
              << report->get("signed_on") << ", decision " << report->get("decision") << "\nbundle "
              << report->get("bundle") << '\n';
  return done;
}

int run_publish(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  const auto files = app::publish_report(options.step, options.out, diagnostics);
  if (!files) return wrong_input;
  if (context.json) {
    context.out << "{\"files\":" << files->size() << "}\n";
    return done;
  }
  for (const std::string& file : *files) context.out << "wrote " << file << '\n';
  return done;
}

int run_diff(const Context& context, StepOptions& options, Diagnostics& diagnostics) {
  const auto diff = app::diff_report(options.step, options.from, options.to, diagnostics);
  if (!diff) return wrong_input;
  if (context.json) {
    context.out << app::to_json(*diff) << '\n';
  } else {
    context.out << report::to_text(
        diff->changes,
        fmt::format("What changed from version {} to version {}", diff->from, diff->to),
        Language::english);
  }
  return diff->changes.empty() ? done : says_no;
}

int run_render(const Context& context, const StepOptions& options) {
  Diagnostics diagnostics;
  report::Press press;
  const auto rendered = app::render_bundle(options.bundle, options.out, press, diagnostics);
  const int told = context.report(diagnostics);
  if (!rendered) return told;
  const bool is_same = rendered->different.empty();
  if (context.json) {
    context.out << app::to_json(*rendered) << '\n';
    return is_same ? done : says_no;
  }
  for (const app::WrittenFile& file : rendered->files) {
    context.out << "wrote " << file.path << "  sha256 " << file.sha256 << '\n';
  }
  context.out << (is_same ? "the same bytes as were frozen\n"
                          : "not the bytes that were frozen: " + join(rendered->different, ", ") +
                                "; another version of the program froze them\n");
  return is_same ? done : says_no;
}

/// `redthread report NAME REGION REPORT --period P`, with a store and a reason.
CLI::App* step_command(CLI::App& above, Context& context, const Options& options,
                       const std::string& name, const std::string& what,
                       const std::string& example) {
  CLI::App* command = above.add_subcommand(name, what);
  command->add_option("region", context.region, "The region folder")->required();
  CLI::Option* report =
      command->add_option("report", options->step.report, "The template: reports/REPORT.md");
  CLI::Option* period =
      command->add_option("--period", options->period, "The reporting period, e.g. 2024-T1");
  if (name != "status") {
    report->required();
    period->required();
  }
  command->add_flag("--json", context.json, "Print one JSON object instead of text");
  command->add_option("--store", options->step.plan.store,
                      "The plan's store; default as for `redthread plan`");
  command->footer("Example:\n  redthread report " + example);
  return command;
}

void add_change(CLI::App* command, const Options& options) {
  command->add_option("--who", options->step.plan.who,
                      "Who takes the step; default REDTHREAD_USER, else the user");
  command->add_option("--reason", options->step.plan.reason, "Why, for the journal");
  command->add_option("--date", options->step.date, "The day of the step; default today");
}

void add_bundles(CLI::App* command, const Options& options) {
  command->add_option("--bundles", options->step.bundles,
                      "The folder of frozen reports; default REGION/.redthread/frozen");
}

void run_by(CLI::App* command, Context& context, Action& action, const Options& options, Run run) {
  command->callback([&context, &action, options, run] {
    options->step.plan.region = context.region;
    if (options->step.plan.who.empty()) options->step.plan.who = current_user();
    action = [&context, options, run]() -> int {
      Diagnostics diagnostics;
      int code = wrong_input;
      const auto period = options->step.report.empty()
                              ? std::optional(Period())
                              : app::find_period(options->period, diagnostics);
      if (period) {
        options->step.period = *period;
        code = run(context, *options, diagnostics);
      }
      const int told = context.report(diagnostics);
      return told != done ? told : code;
    };
  });
}

void add_gathering(CLI::App& report, Context& context, Action& action) {
  const auto options = std::make_shared<StepOptions>();
  CLI::App* open = step_command(report, context, options, "open",
                                "Open a report for a period: who is asked for comments",
                                "open regions/vastmanland delarsrapport --period 2024-T1");
  open->add_option("--ask", options->kinds,
                   "The kinds of units that are asked, by comma; default all")
      ->delimiter(',');
  open->add_option("--due", options->due, "The day by which comments are awaited");
  add_change(open, options);
  run_by(open, context, action, options, run_open);

  CLI::App* status = step_command(report, context, options, "status",
                                  "Print how far a report has come and who is missing; without "
                                  "REPORT all reports",
                                  "status regions/vastmanland delarsrapport --period 2024-T1");
  run_by(status, context, action, options, run_status);

  CLI::App* comment = step_command(
      report, context, options, "comment", "Take in a unit's comment",
      "comment regions/vastmanland delarsrapport --period 2024-T1 --unit AKUT --from akut.md");
  comment->add_option("--unit", options->unit, "The unit that comments")->required();
  CLI::Option* text = comment->add_option("--text", options->text,
                                          "The comment; figures as in templates: {figure KEY}");
  comment->add_option("--from", options->file, "A file with the comment")->excludes(text);
  comment->add_option("--author", options->author, "Who wrote it, as a role; default --who");
  comment->add_option("--incomplete", options->incomplete,
                      "Why it does not wait for the units that it sums up");
  add_change(comment, options);
  run_by(comment, context, action, options, run_comment);
}

void add_binding(CLI::App& report, Context& context, Action& action) {
  const auto options = std::make_shared<StepOptions>();
  CLI::App* freeze = step_command(report, context, options, "freeze",
                                  "Freeze a report: one bundle, named by its SHA-256",
                                  "freeze regions/vastmanland delarsrapport --period 2024-T1");
  freeze->add_option("--warehouse", context.warehouse,
                     "The warehouse file; default REGION/.redthread/warehouse.duckdb");
  freeze->add_option("--organisation", options->organisation, organisation_help);
  freeze->add_option("--incomplete", options->incomplete,
                     "Why it does not wait for comments that have not come");
  add_change(freeze, options);
  add_bundles(freeze, options);
  freeze->callback([&context, &action, options] {
    options->step.plan.region = context.region;
    if (options->step.plan.who.empty()) options->step.plan.who = current_user();
    action = [&context, options] { return run_freeze(context, *options); };
  });

  CLI::App* sign = step_command(report, context, options, "sign",
                                "Sign a frozen report, whose files must be as they were frozen",
                                "sign regions/vastmanland delarsrapport --period 2024-T1 --signer "
                                "\"Anna Ek\" --decision \"HSN 2024/118\"");
  sign->add_option("--signer", options->signer, "The person who signs")->required();
  sign->add_option("--decision", options->decision, "The decision's reference")->required();
  add_change(sign, options);
  add_bundles(sign, options);
  run_by(sign, context, action, options, run_sign);

  CLI::App* publish = step_command(
      report, context, options, "publish", "Write a signed report's files and publish it",
      "publish regions/vastmanland delarsrapport --period 2024-T1 --out out/published");
  publish->add_option("--out", options->out, "The folder to write to; default out");
  add_change(publish, options);
  add_bundles(publish, options);
  run_by(publish, context, action, options, run_publish);
}

void add_correcting(CLI::App& report, Context& context, Action& action) {
  const auto options = std::make_shared<StepOptions>();
  CLI::App* correct =
      step_command(report, context, options, "correct", "Open a new version of a published report",
                   "correct regions/vastmanland delarsrapport --period 2024-T1 "
                   "--reason \"fel i tabell 3\"");
  add_change(correct, options);
  run_by(correct, context, action, options, run_correct);

  CLI::App* diff = step_command(
      report, context, options, "diff",
      "Print what changed between two frozen versions, figure by figure and text by text; exit "
      "code 1 when something did",
      "diff regions/vastmanland delarsrapport --period 2024-T1");
  diff->add_option("--from", options->from, "A version; default the one before --to");
  diff->add_option("--to", options->to, "A version; default the last one that is frozen");
  add_bundles(diff, options);
  run_by(diff, context, action, options, run_diff);

  CLI::App* render = report.add_subcommand(
      "render", "Render a frozen report again; exit code 1 when the bytes are others");
  render->add_option("bundle", options->bundle, "The folder of the bundle")->required();
  render->add_option("--out", options->out, "The folder to write to; default out");
  render->add_flag("--json", context.json, "Print one JSON object instead of text");
  render->footer(
      "Example:\n  redthread report render regions/vastmanland/.redthread/frozen/0a1b2c");
  render->callback([&context, &action, options] {
    action = [&context, options] { return run_render(context, *options); };
  });
}

}  // namespace

void add_report_steps(CLI::App& report, Context& context, Action& action) {
  add_gathering(report, context, action);
  add_binding(report, context, action);
  add_correcting(report, context, action);
}

}  // namespace redthread::cli

// SPDX-License-Identifier: Apache-2.0
// Commands that write and prove reports: report, proof.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/json.hpp"
#include "app/proof.hpp"
#include "app/questions.hpp"
#include "app/report.hpp"
#include "cli/commands.hpp"

namespace redthread::cli {
namespace {

struct ReportOptions {
  std::string report;
  std::string period;
  std::string organisation;
  std::vector<std::string> formats;
  std::string out = "out";
  std::string store;
  bool threads = false;
};

int run_report(const Context& context, const ReportOptions& options) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) -> int {
    const auto period = app::find_period(options.period, diagnostics);
    const auto view = app::find_view(options.organisation, diagnostics);
    if (!period || !view) return wrong_input;
    report::Press press;
    const auto outcome = app::make_report(session,
                                          {.report = options.report,
                                           .period = *period,
                                           .view = *view,
                                           .formats = options.formats,
                                           .out = options.out,
                                           .store = options.store,
                                           .threads = options.threads},
                                          press, diagnostics);
    if (!outcome) return wrong_input;
    if (context.json) {
      context.out << app::to_json(*outcome) << '\n';
      return done;
    }
    for (const app::WrittenFile& file : outcome->files) {
      context.out << "wrote " << file.path << "  " << (file.bytes + 1023) / 1024 << " KiB  sha256 "
                  << file.sha256 << '\n';
    }
    context.out << outcome->printed_figures << " figures printed, each the same in every format; "
                << outcome->figures << " figures with all that they rest on.\n";
    return done;
  });
}

const char* words_of(audit::Verdict verdict) {
  switch (verdict) {
    case audit::Verdict::equal:
      return "equal";
    case audit::Verdict::rounding:
      return "rounding";
    case audit::Verdict::published_error:
      return "published error";
    case audit::Verdict::unexplained:
      return "UNEXPLAINED";
  }
  return "";
}

int run_proof(const Context& context, bool details) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) -> int {
    const auto judgements = app::prove(session, diagnostics);
    if (!judgements) return wrong_input;
    const audit::ProofCount counted = audit::count(*judgements);
    const int code = counted.unexplained > 0 ? says_no : done;
    if (context.json) {
      context.out << app::to_json(*judgements) << '\n';
      return code;
    }
    for (const audit::Judgement& each : *judgements) {
      const bool shown = each.verdict == audit::Verdict::unexplained ||
                         (details && each.verdict != audit::Verdict::equal);
      if (!shown) continue;
      context.out << words_of(each.verdict) << ": " << each.cell.table << ", row " << each.cell.row
                  << ", column " << each.cell.column << " (line " << each.cell.line << "): printed "
                  << (each.cell.printed.empty() ? "nothing" : each.cell.printed) << ", computed "
                  << (each.computed_text.empty() ? "nothing" : each.computed_text) << ": "
                  << each.reason << '\n';
    }
    context.out << "derived=" << counted.derived << " equal=" << counted.equal
                << " rounding=" << counted.rounding
                << " published_errors=" << counted.published_errors
                << " unexplained=" << counted.unexplained << '\n';
    return code;
  });
}

}  // namespace

void add_report(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(
      app, context, "report", "Write a report as HTML, PDF, DOCX, XLSX and a JSON snapshot",
      "report regions/vastmanland delarsrapport --period 2024-T1 --out out --format html,pdf");
  auto options = std::make_shared<ReportOptions>();
  // Needed unless a step is named instead; see the callback.
  CLI::Option* region = command->get_option("region")->required(false);
  CLI::Option* report =
      command->add_option("report", options->report, "The template: reports/REPORT.md");
  CLI::Option* period =
      command->add_option("--period", options->period, "The reporting period, e.g. 2024-T1");
  command->add_option("--store", options->store,
                      "The plan's store; default as for `redthread plan`, and where there is none "
                      "the files of plan/");
  command->add_option("--organisation", options->organisation, organisation_help);
  command->add_flag("--threads", options->threads,
                    "PDF: print every figure's thread in an appendix that the figure leads to");
  command->add_option("--out", options->out, "The folder to write to; default out");
  command
      ->add_option("--format", options->formats,
                   "html, pdf, docx, xlsx, json; by comma; default all")
      ->delimiter(',');
  add_report_steps(*command, context, action);
  command->callback([&context, &action, options, command, region, report, period] {
    if (!command->get_subcommands().empty()) return;
    for (const CLI::Option* needed : {region, report, period}) {
      if (needed->empty()) throw CLI::RequiredError(needed->get_name());
    }
    action = [&context, options] { return run_report(context, *options); };
  });
}

void add_proof(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(
      app, context, "proof",
      "Compare published derived figures with ours; exit code 1 when one is unexplained",
      "proof regions/vastmanland --details");
  auto details = std::make_shared<bool>(false);
  command->add_flag("--details", *details, "List every cell that is not equal, with the reason");
  command->callback([&context, &action, details] {
    action = [&context, details] { return run_proof(context, *details); };
  });
}

}  // namespace redthread::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <iostream>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/json.hpp"
#include "app/version.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"

namespace redthread::cli {
namespace {

/// One table maps an Error's code to an exit code.
int exit_code_of(const Error& error) {
  if (error.code() == "internal" || error.code() == "report.gate") return internal_error;
  if (error.code() == "number.overflow") return wrong_input;
  return cannot_go_on;
}

void tell(const Context& context, const Error& error) {
  if (context.json) {
    context.out << app::error_to_json(error.code(), error.what(), error.context()) << '\n';
    return;
  }
  context.err << "redthread: error: " << error.what() << " [" << error.code() << "]\n";
  for (const std::string& line : error.context()) context.err << "  " << line << '\n';
}

}  // namespace

CLI::App* region_command(CLI::App& app, Context& context, const std::string& name,
                         const std::string& what, const std::string& example) {
  CLI::App* command = app.add_subcommand(name, what);
  command->add_option("region", context.region, "The region folder")->required();
  command->add_flag("--json", context.json, "Print one JSON object instead of text");
  command->add_option("--warehouse", context.warehouse,
                      "The warehouse file; default REGION/.redthread/warehouse.duckdb");
  command->add_option("--language", context.language, "sv or en; default the region's")
      ->check(CLI::IsMember({"sv", "en"}));
  command->footer("Example:\n  redthread " + example);
  return command;
}

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  Context context{.out = out, .err = err};
  context.is_terminal = &err == &std::cerr && ::isatty(STDERR_FILENO) != 0;
  Action action;

  CLI::App app(
      "Röda tråden: from a region folder to figures that can be followed and reports that "
      "add up.",
      "redthread");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("redthread ") + app::software_version());
  app.footer(
      "Example:\n  redthread report regions/vastmanland delarsrapport --period 2024-T1 "
      "--out out\n\nExit codes: 0 done, 1 the answer is no, 2 wrong input, 3 cannot go on.");
  for (const auto add : {add_check,     add_init,       add_generate,   add_fetch,    add_load,
                         add_close,     add_deliveries, add_quarantine, add_figure,   add_explain,
                         add_statement, add_scorecard,  add_goals,      add_findings, add_rows,
                         add_looks,     add_report,     add_audit,      add_proof,    add_plan,
                         add_journal,   add_backup,     add_restore,    add_user,     add_serve}) {
    add(app, context, action);
  }

  try {
    app.parse(argc, argv);
    return action();
  } catch (const CLI::ParseError& problem) {
    const int code = app.exit(problem, out, err);
    return code == 0 ? done : wrong_input;
  } catch (const Error& error) {
    tell(context, error);
    return exit_code_of(error);
  } catch (const std::exception& failure) {
    tell(context, Error("internal", failure.what()));
    return internal_error;
  }
}

}  // namespace redthread::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "cli/context.hpp"

namespace CLI {
class App;
}

namespace redthread::cli {

/// Each adds one subcommand. When it is chosen, `action` is set to what runs it.
using Action = std::function<int()>;

void add_check(CLI::App& app, Context& context, Action& action);
void add_init(CLI::App& app, Context& context, Action& action);
void add_generate(CLI::App& app, Context& context, Action& action);
void add_load(CLI::App& app, Context& context, Action& action);
void add_fetch(CLI::App& app, Context& context, Action& action);
void add_close(CLI::App& app, Context& context, Action& action);
void add_deliveries(CLI::App& app, Context& context, Action& action);
void add_quarantine(CLI::App& app, Context& context, Action& action);
void add_figure(CLI::App& app, Context& context, Action& action);
void add_explain(CLI::App& app, Context& context, Action& action);
void add_statement(CLI::App& app, Context& context, Action& action);
void add_scorecard(CLI::App& app, Context& context, Action& action);
void add_goals(CLI::App& app, Context& context, Action& action);
void add_findings(CLI::App& app, Context& context, Action& action);
void add_report(CLI::App& app, Context& context, Action& action);
/// The steps of a report on its way to the board, below `report`.
void add_report_steps(CLI::App& report, Context& context, Action& action);
void add_rows(CLI::App& app, Context& context, Action& action);
void add_looks(CLI::App& app, Context& context, Action& action);
void add_audit(CLI::App& app, Context& context, Action& action);
void add_proof(CLI::App& app, Context& context, Action& action);
void add_plan(CLI::App& app, Context& context, Action& action);
void add_journal(CLI::App& app, Context& context, Action& action);
void add_backup(CLI::App& app, Context& context, Action& action);
void add_restore(CLI::App& app, Context& context, Action& action);
void add_serve(CLI::App& app, Context& context, Action& action);
void add_user(CLI::App& app, Context& context, Action& action);

inline constexpr const char* organisation_help =
    "The organisation that figures are shown in: as_was (default), or a day to restate to";

/// The options that commands share: REGION, --json, --warehouse, --language.
CLI::App* region_command(CLI::App& app, Context& context, const std::string& name,
                         const std::string& what, const std::string& example);

}  // namespace redthread::cli

// SPDX-License-Identifier: Apache-2.0
// Commands about a year of the internal-control plan, and tables of what follows the plan.
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/plan_command.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

int run_rollover(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto committed = app::rollover_plan(options.question, options.table.year, diagnostics);
  return print_commit(context, committed, diagnostics);
}

int run_occurrences(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto committed = app::make_occurrences(options.question, options.table.period, diagnostics);
  return print_commit(context, committed, diagnostics);
}

/// Adoption and assurance print the hash that they are bound to: it belongs in the minutes.
int print_decision(const Context& context, const std::optional<std::string>& hash, const char* what,
                   const Diagnostics& diagnostics) {
  const int code = context.report(diagnostics);
  if (!hash) return code;
  context.out << (context.json ? "{\"sha256\":\"" + *hash + "\"}"
                               : std::string(what) + "\nsha256 " + *hash)
              << '\n';
  return done;
}

int run_adopt(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto hash = app::adopt_plan(options.question, options.decision, diagnostics);
  return print_decision(context, hash, "adopted", diagnostics);
}

int run_assure(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto hash = app::assure_plan(options.question, options.decision, diagnostics);
  return print_decision(context, hash, "assured", diagnostics);
}

void print_decision_of(const Context& context, const plan::Object& decision) {
  context.out << decision.get("date") << ", " << decision.get("who") << ", "
              << decision.get("decision");
}

int run_adopted(const Context& context, PlanOptions& options) {
  Diagnostics diagnostics;
  const auto report = app::plan_adoption(options.question, options.table.year, diagnostics);
  const int code = context.report(diagnostics);
  if (!report) return code;
  const plan::AdoptionStatus& status = report->status;
  const bool holds = status.is_as_adopted && (status.assurance == nullptr || status.is_as_assured);
  if (context.json) {
    context.out << app::to_json(*report) << '\n';
    return holds ? done : says_no;
  }
  if (status.adoption == nullptr) {
    context.out << "not adopted\n";
    return says_no;
  }
  context.out << "adopted ";
  print_decision_of(context, *status.adoption);
  context.out << "\nsha256 " << status.adoption->get("snapshot") << '\n'
              << (status.is_as_adopted ? "the plan is as it was adopted\n"
                                       : "the plan was changed after its adoption\n");
  for (const std::string& each : report->changed) context.out << "  changed: " << each << '\n';
  if (status.assurance == nullptr) return holds ? done : says_no;
  context.out << "assured ";
  print_decision_of(context, *status.assurance);
  context.out << (status.is_as_assured ? "\nthe assurance holds\n"
                                       : "\nthe assurance is outdated: the plan or its follow-up "
                                         "was changed after it\n");
  return holds ? done : says_no;
}

template <app::PlanTableOf TableOf>
int run_table(const Context& context, PlanOptions& options) {
  return print_table(context, options, TableOf);
}

CLI::Option* add_year(CLI::App* command, int& year, const char* what) {
  return command->add_option("--year", year, what)->required();
}

void add_period(CLI::App* command, const SharedPlanOptions& options) {
  command->add_option("--period", options->table.period, "The period: 2024, 2024-T1, 2024-04 ...")
      ->required();
}

void add_figures(CLI::App* command, const SharedPlanOptions& options, const char* what) {
  command->add_option("--unit", options->table.unit, "The unit; default the whole");
  command->add_flag("--figures", options->table.with_figures, what);
}

}  // namespace

int print_table(const Context& context, const PlanOptions& options, app::PlanTableOf table_of) {
  Diagnostics diagnostics;
  const auto table = table_of(options.question, options.table, diagnostics);
  const int code = context.report(diagnostics);
  if (!table) return code;
  if (context.json) {
    context.out << app::to_json(*table) << '\n';
    return done;
  }
  TextTable text;
  for (const auto& column : table->columns) {
    text.column(column.name, column.is_number ? TextTable::Align::right : TextTable::Align::left);
  }
  for (const auto& row : table->rows) text.row(row);
  text.print(context.out);
  return done;
}

void add_plan_year(CLI::App& plan, Context& context, Action& action,
                   const SharedPlanOptions& options) {
  CLI::App* rollover = plan_command(
      plan, context, action, options, "rollover",
      "Close the internal-control plan of the year before, and carry over what goes on",
      "plan rollover regions/slso --year 2025 --reason \"HSN 45/24\"", run_rollover);
  add_year(rollover, options->table.year, "The year to roll over to");
  add_signature(rollover, options);

  CLI::App* occurrences = plan_command(
      plan, context, action, options, "occurrences",
      "Make the occurrences of controls that are due in a period, with their instruction",
      "plan occurrences regions/slso --period 2025-T1", run_occurrences);
  add_period(occurrences, options);
  add_signature(occurrences, options);

  CLI::App* diff = plan_command(
      plan, context, action, options, "diff",
      "Tell what is new, changed, removed and not re-assessed in a year's internal-control plan",
      "plan diff regions/slso --year 2025", run_table<app::year_difference_table>);
  add_year(diff, options->table.year, "The later year");
  diff->add_option("--from", options->table.from_year, "The earlier year; default the one before");

  CLI::App* adopt = plan_command(
      plan, context, action, options, "adopt",
      "Adopt a year's internal-control plan as it is; mandatory risks must be in order",
      "plan adopt regions/slso --year 2024 --decision \"§ 12/24\" --date 2024-01-30", run_adopt);
  CLI::App* assure = plan_command(
      plan, context, action, options, "assure",
      "Give the board's assurance on an adopted plan and how it was followed up",
      "plan assure regions/slso --year 2024 --decision \"§ 3/25\" --date 2025-02-04", run_assure);
  for (CLI::App* command : {adopt, assure}) {
    add_year(command, options->decision.year, "The plan's year");
    command->add_option("--decision", options->decision.decision, "The decision's reference")
        ->required();
    command->add_option("--date", options->decision.day, "The decision's day; default today");
    add_signature(command, options);
  }
  assure->add_option("--text", options->decision.text, "What the board assures, in words");

  add_year(plan_command(plan, context, action, options, "adopted",
                        "Print whether a year's plan is as it was adopted and assured; exit code 1 "
                        "when it is not",
                        "plan adopted regions/slso --year 2024", run_adopted),
           options->table.year, "The plan's year");
}

void add_plan_tables(CLI::App& plan, Context& context, Action& action,
                     const SharedPlanOptions& options) {
  CLI::App* fulfilment =
      plan_command(plan, context, action, options, "fulfilment",
                   "Print how goals and indicators stand, by rule, with the prognosis for the year",
                   "plan fulfilment regions/slso --period 2024", run_table<app::fulfilment_table>);
  add_period(fulfilment, options);
  add_figures(fulfilment, options, "Take outcomes from the region's figures, too");

  CLI::App* effects =
      plan_command(plan, context, action, options, "effects",
                   "Print actions with budgeted, forecast and realised effect",
                   "plan effects regions/slso --period 2024", run_table<app::effect_table>);
  add_period(effects, options);
  add_figures(effects, options, "Put what the ledger shows beside, by each action's `tie_out`");

  add_period(
      plan_command(plan, context, action, options, "incidents", "Count incidents by unit and kind",
                   "plan incidents regions/slso --period 2024-T1", run_table<app::incident_table>),
      options);
  add_year(plan_command(plan, context, action, options, "investments",
                        "Print investments with what is left of their money",
                        "plan investments regions/vastmanland --year 2024",
                        run_table<app::investment_table>),
           options->table.year, "The year");
  add_year(plan_command(plan, context, action, options, "forecasts",
                        "Print the versions of forecasts and how accurate they were",
                        "plan forecasts regions/vastmanland --year 2024",
                        run_table<app::forecast_table>),
           options->table.year, "The year");
  add_year(plan_command(plan, context, action, options, "procurement",
                        "Print purchases on contract, direct awards and reviews of a year",
                        "plan procurement regions/vastmanland --year 2024",
                        run_table<app::procurement_table>),
           options->table.year, "The year");

  constexpr int half_a_year = 183;
  options->table.days = half_a_year;
  CLI::App* contracts = plan_command(plan, context, action, options, "contracts",
                                     "Print what contracts want soon: notice, end, follow-ups",
                                     "plan contracts regions/vastmanland --on 2024-05-01 --days 90",
                                     run_table<app::contract_table>);
  contracts->add_option("--days", options->table.days, "How many days ahead; default 183");
  CLI::App* recommendations = plan_command(
      plan, context, action, options, "recommendations",
      "Print recommendations of audits with their age on a day",
      "plan recommendations regions/slso --on 2024-12-31", run_table<app::recommendation_table>);
  for (CLI::App* command : {contracts, recommendations}) {
    command->add_option("--on", options->table.day, "The day; default today");
  }
}

}  // namespace redthread::cli

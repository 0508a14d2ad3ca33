// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/plan.hpp"
#include "app/plan_tables.hpp"
#include "app/plan_year.hpp"
#include "cli/commands.hpp"

namespace redthread::cli {

/// What the commands about the plan are given.
struct PlanOptions {
  app::PlanQuestion question;
  app::PlanChange change;
  app::PlanDecision decision;
  app::PlanTableQuestion table;
  app::PlanExport out;
  std::string folder;
  std::string file;
  std::string head;
  std::string day;
  bool update = false;
};
using SharedPlanOptions = std::shared_ptr<PlanOptions>;
using RunPlan = int (*)(const Context&, PlanOptions&);

/// The options that all of them share: REGION, --json, --store.
CLI::App* plan_command(CLI::App& above, Context& context, Action& action,
                       const SharedPlanOptions& options, const std::string& name,
                       const std::string& what, const std::string& example, RunPlan run);

/// Who changes the plan and why: both go into the journal.
void add_signature(CLI::App* command, const SharedPlanOptions& options);

/// What a commit did, or the diagnostics.
int print_commit(const Context& context, const std::optional<plan::Committed>& committed,
                 const Diagnostics& diagnostics);

/// Roll-over, adoption and assurance: `plan rollover, occurrences, diff, adopt, assure, adopted`.
void add_plan_year(CLI::App& plan, Context& context, Action& action,
                   const SharedPlanOptions& options);
/// Tables: `plan fulfilment, effects, investments, incidents, forecasts, procurement, contracts,
/// recommendations`.
void add_plan_tables(CLI::App& plan, Context& context, Action& action,
                     const SharedPlanOptions& options);
/// Runs a question that a table answers.
int print_table(const Context& context, const PlanOptions& options, app::PlanTableOf table_of);

}  // namespace redthread::cli

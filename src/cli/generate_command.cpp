// SPDX-License-Identifier: Apache-2.0
// The command that makes a region up.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/generate.hpp"
#include "app/json.hpp"
#include "cli/commands.hpp"

namespace redthread::cli {
namespace {

int run_generate(const Context& context, const app::GenerateQuestion& question) {
  Diagnostics diagnostics;
  const auto region = app::generate_region(context.region, question, diagnostics);
  if (!region) return context.report(diagnostics);
  if (context.json) {
    context.out << app::to_json(*region) << '\n';
    return done;
  }
  context.out << "wrote " << context.region << ": " << region->files << " files, " << region->rows
              << " rows, " << region->bad_rows << " of them damaged on purpose\n\nNext:\n"
              << "  redthread check " << context.region << "\n  redthread report " << context.region
              << " delarsrapport --period " << question.until.substr(0, 4) << "-T1 --out out\n";
  return done;
}

}  // namespace

void add_generate(CLI::App& app, Context& context, Action& action) {
  const auto question = std::make_shared<app::GenerateQuestion>();
  CLI::App* command = app.add_subcommand(
      "generate",
      "Make a region up: a whole region folder with deliveries of rows, of a real region's size");
  command->add_option("out", context.region, "The folder to write; must be new or empty")
      ->required();
  command->add_flag("--json", context.json, "Print one JSON object instead of text");
  command
      ->add_option("--seed", question->seed,
                   "Any whole number; the same number gives the same region")
      ->capture_default_str();
  command->add_option("--inhabitants", question->inhabitants, "1000 to 3000000")
      ->capture_default_str();
  command->add_option("--years", question->years, "Years of deliveries, 1 to 20")
      ->capture_default_str();
  command->add_option("--until", question->until, "The last month that is delivered")
      ->capture_default_str();
  command->footer(
      "Example:\n  redthread generate --seed 7 --inhabitants 20000 --years 2 out/region");
  command->callback([&context, &action, question] {
    action = [&context, question] { return run_generate(context, *question); };
  });
}

}  // namespace redthread::cli

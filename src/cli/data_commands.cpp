// SPDX-License-Identifier: Apache-2.0
// Commands about the region folder and its deliveries: check, init, load, deliveries, quarantine.
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/check.hpp"
#include "app/fetch.hpp"
#include "app/init.hpp"
#include "app/json.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

int run_check(const Context& context) {
  Diagnostics diagnostics;
  const auto result = app::check_region(context.region, diagnostics);
  const int code = context.report(diagnostics);
  if (!result) return code;
  if (context.json) {
    context.out << app::to_json(*result) << '\n';
  } else {
    context.out << context.region << ": nothing wrong. " << result->units << " units, "
                << result->measures << " measures, " << result->indicators << " indicators, "
                << result->statements << " statements, " << result->reports << " reports, "
                << result->deliveries << " deliveries with " << result->rows << " rows.\n";
  }
  return done;
}

int run_init(const Context& context) {
  Diagnostics diagnostics;
  const auto files = app::init_region(context.region, diagnostics);
  if (diagnostics.has_errors()) return context.report(diagnostics);
  if (context.json) {
    context.out << "{\"files\":" << files.size() << "}\n";
    return done;
  }
  for (const std::string& file : files) context.out << "wrote " << file << '\n';
  context.out << "\nNext:\n  redthread check " << context.region << "\n  redthread report "
              << context.region << " interim --period 2024-T1 --out out\n";
  return done;
}

void print_deliveries(const Context& context, const std::vector<Delivery>& deliveries) {
  TextTable table;
  table.column("id", TextTable::Align::right);
  table.column("file", TextTable::Align::left);
  table.column("rows", TextTable::Align::right);
  table.column("quarantined", TextTable::Align::right);
  table.column("sha256", TextTable::Align::left);
  table.column("loaded", TextTable::Align::left);
  for (const Delivery& each : deliveries) {
    table.row({std::to_string(each.id), each.file, std::to_string(each.rows),
               std::to_string(each.quarantined), each.sha256.substr(0, 12),
               each.loaded_at + " " + each.loaded_by});
  }
  table.print(context.out);
}

int run_load(Context& context) {
  context.shows_progress = !context.json;
  return context.with_session([&](app::Session& session, Diagnostics&) {
    const auto& taken_in = session.taken_in();
    if (context.json) {
      context.out << app::to_json(taken_in.loaded) << '\n';
      return done;
    }
    for (const Delivery& each : taken_in.loaded) {
      context.out << "loaded " << each.file << ": " << each.rows << " rows";
      if (each.quarantined > 0) context.out << ", " << each.quarantined << " in quarantine";
      context.out << '\n';
    }
    for (const Delivery& each : taken_in.withdrawn) {
      context.out << "withdrawn " << each.file << ": the file is gone\n";
    }
    context.out << taken_in.unchanged << " unchanged\n";
    return done;
  });
}

/// What should be there and is not, or came late.
void print_owed(const Context& context, const std::vector<OwedDelivery>& owed) {
  TextTable table;
  table.column("fact", TextTable::Align::left);
  table.column("months", TextTable::Align::left);
  table.column("from", TextTable::Align::left);
  table.column("due", TextTable::Align::left);
  table.column("state", TextTable::Align::left);
  int lacking = 0;
  for (const OwedDelivery& each : owed) {
    if (each.state == OwedDelivery::State::in) continue;
    ++lacking;
    std::string state(app::to_string(each.state));
    if (each.days_late > 0) state += ", " + std::to_string(each.days_late) + " days";
    table.row({each.fact, each.span.to_string(), each.label.empty() ? "all" : each.label,
               each.due ? each.due->to_string() : "-", state});
  }
  if (owed.empty()) return;
  context.out << '\n'
              << owed.size() - static_cast<std::size_t>(lacking) << " of " << owed.size()
              << " owed deliveries came in time\n";
  if (lacking > 0) table.print(context.out);
}

/// Which query gave a delivery, and whether the file is as it was fetched.
void print_fetched(const Context& context, const std::vector<app::FetchedDelivery>& fetched) {
  if (fetched.empty()) return;
  TextTable table;
  table.column("fetched file", TextTable::Align::left);
  table.column("source", TextTable::Align::left);
  table.column("query", TextTable::Align::left);
  table.column("fetched", TextTable::Align::left);
  for (const app::FetchedDelivery& each : fetched) {
    table.row({each.file, each.provenance.source, each.provenance.sql_sha256.substr(0, 12),
               each.provenance.fetched_at + " " + each.provenance.fetched_by +
                   (each.is_as_fetched ? "" : ", changed since")});
  }
  context.out << '\n';
  table.print(context.out);
}

int run_deliveries(const Context& context) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) {
    const auto fetched = app::fetched_deliveries(session, diagnostics);
    if (diagnostics.has_errors()) return done;
    if (context.json) {
      context.out << app::to_json(session.deliveries(), session.owed_deliveries(), fetched) << '\n';
    } else {
      print_deliveries(context, session.deliveries());
      print_fetched(context, fetched);
      print_owed(context, session.owed_deliveries());
    }
    return done;
  });
}

int run_quarantine(const Context& context) {
  return context.with_session([&](app::Session& session, Diagnostics&) {
    if (context.json) {
      context.out << app::to_json(session.quarantine()) << '\n';
      return done;
    }
    for (const QuarantinedRow& row : session.quarantine()) {
      context.out << row.file << ':' << row.line << ':' << row.column << ": " << row.reason << " ["
                  << row.code << "]\n";
      if (!row.hint.empty()) context.out << "  hint: " << row.hint << '\n';
    }
    if (session.quarantine().empty()) context.out << "no rows in quarantine\n";
    return done;
  });
}

}  // namespace

void add_check(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(
      app, context, "check", "Tell everything that is wrong in a region folder; writes nothing",
      "check regions/vastmanland");
  command->callback([&] { action = [&context] { return run_check(context); }; });
}

void add_init(CLI::App& app, Context& context, Action& action) {
  CLI::App* command =
      region_command(app, context, "init", "Write a small commented region folder to start from",
                     "init my-region");
  command->callback([&] { action = [&context] { return run_init(context); }; });
}

void add_load(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(
      app, context, "load", "Take in new and corrected deliveries (every command does this first)",
      "load regions/vastmanland");
  command->callback([&] { action = [&context] { return run_load(context); }; });
}

void add_deliveries(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(
      app, context, "deliveries", "List the deliveries that figures rest on, with their manifests",
      "deliveries regions/vastmanland");
  command->callback([&] { action = [&context] { return run_deliveries(context); }; });
}

void add_quarantine(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(app, context, "quarantine",
                                     "List delivered rows that were not taken in, and why",
                                     "quarantine regions/vastmanland");
  command->callback([&] { action = [&context] { return run_quarantine(context); }; });
}

}  // namespace redthread::cli

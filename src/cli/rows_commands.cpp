// SPDX-License-Identifier: Apache-2.0
// Commands that go down to delivered rows: rows, looks.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/json.hpp"
#include "app/questions.hpp"
#include "app/rows.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

struct Asked {
  std::string key;
  std::string unit;
  std::string period;
  std::string column;
  std::string organisation;
  std::int64_t limit = 100;
};

void print_rows(const Context& context, const app::Session& session, const RowsQuestion& question,
                const RowList& list) {
  const auto measure = static_cast<std::size_t>(question.measure);
  context.out << session.catalog().measures[measure].key << to_string(question.cell) << ": "
              << list.total << " rows";
  if (static_cast<std::int64_t>(list.rows.size()) < list.total) {
    context.out << ", the first " << list.rows.size() << " of them (--limit)";
  }
  context.out << '\n';
  TextTable table;
  for (const std::string& head : list.header) table.column(head, TextTable::Align::left);
  table.column("where", TextTable::Align::left);
  for (const RowList::Row& row : list.rows) {
    std::vector<std::string> cells = row.values;
    const Delivery* delivery = session.delivery(row.delivery);
    cells.push_back((delivery == nullptr ? std::string("?") : delivery->file) + ":" +
                    std::to_string(row.line));
    table.row(std::move(cells));
  }
  table.print(context.out);
}

int run_rows(const Context& context, const Asked& asked) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) -> int {
    const auto place =
        app::find_place(session, {asked.unit, asked.period, asked.organisation}, diagnostics);
    if (!place) return wrong_input;
    const auto figure = app::find_figure(session, {asked.key, asked.column}, *place, diagnostics);
    if (!figure) return wrong_input;
    const auto questions = app::questions_of(session.catalog(), figure);
    if (questions.empty()) {
      context.err << "nothing of " << figure->id << " is counted from rows; `redthread explain` "
                  << "shows where it was reported\n";
      return says_no;
    }
    const auto lists = app::look_at_rows(session, figure, questions, asked.limit, session.user());
    if (context.json) {
      context.out << app::rows_to_json(session, questions, lists) << '\n';
      return done;
    }
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (i > 0) context.out << '\n';
      print_rows(context, session, questions[i], lists[i]);
    }
    return done;
  });
}

int run_looks(const Context& context) {
  return context.with_session([&](app::Session& session, Diagnostics&) {
    const auto looks = app::looks(session);
    if (context.json) {
      context.out << app::to_json(looks) << '\n';
      return done;
    }
    if (looks.empty()) context.out << "nobody has looked at rows\n";
    TextTable table;
    for (const char* head : {"at", "by", "measure"}) table.column(head, TextTable::Align::left);
    table.column("rows", TextTable::Align::right);
    table.column("figure", TextTable::Align::left);
    for (const app::Look& look : looks) {
      table.row({look.at, look.by, look.measure, std::to_string(look.rows), look.figure});
    }
    if (!looks.empty()) table.print(context.out);
    return done;
  });
}

}  // namespace

void add_rows(CLI::App& app, Context& context, Action& action) {
  CLI::App* command =
      region_command(app, context, "rows",
                     "List the delivered rows that a figure was counted from; the look is logged",
                     "rows my-region visits.physician --unit NORR --period 2024-03");
  auto asked = std::make_shared<Asked>();
  command->add_option("key", asked->key, "A measure, an indicator, or STATEMENT/ROW")->required();
  command->add_option("--unit", asked->unit, "The unit; default the region's own");
  command->add_option("--period", asked->period, "2024-03, 2024-T1, 2024 ...")->required();
  command->add_option("--column", asked->column, "The column; default the outcome of the period");
  command->add_option("--organisation", asked->organisation, organisation_help);
  command->add_option("--limit", asked->limit, "At most so many rows of each measure; default 100")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
  command->callback([&context, &action, asked] {
    action = [&context, asked] { return run_rows(context, *asked); };
  });
}

void add_looks(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = region_command(app, context, "looks", "List who has looked at rows, and when",
                                     "looks my-region");
  command->callback([&] { action = [&context] { return run_looks(context); }; });
}

}  // namespace redthread::cli

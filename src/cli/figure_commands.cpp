// SPDX-License-Identifier: Apache-2.0
// Commands that print figures: figure, explain, statement, scorecard, goals, findings.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/json.hpp"
#include "app/questions.hpp"
#include "app/rows.hpp"
#include "app/score_history.hpp"
#include "base/period.hpp"
#include "cli/commands.hpp"
#include "cli/explain.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

/// What these commands ask for, as written.
struct Asked {
  std::string key;
  std::string unit;
  std::string period;
  std::string organisation;
  std::string column;
  std::string compare;
  std::string goal;
  int months = 0;   ///< scorecard: so many months of outcomes beside it
  std::string sql;  ///< explain: the engine whose SQL is printed; empty = the thread
};

using Ask = std::function<int(app::Session&, const app::Place&, Language, Diagnostics&)>;

/// Opens the region, finds unit and period, and asks.
int ask(const Context& context, const Asked& asked, const Ask& question) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) {
    const auto place =
        app::find_place(session, {asked.unit, asked.period, asked.organisation}, diagnostics);
    if (!place) return static_cast<int>(wrong_input);
    return question(session, *place, context.language_for(session.catalog()), diagnostics);
  });
}

int run_figure(const Context& context, const Asked& asked) {
  return ask(
      context, asked,
      [&](app::Session& session, const app::Place& place, Language language,
          Diagnostics& diagnostics) -> int {
        auto columns = app::compared_columns(asked.compare, diagnostics);
        if (columns.empty()) return wrong_input;
        if (!asked.column.empty()) columns.front() = asked.column;
        std::vector<FigurePtr> figures;
        for (const std::string& column : columns) {
          // A statement's cell has the statement's own columns: no others to compare with.
          const bool plain = asked.column.empty() && asked.compare.empty();
          const bool in_statement = asked.key.find('/') != std::string::npos;
          const std::string seen_through = plain && in_statement ? "" : column;
          auto figure = app::find_figure(session, {asked.key, seen_through}, place, diagnostics);
          if (!figure) return wrong_input;
          figures.push_back(std::move(figure));
        }
        if (context.json) {
          context.out << app::to_json(figures, language) << '\n';
          return done;
        }
        TextTable table;
        table.column(figures.front()->label.in(language), TextTable::Align::left);
        table.column("", TextTable::Align::right);
        table.column("", TextTable::Align::left);
        for (const FigurePtr& figure : figures) {
          const std::string state = figure->state == State::present
                                        ? figure->state_note.in(language)
                                        : std::string(state_name(figure->state, language));
          const auto title = app::column_title(
              session, {asked.key, std::string(column_key(figure->address))}, place.period);
          table.row({title.in(language), figure->text(language), state});
        }
        table.print(context.out);
        return done;
      });
}

/// The queries that count what the figure rests on.
int print_sql(const Context& context, const app::Session& session, const FigurePtr& figure,
              const std::string& engine) {
  const auto questions = app::questions_of(session.catalog(), figure);
  if (questions.empty()) {
    context.err << "nothing of " << figure->id << " is counted from rows; `explain` without --sql "
                << "shows where it was reported\n";
    return says_no;
  }
  std::vector<std::string> queries;
  queries.reserve(questions.size());
  for (const RowsQuestion& question : questions) {
    queries.push_back(warehouse::counting_sql(session.catalog(), question, engine == "clickhouse"));
  }
  if (context.json) {
    context.out << app::sql_to_json(session.catalog(), questions, queries) << '\n';
    return done;
  }
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto measure = static_cast<std::size_t>(questions[i].measure);
    context.out << "-- " << session.catalog().measures[measure].key << to_string(questions[i].cell)
                << '\n'
                << queries[i] << ";\n";
  }
  return done;
}

int run_explain(const Context& context, const Asked& asked) {
  return ask(context, asked,
             [&](app::Session& session, const app::Place& place, Language language,
                 Diagnostics& diagnostics) -> int {
               const auto figure =
                   app::find_figure(session, {asked.key, asked.column}, place, diagnostics);
               if (!figure) return wrong_input;
               if (!asked.sql.empty()) return print_sql(context, session, figure, asked.sql);
               if (context.json) {
                 context.out << app::thread_to_json(figure, session, language) << '\n';
               } else {
                 print_thread(context.out, figure, session, language);
               }
               return done;
             });
}

int run_statement(const Context& context, const Asked& asked) {
  return ask(
      context, asked,
      [&](app::Session& session, const app::Place& place, Language language,
          Diagnostics& diagnostics) -> int {
        const auto statement = app::find_statement(session, asked.key, place, diagnostics);
        if (!statement) return wrong_input;
        if (context.json) {
          context.out << app::to_json(*statement, language) << '\n';
          return done;
        }
        context.out << statement->title.in(language);
        if (!statement->common_unit.empty()) {
          context.out << " (" << statement->common_unit << ')';
        }
        context.out << "\n\n";
        TextTable table;
        table.column(statement->row_title.in(language), TextTable::Align::left);
        for (const auto& column : statement->columns) {
          table.column(column.title.in(language), TextTable::Align::right);
        }
        for (const auto& row : statement->rows) {
          std::vector<std::string> cells = {
              std::string(static_cast<std::size_t>(row.indent) * 2, ' ') + row.label.in(language)};
          for (const FigurePtr& cell : row.cells) {
            cells.push_back(cell->text(language, statement->common_unit.empty()));
          }
          cells.resize(statement->columns.size() + 1);
          table.row(std::move(cells));
        }
        table.print(context.out);
        return done;
      });
}

int run_scorecard(const Context& context, const Asked& asked) {
  return ask(context, asked,
             [&](app::Session& session, const app::Place& place, Language language,
                 Diagnostics& diagnostics) -> int {
               const auto scorecard = app::find_scorecard(session, asked.goal, place, diagnostics);
               if (!scorecard) return wrong_input;
               std::vector<app::ScoreHistory> histories;
               if (asked.months > 0) {
                 histories = app::score_histories(session,
                                                  app::indicators_of(session.catalog(), asked.goal),
                                                  place, asked.months);
               }
               if (context.json) {
                 context.out << app::to_json(*scorecard, histories, language) << '\n';
                 return done;
               }
               const bool swedish = language == Language::swedish;
               TextTable table;
               table.column(swedish ? "Indikator" : "Indicator", TextTable::Align::left);
               table.column(swedish ? "Utfall" : "Outcome", TextTable::Align::right);
               table.column(swedish ? "Mål" : "Target", TextTable::Align::right);
               table.column(swedish ? "Fg år" : "Previous", TextTable::Align::right);
               table.column("Status", TextTable::Align::left);
               table.column("Trend", TextTable::Align::left);
               if (!histories.empty()) {
                 table.column(fmt::format("{} {}", asked.months, swedish ? "månader" : "months"),
                              TextTable::Align::left);
               }
               for (std::size_t i = 0; i < scorecard->rows.size(); ++i) {
                 const ScorecardRow& row = scorecard->rows[i];
                 std::vector<std::string> cells = {row.name.in(language),
                                                   row.outcome->text(language),
                                                   row.target_text.in(language),
                                                   row.previous ? row.previous->text(language) : "",
                                                   std::string(status_name(row.status, language)),
                                                   std::string(trend_name(row.trend, language))};
                 if (!histories.empty()) cells.push_back(app::sparkline(histories[i]));
                 table.row(std::move(cells));
               }
               table.print(context.out);
               return done;
             });
}

int run_goals(const Context& context, const Asked& asked) {
  return ask(
      context, asked,
      [&](app::Session& session, const app::Place& place, Language language, Diagnostics&) -> int {
        const auto goals = session.evaluator(place.view).goals(place.unit, place.period);
        if (context.json) {
          context.out << app::to_json(goals, language) << '\n';
          return done;
        }
        const bool swedish = language == Language::swedish;
        TextTable table;
        table.column(swedish ? "Mål" : "Goal", TextTable::Align::left);
        table.column(swedish ? "Uppnådda" : "Attained", TextTable::Align::right);
        table.column("Status", TextTable::Align::left);
        table.column("Trend", TextTable::Align::left);
        for (const GoalAttainment& goal : goals) {
          table.row(
              {std::string(static_cast<std::size_t>(goal.indent) * 2, ' ') + goal.name.in(language),
               std::to_string(goal.attained) + "/" + std::to_string(goal.judged),
               std::string(status_name(goal.status, language)),
               std::string(trend_name(goal.trend, language))});
        }
        table.print(context.out);
        if (!goals.empty()) context.out << '\n' << goals.front().rule.in(language) << '\n';
        return done;
      });
}

int run_findings(const Context& context, const Asked& asked) {
  return ask(
      context, asked,
      [&](app::Session& session, const app::Place& place, Language language, Diagnostics&) -> int {
        const auto findings = session.evaluator(place.view).findings(place.unit, place.period);
        if (context.json) {
          context.out << app::to_json(findings, language) << '\n';
          return done;
        }
        const bool swedish = language == Language::swedish;
        TextTable table;
        table.column(swedish ? "Vad" : "What", TextTable::Align::left);
        table.column(swedish ? "Visas" : "Shown", TextTable::Align::right);
        table.column(swedish ? "Annat värde" : "Other", TextTable::Align::right);
        table.column(swedish ? "Skillnad" : "Difference", TextTable::Align::right);
        table.column(swedish ? "Bedömning" : "Judgement", TextTable::Align::left);
        for (const Finding& finding : findings) {
          const char* judgement = finding.within_rounding
                                      ? (swedish ? "inom avrundning" : "within rounding")
                                      : (swedish ? "att utreda" : "to look into");
          table.row({finding.title.in(language), finding.shown->text(language),
                     finding.other->text(language), finding.difference->text(language), judgement});
        }
        table.print(context.out);
        return done;
      });
}

using Run = int (*)(const Context&, const Asked&);

/// A command that asks about a unit and a period; the options live as long as the command.
std::shared_ptr<Asked> asking_command(CLI::App& app, Context& context, Action& action,
                                      const std::string& name, const std::string& what,
                                      const std::string& example, Run run, CLI::App*& command) {
  auto asked = std::make_shared<Asked>();
  command = region_command(app, context, name, what, example);
  command
      ->add_option("--period", asked->period,
                   "2024, 2024-04, 2024-Q1, 2024-T1, 2024-D (delår) or 2024-01..2024-04")
      ->required();
  command->add_option("--unit", asked->unit, "Unit code; default the region's own");
  command->add_option("--organisation", asked->organisation, organisation_help);
  command->callback([&context, &action, asked, run] {
    action = [&context, asked, run] { return run(context, *asked); };
  });
  return asked;
}

}  // namespace

void add_figure(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = nullptr;
  auto asked = asking_command(
      app, context, action, "figure", "Print a figure, with comparisons",
      "figure regions/vastmanland economy.result --period 2024-T1 --compare budget,previous",
      run_figure, command);
  command->add_option("key", asked->key, "A measure, an indicator, or STATEMENT/ROW")->required();
  command->add_option("--column", asked->column,
                      "A column instead of the outcome, e.g. ytd_budget");
  command->add_option("--compare", asked->compare, "budget, previous, forecast, r12; by comma");
}

void add_explain(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = nullptr;
  auto asked = asking_command(
      app, context, action, "explain",
      "Print a figure's whole thread, down to delivery, file, hash and line",
      "explain regions/vastmanland economy.result --period 2024-T1 --column ytd_budget_deviation",
      run_explain, command);
  command->add_option("key", asked->key, "A measure, an indicator, or STATEMENT/ROW")->required();
  command->add_option("--column", asked->column, "The column, e.g. ytd_budget_deviation");
  command
      ->add_option("--sql", asked->sql,
                   "Print the queries that count it from rows instead: duckdb or clickhouse")
      ->check(CLI::IsMember({"duckdb", "clickhouse"}))
      ->expected(0, 1)
      ->default_str("duckdb");
}

void add_statement(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = nullptr;
  auto asked = asking_command(app, context, action, "statement", "Print a report table",
                              "statement regions/vastmanland income_statement --period 2024-T1",
                              run_statement, command);
  command->add_option("key", asked->key, "The statement")->required();
}

void add_scorecard(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = nullptr;
  auto asked = asking_command(
      app, context, action, "scorecard", "Print indicators with target, status and trend",
      "scorecard regions/vastmanland --period 2024-T1", run_scorecard, command);
  command->add_option("--goal", asked->goal, "Only the indicators of this goal");
  command
      ->add_option("--months", asked->months,
                   "Beside them the outcomes of so many months, as a line and in --json")
      ->check(CLI::Range(1, 120));
}

void add_goals(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = nullptr;
  asking_command(app, context, action, "goals", "Print goals with their attainment",
                 "goals regions/vastmanland --period 2024-T1", run_goals, command);
}

void add_findings(CLI::App& app, Context& context, Action& action) {
  CLI::App* command = nullptr;
  asking_command(
      app, context, action, "findings",
      "Print what is said twice and differently, and totals that their parts do not make",
      "findings regions/vastmanland --period 2024-T1", run_findings, command);
}

}  // namespace redthread::cli

// SPDX-License-Identifier: Apache-2.0
// Commands about accounts: user add, list, grant, revoke, disable, enable, password, journal.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/accounts.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/password_prompt.hpp"
#include "cli/table.hpp"

namespace redthread::cli {
namespace {

struct UserOptions {
  app::PlanQuestion question;
  std::string login;
  std::string name;
  std::string role;
  std::string unit;
  bool password_stdin = false;
  bool no_password = false;
};
using Options = std::shared_ptr<UserOptions>;
using RunUser = int (*)(const Context&, UserOptions&);

std::string words_of(const access::Account& account) {
  std::vector<std::string> words;
  for (const access::Grant& grant : account.grants) {
    words.push_back(std::string(access::word_of(grant.role)) + " on " + grant.region + "/" +
                    grant.unit);
  }
  return words.empty() ? "no role" : join(words, ", ");
}

const char* state_of(const access::Account& account) {
  if (account.is_disabled) return "disabled";
  return account.has_password ? "active" : "no password";
}

/// Opens the accounts, runs `work`, and prints the account that it gives.
template <class Work>
int with_account(const Context& context, const UserOptions& options, const Work& work) {
  Diagnostics diagnostics;
  const auto accounts = app::open_accounts(options.question, diagnostics);
  const auto account = accounts ? work(*accounts, diagnostics) : std::optional<access::Account>();
  const int code = context.report(diagnostics);
  if (!account) return code == done ? wrong_input : code;
  if (context.json) {
    context.out << app::to_json(*account) << '\n';
  } else {
    context.out << account->login << " (" << account->name << "), " << state_of(*account) << ": "
                << words_of(*account) << '\n';
  }
  return done;
}

int run_add(const Context& context, UserOptions& options) {
  return with_account(context, options,
                      [&](app::RegionAccounts& accounts,
                          Diagnostics& diagnostics) -> std::optional<access::Account> {
                        access::NewAccount account{.login = options.login, .name = options.name};
                        if (!options.role.empty()) {
                          const auto grant = app::grant_of(options.question.region, options.role,
                                                           options.unit, diagnostics);
                          if (!grant) return std::nullopt;
                          account.grants.push_back(*grant);
                        }
                        if (!options.no_password) {
                          const auto password = ask_password(context.err, options.password_stdin);
                          if (!password) return std::nullopt;
                          account.password = *password;
                        }
                        return accounts.add(account, diagnostics);
                      });
}

int run_grant(const Context& context, UserOptions& options) {
  return with_account(
      context, options, [&](app::RegionAccounts& accounts, Diagnostics& diagnostics) {
        const auto grant =
            app::grant_of(options.question.region, options.role, options.unit, diagnostics);
        return grant ? accounts.grant(options.login, *grant, diagnostics) : std::nullopt;
      });
}

int run_revoke(const Context& context, UserOptions& options) {
  return with_account(
      context, options, [&](app::RegionAccounts& accounts, Diagnostics& diagnostics) {
        const auto grant =
            app::grant_of(options.question.region, options.role, options.unit, diagnostics);
        return grant ? accounts.revoke(options.login, *grant, diagnostics) : std::nullopt;
      });
}

int run_disable(const Context& context, UserOptions& options) {
  return with_account(context, options,
                      [&](app::RegionAccounts& accounts, Diagnostics& diagnostics) {
                        return accounts.set_disabled(options.login, true, diagnostics);
                      });
}

int run_enable(const Context& context, UserOptions& options) {
  return with_account(context, options,
                      [&](app::RegionAccounts& accounts, Diagnostics& diagnostics) {
                        return accounts.set_disabled(options.login, false, diagnostics);
                      });
}

int run_password(const Context& context, UserOptions& options) {
  return with_account(context, options,
                      [&](app::RegionAccounts& accounts,
                          Diagnostics& diagnostics) -> std::optional<access::Account> {
                        if (!accounts.find(options.login, diagnostics)) return std::nullopt;
                        const auto password = ask_password(context.err, options.password_stdin);
                        return password
                                   ? accounts.set_password(options.login, *password, diagnostics)
                                   : std::nullopt;
                      });
}

int run_list(const Context& context, UserOptions& options) {
  Diagnostics diagnostics;
  const auto accounts = app::open_accounts(options.question, diagnostics);
  if (!accounts) return context.report(diagnostics);
  const auto all = accounts->all();
  if (context.json) {
    context.out << app::to_json(all) << '\n';
    return done;
  }
  TextTable table;
  for (const char* title : {"login", "name", "state", "roles"}) {
    table.column(title, TextTable::Align::left);
  }
  for (const access::Account& account : all) {
    table.row({account.login, account.name, state_of(account), words_of(account)});
  }
  table.print(context.out);
  return done;
}

int run_journal(const Context& context, UserOptions& options) {
  Diagnostics diagnostics;
  const auto accounts = app::open_accounts(options.question, diagnostics);
  if (!accounts) return context.report(diagnostics);
  const auto changes = accounts->journal();
  if (context.json) {
    context.out << app::to_json(changes) << '\n';
    return done;
  }
  for (const access::AccountChange& change : changes) {
    context.out << access::to_string(change.made_at) << ", " << change.who << ": " << change.login
                << ' ' << change.what << (change.detail.empty() ? "" : " ") << change.detail
                << '\n';
  }
  return done;
}

CLI::App* user_command(CLI::App& user, Context& context, Action& action, const Options& options,
                       const std::string& name, const std::string& what, const std::string& example,
                       RunUser run) {
  CLI::App* command = user.add_subcommand(name, what);
  command->add_option("region", context.region, "The region folder")->required();
  command->add_flag("--json", context.json, "Print one JSON object instead of text");
  command->add_option("--store", options->question.store,
                      "The plan's store, where the accounts are: a file or postgresql://...; "
                      "default as for the plan's commands");
  command->footer("Example:\n  redthread user " + example);
  command->callback([&context, &action, options, run] {
    options->question.region = context.region;
    if (options->question.who.empty()) options->question.who = current_user();
    action = [&context, options, run] { return run(context, *options); };
  });
  return command;
}

/// The login, and who makes the change.
CLI::App* of_account(CLI::App* command, const Options& options) {
  command->add_option("login", options->login, "A short name or an e-mail address")->required();
  command->add_option("--who", options->question.who,
                      "Who makes the change; default REDTHREAD_USER, else the user");
  return command;
}

void add_password(CLI::App* command, const Options& options) {
  command->add_flag("--password-stdin", options->password_stdin,
                    "Read the password from standard input also when that is a terminal");
}

void add_unit(CLI::App* command, const Options& options) {
  command->add_option("--unit", options->unit,
                      "The unit that the role is for, with all below it; default the whole region");
}

void add_role(CLI::App* command, const Options& options) {
  command->add_option("role", options->role, "One of: " + join(access::role_words(), ", "))
      ->required();
  add_unit(command, options);
}

}  // namespace

void add_user(CLI::App& app, Context& context, Action& action) {
  CLI::App* user = app.add_subcommand("user", "Who can log in to the application, and may what");
  user->require_subcommand(1);
  user->footer("Example:\n  redthread user list regions/vastmanland");
  const auto options = std::make_shared<UserOptions>();
  const auto command = [&](const char* name, const char* what, const char* example, RunUser run) {
    return user_command(*user, context, action, options, name, what, example, run);
  };

  CLI::App* add = of_account(
      command("add", "Add an account; the password is asked for, or read from standard input",
              "add regions/vastmanland anna --name \"Anna Andersson\" --role controller", run_add),
      options);
  add->add_option("--name", options->name, "The name to show")->required();
  add->add_option("--role", options->role, "One of: " + join(access::role_words(), ", "));
  add_unit(add, options);
  add_password(add, options);
  add->add_flag("--no-password", options->no_password,
                "Without password: by the region's sign-in service only");

  command("list", "List the accounts with their roles", "list regions/vastmanland", run_list);
  add_role(of_account(command("grant", "Give an account a role on a unit and all below it",
                              "grant regions/vastmanland anna reporter --unit AKUT", run_grant),
                      options),
           options);
  add_role(of_account(command("revoke", "Take a role on a unit from an account",
                              "revoke regions/vastmanland anna reporter --unit AKUT", run_revoke),
                      options),
           options);
  of_account(command("disable", "Let an account in no more, and end its sessions",
                     "disable regions/vastmanland anna", run_disable),
             options);
  of_account(command("enable", "Let an account that was disabled in again",
                     "enable regions/vastmanland anna", run_enable),
             options);
  add_password(of_account(command("password", "Set an account's password, and end its sessions",
                                  "password regions/vastmanland anna", run_password),
                          options),
               options);
  command("journal", "Print who changed which account, when and how; the newest first",
          "journal regions/vastmanland", run_journal);
}

}  // namespace redthread::cli

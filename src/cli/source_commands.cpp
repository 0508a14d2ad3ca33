// SPDX-License-Identifier: Apache-2.0
// Commands about where deliveries come from and when they are settled: fetch, close.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/close.hpp"
#include "app/fetch.hpp"
#include "app/json.hpp"
#include "cli/commands.hpp"

namespace redthread::cli {
namespace {

/// How a fetch is told while it runs: on a terminal a line that is rewritten, otherwise one a file.
class FetchLine {
 public:
  explicit FetchLine(const Context& context) : context_(context) {}
  ~FetchLine() {
    if (is_dirty_) context_.err << "\r\x1b[K" << std::flush;
  }
  FetchLine(const FetchLine&) = delete;
  FetchLine& operator=(const FetchLine&) = delete;

  void show(const sources::FetchProgress& at) {
    if (context_.is_terminal) {
      context_.err << "\rfetching " << at.file << " from " << at.source << ": " << at.rows
                   << " rows\x1b[K" << std::flush;
      is_dirty_ = true;
    } else if (at.file != file_) {
      context_.err << "fetching " << at.file << " from " << at.source << '\n';
    }
    file_ = at.file;
  }

 private:
  const Context& context_;
  std::string file_;
  bool is_dirty_ = false;
};

int run_fetch(const Context& context, app::FetchQuestion question) {
  Diagnostics diagnostics;
  std::vector<sources::FetchedFile> files;
  {
    FetchLine line(context);
    question.user = current_user();
    if (!context.json) {
      question.progress = [&line](const sources::FetchProgress& at) { line.show(at); };
    }
    files = app::fetch_deliveries(context.region, question, diagnostics);
  }
  diagnostics.sort();
  const int code = context.report(diagnostics);
  if (diagnostics.has_errors()) return code;
  if (context.json) {
    context.out << app::to_json(files) << '\n';
    return done;
  }
  int unchanged = 0;
  for (const sources::FetchedFile& each : files) {
    if (each.state == sources::FetchedFile::State::unchanged) {
      ++unchanged;
      continue;
    }
    context.out << (each.state == sources::FetchedFile::State::written ? "wrote " : "replaced ")
                << each.file << ": " << each.rows << " rows\n";
  }
  context.out << unchanged << " unchanged\n";
  return done;
}

int run_close(const Context& context, const app::CloseQuestion& question) {
  return context.with_session([&](app::Session& session, Diagnostics& diagnostics) {
    const auto closed = app::close_months(session, question, diagnostics);
    if (!closed) return done;
    if (context.json) {
      context.out << app::to_json(*closed) << '\n';
      return done;
    }
    for (const app::ClosedFact& each : *closed) {
      context.out << each.fact << ": closed through " << each.through.to_string() << ", "
                  << each.deliveries << " deliveries, " << each.rows << " rows";
      if (each.before && each.through < *each.before) {
        context.out << "; open again: " << each.through.plus(1).to_string() << ".."
                    << each.before->to_string();
      }
      context.out << '\n';
    }
    context.out << "wrote closed.toml; keep it with the region folder\n";
    return done;
  });
}

}  // namespace

void add_fetch(CLI::App& app, Context& context, Action& action) {
  const auto question = std::make_shared<app::FetchQuestion>();
  CLI::App* command = region_command(app, context, "fetch",
                                     "Fetch deliveries from the region's databases into data/",
                                     "fetch regions/north --source pas --period 2024-03");
  command->add_option("--period", question->period, "The months: 2024-03, 2024-Q1, 2024")
      ->required();
  command->add_option("--source", question->source,
                      "One of catalog/sources/, by its name; default all");
  command->callback([&context, &action, question] {
    action = [&context, question] { return run_fetch(context, *question); };
  });
}

void add_close(CLI::App& app, Context& context, Action& action) {
  const auto question = std::make_shared<app::CloseQuestion>();
  CLI::App* command = region_command(app, context, "close",
                                     "Close months: from now on their deliveries may not change",
                                     "close regions/vastmanland --through 2024-04");
  command
      ->add_option("--through", question->through,
                   "The last closed month; an earlier one than before opens months again")
      ->required();
  command->add_option("--fact", question->facts, "Only this fact; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--decided", question->decided, "Who decided it: \"board, 2024-05-20\"");
  command->callback([&context, &action, question] {
    action = [&context, question] { return run_close(context, *question); };
  });
}

}  // namespace redthread::cli

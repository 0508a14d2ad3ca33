// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"

#include <cstdlib>
#include <ostream>

#include "app/json.hpp"
#include "cli/progress.hpp"

namespace redthread::cli {

std::string current_user() {
  for (const char* name : {"REDTHREAD_USER", "USER", "LOGNAME"}) {
    if (const char* value = std::getenv(name); value && *value) return value;
  }
  return "unknown";
}

Language Context::language_for(const Catalog& catalog) const {
  if (language == "en") return Language::english;
  if (language == "sv") return Language::swedish;
  return catalog.region.language;
}

int Context::report(const Diagnostics& diagnostics) const {
  if (json && diagnostics.has_errors()) {
    out << app::to_json(diagnostics) << '\n';
  } else if (!diagnostics.empty()) {
    err << to_text(diagnostics);
  }
  return diagnostics.has_errors() ? wrong_input : done;
}

int Context::with_session(const std::function<int(app::Session&, Diagnostics&)>& work) const {
  Diagnostics diagnostics;
  std::optional<app::Session> session;
  {
    ProgressLine line(err, is_terminal);
    app::OpenOptions options{.warehouse = warehouse, .user = current_user()};
    if (is_terminal || shows_progress) {
      options.progress = [&line](const warehouse::LoadProgress& at) { line.show(at); };
    }
    session = app::Session::open(region, options, diagnostics);
  }
  diagnostics.sort();
  if (!session) return report(diagnostics);
  const int code = work(*session, diagnostics);
  const int told = report(diagnostics);
  return told != done ? told : code;
}

}  // namespace redthread::cli

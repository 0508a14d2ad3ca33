// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "base/language.hpp"
#include "cli/run.hpp"

namespace redthread::cli {

/// Who is at work: REDTHREAD_USER, else the system's user.
std::string current_user();

/// What every command has: where to print, and the options that all commands share.
struct Context {
  std::ostream& out;
  std::ostream& err;
  std::string region;
  std::string warehouse;
  std::string language;  ///< `sv`, `en`; empty = the region's
  bool json = false;
  bool is_terminal = false;     ///< a person watches `err`
  bool shows_progress = false;  ///< the command tells what it loads, also to a file

  /// The chosen language, once the region is known.
  Language language_for(const Catalog& catalog) const;
  /// Prints diagnostics (text to `err`, or JSON to `out`) and gives the exit code they mean.
  int report(const Diagnostics& diagnostics) const;
  /// Opens the region and runs `work`; when anything is wrong, says so instead.
  int with_session(const std::function<int(app::Session&, Diagnostics&)>& work) const;
};

}  // namespace redthread::cli

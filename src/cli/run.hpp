// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

namespace redthread::cli {

/// Exit codes, the same for every command.
enum ExitCode {
  done = 0,
  says_no = 1,         ///< the command worked, and the answer is no (an unexplained figure)
  wrong_input = 2,     ///< what a person wrote: a region folder, a delivery, an option
  cannot_go_on = 3,    ///< disk, engine, another process holds the warehouse
  internal_error = 70  ///< our own bug
};

/// Runs one command. Results go to `out`, diagnostics and errors to `err` (with `--json`,
/// diagnostics go to `out` as JSON too, so that a script reads one stream).
int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace redthread::cli

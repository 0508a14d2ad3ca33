// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace redthread::documents {

/// How a program ended, and what it said.
struct ProcessResult {
  enum class Outcome { ended, not_started, too_late, too_much };
  Outcome outcome = Outcome::ended;
  int exit_code = -1;
  std::string out;
  std::string complaints;  ///< standard error, at most 64 KiB
};

/// Runs `command[0]` (looked up in PATH) to its end with nothing to read. It is stopped when it
/// takes longer than `time` or writes more than `most_bytes`. Nothing of it is left afterwards.
ProcessResult run_process(const std::vector<std::string>& command, std::chrono::seconds time,
                          std::size_t most_bytes);

}  // namespace redthread::documents

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace redthread::report {

/// A program that answers lines with lines. Nothing is left when it goes out of scope: no process,
/// no zombie, no open end; and no SIGPIPE reaches us when it dies first.
class Child {
 public:
  using Deadline = std::chrono::steady_clock::time_point;
  enum class Outcome { answered, died, too_late };

  /// Starts `command[0]` (looked up in PATH unless it has a slash). The reason when it cannot be
  /// started, as strerror says it.
  std::optional<std::string> start(const std::vector<std::string>& command);
  Child() = default;
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool running() const { return process_ > 0; }
  /// Sends `line` (which holds no line end) and waits for the next line, put into `answer`. Reads
  /// while it writes, so that neither side waits for the other. Unless it answered, it is stopped.
  Outcome exchange(std::string_view line, std::string& answer, Deadline deadline);
  /// The end of what it wrote to standard error, for an explanation.
  const std::string& complaints() const { return complaints_; }
  void stop();

 private:
  bool write_some(std::string_view& rest);
  bool read_some(int from, std::string& into);

  pid_t process_ = 0;
  int to_ = -1;
  int from_ = -1;
  int errors_ = -1;
  std::string received_;
  std::string complaints_;
};

}  // namespace redthread::report

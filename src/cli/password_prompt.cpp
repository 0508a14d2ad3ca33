// SPDX-License-Identifier: Apache-2.0
#include "cli/password_prompt.hpp"

#include <iostream>

#include <termios.h>
#include <unistd.h>

namespace redthread::cli {
namespace {

/// The terminal does not show what is typed, from here to the end of the scope.
class Silence {
 public:
  Silence() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_silent_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~Silence() {
    if (is_silent_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
  bool is_silent_ = false;
};

std::optional<std::string> line_of(std::istream& in) {
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::optional<std::string> typed(std::ostream& err, const char* prompt) {
  err << prompt << std::flush;
  std::optional<std::string> line;
  {
    const Silence silence;
    line = line_of(std::cin);
  }
  err << '\n';
  return line;
}

}  // namespace

std::optional<std::string> ask_password(std::ostream& err, bool from_stdin) {
  const bool is_typed = !from_stdin && ::isatty(STDIN_FILENO) != 0;
  auto password = is_typed ? typed(err, "Password: ") : line_of(std::cin);
  if (!password || password->empty()) {
    err << "redthread: no password was given\n";
    return std::nullopt;
  }
  if (is_typed && typed(err, "The same again: ") != password) {
    err << "redthread: the two passwords differ; nothing was changed\n";
    return std::nullopt;
  }
  return password;
}

}  // namespace redthread::cli

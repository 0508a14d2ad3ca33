// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace redthread {

/// What cannot go on: I/O, engine, conflict, forbidden, cancelled.
///
/// One class for the whole product, with a stable code (`io.read`, `warehouse.engine`,
/// `number.overflow`, ...) and context lines that are added on the way up ("while loading ...").
/// Caught in three places only: the CLI's main, the HTTP handler and the job runner. Never carries
/// a secret or a row's value. What a person wrote wrongly is a Diagnostic instead.
class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string& message)
      : std::runtime_error(message), code_(std::move(code)) {}

  const std::string& code() const { return code_; }
  const std::vector<std::string>& context() const { return context_; }
  /// Adds a line that says what was being done; returns itself so that it can be rethrown.
  Error& while_doing(std::string line) {
    context_.push_back(std::move(line));
    return *this;
  }

 private:
  std::string code_;
  std::vector<std::string> context_;
};

/// Our own bug: aborts in debug builds, throws Error `internal` in release. Never for user input.
[[noreturn]] void assertion_failed(const char* condition, const char* why, const char* file,
                                   int line);

}  // namespace redthread

#define REDTHREAD_ASSERT(condition, why) \
  ((condition) ? void(0) : ::redthread::assertion_failed(#condition, why, __FILE__, __LINE__))

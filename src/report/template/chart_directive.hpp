// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "report/template/template_state.hpp"

namespace redthread::report {

/// What is wrong with a directive, and where.
struct Fault {
  const char* code;
  Range range;
  std::string message;
  std::string hint;
};

/// Reads the kind from the directive's first word, which it takes away, and checks that the words
/// and options that are left are those of that kind. The first fault; nullopt when it is right.
std::optional<Fault> settle_chart(Directive& directive);

/// The requests of a chart, see `Request`.
Request chart_request(const Directive& directive);

}  // namespace redthread::report

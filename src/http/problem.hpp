// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "http/message.hpp"

namespace redthread::http {

/// What went wrong, as clients are told.
struct Problem {
  int status = 500;
  std::string title =
      {};  ///< short, the same for every problem of the kind; empty: the status' words
  std::string detail = {};      ///< of this one
  std::string request_id = {};  ///< so that the log's line can be found
  std::vector<Diagnostic> diagnostics = {};
};

/// `application/problem+json`: `status`, `title`, and where they are not empty `detail`,
/// `request_id` and `diagnostics` (each `severity`, `code`, `message`, and where known `hint`,
/// `excerpt` and `place` with `file`, `line`, `column`, `length`). Bytes that are not UTF-8 are
/// shown as U+FFFD. source: RFC 9457.
std::string problem_json(const Problem& problem);

/// The response with that body, never to be cached.
Response respond(const Problem& problem);

}  // namespace redthread::http

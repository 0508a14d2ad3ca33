// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/server.hpp"

namespace redthread::http {

/// Why a head is refused.
struct Refusal {
  int status = 400;
  std::string why;
};

/// Checks the bytes of a head that may still be incomplete: bare line feeds and other control
/// characters, which no later byte can make good. `from`: what lies before was checked.
std::optional<Refusal> check_head_bytes(std::string_view head, std::size_t from);

/// Checks a complete head, the empty line included: the shape of each line, the number of headers,
/// the method, the version, and the headers that decide where the body ends (exactly one
/// Content-Length of digits, or a Transfer-Encoding that is exactly `chunked`, never both).
std::optional<Refusal> check_head(std::string_view head, const Limits& limits);

}  // namespace redthread::http

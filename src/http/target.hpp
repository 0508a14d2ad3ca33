// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace redthread::http {

/// What a request's target says, decoded.
struct Target {
  std::string path;
  std::vector<Parameter> query;
  /// Of `http://host/path`, which proxies write; empty otherwise.
  std::string host;
};

/// A request target, or nothing and `why` it is refused. Refused are: bytes outside printable
/// ASCII,
/// `%` without two hexadecimal digits, what is not UTF-8 once decoded, control characters, `\`,
/// `#`, an encoded `/`, and the segments `.` and `..` however they are written. Several `/` count
/// as one. A path is decoded once: `%252e` is the text `%2e`. source: RFC 9112 3.2, RFC 3986 3.3.
std::optional<Target> parse_target(std::string_view target, std::string& why);

/// The pairs of a query or of a form (`application/x-www-form-urlencoded`): `+` is a space, a name
/// without `=` has an empty value, empty parts are left out. Nothing when it is refused, for the
/// same reasons as a path but that `/` and `\` are letters like others, as are line ends and tabs;
/// or when there are more than 1 000 pairs.
std::optional<std::vector<Parameter>> parse_form(std::string_view text, std::string& why);

/// The pairs of a Cookie header, not decoded, quotes around a value taken away. What is malformed
/// is left out: other services of the same host may have set it. At most 100 pairs. source: RFC
/// 6265 4.2.1.
std::vector<Parameter> parse_cookies(std::string_view header);

/// Whether the value can be a Host header: a name or address, and maybe a port.
bool is_host(std::string_view text);

/// For use in a query: all but letters, digits and `-._~` as `%XX`.
std::string percent_encode(std::string_view text);

}  // namespace redthread::http

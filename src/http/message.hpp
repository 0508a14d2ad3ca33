// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redthread::http {

class EventStream;

/// A header field. Names mean the same in upper and lower case.
struct Header {
  std::string name;
  std::string value;
};

/// A decoded pair of a query, a form or a cookie.
struct Parameter {
  std::string name;
  std::string value;
};

/// One request, as the handler sees it: complete, decoded and within the server's limits. What is
/// not well formed was answered before the handler.
struct Request {
  std::string method;  ///< `GET`, `POST`, `PUT`, `PATCH` or `DELETE`; HEAD comes as `GET`
  std::string target;  ///< as it was written, with its query
  /// Decoded once, begins with `/`, valid UTF-8 without control characters, no empty, `.` or `..`
  /// segment; a `/` at the end is kept.
  std::string path;
  std::vector<Parameter> query;    ///< decoded, in order; a name may come several times
  std::vector<Header> headers;     ///< in order, trimmed
  std::vector<Parameter> cookies;  ///< in order; malformed ones are left out
  std::string body;
  std::string id;       ///< of this request, in the log and in the header `X-Request-Id`
  std::string peer;     ///< the client's address, as told by a trusted proxy if there is one
  std::string host;     ///< as the client named us, `example.se:8443`
  bool secure = false;  ///< the client speaks TLS to us or to a trusted proxy

  /// The first header of that name.
  std::optional<std::string_view> header(std::string_view name) const;
  /// The first value of that name in the query.
  std::optional<std::string_view> parameter(std::string_view name) const;
  /// The first cookie of that name.
  std::optional<std::string_view> cookie(std::string_view name) const;
};

/// Bytes that many responses share; they are never copied.
using SharedBytes = std::shared_ptr<const std::string>;

/// What the handler answers. The server adds Date, Content-Length, Connection, X-Request-Id, and
/// for a large text Content-Encoding and Vary; all else is the handler's: Content-Type,
/// Cache-Control, ETag (a strong one becomes weak when the body is compressed), security headers.
struct Response {
  int status = 200;
  std::vector<Header> headers = {};
  std::variant<std::string, SharedBytes, std::shared_ptr<EventStream>> body = {};
  /// The route's pattern (`/api/units/{id}`), which the log has in place of the path; empty: the
  /// path.
  std::string route = {};
  /// Whether a large text may be compressed. Off for what holds a secret beside the client's own
  /// words (its length would tell).
  bool compress = true;
};

/// A response with a body of that type, e.g. `text/plain; charset=utf-8`.
Response respond(int status, std::string content_type, std::string body);
Response respond(int status, std::string content_type, SharedBytes body);
/// 200 with server-sent events.
Response respond(std::shared_ptr<EventStream> events);

/// The standard's words for a status, `Not Found`; empty for an unknown one.
std::string_view reason_phrase(int status);

/// Whether two ASCII texts are the same but for upper and lower case.
bool same_ignoring_case(std::string_view a, std::string_view b);

}  // namespace redthread::http

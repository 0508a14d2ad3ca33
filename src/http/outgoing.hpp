// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/gzip.hpp"
#include "http/message.hpp"

namespace redthread::http {

/// A response as it goes out: the head's text and the body's bytes.
struct Outgoing {
  int status = 500;
  std::string head;
  std::string own_body;  ///< one of these two, or none
  SharedBytes shared_body;
  std::shared_ptr<EventStream> events;
  bool keep_alive = false;  ///< the connection stays open behind it
  std::string route;        ///< for the log, empty when the handler did not say it
  std::string reason;       ///< for the log

  std::string_view body() const { return shared_body ? *shared_body : std::string_view(own_body); }
};

/// What a response is made out for.
struct Circumstances {
  std::string request_id;
  bool head_only = false;  ///< a HEAD request: no body, but its length
  bool takes_gzip = false;
  bool keep_alive = false;
  bool http_1_0 = false;
  std::size_t compress_from_bytes = 1400;
};

/// The head (RFC 9110) and body of a response. Errors: `http.response` when a header of it cannot
/// be written: a line end in a value, a name that is none, a status that is none.
Outgoing outgoing(Response response, const Circumstances& circumstances, GzipCache& cache);

/// The date of now as HTTP writes it, `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date();

}  // namespace redthread::http

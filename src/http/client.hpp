// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace redthread::http {

/// What is asked of another server.
struct ClientRequest {
  std::string method = "GET";
  std::string url;  ///< `https://host[:port]/path?query`, already encoded; or `http://`
  std::vector<Header> headers = {};
  std::string body = {};
};

/// What it answered. Redirects are not followed.
struct ClientResponse {
  int status = 0;
  std::vector<Header> headers;
  std::string body;
  /// The first header of that name.
  std::optional<std::string_view> header(std::string_view name) const;
};

struct ClientOptions {
  std::chrono::milliseconds time{10'000};  ///< for all of it; the look-up of a name may take longer
  std::size_t head_bytes = 64u << 10;      ///< of the answer
  std::size_t body_bytes = 4u << 20;       ///< of the answer
  /// PEM file of the authorities that certificates are trusted by; empty: those of the system.
  std::string authorities_file = {};
};

/// A POST of `application/x-www-form-urlencoded`, `application/json`.
ClientRequest post_form(std::string url, const std::vector<Parameter>& parameters);
ClientRequest post_json(std::string url, std::string json);

/// Asks and waits for the answer, on a connection of its own. Certificates are always verified, for
/// the name in the address too. Errors, none of which holds the query, the headers or the body:
/// `http.address`, `http.unreachable` (no such name, no connection, not trusted), `http.timeout`,
/// `http.too_large`, `http.bad_answer`.
ClientResponse fetch(const ClientRequest& request, const ClientOptions& options = {});

/// The parts of an address; nothing when it is none, or has a user, a fragment or a character that
/// must be encoded.
struct Url {
  bool https = true;
  std::string host;       ///< a name or an address; IPv6 without brackets
  std::string port;       ///< `443` or `80` when it is not told
  std::string target;     ///< path and query, begins with `/`
  std::string authority;  ///< host and port as they were written, for the Host header
};
std::optional<Url> parse_url(std::string_view url);

}  // namespace redthread::http

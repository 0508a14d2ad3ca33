// SPDX-License-Identifier: Apache-2.0
#include "http/outgoing.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include <fmt/format.h>

#include "base/error.hpp"
#include "http/messages.hpp"

namespace redthread::http {
namespace {

constexpr std::array<std::string_view, 6> ours = {
    "Content-Length", "Transfer-Encoding", "Connection", "Date", "X-Request-Id", "Keep-Alive"};

bool is_ours(std::string_view name) {
  return std::any_of(ours.begin(), ours.end(),
                     [&](std::string_view each) { return same_ignoring_case(each, name); });
}

void check(const Response& response) {
  if (response.status < 200 || response.status > 599) {
    throw Error(codes::response, fmt::format("a response has the status {}", response.status));
  }
  for (const Header& header : response.headers) {
    const bool bad_name = header.name.empty() ||
                          std::any_of(header.name.begin(), header.name.end(),
                                      [](char c) { return c <= 0x20 || c == ':' || c == 0x7f; });
    const bool bad_value =
        header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    if (bad_name || bad_value) {
      throw Error(codes::response, "a response's header cannot be written: " +
                                       (bad_name ? std::string("its name") : header.name));
    }
  }
}

Header* find(std::vector<Header>& headers, std::string_view name) {
  for (Header& header : headers) {
    if (same_ignoring_case(header.name, name)) return &header;
  }
  return nullptr;
}

std::size_t body_size(const Response& response) {
  if (const auto* own = std::get_if<std::string>(&response.body)) return own->size();
  if (const auto* shared = std::get_if<SharedBytes>(&response.body)) {
    return *shared ? (*shared)->size() : 0;
  }
  return 0;
}

bool has_no_body(int status) { return status == 204 || status == 304; }

/// Whether the response's text is one that compressing serves, whatever this client takes.
bool may_compress(Response& response, std::size_t from_bytes) {
  const Header* type = find(response.headers, "Content-Type");
  return response.compress && body_size(response) >= from_bytes && type != nullptr &&
         is_compressible(type->value) && find(response.headers, "Content-Encoding") == nullptr &&
         response.status != 206 && !has_no_body(response.status);
}

void compress(Response& response, GzipCache& cache) {
  if (auto* shared = std::get_if<SharedBytes>(&response.body)) {
    *shared = cache.compressed(*shared);
  } else {
    auto& own = std::get<std::string>(response.body);
    own = gzip(own);
  }
  response.headers.push_back({"Content-Encoding", "gzip"});
  Header* etag = find(response.headers, "ETag");
  if (etag != nullptr && etag->value.starts_with('"')) etag->value.insert(0, "W/");
}

void add_vary(Response& response) {
  Header* vary = find(response.headers, "Vary");
  if (vary == nullptr) {
    response.headers.push_back({"Vary", "Accept-Encoding"});
  } else if (vary->value != "*") {
    vary->value += ", Accept-Encoding";
  }
}

}  // namespace

std::string http_date() {
  thread_local std::time_t known_at = -1;
  thread_local std::string known;
  const std::time_t now = std::time(nullptr);
  if (now == known_at) return known;
  static constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&now, &utc);
  known = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                      days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                      months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900,
                      utc.tm_hour, utc.tm_min, utc.tm_sec);
  known_at = now;
  return known;
}

Outgoing outgoing(Response response, const Circumstances& circumstances, GzipCache& cache) {
  check(response);
  if (may_compress(response, circumstances.compress_from_bytes)) {
    if (circumstances.takes_gzip) compress(response, cache);
    add_vary(response);
  }
  Outgoing out;
  out.status = response.status;
  out.route = std::move(response.route);
  out.keep_alive = circumstances.keep_alive;
  const std::size_t size = body_size(response);
  if (auto* events = std::get_if<std::shared_ptr<EventStream>>(&response.body)) {
    out.keep_alive = false;  // the connection's end is the stream's
    out.events = std::move(*events);
  } else if (auto* shared = std::get_if<SharedBytes>(&response.body)) {
    out.shared_body = std::move(*shared);
  } else {
    out.own_body = std::move(std::get<std::string>(response.body));
  }
  std::string& head = out.head;
  head.reserve(512);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\nX-Request-Id: {}\r\n",
                 out.status, reason_phrase(out.status), http_date(), circumstances.request_id);
  for (const Header& header : response.headers) {
    if (is_ours(header.name)) continue;
    head.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  if (!has_no_body(out.status) && !out.events) {
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", size);
  }
  if (!out.keep_alive) {
    head += "Connection: close\r\n";
  } else if (circumstances.http_1_0) {
    head += "Connection: keep-alive\r\n";
  }
  head += "\r\n";
  if (circumstances.head_only || has_no_body(out.status)) {
    out.own_body.clear();
    out.shared_body.reset();
  }
  return out;
}

}  // namespace redthread::http

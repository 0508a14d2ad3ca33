// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include <algorithm>

namespace redthread::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<std::string_view> first_of(const std::vector<Parameter>& parameters,
                                         std::string_view name) {
  for (const Parameter& each : parameters) {
    if (each.name == name) return each.value;
  }
  return std::nullopt;
}

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const Header& each : headers) {
    if (same_ignoring_case(each.name, name)) return each.value;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  return first_of(query, name);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  return first_of(cookies, name);
}

Response respond(int status, std::string content_type, std::string body) {
  return {status, {{"Content-Type", std::move(content_type)}}, std::move(body)};
}

Response respond(int status, std::string content_type, SharedBytes body) {
  return {status, {{"Content-Type", std::move(content_type)}}, std::move(body)};
}

Response respond(std::shared_ptr<EventStream> events) {
  return {200,
          {{"Content-Type", "text/event-stream"},
           {"Cache-Control", "no-store"},
           {"X-Accel-Buffering", "no"}},
          std::move(events)};
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

}  // namespace redthread::http

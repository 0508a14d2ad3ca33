// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "http/client.hpp"
#include "http/target.hpp"

namespace redthread::http {
namespace {

ClientRequest post(std::string url, std::string content_type, std::string body) {
  return {.method = "POST",
          .url = std::move(url),
          .headers = {{"Content-Type", std::move(content_type)}},
          .body = std::move(body)};
}

}  // namespace

std::optional<std::string_view> ClientResponse::header(std::string_view name) const {
  for (const Header& each : headers) {
    if (same_ignoring_case(each.name, name)) return each.value;
  }
  return std::nullopt;
}

ClientRequest post_form(std::string url, const std::vector<Parameter>& parameters) {
  std::string body;
  for (const Parameter& each : parameters) {
    if (!body.empty()) body += '&';
    body += percent_encode(each.name) + '=' + percent_encode(each.value);
  }
  return post(std::move(url), "application/x-www-form-urlencoded", std::move(body));
}

ClientRequest post_json(std::string url, std::string json) {
  return post(std::move(url), "application/json", std::move(json));
}

std::optional<Url> parse_url(std::string_view url) {
  Url parsed;
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = url.substr(0, scheme_end);
  parsed.https = same_ignoring_case(scheme, "https");
  if (!parsed.https && !same_ignoring_case(scheme, "http")) return std::nullopt;
  url.remove_prefix(scheme_end + 3);
  const std::size_t end = std::min(url.find_first_of("/?#"), url.size());
  const std::string_view authority = url.substr(0, end);
  parsed.target = url.substr(end);
  if (!parsed.target.starts_with('/')) parsed.target.insert(0, "/");
  const bool printable = std::all_of(parsed.target.begin(), parsed.target.end(),
                                     [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  if (!is_host(authority) || !printable) return std::nullopt;
  parsed.authority = authority;
  const bool bracket = authority.front() == '[';
  const std::size_t host_end =
      bracket ? authority.find(']') : std::min(authority.find(':'), authority.size());
  parsed.host = bracket ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
  const std::size_t colon = authority.find(':', host_end);
  if (colon != std::string_view::npos) parsed.port = authority.substr(colon + 1);
  if (parsed.port.empty()) parsed.port = parsed.https ? "443" : "80";
  return parsed;
}

}  // namespace redthread::http

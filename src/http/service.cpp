// SPDX-License-Identifier: Apache-2.0
#include "http/service.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <random>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/problem.hpp"

namespace redthread::http {
namespace {

bool is_address(const std::string& text) {
  in6_addr address{};
  return inet_pton(AF_INET, text.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

std::string reason_of(const std::exception& exception) {
  const auto* error = dynamic_cast<const Error*>(&exception);
  return error == nullptr ? std::string(exception.what())
                          : fmt::format("{} [{}]", error->what(), error->code());
}

Outgoing failure(Service& service, std::string reason, const Circumstances& circumstances) {
  ++service.counters.failed_handlers;
  Outgoing out = outgoing(respond(Problem{.status = 500, .request_id = circumstances.request_id}),
                          circumstances, service.gzip_cache);
  out.reason = std::move(reason);
  return out;
}

}  // namespace

bool Service::is_trusted_proxy(const std::string& address) const {
  const auto& trusted = options.trusted_proxies;
  return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
}

void HeldBody::grow_to(std::size_t bytes) {
  if (bytes <= bytes_) return;
  const std::size_t more = bytes - bytes_;
  bytes_ = bytes;
  const std::size_t all = service_.counters.held_body_bytes.fetch_add(more) + more;
  is_too_much_ = all > service_.options.limits.all_bodies_bytes;
}

void HeldBody::release() {
  service_.counters.held_body_bytes -= bytes_;
  bytes_ = 0;
  is_too_much_ = false;
}

std::string new_request_id() {
  static const std::uint64_t start = [] {
    std::random_device random;
    return (std::uint64_t{random()} << 32) | random();
  }();
  static std::atomic<std::uint64_t> count = 0;
  // An odd factor maps numbers one to one: never twice the same, and no count of our requests.
  return fmt::format("{:016x}", (start + count.fetch_add(1)) * 0x9e3779b97f4a7c15ULL);
}

void identify_client(Request& request, const std::string& socket_peer, bool tls,
                     const Service& service) {
  request.peer = socket_peer;
  request.secure = tls;
  if (!service.is_trusted_proxy(socket_peer)) return;
  request.secure = false;
  std::string hops;
  for (const Header& header : request.headers) {
    if (same_ignoring_case(header.name, "X-Forwarded-For")) hops += ',' + header.value;
    if (same_ignoring_case(header.name, "X-Forwarded-Proto"))
      request.secure = header.value == "https";
  }
  auto parts = split(hops, ',');
  std::reverse(parts.begin(), parts.end());
  for (const std::string_view hop : parts) {
    std::string address(trim(hop));
    if (!is_address(address)) break;
    request.peer = std::move(address);
    if (!service.is_trusted_proxy(request.peer)) break;
  }
}

Outgoing answer(Service& service, const Request& request, const Circumstances& circumstances) {
  try {
    Response response = service.handler(request);
    Circumstances now = circumstances;
    now.keep_alive = now.keep_alive && !service.stopping;  // it may have begun to stop meanwhile
    return outgoing(std::move(response), now, service.gzip_cache);
  } catch (const std::exception& exception) {
    return failure(service, reason_of(exception), circumstances);
  } catch (...) {
    return failure(service, "an exception that is no std::exception", circumstances);
  }
}

Outgoing refusal(Service& service, int status, const std::string& why,
                 const Circumstances& circumstances) {
  Response response =
      respond(Problem{.status = status, .detail = why, .request_id = circumstances.request_id});
  if (status == 503) response.headers.push_back({"Retry-After", "1"});
  if (status == 405) response.headers.push_back({"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"});
  Outgoing out = outgoing(std::move(response), circumstances, service.gzip_cache);
  out.reason = why;
  return out;
}

Outgoing refusal_of_unfinished(Service& service, const RequestReader& reader, bool too_much,
                               const Circumstances& circumstances) {
  if (reader.state() == RequestReader::State::refused) {
    return refusal(service, reader.status(), reader.why(), circumstances);
  }
  if (too_much) return refusal(service, 503, "there are too many large requests", circumstances);
  ++service.counters.cut_slow_clients;
  return refusal(service, 408, "the request came too slowly", circumstances);
}

std::string refusal_text(int status, const std::string& why) {
  const std::string body = problem_json({.status = status, .detail = why});
  return fmt::format(
      "HTTP/1.1 {} {}\r\nDate: {}\r\nContent-Type: application/problem+json\r\n"
      "Retry-After: 1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
      status, reason_phrase(status), http_date(), body.size(), body);
}

}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
#include "http/request_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "base/text.hpp"
#include "http/head_check.hpp"
#include "http/target.hpp"

namespace redthread::http {

namespace beast = boost::beast;

/// Beast's parser; puts what it reads where the reader wants it. Trailers are read and forgotten:
/// they must not pass for headers.
struct RequestReader::Parser final : beast::http::basic_parser<true> {
  explicit Parser(Request& into) : request(into) {}

  Request& request;
  bool in_head = true;
  bool http_1_0 = false;

  using View = beast::string_view;
  using Code = beast::error_code;
  static std::string text_of(View view) { return {view.data(), view.size()}; }

  void on_request_impl(beast::http::verb, View method, View target, int version, Code&) override {
    http_1_0 = version == 10;
    request.method = text_of(method);
    request.target = text_of(target);
  }
  void on_response_impl(int, View, int, Code&) override {}
  void on_field_impl(beast::http::field, View name, View value, Code&) override {
    if (in_head) request.headers.push_back({text_of(name), text_of(value)});
  }
  void on_header_impl(Code&) override { in_head = false; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
  std::size_t on_body_impl(View body, Code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, View extension, Code& code) override {
    // Beast takes a quoted line feed; another reader may end the line there.
    if (check_head_bytes({extension.data(), extension.size()}, 0)) {
      code = beast::http::error::bad_chunk_extension;
    }
  }
  std::size_t on_chunk_body_impl(std::uint64_t, View body, Code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(Code&) override {}
};

RequestReader::RequestReader(const Limits& limits)
    : limits_(limits), parser_(std::make_unique<Parser>(request_)) {
  parser_->eager(true);
  parser_->header_limit(static_cast<std::uint32_t>(
      std::min<std::size_t>(limits.head_bytes + limits.target_bytes, UINT32_MAX)));
  parser_->body_limit(limits.body_bytes);
}

RequestReader::~RequestReader() = default;

std::size_t RequestReader::body_bytes() const { return request_.body.size(); }

void RequestReader::refuse(int status, std::string why) {
  state_ = State::refused;
  status_ = status;
  why_ = std::move(why);
}

std::size_t RequestReader::read(std::string_view bytes, bool full) {
  std::size_t read = 0;
  if (state_ == State::head) read = read_head(bytes, full);
  if (state_ != State::body) return read;
  beast::error_code error;
  while (read < bytes.size()) {
    const std::size_t put =
        parser_->put(boost::asio::buffer(bytes.data() + read, bytes.size() - read), error);
    read += put;
    if (parser_->is_done()) {
      state_ = State::complete;
      break;
    }
    if (error == beast::http::error::need_more) {
      if (full && read == 0) refuse(400, "a chunk's size or the trailers are too long");
      break;
    }
    if (error == beast::http::error::body_limit) {
      refuse(413, "the body is too large");
      break;
    }
    if (error || put == 0) {
      refuse(400, "the body's chunks are not well formed");
      break;
    }
  }
  return read;
}

std::size_t RequestReader::read_head(std::string_view bytes, bool full) {
  const std::size_t from = scanned_ > 3 ? scanned_ - 3 : 0;
  const std::size_t found = bytes.find("\r\n\r\n", from);
  const bool whole = found != std::string_view::npos;
  const std::size_t size = whole ? found + 4 : bytes.size();
  if (auto refusal = check_head_bytes(bytes.substr(0, size), from)) {
    refuse(refusal->status, std::move(refusal->why));
    return 0;
  }
  scanned_ = bytes.size();
  if (size > limits_.head_bytes || (!whole && full)) {
    refuse(431, "the request line and headers are too long");
    return 0;
  }
  if (!whole) return 0;
  if (auto refusal = check_head(bytes.substr(0, size), limits_)) {
    refuse(refusal->status, std::move(refusal->why));
    return 0;
  }
  beast::error_code error;
  const std::size_t read = parser_->put(boost::asio::buffer(bytes.data(), size), error);
  if (error == beast::http::error::body_limit) {
    refuse(413, "the body is too large");
  } else if ((error && error != beast::http::error::need_more) || read != size ||
             !parser_->is_header_done()) {
    refuse(400, "the request line or a header is not well formed");
  } else {
    accept_head();
  }
  return state_ == State::refused ? 0 : read;
}

void RequestReader::accept_head() {
  std::string why;
  auto target = parse_target(request_.target, why);
  if (!target) return refuse(400, std::move(why));
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
  keep_alive_ = parser_->keep_alive();
  is_head_ = request_.method == "HEAD";
  if (is_head_) request_.method = "GET";
  for (const Header& each : request_.headers) {
    if (same_ignoring_case(each.name, "Cookie")) {
      for (Parameter& cookie : parse_cookies(each.value)) {
        request_.cookies.push_back(std::move(cookie));
      }
    } else if (same_ignoring_case(each.name, "Accept-Encoding")) {
      takes_gzip_ = takes_gzip_ || accepts_gzip(each.value);
    }
  }
  state_ = parser_->is_done() ? State::complete : State::body;
  accept_host(target->host);
  accept_expectations();
}

void RequestReader::accept_host(const std::string& of_target) {
  const auto host = request_.header("Host");
  if (host && !is_host(*host)) return refuse(400, "Host is none");
  request_.host = !of_target.empty() ? of_target : std::string(host.value_or(""));
}

void RequestReader::accept_expectations() {
  const auto expect = request_.header("Expect");
  http_1_0_ = parser_->http_1_0;
  if (state_ == State::refused || !expect || http_1_0_) return;
  if (!same_ignoring_case(*expect, "100-continue")) {
    return refuse(417, "the only expectation that is met is 100-continue");
  }
  wants_continue_ = state_ == State::body;
}

bool accepts_gzip(std::string_view header) {
  for (const std::string_view part : split(header, ',')) {
    const auto pieces = split(part, ';');
    const std::string_view name = trim(pieces[0]);
    if (!same_ignoring_case(name, "gzip") && name != "*") continue;
    if (pieces.size() == 1) return true;
    // q=0, q=0.0 ... say no; all else says yes.
    const std::string_view weight = trim(pieces[1]);
    const bool zero =
        weight.starts_with("q=0") && weight.find_first_of("123456789") == std::string_view::npos;
    return !zero;
  }
  return false;
}

}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
#include "http/client.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "http/messages.hpp"

namespace redthread::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::awaitable;
using Tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Parser = beast::http::response_parser<beast::http::string_body>;

constexpr auto as_pair = asio::as_tuple(asio::use_awaitable);

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
}

/// The request as it is written. Errors: `http.address` when a part of it cannot be.
std::string text_of(const ClientRequest& request, const Url& url) {
  std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
                                 request.method, url.target, url.authority);
  bool writable = is_token(request.method);
  for (const Header& header : request.headers) {
    writable = writable && is_token(header.name) &&
               header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
    text += header.name + ": " + header.value + "\r\n";
  }
  if (!writable) throw Error(codes::address, "a request's method or header cannot be written");
  if (!request.body.empty() || request.method != "GET") {
    text += fmt::format("Content-Length: {}\r\n", request.body.size());
  }
  return text + "\r\n" + request.body;
}

/// Settings of a TLS client that trusts the authorities that are told. Errors: `http.tls`.
asio::ssl::context trusting(const ClientOptions& options, const Url& url) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  if (!url.https) return context;
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_verify_mode(asio::ssl::verify_peer);
  ErrorCode error;
  if (options.authorities_file.empty()) {
    context.set_default_verify_paths(error);
  } else {
    context.load_verify_file(options.authorities_file, error);
  }
  if (!error) return context;
  throw Error(codes::tls,
              fmt::format("authorities {}: {}", options.authorities_file, error.message()));
}

/// One exchange with one server.
class Exchange {
 public:
  Exchange(asio::io_context& context, Url url, const ClientOptions& options)
      : url_(std::move(url)),
        options_(options),
        socket_(context),
        tls_context_(trusting(options_, url_)),
        tls_(socket_, tls_context_) {}

  awaitable<ClientResponse> ask(std::string request) {
    co_await connect();
    if (url_.https) {
      co_await begin_tls();
      const auto [error, count] = co_await asio::async_write(tls_, asio::buffer(request), as_pair);
      check(error);
    } else {
      const auto [error, count] =
          co_await asio::async_write(socket_, asio::buffer(request), as_pair);
      check(error);
    }
    int status = 100;
    ClientResponse response;
    while (status / 100 == 1) {
      response = co_await read_answer();
      status = response.status;
    }
    co_return response;
  }

 private:
  [[noreturn]] void unreachable(const std::string& why) const {
    throw Error(codes::unreachable, fmt::format("{}: {}", url_.authority, why));
  }
  void check(const ErrorCode& error) const {
    if (error) unreachable(error.message());
  }

  awaitable<void> connect() {
    Tcp::resolver resolver(socket_.get_executor());
    const auto [error, found] = co_await resolver.async_resolve(url_.host, url_.port, as_pair);
    check(error);
    const auto [refused, endpoint] = co_await asio::async_connect(socket_, found, as_pair);
    check(refused);
  }

  awaitable<void> begin_tls() {
    tls_.set_verify_callback(asio::ssl::host_name_verification(url_.host));
    ErrorCode no_address;
    asio::ip::make_address(url_.host, no_address);
    if (no_address) {
      std::string name = url_.host;
      SSL_ctrl(tls_.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               name.data());
    }
    const auto [refused] = co_await tls_.async_handshake(asio::ssl::stream_base::client, as_pair);
    check(refused);
  }

  awaitable<ClientResponse> read_answer() {
    Parser parser;
    parser.eager(true);
    parser.header_limit(static_cast<std::uint32_t>(options_.head_bytes));
    parser.body_limit(options_.body_bytes);
    while (!parser.is_done()) {
      const std::size_t used = unread_.empty() ? 0 : put(parser);
      unread_.erase(0, used);
      if (parser.is_done() || used > 0) continue;
      if (unread_.size() > options_.head_bytes) {
        throw Error(codes::too_large, url_.authority + ": the answer's head is too large");
      }
      const bool more = co_await read_more();
      if (!more) end(parser);
    }
    ClientResponse response;
    response.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get()) {
      response.headers.push_back(
          {std::string(field.name_string().data(), field.name_string().size()),
           std::string(field.value().data(), field.value().size())});
    }
    response.body = std::move(parser.get().body());
    co_return response;
  }

  std::size_t put(Parser& parser) {
    beast::error_code error;
    const std::size_t used = parser.put(asio::buffer(unread_), error);
    if (error == beast::http::error::body_limit || error == beast::http::error::header_limit) {
      throw Error(codes::too_large, url_.authority + ": the answer is too large");
    }
    if (error && error != beast::http::error::need_more) bad_answer(error.message());
    return used;
  }

  [[noreturn]] void bad_answer(const std::string& why) const {
    throw Error(codes::bad_answer, fmt::format("{}: {}", url_.authority, why));
  }

  void end(Parser& parser) {
    beast::error_code error;
    if (!parser.is_header_done()) bad_answer("the connection ended before the answer");
    parser.put_eof(error);
    if (error) bad_answer("the connection ended within the answer");
  }

  /// False at the end.
  awaitable<bool> read_more() {
    const auto room = asio::buffer(bytes_);
    std::size_t count = 0;
    ErrorCode failure;
    if (url_.https) {
      const auto [error, read] = co_await tls_.async_read_some(room, as_pair);
      failure = error;
      count = read;
    } else {
      const auto [error, read] = co_await socket_.async_read_some(room, as_pair);
      failure = error;
      count = read;
    }
    if (failure == asio::error::eof) co_return false;
    if (failure) bad_answer(failure.message());
    unread_.append(bytes_.data(), count);
    co_return true;
  }

  const Url url_;
  const ClientOptions& options_;
  Tcp::socket socket_;
  asio::ssl::context tls_context_;
  asio::ssl::stream<Tcp::socket&> tls_;
  std::array<char, 16384> bytes_{};
  std::string unread_;
};

}  // namespace

ClientResponse fetch(const ClientRequest& request, const ClientOptions& options) {
  const auto url = parse_url(request.url);
  if (!url) throw Error(codes::address, "the address to ask is not http(s)://host/path");
  asio::io_context context(1);
  std::optional<ClientResponse> response;
  std::exception_ptr failure;
  Exchange exchange(context, *url, options);
  asio::co_spawn(context, exchange.ask(text_of(request, *url)),
                 [&](std::exception_ptr thrown, ClientResponse answer) {
                   failure = std::move(thrown);
                   if (!failure) response = std::move(answer);
                 });
  context.run_for(options.time);
  if (failure) std::rethrow_exception(failure);
  if (!response) {
    throw Error(codes::timeout,
                fmt::format("{}: no answer within {} ms", url->authority, options.time.count()));
  }
  return std::move(*response);
}

}  // namespace redthread::http

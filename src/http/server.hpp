// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/message.hpp"
#include "http/metrics.hpp"

namespace redthread::http {

/// What a request may cost. What lies beyond a limit is answered with 4xx, and the connection ends.
struct Limits {
  std::size_t head_bytes = 16u << 10;         ///< request line and headers: 431
  std::size_t target_bytes = 8u << 10;        ///< path and query: 414
  std::size_t header_count = 100;             ///< 431
  std::size_t body_bytes = 8u << 20;          ///< also of chunked bodies: 413
  std::size_t all_bodies_bytes = 256u << 20;  ///< of all requests at a time: 503 with Retry-After
  std::size_t connections = 4096;             ///< of all: 503 at once
  std::size_t connections_per_peer =
      1024;                  ///< of one address that is no trusted proxy: 429 at once
  std::size_t queue = 1024;  ///< requests that wait for a worker: 503 with Retry-After
  /// From a request's first byte to its last: 408. A body adds a second for each `slowest_rate`
  /// bytes that have come, so that a large one may come over a slow line.
  std::chrono::milliseconds request_time{15'000};
  std::size_t slowest_rate = 16u << 10;         ///< bytes a second
  std::chrono::milliseconds idle_time{75'000};  ///< between requests; then closed
  /// For the client to take the next 64 KiB: else cut. Also for the TLS handshake.
  std::chrono::milliseconds write_time{15'000};
  std::chrono::milliseconds keep_alive_comments{
      15'000};  ///< between comments on an idle event stream
};

/// How a server is set up.
struct Options {
  std::string address = "127.0.0.1";  ///< an IPv4 or IPv6 address to listen on
  std::uint16_t port = 0;             ///< 0: any that is free, see `Server::port`
  int io_threads = 1;                 ///< read and write; one serves thousands of connections
  int worker_threads = 4;             ///< run the handler; as many requests are handled at a time
  Limits limits = {};
  /// PEM files; both empty: no TLS. TLS 1.2 and 1.3.
  std::string certificate_file = {};
  std::string key_file = {};
  /// Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies = {};
  /// Text bodies of at least so many bytes are compressed for clients that take gzip.
  std::size_t compress_from_bytes = 1400;
  std::chrono::milliseconds stop_time{10'000};  ///< for a graceful stop; then connections are cut
};

/// One line of the access log. Holds nothing about a person: neither address, query nor headers.
struct LogRecord {
  std::string id;
  std::string method;
  std::string
      route;  ///< the route's pattern if the handler said it, else the path; never the query
  int status = 0;
  std::uint64_t bytes = 0;  ///< sent, with the head
  double milliseconds = 0;  ///< from the request's first byte to the response's last
  /// Why, for those who run the server: what was refused, what a handler's exception said. Empty
  /// when all went well.
  std::string reason;
};

/// The record as one line of JSON, with `time` (UTC, now) first, without a line end.
std::string to_json_line(const LogRecord& record);

/// Answers a request. Called by several workers at a time; may block; an exception becomes 500 with
/// the request's id and none of its text.
using Handler = std::function<Response(const Request&)>;
/// Told of every answered request; called by several threads at a time, must not block or throw.
using Log = std::function<void(const LogRecord&)>;

/// An HTTP/1.1 server with one handler. Threads: `io_threads` for reading and writing,
/// `worker_threads` for the handler, one that accepts.
class Server {
 public:
  Server(Options options, Handler handler, Log log = {});
  /// Stops, if it runs.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens and serves, and returns at once. Errors: `http.listen`, `http.tls`.
  void start();
  /// The port that it listens on; 0 before `start`.
  std::uint16_t port() const;
  /// Accepts no more, finishes the requests whose first byte has come, ends event streams, and
  /// returns when all connections are closed; what takes longer than `stop_time` is cut, but a
  /// handler that runs is waited for. Once; a second call does nothing.
  void stop();

  Metrics metrics() const;

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "http/connections.hpp"
#include "http/counters.hpp"
#include "http/gzip.hpp"
#include "http/outgoing.hpp"
#include "http/request_reader.hpp"
#include "http/server.hpp"
#include "http/workers.hpp"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace redthread::http {

/// What all threads of a server share.
struct Service {
  Service(Options its_options, Handler its_handler, Log its_log)
      : options(std::move(its_options)),
        handler(std::move(its_handler)),
        log(std::move(its_log)),
        connections(options.limits.connections, options.limits.connections_per_peer),
        workers(options.worker_threads, options.limits.queue) {}

  const Options options;
  const Handler handler;
  const Log log;
  std::shared_ptr<ssl_ctx_st> tls;  ///< null without TLS; set before the first connection
  Counters counters;
  Connections connections;
  GzipCache gzip_cache;
  std::atomic<bool> stopping = false;
  Workers workers;  ///< last, so that they end first

  bool is_trusted_proxy(const std::string& address) const;
};

/// The memory that a request's body takes, counted among that of all.
class HeldBody {
 public:
  explicit HeldBody(Service& service) : service_(service) {}
  ~HeldBody() { release(); }
  HeldBody(const HeldBody&) = delete;
  HeldBody& operator=(const HeldBody&) = delete;

  void grow_to(std::size_t bytes);
  void release();
  /// Whether all bodies together were more than they may be when this one grew.
  bool is_too_much() const { return is_too_much_; }

 private:
  Service& service_;
  std::size_t bytes_ = 0;
  bool is_too_much_ = false;
};

/// A new id, unlike all others: 16 hexadecimal digits.
std::string new_request_id();

/// Who the client is: fills `peer` and `secure`. `socket_peer` is the address that connected to us;
/// only when that is a trusted proxy, its X-Forwarded-For (from the right, past other trusted
/// proxies) and X-Forwarded-Proto are believed.
void identify_client(Request& request, const std::string& socket_peer, bool tls,
                     const Service& service);

/// Lets the handler answer. What it throws becomes 500, with the exception's text in `reason` only.
Outgoing answer(Service& service, const Request& request, const Circumstances& circumstances);

/// The answer to what never came to the handler: a problem with these words, 4xx or 503.
Outgoing refusal(Service& service, int status, const std::string& why,
                 const Circumstances& circumstances);

/// The answer to a request that was not read to its end: refused by its reader, more than all
/// bodies may hold (`too_much`), or else too slow.
Outgoing refusal_of_unfinished(Service& service, const RequestReader& reader, bool too_much,
                               const Circumstances& circumstances);

/// The whole of a refusal for a connection that is not admitted, head and body.
std::string refusal_text(int status, const std::string& why);

}  // namespace redthread::http

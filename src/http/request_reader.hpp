// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "http/server.hpp"

namespace redthread::http {

/// Makes one request of the bytes of a connection, without knowing of sockets. Two readings: every
/// head is first checked by our own strict rules, which refuse whatever two readers could
/// understand differently (that is how requests are smuggled past a proxy); then Beast parses it,
/// and the body. source: RFC 9112.
class RequestReader {
 public:
  enum class State {
    head,      ///< the head is not complete
    body,      ///< the head is known and well formed; the body is not complete
    complete,  ///< `request` is
    refused,   ///< see `status`, `why`; what follows on the connection means nothing
  };

  explicit RequestReader(const Limits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// Reads from all unread bytes of the connection, and returns how many of them are now read: the
  /// caller gives the rest again, with more behind. Stops behind the request's last byte. `full`
  /// says that the caller's buffer takes no more: a line that still does not end is refused.
  std::size_t read(std::string_view bytes, bool full);

  State state() const { return state_; }
  int status() const { return status_; }                   ///< 4xx, when refused
  const std::string& why() const { return why_; }          ///< for the client, when refused
  bool wants_continue() const { return wants_continue_; }  ///< waits for 100 Continue
  bool keep_alive() const { return keep_alive_; }          ///< the client means to go on
  bool http_1_0() const { return http_1_0_; }
  bool is_head() const { return is_head_; }  ///< a HEAD request
  bool takes_gzip() const { return takes_gzip_; }
  std::size_t body_bytes() const;  ///< so far

  /// Complete but for `id`, `peer` and `secure`.
  Request& request() { return request_; }

 private:
  struct Parser;

  std::size_t read_head(std::string_view bytes, bool full);
  void accept_head();
  void accept_host(const std::string& of_target);
  void accept_expectations();
  void refuse(int status, std::string why);

  const Limits& limits_;
  std::unique_ptr<Parser> parser_;
  State state_ = State::head;
  std::size_t scanned_ = 0;  // bytes of the head that were searched for its end
  int status_ = 0;
  std::string why_;
  bool wants_continue_ = false;
  bool keep_alive_ = false;
  bool http_1_0_ = false;
  bool is_head_ = false;
  bool takes_gzip_ = false;
  Request request_;
};

/// Whether an Accept-Encoding header takes gzip.
bool accepts_gzip(std::string_view header);

}  // namespace redthread::http

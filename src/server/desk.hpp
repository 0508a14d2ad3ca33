// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "access/accounts.hpp"
#include "access/sessions.hpp"
#include "app/live_region.hpp"
#include "database/connection.hpp"
#include "http/message.hpp"
#include "server/visitor.hpp"

namespace redthread::server {

/// The front desk: who comes in, and how far they may go. Accounts and sessions lie in the database
/// and are asked for with every request, so that what one server changes holds on all at once. Safe
/// from all threads: each question has a connection of its own, which is kept for the next.
class Desk {
 public:
  /// `address` of the database; `is_secure`: cookies are for TLS only.
  Desk(std::string address, bool is_secure);

  /// Who is logged in; nullopt when nobody is, or no longer.
  std::optional<Visitor> visitor_of(const http::Request& request);

  /// A login that succeeded, or when to try again, or neither: wrong.
  struct Entry {
    std::optional<Visitor> visitor;
    std::string cookie;  ///< `Set-Cookie`
    std::int64_t wait_seconds = 0;
  };
  Entry log_in(const std::string& login, const std::string& password, const http::Request& request);
  /// The `Set-Cookie` that forgets the session, which is ended.
  std::string log_out(const http::Request& request);

  /// A `Set-Cookie` of ours, and the name that such a cookie has.
  std::string cookie(const char* name, const std::string& value, std::int64_t seconds) const;
  std::string cookie_name(const char* name) const;
  /// The `Set-Cookie` of a session that was opened.
  std::string session_cookie(const access::OpenedSession& session, access::Time at) const;
  static access::Time now();

  bool may(const Visitor& visitor, access::Permission permission, const app::LiveRegion* region,
           const std::string& unit) const;
  /// At any unit of the region, or of any region when it is nullptr.
  bool may_anywhere(const Visitor& visitor, access::Permission permission,
                    const app::LiveRegion* region) const;

  /// The unit, those above it, up to the root; the root alone of a unit that there is not. An empty
  /// code is the region's own unit.
  access::Chain chain_of(const app::LiveRegion& region, const std::string& unit) const;

  /// Runs `work(access::Accounts&)` on a connection that nobody else uses meanwhile.
  template <typename Work>
  decltype(auto) with_accounts(Work&& work) {
    Borrowed connection(*this);
    access::Accounts accounts(connection.get());
    return std::forward<Work>(work)(accounts);
  }

 private:
  /// A connection for as long as it is needed; one that failed is not used again.
  class Borrowed {
   public:
    explicit Borrowed(Desk& desk);
    ~Borrowed();
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    database::Connection& get() { return *connection_; }

   private:
    Desk& desk_;
    int failures_;  ///< exceptions in flight when it was lent
    std::unique_ptr<database::Connection> connection_;
  };

  const std::string address_;
  const bool is_secure_;
  std::mutex mutex_;  // idle_
  std::vector<std::unique_ptr<database::Connection>> idle_;
};

}  // namespace redthread::server

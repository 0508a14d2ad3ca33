// SPDX-License-Identifier: Apache-2.0
#include "server/desk.hpp"

#include <algorithm>
#include <exception>

#include <fmt/format.h>

#include "access/sessions.hpp"

namespace redthread::server {
namespace {

constexpr const char* session_name = "session";

Date today() {
  return Date::from_days(static_cast<int>(
      std::chrono::duration_cast<std::chrono::hours>(Desk::now().time_since_epoch()).count() / 24));
}

Visitor visitor_from(const access::Account& account, std::string csrf) {
  return {account.id, account.login, account.name, std::move(csrf), account.grants};
}

}  // namespace

Desk::Borrowed::Borrowed(Desk& desk) : desk_(desk), failures_(std::uncaught_exceptions()) {
  {
    const std::lock_guard<std::mutex> alone(desk_.mutex_);
    if (!desk_.idle_.empty()) {
      connection_ = std::move(desk_.idle_.back());
      desk_.idle_.pop_back();
    }
  }
  if (!connection_) connection_ = database::connect(desk_.address_);
}

Desk::Borrowed::~Borrowed() {
  if (std::uncaught_exceptions() > failures_) return;
  const std::lock_guard<std::mutex> alone(desk_.mutex_);
  desk_.idle_.push_back(std::move(connection_));
}

Desk::Desk(std::string address, bool is_secure)
    : address_(std::move(address)), is_secure_(is_secure) {
  Borrowed connection(*this);
  access::Sessions makes_the_tables(connection.get());
}

access::Time Desk::now() {
  return std::chrono::time_point_cast<access::Seconds>(std::chrono::system_clock::now());
}

std::string Desk::cookie_name(const char* name) const {
  // `__Host-`: the browser gives the cookie to this host alone, and only over TLS.
  return (is_secure_ ? "__Host-" : "") + std::string(name);
}

std::string Desk::cookie(const char* name, const std::string& value, std::int64_t seconds) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie_name(name),
                     value, seconds, is_secure_ ? "; Secure" : "");
}

std::string Desk::session_cookie(const access::OpenedSession& session, access::Time at) const {
  return cookie(session_name, session.token, (session.ends - at).count());
}

std::optional<Visitor> Desk::visitor_of(const http::Request& request) {
  const auto token = request.cookie(cookie_name(session_name));
  if (!token) return std::nullopt;
  Borrowed connection(*this);
  const auto session = access::Sessions(connection.get()).find(*token, now());
  if (!session) return std::nullopt;
  return visitor_from(session->account, session->csrf);
}

Desk::Entry Desk::log_in(const std::string& login, const std::string& password,
                         const http::Request& request) {
  Borrowed connection(*this);
  const access::Time at = now();
  auto answer = access::Sessions(connection.get()).login(login, password, request.peer, at);
  if (!answer.session) return {.wait_seconds = answer.retry_after.count()};
  return {.visitor = visitor_from(answer.session->account, answer.session->csrf),
          .cookie = session_cookie(*answer.session, at)};
}

std::string Desk::log_out(const http::Request& request) {
  if (const auto token = request.cookie(cookie_name(session_name))) {
    Borrowed connection(*this);
    access::Sessions(connection.get()).end(*token);
  }
  return cookie(session_name, "", 0);
}

access::Chain Desk::chain_of(const app::LiveRegion& region, const std::string& unit) const {
  const auto organisation = region.organisation();
  const std::string code = unit.empty() ? region.own_unit() : unit;
  const int index = organisation->index_of(code).value_or(organisation->root());
  return index < 0 ? access::Chain() : access::chain_of(*organisation, index, today());
}

bool Desk::may(const Visitor& visitor, access::Permission permission, const app::LiveRegion* region,
               const std::string& unit) const {
  if (region == nullptr) return may_anywhere(visitor, permission, nullptr);
  return access::may(visitor.grants, permission, region->key(), chain_of(*region, unit));
}

bool Desk::may_anywhere(const Visitor& visitor, access::Permission permission,
                        const app::LiveRegion* region) const {
  return std::any_of(visitor.grants.begin(), visitor.grants.end(), [&](const access::Grant& grant) {
    return (region == nullptr || grant.region == region->key()) &&
           access::carries(grant.role, permission);
  });
}

}  // namespace redthread::server

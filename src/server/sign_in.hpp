// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "access/oidc.hpp"
#include "access/sessions.hpp"
#include "database/connection.hpp"
#include "http/message.hpp"

namespace redthread::server {

/// Signing in at the region's own service (OpenID Connect; access/oidc.hpp has the flow). Safe from
/// all threads: one at a time asks the service.
class SignIn {
 public:
  /// Throws Error `access.sign_in_settings` when the settings are not usable.
  SignIn(const std::string& address, access::OidcSettings settings);

  const std::string& name() const { return name_; }

  /// Where to send the browser, with what goes into its cookie.
  access::OidcStart begin(const std::string& destination, access::Time now);
  /// The account's session and where the person was going; throws `access.sign_in_*`.
  struct Arrival {
    access::OpenedSession session;
    std::string destination;
  };
  Arrival finish(const access::OidcReturn& back, access::Time now);

 private:
  const std::string address_;
  const access::OidcSettings settings_;
  const std::string name_;
  std::mutex mutex_;  // all below
  std::unique_ptr<database::Connection> connection_;
  std::unique_ptr<access::Oidc> oidc_;
  void connect();
};

}  // namespace redthread::server

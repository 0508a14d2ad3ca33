// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "access/oidc.hpp"
#include "base/diagnostics.hpp"

namespace redthread::server {

/// How the application is served.
struct ServeOptions {
  std::vector<std::string> regions;  ///< folders
  std::string warehouse;             ///< as everywhere; only with one region
  std::string store;                 ///< of the plan; only with one region
  std::string accounts;  ///< database of accounts and jobs; empty = the first region's plan store
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 = any that is free
  std::string certificate;    ///< PEM; with `key`: TLS
  std::string key;
  std::vector<std::string> proxies;  ///< whose X-Forwarded-* are believed
  bool behind_tls = false;           ///< a proxy in front speaks TLS: cookies are marked Secure
  access::OidcSettings sign_in;      ///< the region's sign-in service; no issuer = by password only
  std::string pages;                 ///< folder of the built web application
  int threads = 4;                   ///< that answer
  std::string user;                  ///< who loads at the start
};

/// Opens the regions and serves until `wait` returns; then finishes what was accepted. `ready` is
/// told the address once the server answers. Log lines, one JSON object each, go to `log`. False
/// with diagnostics when a region is wrong. Throws what opening throws, `http.listen`, `http.tls`.
bool serve(const ServeOptions& options, const std::function<void(const std::string&)>& ready,
           const std::function<void()>& wait, std::ostream& log, Diagnostics& diagnostics);

}  // namespace redthread::server

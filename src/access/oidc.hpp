// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/accounts.hpp"
#include "access/id_token.hpp"
#include "access/json_web_key.hpp"
#include "access/time.hpp"
#include "database/connection.hpp"

namespace redthread::access {

/// Signing in at the region's own service, by OpenID Connect's code flow with PKCE.
/// source: OpenID Connect Core 1.0; Discovery 1.0; RFC 7636 (PKCE); RFC 9207 (`iss` on the way
/// back)
///
///   browser               we                              service
///   /api/oidc/start  ->   begin: state, nonce, challenge
///   <- 302, cookie                                   ->   the person signs in
///   /api/oidc/back   ->   finish: cookie, state, code ->  token endpoint
///                         check_id_token              <-  ID token, access token
///                         (if it lacks the address)   ->  userinfo
///                         Accounts::sign_in, Sessions::open

/// What is asked of the network and what came. This module makes no connections: the caller does,
/// over TLS with verified certificates, without following redirects, with limits on time and size.
struct HttpQuestion {
  std::string method;  ///< GET, POST
  std::string address;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};
struct HttpAnswer {
  int status = 0;  ///< 0 = there was no answer
  std::string body;
};
using Http = std::function<HttpAnswer(const HttpQuestion&)>;

struct OidcSettings {
  std::string issuer;  ///< `https://login.region.se`, exactly as the service writes it
  std::string client_id;
  /// The environment variable that holds the client's secret; empty = a public client, by PKCE
  /// alone.
  std::string secret_env;
  std::string redirect;  ///< our address to come back to: `https://.../api/oidc/back`
  std::string name;      ///< of the service, for the button: `Regionens inloggning`
  std::string scope = "openid profile email";
  /// Optional: the claim (`groups`) whose values grant roles; what no entry names grants nothing.
  std::string claim;
  std::map<std::string, std::vector<Grant>, std::less<>> grants_by_value;
  Seconds patience = Seconds(600);  ///< how long a person may take to sign in
};

/// Where to send the browser, and what to put into its cookie (HttpOnly, SameSite=Lax, Secure, no
/// longer than `patience`): only the browser that began can finish.
struct OidcStart {
  std::string address;
  std::string browser;
};

/// What the browser brought back, as it is.
struct OidcReturn {
  std::string state;
  std::string code;
  std::string issuer;   ///< `iss`; empty = not given
  std::string error;    ///< not empty: the service says no
  std::string browser;  ///< from the cookie
};

/// Who signed in, and where in the application they were going.
struct OidcArrival {
  Identity identity;
  std::string destination;
};

/// Errors: `access.sign_in_refused` when this person cannot be let in so, `access.sign_in_service`
/// when the service cannot be used, `plan.*` of the engine. They quote nothing that was sent.
/// What the service publishes is kept for an hour. Not thread safe.
class Oidc {
 public:
  /// Throws Error `access.sign_in_settings` when they are not usable: an address that is neither
  /// https nor on this machine, something empty, a variable that is not set.
  Oidc(database::Connection& connection, OidcSettings settings, Http http);

  /// `destination`: a path of ours; anything else is `/`.
  OidcStart begin(const std::string& destination, Time now);
  /// Each `begin` can be finished once.
  OidcArrival finish(const OidcReturn& back, Time now);

  const OidcSettings& settings() const { return settings_; }

 private:
  /// What the service publishes.
  struct Service {
    std::string authorization;
    std::string token;
    std::string keys_address;
    std::string user_info;    ///< empty = there is none
    bool takes_basic = true;  ///< the secret in a header, else in the body
    std::vector<JsonWebKey> keys;
    Time read;
  };
  const Service& service(Time now, bool renew);
  /// With the access token of a person, when one is given.
  std::string get(const std::string& address, const std::string& access_token = {});
  /// What was kept of the beginning, which is forgotten.
  struct Begun {
    std::string nonce_hash;
    std::string destination;
  };
  Begun take(const OidcReturn& back, Time now);
  /// What the service gives for a code: the ID token, and the access token for `user_info`.
  struct Tokens {
    std::string id;
    std::string access;
  };
  Tokens tokens_for(const OidcReturn& back, Time now);
  IdToken checked(const std::string& token, Time now);
  std::optional<std::vector<Grant>> grants_of(const IdToken& token) const;

  database::Connection& connection_;
  OidcSettings settings_;
  std::string secret_;
  Http http_;
  std::optional<Service> service_;
};

}  // namespace redthread::access

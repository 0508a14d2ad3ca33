// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/json_web_key.hpp"
#include "access/time.hpp"

namespace redthread::access {

/// What an ID token says, once it was checked.
struct IdToken {
  std::string issuer;
  std::string subject;
  std::string nonce;
  std::string email;  ///< empty unless `email_verified` is true
  std::string name;
  /// Claims whose value is a text or a list of texts: what grants are mapped from.
  std::map<std::string, std::vector<std::string>, std::less<>> claims;
};

/// What a token must say to be believed.
struct TokenExpectation {
  std::string issuer;     ///< `iss`, exactly
  std::string client_id;  ///< in `aud`; with several, `azp` too
  Time now;               ///< before `exp`, not before `iat` and `nbf`, with a minute of slack
};

/// Why a token is not believed, in words for a log: it quotes nothing of the token.
struct TokenProblem {
  const char* what;
  bool is_unknown_key = false;  ///< the service may have changed its keys: ask for them again
};

/// A token or the problem: exactly one is there.
struct TokenAnswer {
  std::optional<IdToken> token;
  TokenProblem problem = {""};
};

/// Checks an ID token: its form, its signature by one of the keys with RS256 or ES256, and all that
/// OpenID Connect Core asks (section 3.1.3.7), but for the nonce, which the caller compares.
TokenAnswer check_id_token(std::string_view token, const std::vector<JsonWebKey>& keys,
                           const TokenExpectation& expected);

/// Adds what the service's userinfo says of the same person (Core, section 5.3), where the token
/// does not say it. False, and nothing is added, when it is no such answer or of somebody else.
bool add_user_info(std::string_view json, IdToken& token);

}  // namespace redthread::access

// SPDX-License-Identifier: Apache-2.0
#include "access/id_token.hpp"

#include <algorithm>

#include "access/json_text.hpp"
#include "access/secret.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

constexpr std::size_t longest_token = 64u << 10;
constexpr std::size_t longest_subject = 255;  // OpenID Connect Core, section 2
constexpr Seconds slack(60);

TokenAnswer refused(const char* what) { return {.problem = {what}}; }

/// A text or a list of texts; empty when the claim is neither.
std::vector<std::string> texts_of(const Json& claim) {
  std::vector<std::string> texts;
  if (claim.is_string()) texts.push_back(claim.get<std::string>());
  if (!claim.is_array()) return texts;
  for (const Json& each : claim) {
    if (!each.is_string()) return {};
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

std::vector<std::string> texts_in(const Json& object, const char* key) {
  const auto member = object.find(key);
  return member == object.end() ? std::vector<std::string>() : texts_of(*member);
}

std::optional<Json> decoded_object(std::string_view part) {
  const auto text = from_base64url(part);
  return text ? parse_object(*text) : std::nullopt;
}

/// nullptr when the claims are for us and of now; else what is wrong.
const char* problem_of(const Json& claims, const TokenExpectation& expected) {
  if (text_in(claims, "iss") != expected.issuer) return "it is of another issuer";
  const auto audience = texts_in(claims, "aud");
  if (std::find(audience.begin(), audience.end(), expected.client_id) == audience.end()) {
    return "it is for another client";
  }
  const bool has_party = claims.contains("azp");
  if ((has_party || audience.size() > 1) && text_in(claims, "azp") != expected.client_id) {
    return "it was asked for by another client";
  }
  const auto expires = seconds_in(claims, "exp");
  if (!expires) return "it does not say when it expires";
  if (time_of(*expires) + slack <= expected.now) return "it has expired";
  const auto issued = seconds_in(claims, "iat");
  if (!issued) return "it does not say when it was issued";
  if (time_of(*issued) > expected.now + slack) return "it is from the future";
  if (claims.contains("nbf")) {
    const auto begins = seconds_in(claims, "nbf");
    if (!begins || time_of(*begins) > expected.now + slack) return "it does not hold yet";
  }
  const auto subject = text_in(claims, "sub");
  if (!subject || subject->size() > longest_subject) return "it does not say who signed in";
  return nullptr;
}

/// What is said of the person, where the token does not say it yet.
void add_claims(const Json& claims, IdToken& token) {
  if (token.name.empty()) token.name = text_in(claims, "name").value_or("");
  const auto verified = claims.find("email_verified");
  const bool is_verified =
      verified != claims.end() && verified->is_boolean() && verified->get<bool>();
  if (token.email.empty() && is_verified) token.email = text_in(claims, "email").value_or("");
  for (const auto& [key, value] : claims.items()) {
    auto texts = texts_of(value);
    if (!texts.empty()) token.claims.try_emplace(key, std::move(texts));
  }
}

IdToken token_of(const Json& claims) {
  IdToken token{.issuer = text_in(claims, "iss").value_or(""),
                .subject = text_in(claims, "sub").value_or(""),
                .nonce = text_in(claims, "nonce").value_or("")};
  add_claims(claims, token);
  return token;
}

}  // namespace

TokenAnswer check_id_token(std::string_view token, const std::vector<JsonWebKey>& keys,
                           const TokenExpectation& expected) {
  const auto parts = split(token.substr(0, longest_token + 1), '.');
  if (token.size() > longest_token || parts.size() != 3) return refused("it is no signed token");
  const auto header = decoded_object(parts[0]);
  const auto claims = decoded_object(parts[1]);
  const auto signature = from_base64url(parts[2]);
  if (!header || !claims || !signature) return refused("it is no signed token");

  const auto algorithm = algorithm_of(text_in(*header, "alg").value_or(""));
  if (!algorithm) return refused("it is signed in a way that is not accepted");
  if (header->contains("crit")) return refused("it asks for what is not understood");
  const PublicKey* key = find_key(keys, *algorithm, text_in(*header, "kid").value_or(""));
  if (key == nullptr) {
    return {.problem = {"it is signed with a key that the service does not publish", true}};
  }
  if (!key->verifies(token.substr(0, parts[0].size() + 1 + parts[1].size()), *signature)) {
    return refused("its signature is wrong");
  }
  if (const char* problem = problem_of(*claims, expected)) return refused(problem);
  return {.token = token_of(*claims)};
}

bool add_user_info(std::string_view json, IdToken& token) {
  const auto claims = parse_object(json);
  if (!claims || text_in(*claims, "sub") != token.subject) return false;
  add_claims(*claims, token);
  return true;
}

}  // namespace redthread::access

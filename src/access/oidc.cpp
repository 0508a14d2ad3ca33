// SPDX-License-Identifier: Apache-2.0
#include "access/oidc.hpp"

#include <algorithm>
#include <cstdlib>

#include <sodium.h>

#include "access/json_text.hpp"
#include "access/schema.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

constexpr Seconds published_for(3600);
/// Unknown keys are asked for again, but nobody can make us ask all the time.
constexpr Seconds between_renewals(60);

Error refused(const std::string& why) { return {"access.sign_in_refused", why}; }
Error unusable(const std::string& why) { return {"access.sign_in_service", why}; }

/// `host` of `scheme://host:port/...`; empty when there is none, or a name and password before it.
std::string_view host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::size_t start = scheme + 3;
  const std::string_view authority =
      address.substr(start, address.find_first_of("/?#", start) - start);
  if (authority.find('@') != std::string_view::npos) return {};
  if (authority.substr(0, 1) == "[") return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

bool is_of_this_machine(std::string_view address) {
  const std::string_view host = host_of(address);
  return address.substr(0, 7) == "http://" &&
         (host == "localhost" || host == "127.0.0.1" || host == "[::1]");
}

/// An address that secrets may be sent to.
bool is_safe(const std::string& address) {
  return printable(address) == address && address.find(' ') == std::string::npos &&
         ((address.rfind("https://", 0) == 0 && !host_of(address).empty()) ||
          is_of_this_machine(address));
}

/// As in the query of an address (RFC 3986): letters, digits and `-._~` stand for themselves.
std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    const bool is_plain = ('a' <= each && each <= 'z') || ('A' <= each && each <= 'Z') ||
                          ('0' <= each && each <= '9') || each == '-' || each == '.' ||
                          each == '_' || each == '~';
    if (is_plain) {
      out += each;
    } else {
      out += {'%', digits[byte / 16u], digits[byte % 16u]};
    }
  }
  return out;
}

using Fields = std::vector<std::pair<const char*, std::string>>;

std::string form_of(const Fields& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    form += (form.empty() ? "" : "&") + std::string(name) + "=" + encoded(value);
  }
  return form;
}

std::string basic(const std::string& user, const std::string& secret) {
  const std::string both = encoded(user) + ":" + encoded(secret);
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_ENCODED_LEN(both.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(both.data()),
                    both.size(), variant);
  text.pop_back();  // the zero at the end
  return "Basic " + text;
}

/// A path of ours: what another server could be meant by is none.
std::string local_path(const std::string& destination) {
  constexpr std::size_t longest = 2000;
  const bool is_local = destination.size() <= longest && destination.rfind('/', 0) == 0 &&
                        destination.rfind("//", 0) != 0 && printable(destination) == destination &&
                        destination.find_first_of("\\\t") == std::string::npos;
  return is_local ? destination : "/";
}

std::string verifier_of(const std::string& browser) {
  return derived_token(browser, "redthread pkce 1");
}

std::string secret_in(const OidcSettings& settings) {
  if (settings.secret_env.empty()) return {};
  const char* secret = std::getenv(settings.secret_env.c_str());
  if (secret == nullptr || *secret == '\0') {
    throw Error("access.sign_in_settings",
                "the secret of the sign-in service is in the environment variable `" +
                    settings.secret_env + "`, which is not set");
  }
  return secret;
}

void check(const OidcSettings& settings) {
  const bool is_complete = !settings.client_id.empty() && is_safe(settings.issuer) &&
                           is_safe(settings.redirect) &&
                           settings.scope.find("openid") != std::string::npos;
  if (!is_complete) {
    throw Error("access.sign_in_settings",
                "the sign-in service needs an issuer and an address to come back to, both https "
                "(or http on this machine), a client id, and the scope openid");
  }
}

}  // namespace

Oidc::Oidc(database::Connection& connection, OidcSettings settings, Http http)
    : connection_(connection), settings_(std::move(settings)), http_(std::move(http)) {
  check(settings_);
  secret_ = secret_in(settings_);
  migrate(connection_);
}

std::string Oidc::get(const std::string& address, const std::string& access_token) {
  HttpQuestion question{
      .method = "GET", .address = address, .headers = {{"Accept", "application/json"}}};
  if (!access_token.empty())
    question.headers.emplace_back("Authorization", "Bearer " + access_token);
  HttpAnswer answer = http_(question);
  if (answer.status == 0) throw unusable("the sign-in service does not answer");
  constexpr int good = 200;
  if (answer.status != good) {
    throw unusable("the sign-in service answers with status " + std::to_string(answer.status));
  }
  return std::move(answer.body);
}

const Oidc::Service& Oidc::service(Time now, bool renew) {
  const Seconds most = renew ? between_renewals : published_for;
  if (service_ && now < service_->read + most && service_->read <= now) return *service_;
  std::string base = settings_.issuer;
  if (base.back() == '/') base.pop_back();
  const auto document = parse_object(get(base + "/.well-known/openid-configuration"));
  if (!document || text_in(*document, "issuer") != settings_.issuer) {
    throw unusable("the sign-in service does not say that it is the issuer of the settings");
  }
  const auto address = [&](const char* key) {
    auto found = text_in(*document, key);
    const bool is_usable = found && is_safe(*found) &&
                           (!is_of_this_machine(*found) || is_of_this_machine(settings_.issuer));
    if (!is_usable) throw unusable(std::string("the sign-in service gives no usable ") + key);
    return std::move(*found);
  };
  Service read{.authorization = address("authorization_endpoint"),
               .token = address("token_endpoint"),
               .keys_address = address("jwks_uri"),
               .read = now};
  if (document->contains("userinfo_endpoint")) read.user_info = address("userinfo_endpoint");
  const auto methods = document->find("token_endpoint_auth_methods_supported");
  if (methods != document->end() && methods->is_array()) {
    read.takes_basic =
        std::find(methods->begin(), methods->end(), "client_secret_basic") != methods->end();
  }
  auto keys = parse_key_set(get(read.keys_address));
  if (!keys || keys->empty()) throw unusable("the sign-in service publishes no key that is usable");
  read.keys = std::move(*keys);
  service_ = std::move(read);
  return *service_;
}

OidcStart Oidc::begin(const std::string& destination, Time now) {
  const std::string authorization = service(now, false).authorization;
  const std::string state = random_token();
  const std::string nonce = random_token();
  OidcStart start{.browser = random_token()};
  connection_.change("DELETE FROM access_sign_in WHERE expires <= $1", {stored(now)});
  connection_.change(
      "INSERT INTO access_sign_in(state_hash, browser_hash, nonce_hash, destination, expires) "
      "VALUES ($1, $2, $3, $4, $5)",
      {sha256_hex(state), sha256_hex(start.browser), sha256_hex(nonce), local_path(destination),
       stored(now + settings_.patience)});
  const std::string challenge = to_base64url(sha256_bytes(verifier_of(start.browser)));
  start.address = authorization + (authorization.find('?') == std::string::npos ? "?" : "&") +
                  form_of({{"response_type", "code"},
                           {"client_id", settings_.client_id},
                           {"redirect_uri", settings_.redirect},
                           {"scope", settings_.scope},
                           {"state", state},
                           {"nonce", nonce},
                           {"code_challenge", challenge},
                           {"code_challenge_method", "S256"}});
  return start;
}

Oidc::Begun Oidc::take(const OidcReturn& back, Time now) {
  if (!is_token(back.state) || !is_token(back.browser)) {
    throw refused("the sign-in was not begun in this browser");
  }
  std::optional<Begun> begun;
  std::string browser_hash;
  std::int64_t expires = 0;
  {
    const auto rows = connection_.query(
        "DELETE FROM access_sign_in WHERE state_hash = $1 "
        "RETURNING browser_hash, nonce_hash, destination, expires",
        {sha256_hex(back.state)});
    while (rows->next()) {
      browser_hash = rows->text(0);
      begun = Begun{std::string(rows->text(1)), std::string(rows->text(2))};
      expires = rows->integer(3);
    }
  }
  if (!begun || !is_same_secret(browser_hash, sha256_hex(back.browser))) {
    throw refused("the sign-in was not begun in this browser, or is finished already");
  }
  if (time_of(expires) <= now) throw refused("the sign-in took too long; begin again");
  return *begun;
}

Oidc::Tokens Oidc::tokens_for(const OidcReturn& back, Time now) {
  const Service& from = service(now, false);
  HttpQuestion question{.method = "POST",
                        .address = from.token,
                        .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                                    {"Accept", "application/json"}}};
  Fields fields = {{"grant_type", "authorization_code"},
                   {"code", back.code},
                   {"redirect_uri", settings_.redirect},
                   {"code_verifier", verifier_of(back.browser)}};
  const bool in_header = !secret_.empty() && from.takes_basic;
  if (in_header)
    question.headers.emplace_back("Authorization", basic(settings_.client_id, secret_));
  if (!in_header) fields.emplace_back("client_id", settings_.client_id);
  if (!in_header && !secret_.empty()) fields.emplace_back("client_secret", secret_);
  question.body = form_of(fields);

  const HttpAnswer answer = http_(question);
  if (answer.status == 0) throw unusable("the sign-in service does not answer");
  constexpr int bad_request = 400;
  const auto document = parse_object(answer.body);
  if (answer.status == bad_request && document && text_in(*document, "error") == "invalid_grant") {
    throw refused("the sign-in service does not know the sign-in (any more); begin again");
  }
  constexpr int good = 200;
  const auto token = document ? text_in(*document, "id_token") : std::nullopt;
  if (answer.status != good || !token) {
    throw unusable("the sign-in service gave no token, but status " +
                   std::to_string(answer.status));
  }
  return {*token, text_in(*document, "access_token").value_or("")};
}

IdToken Oidc::checked(const std::string& token, Time now) {
  const TokenExpectation expected{settings_.issuer, settings_.client_id, now};
  TokenAnswer answer = check_id_token(token, service(now, false).keys, expected);
  if (answer.problem.is_unknown_key) {
    answer = check_id_token(token, service(now, true).keys, expected);
  }
  if (!answer.token) {
    throw unusable(std::string("the sign-in service's token does not hold: ") +
                   answer.problem.what);
  }
  return std::move(*answer.token);
}

std::optional<std::vector<Grant>> Oidc::grants_of(const IdToken& token) const {
  if (settings_.claim.empty()) return std::nullopt;
  std::vector<Grant> grants;
  const auto claim = token.claims.find(settings_.claim);
  if (claim == token.claims.end()) return grants;
  for (const std::string& value : claim->second) {
    const auto found = settings_.grants_by_value.find(value);
    if (found == settings_.grants_by_value.end()) continue;
    grants.insert(grants.end(), found->second.begin(), found->second.end());
  }
  return grants;
}

OidcArrival Oidc::finish(const OidcReturn& back, Time now) {
  const Begun begun = take(back, now);
  if (!back.issuer.empty() && back.issuer != settings_.issuer) {
    throw refused("the answer is of another sign-in service");
  }
  if (!back.error.empty() || back.code.empty()) {
    throw refused("the sign-in was given up, or the service refused it");
  }
  const Tokens tokens = tokens_for(back, now);
  IdToken token = checked(tokens.id, now);
  if (!is_same_secret(sha256_hex(token.nonce), begun.nonce_hash)) {
    throw unusable("the sign-in service's token does not hold: it is of another sign-in");
  }
  const std::string& user_info = service(now, false).user_info;
  const bool lacks =
      token.email.empty() || (!settings_.claim.empty() && !token.claims.contains(settings_.claim));
  if (lacks && !user_info.empty() && !tokens.access.empty() &&
      !add_user_info(get(user_info, tokens.access), token)) {
    throw unusable("the sign-in service tells of another person than its token");
  }
  return {.identity = {.issuer = token.issuer,
                       .subject = token.subject,
                       .email = token.email,
                       .name = token.name,
                       .grants = grants_of(token)},
          .destination = begun.destination};
}

}  // namespace redthread::access

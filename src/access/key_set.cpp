// SPDX-License-Identifier: Apache-2.0
// The keys that a sign-in service publishes.
#include "access/json_text.hpp"
#include "access/json_web_key.hpp"
#include "access/secret.hpp"

namespace redthread::access {
namespace {

std::optional<std::string> bytes_in(const Json& object, const char* key) {
  const auto text = text_in(object, key);
  return text ? from_base64url(*text) : std::nullopt;
}

std::optional<PublicKey> key_of(const Json& object) {
  const auto type = text_in(object, "kty");
  if (type == "RSA") {
    const auto modulus = bytes_in(object, "n");
    const auto exponent = bytes_in(object, "e");
    return modulus && exponent ? PublicKey::rsa(*modulus, *exponent) : std::nullopt;
  }
  if (type == "EC" && text_in(object, "crv") == "P-256") {
    const auto x = bytes_in(object, "x");
    const auto y = bytes_in(object, "y");
    return x && y ? PublicKey::p256(*x, *y) : std::nullopt;
  }
  return std::nullopt;
}

/// Not said to be for something else.
bool is_for_signatures(const Json& object, SignatureAlgorithm algorithm) {
  const auto use = text_in(object, "use");
  const auto word = text_in(object, "alg");
  return (!use || *use == "sig") && (!word || algorithm_of(*word) == algorithm);
}

}  // namespace

std::optional<SignatureAlgorithm> algorithm_of(std::string_view word) {
  if (word == "RS256") return SignatureAlgorithm::rs256;
  if (word == "ES256") return SignatureAlgorithm::es256;
  return std::nullopt;
}

std::optional<std::vector<JsonWebKey>> parse_key_set(std::string_view json) {
  constexpr std::size_t most_keys = 100;
  const auto document = parse_object(json);
  if (!document) return std::nullopt;
  const auto list = document->find("keys");
  if (list == document->end() || !list->is_array() || list->size() > most_keys) return std::nullopt;
  std::vector<JsonWebKey> keys;
  for (const Json& each : *list) {
    if (!each.is_object()) continue;
    auto key = key_of(each);
    if (!key || !is_for_signatures(each, key->algorithm())) continue;
    keys.push_back({text_in(each, "kid").value_or(""), std::move(*key)});
  }
  return keys;
}

const PublicKey* find_key(const std::vector<JsonWebKey>& keys, SignatureAlgorithm algorithm,
                          std::string_view id) {
  const PublicKey* found = nullptr;
  for (const JsonWebKey& each : keys) {
    if (each.key.algorithm() != algorithm || (!id.empty() && each.id != id)) continue;
    if (found != nullptr) return nullptr;
    found = &each.key;
  }
  return found;
}

}  // namespace redthread::access

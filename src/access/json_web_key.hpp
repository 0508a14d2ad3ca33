// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redthread::access {

/// The ways to sign a token that are accepted: RSASSA-PKCS1-v1_5 and ECDSA on P-256, both with
/// SHA-256. `none`, and HS256 with a key that both know, are not among them.
/// source: RFC 7518, section 3.1
enum class SignatureAlgorithm { rs256, es256 };
std::optional<SignatureAlgorithm> algorithm_of(std::string_view word);

/// A public key of a sign-in service. Copies share it.
class PublicKey {
 public:
  /// Of an RSA key by modulus and exponent, big-endian. nullopt when they are none, or the modulus
  /// has less than 2 048 or more than 8 192 bits.
  static std::optional<PublicKey> rsa(std::string_view modulus, std::string_view exponent);
  /// Of a point on P-256 by its coordinates, 32 bytes each. nullopt when it is not on the curve.
  static std::optional<PublicKey> p256(std::string_view x, std::string_view y);

  SignatureAlgorithm algorithm() const { return algorithm_; }
  /// Whether the signature of the text is this key's. Of ES256 it is 64 bytes, r and s.
  bool verifies(std::string_view text, std::string_view signature) const;

 private:
  struct Key;
  PublicKey(SignatureAlgorithm algorithm, std::shared_ptr<const Key> key)
      : algorithm_(algorithm), key_(std::move(key)) {}
  SignatureAlgorithm algorithm_;
  std::shared_ptr<const Key> key_;
};

/// A key as a sign-in service publishes it.
struct JsonWebKey {
  std::string id;  ///< `kid`; empty = none
  PublicKey key;
};

/// The keys of a JWKS document that tokens may be signed with. Those for other uses, of other
/// kinds or that are wrong are left out, as RFC 7517 (section 5) asks. nullopt when the text is no
/// JWKS document.
std::optional<std::vector<JsonWebKey>> parse_key_set(std::string_view json);

/// The key that a token names: the one with its id and algorithm; of a token without id, the only
/// one of the algorithm. nullptr when there is none, or several.
const PublicKey* find_key(const std::vector<JsonWebKey>& keys, SignatureAlgorithm algorithm,
                          std::string_view id);

}  // namespace redthread::access

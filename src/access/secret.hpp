// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redthread::access {

/// Secrets as text: random tokens, what is derived from them, and comparing without telling by
/// time.

/// 256 random bits as base64url, 43 characters: the only place where secrets are made.
std::string random_token();
/// Whether a text has the form of a token; anything else need not be looked up.
bool is_token(std::string_view text);
/// A token for another purpose that follows from a secret one and tells nothing of it
/// (HMAC-SHA-256 of the purpose under the secret).
std::string derived_token(std::string_view secret, std::string_view purpose);
/// Compares in a time that depends on the lengths only.
bool is_same_secret(std::string_view one, std::string_view other);

/// Base64url without padding (RFC 4648, section 5).
std::string to_base64url(std::string_view bytes);
/// nullopt when the text is not exactly what `to_base64url` writes for some bytes.
std::optional<std::string> from_base64url(std::string_view text);
/// SHA-256 as 32 bytes.
std::string sha256_bytes(std::string_view bytes);

/// How much work a password's hash is (argon2id, libsodium's crypto_pwhash).
struct PasswordCost {
  unsigned long long passes = 2;   ///< over the memory
  std::size_t memory = 64u << 20;  ///< bytes, while it is computed; at least 8192
};

/// The hash to store, with its salt and cost. Throws Error `access.memory` when there is not
/// enough.
std::string hash_of_password(const std::string& password, const PasswordCost& cost);
bool is_password(const std::string& hash, const std::string& password);
/// Whether a hash was made with another cost than is wanted now.
bool needs_new_hash(const std::string& hash, const PasswordCost& cost);

}  // namespace redthread::access

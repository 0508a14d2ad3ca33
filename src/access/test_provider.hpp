// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "access/oidc.hpp"

namespace redthread::access {

/// For tests: a key pair that signs tokens.
class TestKey {
 public:
  static TestKey rsa(int bits = 2048);
  static TestKey p256();

  /// The public key as a JWK.
  std::string jwk(const std::string& id) const;
  /// A token with this header and these claims, both JSON, as they are.
  std::string sign(const std::string& header, const std::string& claims) const;

 private:
  struct Pair;
  std::shared_ptr<Pair> pair_;
};

/// `{...}` as the part of a token.
std::string token_part(const std::string& json);

}  // namespace redthread::access

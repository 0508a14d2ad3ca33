// SPDX-License-Identifier: Apache-2.0
// Keys that tests sign tokens with.
#include "access/test_provider.hpp"

#include <stdexcept>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "access/secret.hpp"

namespace redthread::access {
namespace {

constexpr int coordinate = 32;

std::string bytes_of(const BIGNUM* number, int size) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size);
  return bytes;
}

std::string parameter(const EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw std::runtime_error("no parameter");
  const std::string bytes = bytes_of(number, size > 0 ? size : BN_num_bytes(number));
  BN_free(number);
  return to_base64url(bytes);
}

/// r and s, 32 bytes each.
std::string raw_signature(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
  const std::string raw =
      bytes_of(ECDSA_SIG_get0_r(both), coordinate) + bytes_of(ECDSA_SIG_get0_s(both), coordinate);
  ECDSA_SIG_free(both);
  return raw;
}

}  // namespace

struct TestKey::Pair {
  explicit Pair(EVP_PKEY* made) : key(made) {}
  ~Pair() { EVP_PKEY_free(key); }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  bool is_rsa() const { return EVP_PKEY_is_a(key, "RSA") == 1; }
  EVP_PKEY* key;
};

TestKey TestKey::rsa(int bits) {
  TestKey key;
  key.pair_ = std::make_shared<Pair>(EVP_RSA_gen(static_cast<unsigned>(bits)));
  return key;
}

TestKey TestKey::p256() {
  TestKey key;
  key.pair_ = std::make_shared<Pair>(EVP_EC_gen("P-256"));
  return key;
}

std::string TestKey::jwk(const std::string& id) const {
  const EVP_PKEY* key = pair_->key;
  if (pair_->is_rsa()) {
    return R"({"kty":"RSA","use":"sig","kid":")" + id + R"(","n":")" +
           parameter(key, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
           parameter(key, OSSL_PKEY_PARAM_RSA_E) + R"("})";
  }
  return R"({"kty":"EC","crv":"P-256","kid":")" + id + R"(","x":")" +
         parameter(key, OSSL_PKEY_PARAM_EC_PUB_X, coordinate) + R"(","y":")" +
         parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, coordinate) + R"("})";
}

std::string TestKey::sign(const std::string& header, const std::string& claims) const {
  const std::string text = token_part(header) + "." + token_part(claims);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::string signature(1024, '\0');
  std::size_t size = signature.size();
  const bool is_signed =
      EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, pair_->key) == 1 &&
      EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
  EVP_MD_CTX_free(context);
  if (!is_signed) throw std::runtime_error("cannot sign");
  signature.resize(size);
  return text + "." + to_base64url(pair_->is_rsa() ? signature : raw_signature(signature));
}

std::string token_part(const std::string& json) { return to_base64url(json); }

}  // namespace redthread::access

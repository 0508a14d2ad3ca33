// SPDX-License-Identifier: Apache-2.0
#include "access/id_token.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/secret.hpp"
#include "access/test_provider.hpp"

namespace redthread::access {
namespace {

using testing::ElementsAre;

const TokenExpectation expected = {"https://login.region.se", "redthread", time_of(1'700'000'000)};
const std::string rs256 = R"({"alg":"RS256","kid":"r"})";

/// Of good claims, with one written otherwise; an empty value leaves it out.
std::string claims(const std::string& key = "", const std::string& value = "") {
  std::map<std::string, std::string> all = {{"iss", "\"https://login.region.se\""},
                                            {"aud", "\"redthread\""},
                                            {"sub", "\"42\""},
                                            {"exp", "1700000300"},
                                            {"iat", "1699999990"},
                                            {"nonce", "\"n\""},
                                            {"email", "\"anna@region.se\""},
                                            {"email_verified", "true"},
                                            {"name", "\"Anna Andersson\""}};
  if (!key.empty()) all[key] = value;
  std::string json;
  for (const auto& [name, text] : all) {
    if (!text.empty()) json += (json.empty() ? "{\"" : ",\"") + name + "\":" + text;
  }
  return json + "}";
}

class IdTokenTest : public testing::Test {
 protected:
  static const TestKey& rsa() {
    static const TestKey key = TestKey::rsa();
    return key;
  }
  static const TestKey& p256() {
    static const TestKey key = TestKey::p256();
    return key;
  }
  static std::vector<JsonWebKey> keys() {
    return *parse_key_set("{\"keys\":[" + rsa().jwk("r") + "," + p256().jwk("e") + "]}");
  }
  static std::string problem(const std::string& token) {
    const TokenAnswer answer = check_id_token(token, keys(), expected);
    return answer.token ? "" : answer.problem.what;
  }
  static std::string problem_of(const std::string& key, const std::string& value) {
    return problem(rsa().sign(rs256, claims(key, value)));
  }
};

TEST_F(IdTokenTest, AGoodTokenIsRead) {
  const auto answer =
      check_id_token(rsa().sign(rs256, claims("groups", R"(["plan","läsare"])")), keys(), expected);
  ASSERT_TRUE(answer.token) << answer.problem.what;
  EXPECT_EQ(answer.token->issuer, expected.issuer);
  EXPECT_EQ(answer.token->subject, "42");
  EXPECT_EQ(answer.token->nonce, "n");
  EXPECT_EQ(answer.token->email, "anna@region.se");
  EXPECT_EQ(answer.token->name, "Anna Andersson");
  EXPECT_THAT(answer.token->claims.at("groups"), ElementsAre("plan", "läsare"));
  EXPECT_EQ(problem(p256().sign(R"({"alg":"ES256","kid":"e"})", claims())), "");
  EXPECT_EQ(problem(p256().sign(R"({"alg":"ES256"})", claims())), "") << "the only key of its kind";
  EXPECT_EQ(problem_of("aud", R"(["other","redthread"])"), "it was asked for by another client");
  EXPECT_EQ(problem(rsa().sign(rs256, claims("aud", R"(["other","redthread"],"azp":"redthread")"))),
            "");
}

TEST_F(IdTokenTest, AnAddressCountsOnlyWhenItIsVerified) {
  for (const char* unverified : {"false", "\"true\"", "1", "null", ""}) {
    const auto answer =
        check_id_token(rsa().sign(rs256, claims("email_verified", unverified)), keys(), expected);
    ASSERT_TRUE(answer.token);
    EXPECT_EQ(answer.token->email, "") << unverified;
  }
}

TEST_F(IdTokenTest, EveryWrongClaimIsRefused) {
  struct Case {
    const char* key;
    const char* value;
    const char* problem;
  };
  const Case cases[] = {
      {"iss", "\"https://login.region.se/\"", "it is of another issuer"},
      {"iss", "", "it is of another issuer"},
      {"iss", "42", "it is of another issuer"},
      {"aud", "\"other\"", "it is for another client"},
      {"aud", "[]", "it is for another client"},
      {"aud", "", "it is for another client"},
      {"aud", R"(["redthread",7])", "it is for another client"},
      {"azp", "\"other\"", "it was asked for by another client"},
      {"exp", "1699999940", "it has expired"},
      {"exp", "0", "it has expired"},
      {"exp", "", "it does not say when it expires"},
      {"exp", "\"1700000300\"", "it does not say when it expires"},
      {"exp", "1e300", "it does not say when it expires"},
      {"exp", "-1", "it does not say when it expires"},
      {"iat", "1700000061", "it is from the future"},
      {"iat", "", "it does not say when it was issued"},
      {"nbf", "1700000061", "it does not hold yet"},
      {"nbf", "\"x\"", "it does not hold yet"},
      {"sub", "", "it does not say who signed in"},
      {"sub", "\"\"", "it does not say who signed in"},
      {"sub", R"("4\u00002")", "it does not say who signed in"},
      {"sub", "42", "it does not say who signed in"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(problem_of(each.key, each.value), each.problem) << each.key << " " << each.value;
  }
  EXPECT_EQ(problem_of("sub", "\"" + std::string(256, 'x') + "\""),
            "it does not say who signed in");
  EXPECT_EQ(problem_of("exp", "1699999941"), "") << "a minute of slack";
  EXPECT_EQ(problem_of("iat", "1700000060"), "");
  EXPECT_EQ(problem_of("exp", "1700000300.5"), "") << "JSON numbers may have fractions";
}

TEST_F(IdTokenTest, OnlySignaturesThatProveSomethingAreAccepted) {
  const std::string not_accepted = "it is signed in a way that is not accepted";
  const std::string body = token_part(claims());
  EXPECT_EQ(problem(token_part(R"({"alg":"none"})") + "." + body + "."), not_accepted);
  EXPECT_EQ(problem(token_part(R"({"alg":"None"})") + "." + body + ".AAAA"), not_accepted);
  // The public key as the shared secret of HS256.
  const std::string text = token_part(R"({"alg":"HS256","kid":"r"})") + "." + body;
  EXPECT_EQ(problem(text + "." + derived_token(rsa().jwk("r"), text)), not_accepted);
  EXPECT_EQ(problem(rsa().sign(R"({"alg":"RS512","kid":"r"})", claims())), not_accepted);
  EXPECT_EQ(problem(rsa().sign(R"({"kid":"r"})", claims())), not_accepted);
  EXPECT_EQ(problem(rsa().sign(R"({"alg":"RS256","kid":"r","crit":["b64"]})", claims())),
            "it asks for what is not understood");
}

TEST_F(IdTokenTest, AnotherKeysSignatureIsWrong) {
  const TestKey other = TestKey::rsa();
  EXPECT_EQ(problem(other.sign(rs256, claims())), "its signature is wrong");
  EXPECT_EQ(problem(TestKey::p256().sign(R"({"alg":"ES256","kid":"e"})", claims())),
            "its signature is wrong");
  const auto unknown =
      check_id_token(other.sign(R"({"alg":"RS256","kid":"new"})", claims()), keys(), expected);
  EXPECT_FALSE(unknown.token);
  EXPECT_TRUE(unknown.problem.is_unknown_key) << "the service may have changed its keys";
  EXPECT_TRUE(
      check_id_token(p256().sign(R"({"alg":"RS256","kid":"e"})", claims()), keys(), expected)
          .problem.is_unknown_key)
      << "a key is for its own algorithm";
}

TEST_F(IdTokenTest, ATokenThatWasTamperedWithIsRefused) {
  for (const TestKey* key : {&rsa(), &p256()}) {
    const std::string header = key == &rsa() ? rs256 : R"({"alg":"ES256","kid":"e"})";
    const std::string token = key->sign(header, claims());
    ASSERT_EQ(problem(token), "");
    for (std::size_t i = 0; i < token.size(); i += 7) {
      std::string other = token;
      other[i] = other[i] == 'A' ? 'B' : 'A';
      EXPECT_NE(problem(other), "") << i;
      EXPECT_NE(problem(token.substr(0, i)), "") << i;
    }
    EXPECT_NE(problem(token + "A"), "");
    EXPECT_NE(problem(token + "=="), "");
    EXPECT_NE(problem(token + ".A"), "");
    EXPECT_NE(problem(" " + token), "");
  }
}

TEST_F(IdTokenTest, WhatIsNoTokenIsTold) {
  const std::string no_token = "it is no signed token";
  const std::string deep(100'000, '[');
  for (const std::string& wrong :
       {std::string(), std::string("."), std::string(".."), std::string("..."),
        std::string("a.b.c"), std::string(1 << 20, 'A'),
        token_part(deep) + "." + token_part(deep) + ".AA",
        token_part(rs256) + "." + token_part("[]") + ".AA",
        token_part(rs256) + "." + token_part("{\"a\":\"\xff\"}") + ".AA",
        token_part(R"({"alg":"none","alg":"RS256"})") + "." + token_part("{}") + ".AA"}) {
    EXPECT_EQ(problem(wrong), no_token);
  }
  EXPECT_EQ(problem(rsa().sign(rs256, R"({"iss":"a","iss":"https://login.region.se"})")), no_token)
      << "a key twice";
}

TEST_F(IdTokenTest, KeySetsGiveTheKeysThatAreUsable) {
  EXPECT_EQ(parse_key_set("[]"), std::nullopt);
  EXPECT_EQ(parse_key_set("{}"), std::nullopt);
  EXPECT_EQ(parse_key_set(R"({"keys":7})"), std::nullopt);
  EXPECT_EQ(parse_key_set(""), std::nullopt);
  const auto count = [](const std::string& keys) {
    return parse_key_set("{\"keys\":[" + keys + "]}")->size();
  };
  EXPECT_EQ(count(""), 0u);
  EXPECT_EQ(count(rsa().jwk("r")), 1u);
  EXPECT_EQ(count(TestKey::rsa(1024).jwk("r")), 0u) << "too short to prove anything";
  EXPECT_EQ(count(R"({"kty":"oct","k":"c2VjcmV0"})"), 0u) << "a shared secret";
  EXPECT_EQ(count(R"(7,"x",{},{"kty":"RSA"},{"kty":"RSA","n":"!","e":"AQAB"})"), 0u);
  EXPECT_EQ(count(R"({"kty":"EC","crv":"P-384","x":"AA","y":"AA"})"), 0u);
  const std::string zero(43, 'A');
  EXPECT_EQ(count(R"({"kty":"EC","crv":"P-256","x":")" + zero + R"(","y":")" + zero + R"("})"), 0u)
      << "not on the curve";
  std::string for_encryption = rsa().jwk("r");
  for_encryption.replace(for_encryption.find("sig"), 3, "enc");
  EXPECT_EQ(count(for_encryption), 0u);
  std::string of_another = rsa().jwk("r");
  of_another.insert(1, R"("alg":"PS256",)");
  EXPECT_EQ(count(of_another), 0u);

  const auto twins = parse_key_set("{\"keys\":[" + rsa().jwk("a") + "," + rsa().jwk("b") + "]}");
  EXPECT_EQ(find_key(*twins, SignatureAlgorithm::rs256, ""), nullptr) << "which of them?";
  EXPECT_NE(find_key(*twins, SignatureAlgorithm::rs256, "b"), nullptr);
  EXPECT_EQ(find_key(*twins, SignatureAlgorithm::es256, "b"), nullptr);
}

TEST_F(IdTokenTest, UserInfoIsOfTheSamePerson) {
  IdToken token{.issuer = expected.issuer, .subject = "42", .name = "Anna"};
  EXPECT_FALSE(add_user_info(R"({"sub":"43","email":"b@r.se","email_verified":true})", token));
  EXPECT_FALSE(add_user_info(R"({"email":"b@r.se","email_verified":true})", token));
  EXPECT_FALSE(add_user_info("eyJhbGciOiJub25lIn0", token));
  EXPECT_EQ(token.email, "");
  EXPECT_TRUE(add_user_info(R"({"sub":"42","name":"X","email":"a@r.se","email_verified":true,
                                "groups":["plan"]})",
                            token));
  EXPECT_EQ(token.email, "a@r.se");
  EXPECT_EQ(token.name, "Anna") << "the token's own word stands";
  EXPECT_THAT(token.claims.at("groups"), ElementsAre("plan"));
}

}  // namespace
}  // namespace redthread::access

// SPDX-License-Identifier: Apache-2.0
#include "access/oidc.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/secret.hpp"
#include "access/test_accounts.hpp"
#include "access/test_provider.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Time start = test_author.now;
const std::string issuer = "https://login.region.se";
const std::string secret = "mycket & hemligt";

const TestKey& key() {
  static const TestKey made = TestKey::rsa();
  return made;
}

/// The value of a field in a form or a query, decoded.
std::string field(const std::string& form, const std::string& name) {
  for (std::string_view part : split(std::string_view(form).substr(form.find('?') + 1), '&')) {
    if (part.substr(0, name.size() + 1) != name + "=") continue;
    std::string value;
    part.remove_prefix(name.size() + 1);
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (part[i] != '%') {
        value += part[i];
        continue;
      }
      value += static_cast<char>(std::stoi(std::string(part.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    }
    return value;
  }
  return "";
}

/// A sign-in service that behaves, unless it is told not to.
class Service {
 public:
  /// The person signs in: what the browser brings back.
  OidcReturn sign_in(const OidcStart& started) {
    challenge_ = field(started.address, "code_challenge");
    nonce = field(started.address, "nonce");
    return {.state = field(started.address, "state"), .code = "c 1", .browser = started.browser};
  }
  HttpAnswer answer(const HttpQuestion& question) {
    asked.push_back(question.method + " " + question.address);
    if (is_down) return {};
    if (question.address == issuer + "/.well-known/openid-configuration") return {200, discovery};
    if (question.address == issuer + "/jwks") return {200, keys};
    if (question.address == issuer + "/me") {
      EXPECT_THAT(question.headers, testing::Contains(testing::Pair("Authorization", "Bearer at")));
      return {200, user_info};
    }
    EXPECT_EQ(question.address, issuer + "/token");
    token_questions.push_back(question);
    const std::string verifier = field(question.body, "code_verifier");
    const bool is_good = field(question.body, "grant_type") == "authorization_code" &&
                         field(question.body, "code") == "c 1" &&
                         field(question.body, "redirect_uri") == "https://rt.se/api/oidc/back" &&
                         to_base64url(sha256_bytes(verifier)) == challenge_;
    if (!is_good) return {400, R"({"error":"invalid_grant"})"};
    const std::string claims = R"({"iss":")" + issuer + R"(","aud":"redthread","sub":"42","exp":)" +
                               std::to_string(stored(start) + 300) + R"(,"iat":)" +
                               std::to_string(stored(start)) + R"(,"nonce":")" + nonce + "\"" +
                               more_claims + "}";
    return {token_status, R"({"access_token":"at","token_type":"Bearer","id_token":")" +
                              key().sign(R"({"alg":"RS256","kid":")" + key_id + "\"}", claims) +
                              "\"}"};
  }

  std::string discovery =
      R"({"issuer":"https://login.region.se",
          "authorization_endpoint":"https://login.region.se/auth?x=1",
          "token_endpoint":"https://login.region.se/token",
          "userinfo_endpoint":"https://login.region.se/me",
          "jwks_uri":"https://login.region.se/jwks"})";
  std::string keys = "{\"keys\":[" + key().jwk("r") + "]}";
  std::string user_info = R"({"sub":"42"})";
  std::string key_id = "r";
  std::string nonce;
  std::string more_claims = R"(,"name":"Anna","email":"anna@region.se","email_verified":true)";
  int token_status = 200;
  bool is_down = false;
  std::vector<std::string> asked;
  std::vector<HttpQuestion> token_questions;

 private:
  std::string challenge_;
};

class OidcTest : public AccountsTest {
 protected:
  void SetUp() override {
    AccountsTest::SetUp();
    if (IsSkipped()) return;
    setenv("REDTHREAD_TEST_OIDC_SECRET", secret.c_str(), 1);
    oidc_ = make(settings());
  }
  static OidcSettings settings() {
    return {.issuer = issuer,
            .client_id = "redthread",
            .secret_env = "REDTHREAD_TEST_OIDC_SECRET",
            .redirect = "https://rt.se/api/oidc/back",
            .name = "Regionens inloggning"};
  }
  std::unique_ptr<Oidc> make(const OidcSettings& settings) {
    return std::make_unique<Oidc>(*connection_, settings, [this](const HttpQuestion& question) {
      return service_.answer(question);
    });
  }
  OidcArrival sign_in(const std::string& destination = "/") {
    const OidcReturn back = service_.sign_in(oidc_->begin(destination, start));
    return oidc_->finish(back, start + Seconds(30));
  }
  /// `code: message` of the Error.
  template <class Work>
  static std::string error_of(const Work& work) {
    try {
      work();
    } catch (const Error& error) {
      return error.code() + ": " + error.what();
    }
    return "none";
  }

  Service service_;
  std::unique_ptr<Oidc> oidc_;
};

INSTANTIATE_TEST_SUITE_P(Engines, OidcTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

TEST_P(OidcTest, APersonSignsIn) {
  const Account anna = add("anna@region.se");
  const OidcStart started = oidc_->begin("/r/vastmanland?unit=kirurg", start);
  EXPECT_THAT(started.address, HasSubstr("https://login.region.se/auth?x=1&response_type=code"));
  EXPECT_EQ(field(started.address, "client_id"), "redthread");
  EXPECT_EQ(field(started.address, "redirect_uri"), "https://rt.se/api/oidc/back");
  EXPECT_EQ(field(started.address, "scope"), "openid profile email");
  EXPECT_EQ(field(started.address, "code_challenge_method"), "S256");
  EXPECT_THAT(started.address, Not(HasSubstr(started.browser)));
  const OidcArrival arrival = oidc_->finish(service_.sign_in(started), start + Seconds(30));
  EXPECT_EQ(arrival.destination, "/r/vastmanland?unit=kirurg");
  EXPECT_EQ(arrival.identity.issuer, issuer);
  EXPECT_EQ(arrival.identity.subject, "42");
  EXPECT_EQ(arrival.identity.email, "anna@region.se");
  EXPECT_EQ(arrival.identity.name, "Anna");
  EXPECT_EQ(arrival.identity.grants, std::nullopt);
  EXPECT_EQ(accounts_->sign_in(arrival.identity, start)->id, anna.id);

  ASSERT_EQ(service_.token_questions.size(), 1u);
  const HttpQuestion& question = service_.token_questions.front();
  EXPECT_THAT(question.headers,
              testing::Contains(testing::Pair(
                  "Authorization", "Basic cmVkdGhyZWFkOm15Y2tldCUyMCUyNiUyMGhlbWxpZ3Q=")));
  EXPECT_THAT(question.body, Not(HasSubstr("hemligt")));
  sign_in();
  EXPECT_THAT(service_.asked, testing::SizeIs(4)) << "what is published is asked for once";
}

TEST_P(OidcTest, TheDatabaseKeepsNeitherStateNorNonceNorVerifier) {
  const OidcStart started = oidc_->begin("/", start);
  const auto rows =
      connection_->query("SELECT state_hash, browser_hash, nonce_hash FROM access_sign_in", {});
  ASSERT_TRUE(rows->next());
  for (int column = 0; column < 3; ++column) {
    const std::string kept(rows->text(column));
    EXPECT_EQ(kept.size(), 64u);
    EXPECT_NE(kept, field(started.address, "state"));
    EXPECT_NE(kept, field(started.address, "nonce"));
    EXPECT_NE(kept, started.browser);
  }
}

TEST_P(OidcTest, ASignInIsFinishedOnceByTheBrowserThatBeganInTime) {
  const auto finish = [&](const OidcReturn& back, Time now = start) {
    return error_of([&] { oidc_->finish(back, now); });
  };
  const std::string elsewhere = "access.sign_in_refused: the sign-in was not begun in this browser";
  const OidcReturn good = service_.sign_in(oidc_->begin("/", start));
  OidcReturn other = good;
  other.browser = random_token();
  EXPECT_EQ(finish(other), elsewhere + ", or is finished already");
  EXPECT_EQ(finish(good), elsewhere + ", or is finished already") << "it is forgotten now";

  const OidcReturn again = service_.sign_in(oidc_->begin("/", start));
  EXPECT_EQ(finish(again), "none");
  EXPECT_EQ(finish(again), elsewhere + ", or is finished already");

  for (const std::string& wrong : {std::string(), std::string("x"), std::string(1 << 20, 'A'),
                                   std::string("' OR '1'='1"), random_token() + "="}) {
    EXPECT_EQ(finish({.state = wrong, .code = "c", .browser = good.browser}), elsewhere);
    EXPECT_EQ(finish({.state = good.state, .code = "c", .browser = wrong}), elsewhere);
  }
  const OidcReturn late = service_.sign_in(oidc_->begin("/", start));
  EXPECT_EQ(finish(late, start + Seconds(600)),
            "access.sign_in_refused: the sign-in took too long; begin again");

  OidcReturn given_up = service_.sign_in(oidc_->begin("/", start));
  given_up.error = "access_denied";
  EXPECT_EQ(finish(given_up),
            "access.sign_in_refused: the sign-in was given up, or the service refused it");
  OidcReturn without_code = service_.sign_in(oidc_->begin("/", start));
  without_code.code.clear();
  EXPECT_THAT(finish(without_code), HasSubstr("given up"));
  OidcReturn mixed_up = service_.sign_in(oidc_->begin("/", start));
  mixed_up.issuer = "https://evil.example";
  EXPECT_EQ(finish(mixed_up), "access.sign_in_refused: the answer is of another sign-in service");
}

TEST_P(OidcTest, ACodeOfAnotherSignInIsOfNoUse) {
  const OidcReturn stolen = service_.sign_in(oidc_->begin("/", start));
  const OidcStart own = oidc_->begin("/", start);
  const OidcReturn injected = {
      .state = field(own.address, "state"), .code = stolen.code, .browser = own.browser};
  EXPECT_EQ(error_of([&] { oidc_->finish(injected, start); }),
            "access.sign_in_refused: the sign-in service does not know the sign-in (any more); "
            "begin again")
      << "PKCE: the code is bound to the browser that began";

  const OidcReturn replayed = service_.sign_in(oidc_->begin("/", start));
  service_.nonce = "of another sign-in";
  EXPECT_THAT(error_of([&] { oidc_->finish(replayed, start); }),
              HasSubstr("it is of another sign-in"));
}

TEST_P(OidcTest, TwoServersFinishWhatEitherBegan) {
  const OidcReturn back = service_.sign_in(oidc_->begin("/x", start));
  const auto connection = database::connect(address());
  Oidc other(*connection, settings(),
             [&](const HttpQuestion& question) { return service_.answer(question); });
  EXPECT_EQ(other.finish(back, start).destination, "/x");
}

TEST_P(OidcTest, OnlyPathsOfOursAreDestinations) {
  for (const char* wrong : {"", "https://evil.example", "//evil.example", "/\\evil.example",
                            "javascript:alert(1)", "/a\r\nSet-Cookie: x", "x/y", "/\tx"}) {
    EXPECT_EQ(sign_in(wrong).destination, "/") << wrong;
  }
  EXPECT_EQ(sign_in("/" + std::string(3000, 'x')).destination, "/");
  EXPECT_EQ(sign_in("/mål?period=2024-T1#rad").destination, "/mål?period=2024-T1#rad");
}

TEST_P(OidcTest, TheServiceMayChangeItsKeys) {
  sign_in();
  service_.key_id = "new";
  const std::string unknown =
      "access.sign_in_service: the sign-in service's token does not hold: it is signed with a key "
      "that the service does not publish";
  EXPECT_EQ(error_of([&] { sign_in(); }), unknown);
  service_.keys = "{\"keys\":[" + key().jwk("new") + "]}";
  EXPECT_EQ(error_of([&] { sign_in(); }), unknown) << "not asked again within a minute";
  const Time later = start + Seconds(61);
  const OidcReturn back = service_.sign_in(oidc_->begin("/", later));
  EXPECT_EQ(error_of([&] { oidc_->finish(back, later); }), "none");
}

TEST_P(OidcTest, AServiceThatDoesNotWorkIsTold) {
  const std::string code = "access.sign_in_service: ";
  service_.is_down = true;
  EXPECT_EQ(error_of([&] { sign_in(); }), code + "the sign-in service does not answer");
  service_ = Service();
  service_.token_status = 503;
  EXPECT_EQ(error_of([&] { sign_in(); }),
            code + "the sign-in service gave no token, but status 503");
  const auto with_discovery = [&](const std::string& from, const std::string& to) {
    service_ = Service();
    service_.discovery.replace(service_.discovery.find(from), from.size(), to);
    oidc_ = make(settings());
    return error_of([&] { sign_in(); });
  };
  EXPECT_EQ(with_discovery("\"https://login.region.se\"", "\"https://evil.example\""),
            code + "the sign-in service does not say that it is the issuer of the settings");
  EXPECT_EQ(with_discovery("{\"issuer\"", "["),
            code + "the sign-in service does not say that it is the issuer of the settings");
  EXPECT_EQ(with_discovery("https://login.region.se/token", "http://login.region.se/token"),
            code + "the sign-in service gives no usable token_endpoint");
  EXPECT_EQ(with_discovery("https://login.region.se/jwks", "http://localhost/jwks"),
            code + "the sign-in service gives no usable jwks_uri");
  service_ = Service();
  service_.keys = "{\"keys\":[]}";
  oidc_ = make(settings());
  EXPECT_EQ(error_of([&] { sign_in(); }),
            code + "the sign-in service publishes no key that is usable");
}

TEST_P(OidcTest, WhatTheTokenLacksIsAskedFor) {
  service_.more_claims.clear();
  service_.user_info = R"({"sub":"42","email":"anna@region.se","email_verified":true})";
  EXPECT_EQ(sign_in().identity.email, "anna@region.se");
  service_.user_info = R"({"sub":"43","email":"anna@region.se","email_verified":true})";
  EXPECT_EQ(error_of([&] { sign_in(); }),
            "access.sign_in_service: the sign-in service tells of another person than its token");
}

TEST_P(OidcTest, ClaimsMayGrantRoles) {
  const Grant planner{"vastmanland", "rot", Role::planner};
  const Grant reader{"vastmanland", "rot", Role::row_reader};
  OidcSettings with_claims = settings();
  with_claims.claim = "groups";
  with_claims.grants_by_value = {{"RT-Planerare", {planner}}, {"RT-Rader", {reader}}};
  oidc_ = make(with_claims);
  const auto grants = [&](const std::string& groups) {
    service_.more_claims = R"(,"email":"a@r.se","email_verified":true,"groups":)" + groups;
    return sign_in().identity.grants.value();
  };
  EXPECT_THAT(grants(R"(["RT-Planerare","Domain Users","RT-Rader"])"),
              ElementsAre(planner, reader));
  EXPECT_THAT(grants(R"("RT-Rader")"), ElementsAre(reader));
  EXPECT_THAT(grants(R"(["rt-planerare"])"), ElementsAre());
  EXPECT_THAT(grants(R"({"RT-Planerare":true})"), ElementsAre());
  EXPECT_THAT(grants("null"), ElementsAre());
}

TEST_P(OidcTest, SettingsThatAreNotUsableAreTold) {
  const auto error = [&](const auto& change) {
    OidcSettings changed = settings();
    change(changed);
    return error_of([&] { make(changed); }).substr(0, 27);
  };
  const std::string told = "access.sign_in_settings: th";
  EXPECT_EQ(error([](auto& s) { s.issuer = "http://login.region.se"; }), told);
  EXPECT_EQ(error([](auto& s) { s.issuer = "http://localhost@evil.example"; }), told);
  EXPECT_EQ(error([](auto& s) { s.issuer = "http://127.0.0.1.evil.example"; }), told);
  EXPECT_EQ(error([](auto& s) { s.issuer = ""; }), told);
  EXPECT_EQ(error([](auto& s) { s.redirect = "/api/oidc/back"; }), told);
  EXPECT_EQ(error([](auto& s) { s.client_id = ""; }), told);
  EXPECT_EQ(error([](auto& s) { s.scope = "profile"; }), told);
  EXPECT_EQ(error([](auto& s) { s.secret_env = "REDTHREAD_TEST_NOT_SET"; }), told);
  EXPECT_EQ(error([](auto& s) { s.issuer = "http://127.0.0.1:4000/op"; }), "none");
  EXPECT_EQ(error([](auto& s) { s.issuer = "http://[::1]:4000"; }), "none");
}

TEST_P(OidcTest, TheSecretGoesWhereTheServiceWantsIt) {
  service_.discovery.insert(1,
                            R"("token_endpoint_auth_methods_supported":["client_secret_post"],)");
  sign_in();
  EXPECT_EQ(field(service_.token_questions.back().body, "client_secret"), secret);
  OidcSettings is_public = settings();
  is_public.secret_env.clear();
  oidc_ = make(is_public);
  sign_in();
  EXPECT_THAT(service_.token_questions.back().body, Not(HasSubstr("client_secret")));
  EXPECT_EQ(field(service_.token_questions.back().body, "client_id"), "redthread");
}

}  // namespace
}  // namespace redthread::access

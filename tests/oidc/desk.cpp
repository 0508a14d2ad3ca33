// SPDX-License-Identifier: Apache-2.0
// A server's part of signing in, for walk.mjs: JSON lines in and out, over the product's own Oidc,
// Accounts and Sessions. What it would ask the network is a line too, which walk.mjs answers.
//
//   desk DATABASE ISSUER REDIRECT CLIENT [SECRET_ENV]
//
//   in  {"do":"begin","to":"/x"}                     out {"address":..,"browser":..}
//   in  {"do":"finish","state":..,"code":..,...}     out {"login":..,"roles":[..],"to":..}
//   in  {"do":"add","login":..}                      out {"login":..}
//   out {"ask":{"method":..,"address":..,..}}        in  {"status":..,"body":..}
//   out {"error":CODE,"message":..}
#include <chrono>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "access/accounts.hpp"
#include "access/oidc.hpp"
#include "access/sessions.hpp"
#include "base/error.hpp"

namespace {

using namespace redthread;
using Json = nlohmann::json;

void say(const Json& json) { std::cout << json.dump() << std::endl; }

Json heard() {
  std::string line;
  if (!std::getline(std::cin, line)) throw Error("io.read", "nobody answers");
  return Json::parse(line);
}

access::HttpAnswer ask(const access::HttpQuestion& question) {
  Json headers = Json::object();
  for (const auto& [name, value] : question.headers) headers[name] = value;
  say({{"ask",
        {{"method", question.method},
         {"address", question.address},
         {"headers", headers},
         {"body", question.body}}}});
  const Json answer = heard();
  return {answer.at("status").get<int>(), answer.at("body").get<std::string>()};
}

access::Time now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

class Desk {
 public:
  Desk(database::Connection& connection, const access::OidcSettings& settings)
      : accounts_(connection), sessions_(connection), oidc_(connection, settings, ask) {}

  Json begin(const Json& said) {
    const auto start = oidc_.begin(said.at("to"), now());
    return {{"address", start.address}, {"browser", start.browser}};
  }

  Json finish(const Json& said) {
    const auto arrival = oidc_.finish({.state = said.value("state", ""),
                                       .code = said.value("code", ""),
                                       .issuer = said.value("iss", ""),
                                       .error = said.value("error", ""),
                                       .browser = said.value("browser", "")},
                                      now());
    const auto account = accounts_.sign_in(arrival.identity, now());
    if (!account) return {{"error", "no account"}};
    const auto session = sessions_.open(*account, now());
    Json roles = Json::array();
    const auto signed_in = sessions_.find(session.token, now());
    for (const auto& grant : signed_in->account.grants) {
      roles.push_back(access::word_of(grant.role));
    }
    return {{"login", signed_in->account.login},
            {"name", signed_in->account.name},
            {"roles", roles},
            {"to", arrival.destination}};
  }

  Json add(const Json& said) {
    Diagnostics diagnostics;
    const auto account =
        accounts_.add({said.at("login"), said.at("login"), "", {}}, {"test", now()}, diagnostics);
    return account ? Json({{"login", account->login}}) : Json({{"error", to_text(diagnostics)}});
  }

 private:
  access::Accounts accounts_;
  access::Sessions sessions_;
  access::Oidc oidc_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  access::OidcSettings settings{.issuer = argv[2],
                                .client_id = argv[4],
                                .secret_env = argc > 5 ? argv[5] : "",
                                .redirect = argv[3],
                                .claim = "groups"};
  settings.grants_by_value["RT-Planerare"] = {{"vastmanland", "HSF", access::Role::planner}};
  const auto connection = database::connect(argv[1]);
  Desk desk(*connection, settings);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      const Json said = Json::parse(line);
      const std::string what = said.at("do");
      say(what == "begin" ? desk.begin(said) : what == "add" ? desk.add(said) : desk.finish(said));
    } catch (const Error& error) {
      say({{"error", error.code()}, {"message", error.what()}});
    }
  }
  return 0;
}

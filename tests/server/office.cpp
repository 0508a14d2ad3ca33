// SPDX-License-Identifier: Apache-2.0
#include "office.hpp"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "access/sessions.hpp"
#include "app/init.hpp"
#include "database/connection.hpp"
#include "http/target.hpp"
#include "server/watch.hpp"

namespace redthread::product {
namespace {

access::Time now() {
  return std::chrono::time_point_cast<access::Seconds>(std::chrono::system_clock::now());
}

server::Watch::Sight look(server::Services& services, const std::string& topic) {
  const std::string name = topic.substr(topic.find(' ') + 1);
  return {"version", services.regions.at(name)->version(), false};
}

}  // namespace

Office::Office(const std::string& store) : region_(folder_.path("region")) {
  Diagnostics diagnostics;
  app::init_region(region_, diagnostics);
  store_ = store.empty() ? folder_.path("region/.redthread/plan.db") : store;
  auto region =
      app::LiveRegion::open({.folder = region_, .store = store, .user = "test"}, diagnostics);
  if (!region) throw std::runtime_error(to_text(diagnostics));
  services_.order.push_back(region->key());
  services_.regions.emplace(region->key(), std::move(region));
  services_.desk = std::make_unique<server::Desk>(store_, false);
  services_.jobs = std::make_unique<app::Jobs>(store_);
  services_.watch = std::make_unique<server::Watch>(
      [this](const std::string& topic) { return look(services_, topic); });
  services_.metrics = [] { return http::Metrics{}; };
  router_ = std::make_unique<server::Router>(services_);
}
Office::~Office() = default;

http::Response Office::ask(const Asked& asked) {
  std::string why;
  const http::Target target = http::parse_target(asked.path, why).value();
  http::Request request{.method = asked.method,
                        .target = asked.path,
                        .path = target.path,
                        .query = target.query,
                        .headers = asked.headers,
                        .cookies = {},
                        .body = asked.body,
                        .id = "test",
                        .peer = "192.0.2.1"};
  if (!asked.token.empty()) {
    request.cookies.push_back({"session", asked.token});
    if (asked.with_csrf) {
      request.headers.push_back({"X-CSRF-Token", access::csrf_of(asked.token)});
    }
  }
  return router_->answer(request);
}

nlohmann::json Office::json(const Asked& asked, int status) {
  const http::Response response = ask(asked);
  const std::string text = text_of(response);
  EXPECT_EQ(response.status, status) << asked.method << ' ' << asked.path << '\n' << text;
  return text.empty() ? nlohmann::json() : nlohmann::json::parse(text);
}

std::string Office::token(access::Role role, const std::string& unit) {
  const std::string login = std::string(access::word_of(role)) + "." + unit;
  std::string& token = tokens_[login];
  if (!token.empty()) return token;
  const auto connection = database::connect(store_);
  access::Accounts accounts(*connection);
  access::Sessions sessions(*connection);
  Diagnostics diagnostics;
  const auto account = accounts.add(
      {.login = login, .name = login, .grants = {{services_.regions.begin()->first, unit, role}}},
      {"test", now()}, diagnostics);
  if (!account) throw std::runtime_error(to_text(diagnostics));
  token = sessions.open(*account, now()).token;
  return token;
}

std::string Office::add_account(const std::string& login, const std::string& password) {
  const auto connection = database::connect(store_);
  Diagnostics diagnostics;
  const auto account =
      access::Accounts(*connection)
          .add({.login = login, .name = login, .password = password}, {"test", now()}, diagnostics);
  if (!account) throw std::runtime_error(to_text(diagnostics));
  return account->id;
}

nlohmann::json Office::finished(const std::string& job, const std::string& token) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (std::chrono::steady_clock::now() < end) {
    nlohmann::json found = json({.path = "/api/jobs/" + job, .token = token});
    if (found.value("state", "") != "running") return found;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ADD_FAILURE() << "job " << job << " does not end";
  return {};
}

std::string text_of(const http::Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (const auto* shared = std::get_if<http::SharedBytes>(&response.body)) return **shared;
  return {};
}

std::string header_of(const http::Response& response, const std::string& name) {
  for (const http::Header& header : response.headers) {
    if (http::same_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

}  // namespace redthread::product

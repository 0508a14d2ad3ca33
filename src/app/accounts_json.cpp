// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "app/accounts.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const access::Account& account) {
  Json grants = Json::array();
  for (const access::Grant& grant : account.grants) {
    grants.push_back(
        {{"region", grant.region}, {"unit", grant.unit}, {"role", access::word_of(grant.role)}});
  }
  return {{"id", account.id},
          {"login", account.login},
          {"name", account.name},
          {"disabled", account.is_disabled},
          {"has_password", account.has_password},
          {"created", access::to_string(account.created)},
          {"grants", std::move(grants)}};
}

Json json_of(const access::AccountChange& change) {
  return {{"sequence", change.sequence}, {"made_at", access::to_string(change.made_at)},
          {"who", change.who},           {"account", change.account},
          {"login", change.login},       {"what", change.what},
          {"detail", change.detail}};
}

template <class Item>
std::string list_of(const char* name, const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(json_of(item));
  return Json({{name, std::move(list)}}).dump();
}

}  // namespace

std::string to_json(const access::Account& account) { return json_of(account).dump(); }

std::string to_json(const std::vector<access::Account>& accounts) {
  return list_of("accounts", accounts);
}

std::string to_json(const std::vector<access::AccountChange>& changes) {
  return list_of("changes", changes);
}

}  // namespace redthread::app

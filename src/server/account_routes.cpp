// SPDX-License-Identifier: Apache-2.0
// Accounts and what they are granted, for administrators.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "http/json_body.hpp"
#include "http/messages.hpp"
#include "http/problem.hpp"
#include "server/desk.hpp"
#include "server/messages.hpp"
#include "server/paging.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

using Json = nlohmann::ordered_json;

/// Grants as a body writes them: region, unit, role.
using Records = std::vector<std::vector<std::string>>;

access::Author author_of(const Call& call) {
  return {call.who(),
          std::chrono::time_point_cast<access::Seconds>(std::chrono::system_clock::now())};
}

Json account_json(const access::Account& account) {
  Json grants = Json::array();
  for (const access::Grant& grant : account.grants) {
    grants.push_back({{"region", grant.region},
                      {"unit", grant.unit},
                      {"role", access::word_of(grant.role)},
                      {"role_name", access::name_of(grant.role, Language::swedish)}});
  }
  return {{"id", account.id},
          {"login", account.login},
          {"name", account.name},
          {"disabled", account.is_disabled},
          {"has_password", account.has_password},
          {"created", access::to_string(account.created)},
          {"grants", std::move(grants)}};
}

access::ChainOf chains(const Call& call) {
  return [&services = call.services](const std::string& region, const std::string& unit) {
    const auto found = services.regions.find(region);
    return found == services.regions.end() ? access::Chain()
                                           : services.desk->chain_of(*found->second, unit);
  };
}

bool may_change(const Call& call, const std::vector<access::Grant>& grants) {
  return access::may_administer(call.visitor->grants, grants, chains(call));
}

constexpr const char* outside = "the account has roles outside the part that you administer";

/// What a body grants; nullopt with diagnostics when a role, region or unit does not exist.
std::optional<std::vector<access::Grant>> grants_of(Call& call, const Records& written) {
  std::vector<access::Grant> grants;
  for (const std::vector<std::string>& each : written) {
    const std::string& unit = each[1];
    const auto role = access::role_of(each[2]);
    const auto region = call.services.regions.find(each[0]);
    if (!role) {
      call.diagnostics.error(http::codes::bad_body, {.file = "grants"},
                             "there is no role `" + each[2] + "`",
                             name_hint(each[2], access::role_words()));
    }
    if (region == call.services.regions.end()) {
      call.diagnostics.error(http::codes::bad_body, {.file = "grants"},
                             "there is no region `" + each[0] + "`");
    } else if (!region->second->organisation()->index_of(unit)) {
      call.diagnostics.error(http::codes::bad_body, {.file = "grants"},
                             "there is no unit `" + unit + "`",
                             name_hint(unit, region->second->organisation()->codes()));
    }
    if (role) grants.push_back({each[0], unit, *role});
  }
  if (call.diagnostics.has_errors()) return std::nullopt;
  return grants;
}

/// The account of the address, when the visitor may change it; else the answer says why not.
template <typename Work>
Answer with_account(Call& call, Work&& work) {
  return call.services.desk->with_accounts([&](access::Accounts& accounts) -> Answer {
    const auto account = accounts.find(call.at("account"));
    if (!account) {
      call.diagnostics.error(codes::not_found, {.file = "account"}, "there is no such account");
      return std::nullopt;
    }
    if (!may_change(call, account->grants)) return forbidden(call, outside);
    return work(accounts, *account);
  });
}

Answer list(Call& call) {
  const auto page = page_of(call);
  if (!page) return std::nullopt;
  auto all =
      call.services.desk->with_accounts([](access::Accounts& accounts) { return accounts.all(); });
  std::erase_if(all, [&](const access::Account& each) { return !may_change(call, each.grants); });
  return json(
      paged(*page, all, [](const access::Account& each) { return account_json(each).dump(); }));
}

Answer add(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  access::NewAccount account{.login = body.required_text("login"),
                             .name = body.required_text("name"),
                             .password = body.text("password")};
  const auto written = body.records("grants", {"region", "unit", "role"});
  if (!body.finish()) return std::nullopt;
  auto grants = grants_of(call, written.value_or(Records{}));
  if (!grants) return std::nullopt;
  if (!may_change(call, *grants)) return forbidden(call, outside);
  account.grants = std::move(*grants);
  const auto made = call.services.desk->with_accounts([&](access::Accounts& accounts) {
    return accounts.add(account, author_of(call), call.diagnostics);
  });
  if (!made) return std::nullopt;
  return json(201, account_json(*made).dump());
}

Answer show(Call& call) {
  return with_account(call, [](access::Accounts&, const access::Account& account) -> Answer {
    return json(account_json(account).dump());
  });
}

bool change_grants(access::Accounts& accounts, const access::Account& account,
                   const std::vector<access::Grant>& wanted, const access::Author& author,
                   Diagnostics& diagnostics) {
  const auto has = [](const std::vector<access::Grant>& grants, const access::Grant& grant) {
    return std::find(grants.begin(), grants.end(), grant) != grants.end();
  };
  bool is_done = true;
  for (const access::Grant& grant : wanted) {
    if (!has(account.grants, grant)) {
      is_done = accounts.grant(account.id, grant, author, diagnostics) && is_done;
    }
  }
  for (const access::Grant& grant : account.grants) {
    if (!has(wanted, grant)) {
      is_done = accounts.revoke(account.id, grant, author, diagnostics) && is_done;
    }
  }
  return is_done;
}

Answer change(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const std::string name = body.text("name");
  const auto written = body.records("grants", {"region", "unit", "role"});
  const bool disabled = body.flag("disabled", false);
  if (!body.finish()) return std::nullopt;
  std::optional<std::vector<access::Grant>> grants;
  if (written) {
    grants = grants_of(call, *written);
    if (!grants) return std::nullopt;
    if (!may_change(call, *grants)) return forbidden(call, outside);
  }
  return with_account(
      call, [&](access::Accounts& accounts, const access::Account& account) -> Answer {
        const access::Author author = author_of(call);
        Diagnostics& diagnostics = call.diagnostics;
        bool is_done = name.empty() || name == account.name ||
                       accounts.rename(account.id, name, author, diagnostics);
        is_done =
            is_done && (!grants || change_grants(accounts, account, *grants, author, diagnostics));
        is_done = is_done && (disabled == account.is_disabled ||
                              accounts.set_disabled(account.id, disabled, author, diagnostics));
        if (!is_done) return std::nullopt;
        return json(account_json(*accounts.find(account.id)).dump());
      });
}

Answer set_password(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const std::string password = body.required_text("password");
  if (!body.finish()) return std::nullopt;
  return with_account(
      call, [&](access::Accounts& accounts, const access::Account& account) -> Answer {
        if (!accounts.set_password(account.id, password, author_of(call), call.diagnostics)) {
          return std::nullopt;
        }
        return http::Response{.status = 204};
      });
}

Answer journal(Call& call) {
  const auto page = page_of(call);
  if (!page) return std::nullopt;
  const auto before = call.integer("after", 0, 1, 2'000'000'000);
  if (!before) return std::nullopt;
  const auto limit = static_cast<std::int64_t>(page->limit);
  const auto changes = call.services.desk->with_accounts([&](access::Accounts& accounts) {
    return accounts.journal(page->after.empty() ? 0 : *before, limit);
  });
  Json items = Json::array();
  for (const access::AccountChange& each : changes) {
    items.push_back({{"sequence", each.sequence},
                     {"at", access::to_string(each.made_at)},
                     {"who", each.who},
                     {"account", each.account},
                     {"login", each.login},
                     {"what", each.what},
                     {"detail", each.detail}});
  }
  const bool has_more = static_cast<std::int64_t>(changes.size()) == limit;
  Json next = has_more ? Json(std::to_string(changes.back().sequence)) : Json();
  return json(Json({{"items", std::move(items)}, {"next", std::move(next)}}).dump());
}

Answer roles(Call&) {
  Json list = Json::array();
  for (const access::RoleRule& rule : access::role_rules) {
    Json carried = Json::array();
    for (const access::Permission permission : access::all_permissions()) {
      if (access::carries(rule.role, permission)) carried.push_back(access::word_of(permission));
    }
    list.push_back({{"role", rule.word},
                    {"name", {{"sv", rule.name_sv}, {"en", rule.name_en}}},
                    {"permissions", std::move(carried)}});
  }
  return json(Json({{"roles", std::move(list)}}).dump());
}

}  // namespace

std::vector<Route> account_routes() {
  using enum access::Permission;
  const Parameter limit{"limit", Parameter::Type::integer, false, "at most so many; default 200"};
  const Parameter after{"after", Parameter::Type::text, false, "`next` of the page before"};
  return {
      {.pattern = "/api/roles",
       .summary = "Roles and what they carry",
       .door = Route::Door::account,
       .answer = "Roles",
       .handle = roles},
      {.pattern = "/api/accounts",
       .summary = "Accounts that who asks may change",
       .door = Route::Door::region,
       .permission = administer,
       .parameters = {limit, after},
       .answer = "Accounts",
       .handle = list},
      {.method = "POST",
       .pattern = "/api/accounts",
       .summary = "Makes an account",
       .door = Route::Door::region,
       .permission = administer,
       .body = "NewAccount",
       .answer = "Account",
       .status = 201,
       .handle = add},
      {.pattern = "/api/accounts/journal",
       .summary = "Changes of accounts, newest first",
       .door = Route::Door::region,
       .permission = see_journal,
       .parameters = {limit, after},
       .answer = "AccountChanges",
       .handle = journal},
      {.pattern = "/api/accounts/{account}",
       .summary = "An account",
       .door = Route::Door::region,
       .permission = administer,
       .answer = "Account",
       .handle = show},
      {.method = "PUT",
       .pattern = "/api/accounts/{account}",
       .summary = "Renames or disables an account, or changes all that it is granted",
       .door = Route::Door::region,
       .permission = administer,
       .body = "AccountUpdate",
       .answer = "Account",
       .handle = change},
      {.method = "POST",
       .pattern = "/api/accounts/{account}/password",
       .summary = "Sets a password; the account's sessions end",
       .door = Route::Door::region,
       .permission = administer,
       .body = "NewPassword",
       .status = 204,
       .handle = set_password},
  };
}

}  // namespace redthread::server

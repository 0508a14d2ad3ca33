// SPDX-License-Identifier: Apache-2.0
#include "access/permission.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/plan_kinds.hpp"

namespace redthread::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The roles as docs/accounts.md shows them.
std::string role_table() {
  std::string text = "| permission |";
  std::string line = "| --- |";
  for (const RoleRule& rule : role_rules) {
    text += std::string(" ") + rule.word + " |";
    line += " --- |";
  }
  text += "\n" + line + "\n";
  for (const Permission permission : all_permissions()) {
    text += std::string("| `") + word_of(permission) + "` |";
    for (const RoleRule& rule : role_rules) text += carries(rule.role, permission) ? " x |" : " |";
    text += "\n";
  }
  text += "\n| role | på svenska | is |\n| --- | --- | --- |\n";
  for (const RoleRule& rule : role_rules) {
    text += std::string("| `") + rule.word + "` | " + rule.name_sv + " | " + rule.why + " |\n";
  }
  return text;
}

TEST(Permission, TheRolesAreAsTheDocumentationSays) {
  const std::string path = std::string(REDTHREAD_SOURCE_DIR) + "/docs/accounts.md";
  std::stringstream read;
  read << std::ifstream(path).rdbuf();
  const std::string page = read.str();
  const std::string begin = "<!-- roles: made from the code -->\n";
  const std::string end = "<!-- end of roles -->\n";
  const auto from = page.find(begin);
  const auto to = page.find(end);
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  const auto start = from + begin.size();
  if (std::getenv("REDTHREAD_APPROVE") != nullptr) {
    std::ofstream(path) << page.substr(0, start) << role_table() << page.substr(to);
    return;
  }
  EXPECT_EQ(page.substr(start, to - start), role_table());
}

TEST(Permission, TablesAreInTheOrderOfTheirEnumerations) {
  for (std::size_t i = 0; i < role_count; ++i) {
    EXPECT_EQ(role_rules.at(i).role, static_cast<Role>(i));
    EXPECT_EQ(role_of(role_rules.at(i).word), static_cast<Role>(i));
  }
  for (std::size_t i = 0; i < permission_count; ++i) {
    EXPECT_EQ(all_permissions()[i], static_cast<Permission>(i));
  }
  EXPECT_STREQ(word_of(Permission::administer), "administer");
  EXPECT_EQ(role_of("king"), std::nullopt);
  EXPECT_STREQ(name_of(Role::auditor, Language::swedish), "Granskare");
  EXPECT_STREQ(name_of(Role::auditor, Language::english), "Auditor");
  EXPECT_EQ(role_words().size(), role_count);
}

TEST(Permission, RowsAreOnlyForWhoIsGrantedThem) {
  for (const RoleRule& rule : role_rules) {
    const bool is_named = rule.role == Role::auditor || rule.role == Role::row_reader;
    EXPECT_EQ(carries(rule.role, Permission::see_rows), is_named) << rule.word;
  }
}

TEST(Permission, WhoAdministersHasNoRightOverContent) {
  for (const Permission content :
       {Permission::comment, Permission::edit_plan, Permission::sign, Permission::edit_reports,
        Permission::load_data, Permission::see_rows}) {
    EXPECT_FALSE(carries(Role::administrator, content)) << word_of(content);
  }
}

TEST(Permission, EveryKindOfThePlanHasItsPermission) {
  std::string kinds;
  for (const PlanKind& kind : plan_kinds()) {
    const Permission permission = permission_to_change(kind.name);
    if (permission == Permission::edit_plan) continue;
    kinds += std::string(kind.name) + ": " + word_of(permission) + "\n";
  }
  EXPECT_EQ(kinds,
            "assessment: follow_up\ncomment: comment\naction: follow_up\neffect: follow_up\n"
            "occurrence: follow_up\noutcome: follow_up\nadoption: sign\nassurance: sign\n"
            "incident: follow_up\nforecast: follow_up\nreport: edit_reports\n");
}

const std::vector<Grant> grants = {{"vastmanland", "kirurg", Role::reporter},
                                   {"vastmanland", "sjukhus", Role::row_reader},
                                   {"slso", "rot", Role::planner}};

TEST(May, AGrantCoversItsUnitAndAllBelow) {
  EXPECT_TRUE(may(grants, Permission::comment, "vastmanland", {"kirurg", "sjukhus", "rot"}));
  EXPECT_TRUE(
      may(grants, Permission::comment, "vastmanland", {"avdelning-1", "kirurg", "sjukhus", "rot"}));
  EXPECT_FALSE(may(grants, Permission::comment, "vastmanland", {"sjukhus", "rot"})) << "above";
  EXPECT_FALSE(may(grants, Permission::comment, "vastmanland", {"medicin", "sjukhus", "rot"}));
  EXPECT_FALSE(may(grants, Permission::comment, "slso2", {"kirurg"})) << "another region";
  EXPECT_FALSE(may(grants, Permission::edit_plan, "vastmanland", {"kirurg", "sjukhus", "rot"}));
  EXPECT_FALSE(may(grants, Permission::comment, "vastmanland", {}));
  EXPECT_FALSE(may({}, Permission::comment, "vastmanland", {"kirurg"}));
}

TEST(May, GrantsAddUp) {
  const Chain chain = {"avdelning-1", "kirurg", "sjukhus", "rot"};
  EXPECT_THAT(permissions_at(grants, "vastmanland", chain),
              ElementsAre(Permission::see_figures, Permission::see_plan, Permission::comment,
                          Permission::follow_up, Permission::see_rows));
  EXPECT_THAT(permissions_at(grants, "vastmanland", {"sjukhus", "rot"}),
              ElementsAre(Permission::see_rows));
  EXPECT_THAT(permissions_at(grants, "vastmanland", {"rot"}), IsEmpty());
}

TEST(May, AnAdministratorOfAPartCannotTakeOverTheWhole) {
  const auto chain = [](const std::string& region, const std::string& unit) -> Chain {
    if (region != "vastmanland") return {};
    if (unit == "kirurg") return {"kirurg", "sjukhus", "rot"};
    return {"rot"};
  };
  const std::vector<Grant> of_part = {{"vastmanland", "sjukhus", Role::administrator}};
  const std::vector<Grant> of_whole = {{"vastmanland", "rot", Role::administrator}};
  const std::vector<Grant> in_part = {{"vastmanland", "kirurg", Role::reporter}};
  EXPECT_TRUE(may_administer(of_part, in_part, chain));
  EXPECT_FALSE(may_administer(of_part, of_whole, chain));
  EXPECT_TRUE(may_administer(of_whole, of_part, chain));
  EXPECT_TRUE(may_administer(of_part, {}, chain)) << "a new account";
  EXPECT_FALSE(may_administer(in_part, {}, chain)) << "no administrator at all";
  EXPECT_FALSE(may_administer(of_whole, grants, chain)) << "granted in another region too";
}

UnitValidity unit(std::string code, std::string parent, const char* from,
                  const char* to = nullptr) {
  UnitValidity validity;
  validity.code = std::move(code);
  validity.parent = std::move(parent);
  validity.valid_from = *Date::parse(from);
  if (to != nullptr) validity.valid_to = *Date::parse(to);
  return validity;
}

TEST(ChainOf, FollowsTheOrganisationOfTheDay) {
  const Organisation organisation({unit("rot", "", "2000-01-01"), unit("a", "rot", "2000-01-01"),
                                   unit("b", "rot", "2000-01-01"),
                                   unit("moved", "a", "2020-01-01", "2022-12-31"),
                                   unit("moved", "b", "2023-01-01", "2023-12-31")});
  const int moved = *organisation.index_of("moved");
  const auto on = [&](const char* day) { return chain_of(organisation, moved, *Date::parse(day)); };
  EXPECT_THAT(on("2021-05-01"), ElementsAre("moved", "a", "rot"));
  EXPECT_THAT(on("2023-05-01"), ElementsAre("moved", "b", "rot"));
  EXPECT_THAT(on("2025-05-01"), ElementsAre("moved", "b", "rot")) << "it has ended";
  EXPECT_THAT(on("2019-05-01"), ElementsAre("moved", "a", "rot")) << "it had not begun";
  EXPECT_THAT(chain_of(organisation, organisation.root(), *Date::parse("2024-01-01")),
              ElementsAre("rot"));
}

}  // namespace
}  // namespace redthread::access

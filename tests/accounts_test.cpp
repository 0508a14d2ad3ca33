// SPDX-License-Identifier: Apache-2.0
// Accounts as who runs the server works with them: user add, list, grant, revoke, disable,
// password.
#include <iostream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "product.hpp"

namespace redthread::product {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* password = "fyra gula bilar i rad";

class UserCommands : public testing::Test {
 protected:
  UserCommands() {
    setenv("REDTHREAD_USER", "drift", 1);
    EXPECT_EQ(redthread({"init", region()}).code, 0);
  }
  std::string region() const { return folder_.path("region"); }
  /// Runs `user NAME REGION ...` with `typed` on standard input.
  CommandResult user(const std::string& name, std::vector<std::string> arguments,
                     const std::string& typed = "") {
    arguments.insert(arguments.begin(), {"user", name, region()});
    std::istringstream in(typed);
    std::streambuf* const before = std::cin.rdbuf(in.rdbuf());
    std::cin.clear();
    CommandResult result = redthread(arguments);
    std::cin.rdbuf(before);
    return result;
  }
  CommandResult add(const std::string& login) {
    return user("add", {login, "--name", "Anna Andersson", "--password-stdin"},
                std::string(password) + "\n");
  }

  TemporaryFolder folder_;
};

TEST_F(UserCommands, AnAccountFromItsBeginningToItsEnd) {
  const auto added = user(
      "add", {"Anna@Region.se", "--name", "Anna Andersson", "--role", "viewer", "--password-stdin"},
      std::string(password) + "\r\n");
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_THAT(added.out, HasSubstr("anna@region.se (Anna Andersson), active: viewer on "));
  EXPECT_THAT(added.out + added.err, Not(HasSubstr(password)));
  const auto granted = user("grant", {"anna@region.se", "controller"});
  EXPECT_EQ(granted.code, 0) << granted.err;
  EXPECT_THAT(granted.out, HasSubstr("controller on "));
  EXPECT_THAT(user("revoke", {"anna@region.se", "viewer"}).out, Not(HasSubstr("viewer")));
  EXPECT_THAT(user("list", {}).out,
              HasSubstr("anna@region.se  Anna Andersson  active  controller"));
  EXPECT_EQ(user("password", {"anna@region.se", "--password-stdin"}, "en helt annan mening\n").code,
            0);
  EXPECT_THAT(user("disable", {"anna@region.se"}).out, HasSubstr("disabled: controller on "));
  EXPECT_THAT(user("enable", {"anna@region.se"}).out, HasSubstr("active: controller on "));
  const auto journal = user("journal", {});
  EXPECT_THAT(journal.out, HasSubstr(", drift: anna@region.se password_set\n"));
  EXPECT_THAT(journal.out, HasSubstr(", drift: anna@region.se added Anna Andersson\n"));
  EXPECT_THAT(journal.out, Not(HasSubstr("mening")));
  EXPECT_THAT(
      user("list", {"--json"}).out,
      HasSubstr("\"login\":\"anna@region.se\",\"name\":\"Anna Andersson\",\"disabled\":false,"
                "\"has_password\":true"));
  EXPECT_THAT(user("journal", {"--json"}).out, HasSubstr("\"what\":\"revoked\""));
}

TEST_F(UserCommands, ThePlanAndTheAccountsShareTheStore) {
  ASSERT_EQ(add("anna").code, 0);
  EXPECT_EQ(redthread({"plan", "import", region()}).code, 0) << "accounts first, then the plan";
  EXPECT_THAT(user("list", {}).out, HasSubstr("anna"));
  EXPECT_EQ(redthread({"journal", "verify", region()}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(region() + "/.redthread/plan.db"));
}

TEST_F(UserCommands, APasswordComesFromStandardInputOnly) {
  const auto nothing = user("add", {"anna", "--name", "Anna", "--password-stdin"});
  EXPECT_EQ(nothing.code, 2);
  EXPECT_EQ(nothing.err, "redthread: no password was given\n");
  EXPECT_EQ(user("add", {"anna", "--name", "Anna", "--password", password}).code, 2);
  const auto short_one = user("add", {"anna", "--name", "Anna", "--password-stdin"}, "kort\n");
  EXPECT_EQ(short_one.code, 2);
  EXPECT_EQ(short_one.err,
            "error: the password has 4 characters; it needs at least 12 [access.password_short]\n"
            "  hint: several words in a row are easy to remember and hard to guess\n"
            "1 error\n");
  const auto without = user("add", {"anna", "--name", "Anna", "--no-password"});
  EXPECT_EQ(without.out, "anna (Anna), no password: no role\n") << without.err;
}

TEST_F(UserCommands, MistakesAreTold) {
  ASSERT_EQ(add("anna").code, 0);
  EXPECT_THAT(add("ANNA").err, HasSubstr("there is an account `anna` [access.login_taken]"));
  EXPECT_THAT(user("grant", {"ana", "viewer"}).err,
              HasSubstr("there is no account `ana` [access.unknown_account]\n"
                        "  hint: did you mean `anna`?"));
  EXPECT_THAT(user("grant", {"anna", "planer"}).err,
              HasSubstr("there is no role `planer` [access.bad_role]\n"
                        "  hint: did you mean `planner`?"));
  const auto unit = user("grant", {"anna", "planner", "--unit", "NOWHERE"});
  EXPECT_EQ(unit.code, 2);
  EXPECT_THAT(unit.err, HasSubstr("there is no unit `NOWHERE` [access.unknown_unit]"));
  EXPECT_THAT(user("revoke", {"anna", "planner"}).err, HasSubstr("[access.no_grant]"));
  EXPECT_EQ(user("password", {"nobody", "--password-stdin"}, "x\n").code, 2);
  EXPECT_EQ(redthread({"user", "list", "no/such/folder"}).code, 2);
}

}  // namespace
}  // namespace redthread::product

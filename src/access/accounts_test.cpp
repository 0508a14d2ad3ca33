// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/password.hpp"
#include "access/test_accounts.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

INSTANTIATE_TEST_SUITE_P(Engines, AccountsTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

std::string codes_of(const Diagnostics& diagnostics) {
  std::vector<std::string> codes;
  for (const Diagnostic& each : diagnostics.items()) codes.push_back(each.code);
  return join(codes, " ");
}

std::string told(Accounts& accounts) {
  std::string text;
  for (const AccountChange& change : accounts.journal()) {
    text += std::to_string(change.sequence) + " " + to_string(change.made_at) + " " + change.who +
            ": " + change.login + " " + change.what +
            (change.detail.empty() ? "" : " (" + change.detail + ")") + "\n";
  }
  return text;
}

TEST_P(AccountsTest, AnAccountFromItsBeginningToItsEnd) {
  Diagnostics diagnostics;
  const Grant reporter{"vastmanland", "kirurg", Role::reporter};
  const Grant reader{"vastmanland", "kirurg", Role::row_reader};
  const auto added =
      accounts_->add({" Anna.Andersson@Region.SE ", " Anna Andersson ", test_password, {reporter}},
                     test_author, diagnostics);
  ASSERT_TRUE(added) << to_text(diagnostics);
  EXPECT_EQ(added->login, "anna.andersson@region.se");
  EXPECT_EQ(added->name, "Anna Andersson");
  EXPECT_EQ(added->created, test_author.now);
  EXPECT_TRUE(added->has_password);
  EXPECT_FALSE(added->is_disabled);
  EXPECT_THAT(added->grants, ElementsAre(reporter));

  const Author later{"admin", test_author.now + Seconds(60)};
  EXPECT_TRUE(accounts_->grant(added->id, reader, later, diagnostics));
  EXPECT_TRUE(accounts_->grant(added->id, reader, later, diagnostics))
      << "once more changes nothing";
  EXPECT_TRUE(accounts_->rename(added->id, "Anna Berg", later, diagnostics));
  EXPECT_TRUE(accounts_->revoke(added->id, reporter, later, diagnostics));
  EXPECT_TRUE(accounts_->set_password(added->id, test_password + "!", later, diagnostics));
  EXPECT_TRUE(accounts_->set_disabled(added->id, true, later, diagnostics));
  EXPECT_TRUE(accounts_->set_disabled(added->id, true, later, diagnostics)) << "it is already";
  const auto now = accounts_->find(added->id);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->name, "Anna Berg");
  EXPECT_TRUE(now->is_disabled);
  EXPECT_THAT(now->grants, ElementsAre(reader));
  EXPECT_FALSE(may(*now, Permission::see_rows, "vastmanland", {"kirurg"})) << "it is disabled";
  EXPECT_TRUE(accounts_->set_disabled(added->id, false, later, diagnostics));
  EXPECT_TRUE(may(*accounts_->find(added->id), Permission::see_rows, "vastmanland", {"kirurg"}));
  EXPECT_TRUE(diagnostics.empty());

  const std::string who = "anna.andersson@region.se";
  EXPECT_EQ(
      told(*accounts_),
      "8 2023-11-14T22:14:20Z admin: " + who + " enabled\n" + "7 2023-11-14T22:14:20Z admin: " +
          who + " disabled\n" + "6 2023-11-14T22:14:20Z admin: " + who + " password_set\n" +
          "5 2023-11-14T22:14:20Z admin: " + who + " revoked (reporter on vastmanland/kirurg)\n" +
          "4 2023-11-14T22:14:20Z admin: " + who + " renamed (Anna Berg)\n" +
          "3 2023-11-14T22:14:20Z admin: " + who + " granted (row_reader on vastmanland/kirurg)\n" +
          "2 2023-11-14T22:13:20Z chefen: " + who + " granted (reporter on vastmanland/kirurg)\n" +
          "1 2023-11-14T22:13:20Z chefen: " + who + " added (Anna Andersson)\n");
  EXPECT_EQ(accounts_->journal(4, 2).front().sequence, 3) << "a page";
  EXPECT_EQ(accounts_->journal(4, 2).size(), 2u);
}

TEST_P(AccountsTest, ThereIsOneAccountForALogin) {
  add("anna");
  add("berit");
  Diagnostics diagnostics;
  EXPECT_FALSE(accounts_->add({"ANNA", "En annan", test_password, {}}, test_author, diagnostics));
  EXPECT_EQ(codes_of(diagnostics), "access.login_taken");
  ASSERT_EQ(accounts_->all().size(), 2u);
  EXPECT_EQ(accounts_->all()[1].login, "berit");
  EXPECT_TRUE(accounts_->find_login(" Anna"));
  EXPECT_FALSE(accounts_->find_login("anna\nberit"));
  EXPECT_FALSE(accounts_->find_login(std::string("anna\0", 5))) << "not cut at a zero";
  EXPECT_FALSE(accounts_->find_login("anna' OR '1'='1"));
}

TEST_P(AccountsTest, WhatIsWrongIsToldAtOnceAndChangesNothing) {
  Diagnostics diagnostics;
  EXPECT_FALSE(accounts_->add({"a b", "", "kort", {}}, test_author, diagnostics));
  EXPECT_EQ(codes_of(diagnostics), "access.bad_login access.bad_name access.password_short");
  EXPECT_THAT(to_text(diagnostics), Not(HasSubstr("kort\n")));
  for (const std::string login : {"", "a", "\xff\xfe", "anna\tb"}) {
    Diagnostics each;
    EXPECT_FALSE(accounts_->add({login, "Anna", "", {}}, test_author, each)) << login;
    EXPECT_EQ(codes_of(each), "access.bad_login");
  }
  for (const std::string unknown : {"0123456789abcdef", "", "x' OR 1=1 --"}) {
    Diagnostics each;
    const Grant grant{"r", "u", Role::viewer};
    EXPECT_FALSE(accounts_->rename(unknown, "Anna", test_author, each));
    EXPECT_FALSE(accounts_->set_disabled(unknown, true, test_author, each));
    EXPECT_FALSE(accounts_->set_password(unknown, test_password, test_author, each));
    EXPECT_FALSE(accounts_->grant(unknown, grant, test_author, each));
    EXPECT_FALSE(accounts_->revoke(unknown, grant, test_author, each));
    EXPECT_EQ(each.error_count(), 5u);
    EXPECT_EQ(each.items().front().code, "access.unknown_account");
  }
  Diagnostics not_granted;
  const Account anna = add("anna");
  EXPECT_FALSE(accounts_->revoke(anna.id, {"r", "u", Role::viewer}, test_author, not_granted));
  EXPECT_EQ(codes_of(not_granted), "access.no_grant");
  EXPECT_EQ(accounts_->all().size(), 1u);
  EXPECT_EQ(accounts_->journal().size(), 1u);
}

TEST_P(AccountsTest, TheDatabaseKeepsNoPassword) {
  add("anna");
  const auto rows = connection_->query("SELECT password FROM access_account", {});
  ASSERT_TRUE(rows->next());
  EXPECT_THAT(std::string(rows->text(0)), HasSubstr("$argon2id$v=19$m=8,t=1,p=1$"));
  EXPECT_THAT(std::string(rows->text(0)), Not(HasSubstr(test_password)));
}

TEST_P(AccountsTest, TwoServersMakeOneJournal) {
  const auto work = [&](const std::string& prefix) {
    const auto connection = database::connect(address());
    Accounts accounts(*connection, test_cost);
    for (int i = 0; i < 10; ++i) {
      Diagnostics diagnostics;
      accounts.add({prefix + std::to_string(i), "Namn", "", {{"r", "u", Role::viewer}}},
                   test_author, diagnostics);
    }
  };
  std::thread other(work, "x");
  work("y");
  other.join();
  EXPECT_EQ(accounts_->all().size(), 20u);
  const auto journal = accounts_->journal();
  ASSERT_EQ(journal.size(), 40u);
  EXPECT_EQ(journal.front().sequence, 40) << "no gap and no entry twice";
}

TEST_P(AccountsTest, ThePlansStoreAndTheAccountsShareADatabase) {
  connection_->run("CREATE TABLE redthread_schema(version INTEGER)");
  add("anna");
  const auto again = database::connect(address());
  EXPECT_EQ(Accounts(*again, test_cost).all().size(), 1u);
}

TEST_P(AccountsTest, WhoSignsInElsewhereGetsTheAccountOfTheVerifiedAddress) {
  const Account anna = add("anna@region.se");
  const Time now = test_author.now;
  const Identity identity{.issuer = "https://login.region.se",
                          .subject = "42",
                          .email = "Anna@region.se",
                          .name = "Anna A"};
  EXPECT_EQ(accounts_->sign_in(identity, now)->id, anna.id);
  Identity moved = identity;
  moved.email = "gift@region.se";
  EXPECT_EQ(accounts_->sign_in(moved, now)->id, anna.id) << "the subject is what counts";
  Identity successor = identity;
  successor.subject = "43";
  EXPECT_FALSE(accounts_->sign_in(successor, now)) << "the address now belongs to another person";
  Identity stranger = identity;
  stranger.subject = "44";
  stranger.email = "";
  EXPECT_FALSE(accounts_->sign_in(stranger, now));
  stranger.email = "nobody@region.se";
  EXPECT_FALSE(accounts_->sign_in(stranger, now)) << "no account, and no claim that grants one";
  Identity elsewhere = identity;
  elsewhere.issuer = "https://evil.example";
  elsewhere.email = "";
  EXPECT_FALSE(accounts_->sign_in(elsewhere, now)) << "the same subject of another issuer";
  Diagnostics diagnostics;
  accounts_->set_disabled(anna.id, true, test_author, diagnostics);
  EXPECT_FALSE(accounts_->sign_in(identity, now)) << "disabled";
  EXPECT_EQ(accounts_->all().size(), 1u);
}

TEST_P(AccountsTest, ClaimsGrantAndTakeBackOnlyWhatTheyGranted) {
  const Time now = test_author.now;
  const Grant viewer{"r", "rot", Role::viewer};
  const Grant planner{"r", "rot", Role::planner};
  Identity identity{.issuer = "https://login.region.se",
                    .subject = "7",
                    .email = "ny@region.se",
                    .name = "Ny\nPerson",
                    .grants = {{viewer}}};
  const auto made = accounts_->sign_in(identity, now);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->name, "ny@region.se") << "a name that cannot be shown is not taken";
  EXPECT_FALSE(made->has_password);
  EXPECT_THAT(made->grants, ElementsAre(viewer));
  Diagnostics diagnostics;
  EXPECT_TRUE(accounts_->grant(made->id, planner, test_author, diagnostics));
  EXPECT_TRUE(accounts_->grant(made->id, viewer, test_author, diagnostics));
  identity.grants = std::vector<Grant>{};
  EXPECT_THAT(accounts_->sign_in(identity, now)->grants, ElementsAre(viewer, planner))
      << "what people granted stays";
  EXPECT_TRUE(accounts_->revoke(made->id, viewer, test_author, diagnostics));
  identity.grants = std::vector<Grant>{viewer};
  EXPECT_THAT(accounts_->sign_in(identity, now)->grants, ElementsAre(viewer, planner));
  identity.grants = std::nullopt;
  EXPECT_THAT(accounts_->sign_in(identity, now)->grants, ElementsAre(viewer, planner))
      << "no claims, no change";
  EXPECT_THAT(told(*accounts_),
              HasSubstr("https://login.region.se: ny@region.se granted (viewer on "
                        "r/rot, by claim)"));
}

struct PasswordCase {
  const char* password;
  const char* code;  ///< empty = it may be used
};

TEST(Password, RulesByLengthAndByWhatIsGuessed) {
  const std::string thousand(1000, 'x');
  const PasswordCase cases[] = {
      {"fyra gula bilar", ""},
      {"correct horse battery", ""},
      {"åäöÅÄÖåäöÅÄÖ€ß", ""},
      {"k9#mP2$vL7qX", ""},
      {"kort men bra", ""},
      {"elva tecken", "access.password_short"},
      {"", "access.password_short"},
      {"åäöåäö", "access.password_short"},
      {"aaaaaaaaaaaaaaaaaaaaaaa", "access.password_guessable"},
      {"abcdefghijklmnop", "access.password_guessable"},
      {"98765432109876543210", "access.password_guessable"},
      {"LösenordLösenordLösenord", "access.password_guessable"},
      {"anna.andersson2026!", "access.password_guessable"},
      {"Andersson-Andersson", "access.password_guessable"},
      {"sommar2026sommar", "access.password_guessable"},
      {"RödaTråden2026", "access.password_guessable"},
      {"tolv tecken\nåtta", "access.password_text"},
      {"tolv tecken \xff\xff", "access.password_text"},
  };
  for (const PasswordCase& each : cases) {
    Diagnostics diagnostics;
    EXPECT_EQ(
        check_password(each.password, "anna.andersson@region.se", "Anna Andersson", diagnostics),
        *each.code == '\0')
        << each.password;
    EXPECT_EQ(codes_of(diagnostics), each.code) << each.password;
  }
  Diagnostics diagnostics;
  EXPECT_FALSE(check_password(thousand, "a", "b", diagnostics));
  EXPECT_EQ(codes_of(diagnostics), "access.password_long");
}

TEST(Password, TooMuchMemoryIsAnError) {
  try {
    hash_of_password("x", {.passes = 1, .memory = std::size_t{1} << 50});
    ADD_FAILURE() << "no machine has that";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "access.memory");
  }
}

TEST(Secret, Base64urlIsReadAsItIsWrittenOnly) {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "\xff\xfe\xfd"}) {
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
  }
  for (const char* wrong :
       {"Zg==", "Zh", "Z", "Zm+v", "Zm/v", "Zm v", "Zm8\n", "å", "Zm9\xff", "\xff\xff\xff\xff"}) {
    EXPECT_EQ(from_base64url(wrong), std::nullopt) << wrong;
  }
  EXPECT_NE(random_token(), random_token());
  EXPECT_TRUE(is_token(random_token()));
  EXPECT_FALSE(is_token(random_token() + "A"));
  EXPECT_NE(derived_token("a", "x"), derived_token("a", "y"));
  EXPECT_NE(derived_token("a", "x"), derived_token("b", "x"));
}

}  // namespace
}  // namespace redthread::access

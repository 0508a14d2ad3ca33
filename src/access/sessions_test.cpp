// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.hpp"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/test_accounts.hpp"

namespace redthread::access {
namespace {

using testing::HasSubstr;
using testing::Not;

const Time start = test_author.now;
const char* const peer = "192.0.2.7";
const std::string wrong_password = "fem gula bilar i rad";

class SessionsTest : public AccountsTest {
 protected:
  void SetUp() override {
    AccountsTest::SetUp();
    if (IsSkipped()) return;
    sessions_ = std::make_unique<Sessions>(*connection_, SessionRules(), LockoutRules(), test_cost);
    anna_ = add("anna");
  }
  OpenedSession login(Time now = start) {
    auto answer = sessions_->login("anna", test_password, peer, now);
    EXPECT_TRUE(answer.session);
    return answer.session.value_or(OpenedSession());
  }
  bool is_in(const std::string& token, Time now = start) {
    return sessions_->find(token, now).has_value();
  }
  std::int64_t count(const std::string& table) {
    const auto rows = connection_->query("SELECT count(*) FROM " + table, {});
    return rows->next() ? rows->integer(0) : -1;
  }

  Account anna_;
  std::unique_ptr<Sessions> sessions_;
};

INSTANTIATE_TEST_SUITE_P(Engines, SessionsTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

TEST_P(SessionsTest, ALoginOpensASessionThatALogoutEnds) {
  const OpenedSession session = login();
  EXPECT_EQ(session.account.id, anna_.id);
  EXPECT_EQ(session.ends, start + Seconds(12 * 3600));
  const auto found = sessions_->find(session.token, start + Seconds(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->account.login, "anna");
  EXPECT_EQ(found->ends, session.ends);
  EXPECT_EQ(found->csrf, session.csrf);
  EXPECT_TRUE(is_csrf(*found, session.csrf));
  EXPECT_FALSE(is_csrf(*found, ""));
  EXPECT_FALSE(is_csrf(*found, session.token));
  EXPECT_FALSE(is_csrf(*found, login().csrf)) << "another session's";
  sessions_->end(session.token);
  EXPECT_FALSE(is_in(session.token));
}

TEST_P(SessionsTest, TheDatabaseKeepsNoToken) {
  const OpenedSession session = login();
  const auto rows = connection_->query("SELECT token_hash FROM access_session", {});
  ASSERT_TRUE(rows->next());
  EXPECT_THAT(std::string(rows->text(0)), Not(HasSubstr(session.token)));
  EXPECT_FALSE(sessions_->find(rows->text(0), start)) << "what is kept opens nothing";
}

TEST_P(SessionsTest, ATokenThatWasTamperedWithIsNobodys) {
  const std::string token = login().token;
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(is_in(other)) << i;
  }
  for (const std::string& other :
       {std::string(), token + "A", token.substr(1), token + "=", token + std::string(1, '\0'),
        std::string(1 << 20, 'A'), std::string("' OR '1'='1"), std::string(43, '\xff')}) {
    EXPECT_FALSE(is_in(other));
  }
  EXPECT_TRUE(is_in(token));
}

TEST_P(SessionsTest, SessionsEndWhenIdleAndAfterADay) {
  const SessionRules rules;
  const std::string idle = login().token;
  EXPECT_TRUE(is_in(idle, start + rules.idle - Seconds(1)));
  EXPECT_TRUE(is_in(idle, start + 2 * rules.idle - Seconds(2))) << "the request before counted";
  EXPECT_FALSE(is_in(idle, start + 3 * rules.idle));
  EXPECT_FALSE(is_in(idle, start)) << "it is gone, whatever the clock says";

  const std::string busy = login().token;
  for (Time now = start; now < start + rules.absolute; now += Seconds(3600)) {
    EXPECT_TRUE(is_in(busy, now));
  }
  EXPECT_FALSE(is_in(busy, start + rules.absolute));
  const Time much_later = start + 3 * rules.absolute;
  login(start + 10 * Seconds(60));
  login(much_later);
  EXPECT_EQ(count("access_session"), 1) << "what has ended is cleared away";
}

TEST_P(SessionsTest, LogoutEverywhereAndChangesOfTheAccountEndSessions) {
  const std::string one = login().token;
  const std::string two = login().token;
  sessions_->end_all(anna_.id);
  EXPECT_FALSE(is_in(one));
  EXPECT_FALSE(is_in(two));

  Diagnostics diagnostics;
  const std::string before_change = login().token;
  const std::string other = test_password + " till";
  ASSERT_TRUE(accounts_->set_password(anna_.id, other, test_author, diagnostics));
  EXPECT_FALSE(is_in(before_change)) << "a new password";
  EXPECT_FALSE(sessions_->login("anna", test_password, peer, start).session);
  const auto session = sessions_->login("anna", other, peer, start).session;
  ASSERT_TRUE(session);
  ASSERT_TRUE(accounts_->set_disabled(anna_.id, true, test_author, diagnostics));
  EXPECT_FALSE(is_in(session->token)) << "disabled";
  EXPECT_FALSE(sessions_->login("anna", other, peer, start).session);
  ASSERT_TRUE(accounts_->set_disabled(anna_.id, false, test_author, diagnostics));
  EXPECT_FALSE(is_in(session->token)) << "it does not come back";
}

TEST_P(SessionsTest, AGrantHoldsFromTheNextRequestOn) {
  const std::string token = login().token;
  Diagnostics diagnostics;
  const Grant grant{"r", "rot", Role::viewer};
  EXPECT_FALSE(may(sessions_->find(token, start)->account, Permission::see_figures, "r", {"rot"}));
  accounts_->grant(anna_.id, grant, test_author, diagnostics);
  EXPECT_TRUE(may(sessions_->find(token, start)->account, Permission::see_figures, "r", {"rot"}));
  accounts_->revoke(anna_.id, grant, test_author, diagnostics);
  EXPECT_FALSE(may(sessions_->find(token, start)->account, Permission::see_figures, "r", {"rot"}));
}

TEST_P(SessionsTest, WrongLoginsAreTheSameWhateverIsWrong) {
  Diagnostics diagnostics;
  ASSERT_TRUE(accounts_->add({"utan", "Utan Lösenord", "", {}}, test_author, diagnostics));
  for (const std::string login : {"anna", "nobody", "utan", "", "a b", "\xff"}) {
    for (const std::string& password :
         {wrong_password, std::string(), std::string(1 << 20, 'x'), test_password + '\0'}) {
      const auto answer = sessions_->login(login, password, "peer of " + login, start);
      EXPECT_FALSE(answer.session) << login;
      EXPECT_EQ(answer.retry_after, Seconds(0)) << login;
    }
  }
}

TEST_P(SessionsTest, DelaysGrowAndAreTheSameForUnknownLogins) {
  for (const std::string login : {"anna", "nobody"}) {
    const std::string from = "peer of " + login;
    Time now = start;
    std::vector<std::int64_t> waits;
    for (int failures = 0; failures < 15; ++failures) {
      const auto asked = sessions_->login(login, wrong_password, from, now);
      if (asked.retry_after > Seconds(0)) {
        waits.push_back(asked.retry_after.count());
        const auto early =
            sessions_->login(login, test_password, from, now + asked.retry_after - Seconds(1));
        EXPECT_FALSE(early.session) << "the right password too has to wait";
        EXPECT_EQ(early.retry_after, Seconds(1)) << "and does not make it longer";
        now += asked.retry_after;
        sessions_->login(login, wrong_password, from, now);
      }
    }
    EXPECT_THAT(waits, testing::ElementsAre(5, 10, 20, 40, 80, 160, 320, 640, 900)) << login;
  }
}

TEST_P(SessionsTest, ARightPasswordForgivesTheWrongOnes) {
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 5; ++i) sessions_->login("anna", wrong_password, peer, start);
    login();
  }
  EXPECT_EQ(count("access_attempt"), 1) << "the peer's alone";
  const auto rows = connection_->query("SELECT failures FROM access_attempt", {});
  ASSERT_TRUE(rows->next());
  EXPECT_EQ(rows->integer(0), 20) << "who has an account cannot wash an address clean";
}

TEST_P(SessionsTest, AnAddressThatTriesManyLoginsWaits) {
  for (int i = 0; i < 51; ++i) {
    EXPECT_EQ(sessions_->login("user" + std::to_string(i), wrong_password, peer, start).retry_after,
              Seconds(0));
  }
  EXPECT_EQ(sessions_->login("anna", test_password, peer, start).retry_after, Seconds(5));
  EXPECT_TRUE(sessions_->login("anna", test_password, "192.0.2.8", start).session)
      << "others do not";
  EXPECT_TRUE(sessions_->login("anna", test_password, peer, start + Seconds(5)).session);
}

TEST_P(SessionsTest, FailuresAreForgottenAfterADay) {
  for (int i = 0; i < 6; ++i) sessions_->login("anna", wrong_password, peer, start);
  EXPECT_EQ(sessions_->login("anna", test_password, peer, start).retry_after, Seconds(5));
  const Time next_day = start + Seconds(86401);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(sessions_->login("anna", wrong_password, peer, next_day).retry_after, Seconds(0));
  }
  EXPECT_TRUE(sessions_->login("anna", test_password, peer, next_day).session);
}

TEST_P(SessionsTest, AServerWhoseClockIsBehindMakesNobodyWaitLonger) {
  sessions_->login("anna", wrong_password, peer, start + Seconds(30));
  EXPECT_TRUE(sessions_->login("anna", test_password, peer, start).session) << "one is free";
  for (int i = 0; i < 6; ++i) {
    sessions_->login("anna", wrong_password, peer, start + Seconds(30));
  }
  EXPECT_EQ(sessions_->login("anna", test_password, peer, start).retry_after, Seconds(5));
}

TEST_P(SessionsTest, TwoServersCountTogetherAlsoAtOnce) {
  std::atomic<int> looked_at = 0;
  const auto attack = [&] {
    const auto connection = database::connect(address());
    Sessions sessions(*connection, SessionRules(), LockoutRules(), test_cost);
    for (int i = 0; i < 10; ++i) {
      const auto answer = sessions.login("anna", wrong_password, peer, start);
      if (answer.retry_after == Seconds(0)) ++looked_at;
    }
  };
  std::thread other(attack);
  attack();
  other.join();
  EXPECT_EQ(looked_at, 6) << "five free, and the one whose failure begins the delay";
  EXPECT_GT(sessions_->login("anna", test_password, peer, start).retry_after, Seconds(0));
}

TEST_P(SessionsTest, AHashOfAnotherCostIsMadeAnew) {
  const PasswordCost dearer = {.passes = 2, .memory = 16384};
  Sessions sessions(*connection_, SessionRules(), LockoutRules(), dearer);
  EXPECT_TRUE(sessions.login("anna", test_password, peer, start).session);
  const auto rows = connection_->query("SELECT password FROM access_account", {});
  ASSERT_TRUE(rows->next());
  EXPECT_THAT(std::string(rows->text(0)), HasSubstr("$m=16,t=2,p=1$"));
  EXPECT_TRUE(sessions.login("anna", test_password, peer, start).session);
}

}  // namespace
}  // namespace redthread::access

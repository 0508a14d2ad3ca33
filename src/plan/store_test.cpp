// SPDX-License-Identifier: Apache-2.0
#include "plan/store.hpp"

#include <csignal>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "plan/schema.hpp"
#include "plan/test_store.hpp"

namespace redthread::plan {
namespace {

using testing::Contains;
using testing::HasSubstr;

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

std::string code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return "no error";
}

TEST_P(StoreTest, KeepsWhatWasCommittedWithItsHistory) {
  {
    Store store(address());
    const auto done = commit(store, {goal_change("economy", "Ekonomi i balans"),
                                     goal_change("access", "Tillgänglighet, \"åäö\"\nrad två")});
    EXPECT_EQ(done.added, 2u);
    commit(store, {goal_change("economy", "Långsiktig ekonomi", 1)},
           {"secretary", "2024-06-01T10:00:00Z", "new wording"});
  }
  Store store(address());
  EXPECT_EQ(store.state().find("goal", "economy")->get("name"), "Långsiktig ekonomi");
  EXPECT_EQ(store.state().find("goal", "economy")->version, 2);
  EXPECT_EQ(store.state().find("goal", "access")->get("name"), "Tillgänglighet, \"åäö\"\nrad två");

  const auto history = store.history({"goal", "economy"});
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[1].before, R"({"name":"Ekonomi i balans"})");
  EXPECT_EQ(history[1].after, R"({"name":"Långsiktig ekonomi"})");
  EXPECT_EQ(history[1].who, "secretary");
  EXPECT_EQ(history[1].made_at, "2024-06-01T10:00:00Z");
  EXPECT_EQ(history[1].reason, "new wording");
  EXPECT_EQ(history[1].sequence, 3);

  const Verification verified = store.verify();
  EXPECT_TRUE(verified.found.empty());
  EXPECT_EQ(verified.entries, 3);
  EXPECT_EQ(verified.objects, 2u);
}

TEST_P(StoreTest, KeepsATextOf20000Characters) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "ö";
  Store(address()).connection();
  Store store(address());
  commit(store, {{{"comment", "long"}, 0, Fields{{"text", text}}}});
  EXPECT_EQ(Store(address()).state().find("comment", "long")->get("text"), text);
}

TEST_P(StoreTest, WhatIsAsItWasMakesNoEntry) {
  Store store(address());
  commit(store, {goal_change("economy", "Ekonomi")});
  const auto done = commit(store, {goal_change("economy", "Ekonomi", 1)});
  EXPECT_EQ(done.unchanged, 1u);
  EXPECT_EQ(done.head.sequence, 1);
  EXPECT_EQ(store.state().find("goal", "economy")->version, 1);
}

TEST_P(StoreTest, ARemovedObjectKeepsItsHistoryAndItsVersionsGoOn) {
  Store store(address());
  commit(store, {goal_change("economy", "Ekonomi")});
  commit(store, {{{"goal", "economy"}, 1, std::nullopt}});
  EXPECT_EQ(store.state().find("goal", "economy"), nullptr);
  commit(store, {goal_change("economy", "Ekonomi igen")});
  EXPECT_EQ(store.state().find("goal", "economy")->version, 3);
  EXPECT_TRUE(store.verify().found.empty());
}

TEST_P(StoreTest, WhatBreaksARuleIsNotWritten) {
  Store store(address());
  Findings findings;
  EXPECT_FALSE(store.commit({goal_change("economy", "Ekonomi"),
                             {{"goal", "below"}, 0, Fields{{"name", "x"}, {"parent", "none"}}}},
                            signed_at(), findings));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "plan.unknown_reference");
  EXPECT_EQ(Store(address()).state().size(), 0u);
  EXPECT_EQ(store.verify().entries, 0);
}

TEST_P(StoreTest, ALostRaceIsAConflictThatShowsBothTexts) {
  Store mine(address());
  Store theirs(address());
  commit(mine, {goal_change("economy", "Ekonomi")});
  EXPECT_EQ(theirs.state().find("goal", "economy")->version, 1) << "another connection sees it";
  commit(theirs, {goal_change("economy", "Deras text", 1)});
  try {
    commit(mine, {goal_change("access", "Ny"), goal_change("economy", "Min text", 1)});
    FAIL() << "the second writer must not win";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "plan.conflict");
    EXPECT_THAT(error.what(), HasSubstr("you saw version 1, it is version 2 now"));
    EXPECT_THAT(error.context(), Contains("name: in the store `Deras text`"));
    EXPECT_THAT(error.context(), Contains("name: yours `Min text`"));
  }
  EXPECT_EQ(mine.state().find("goal", "access"), nullptr) << "all or nothing";
  EXPECT_EQ(code_of([&] { commit(mine, {goal_change("economy", "Ny")}); }), "plan.conflict");
}

TEST_P(StoreTest, OfTwoWritersAtOnceExactlyOneWinsEachVersion) {
  constexpr int rounds = 40;
  {
    Store store(address());
    commit(store, {goal_change("economy", "0")});
  }
  int won[2] = {0, 0};
  const auto write = [&](int writer) {
    Store store(address());
    for (int round = 0; round < rounds; ++round) {
      const std::int64_t seen = store.state().find("goal", "economy")->version;
      Findings findings;
      try {
        const std::string name = std::to_string(writer) + "." + std::to_string(round);
        if (store.commit({goal_change("economy", name, seen)}, signed_at(), findings)) {
          ++won[writer];
        }
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), "plan.conflict") << error.what();
      }
    }
  };
  std::thread first(write, 0);
  std::thread second(write, 1);
  first.join();
  second.join();
  Store store(address());
  EXPECT_EQ(store.state().find("goal", "economy")->version, 1 + won[0] + won[1]);
  EXPECT_EQ(store.verify().entries, 1 + won[0] + won[1]);
  EXPECT_TRUE(store.verify().found.empty());
}

TEST_P(StoreTest, TheClockMayStepBack) {
  Store store(address());
  commit(store, {goal_change("a", "A")}, signed_at("2024-10-27T01:30:00Z"));
  commit(store, {goal_change("a", "B", 1)}, signed_at("2024-10-27T00:59:00Z"));
  const auto history = store.history({"goal", "a"});
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].made_at, "2024-10-27T01:30:00Z");
  EXPECT_EQ(history[1].made_at, "2024-10-27T00:59:00Z") << "the clock's time is kept";
  EXPECT_EQ(history[1].sequence, 2) << "and the order is the sequence";
  EXPECT_TRUE(store.verify().found.empty());
}

/// A process that commits until it is killed, telling each commit when it was acknowledged.
TEST_P(StoreTest, NothingAcknowledgedIsLostWhenTheWriterIsKilled) {
  constexpr int commits = 200;
  { const Store made(address()); }
  int told[2];
  ASSERT_EQ(pipe(told), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Store store(address());
    for (int i = 0; i < commits; ++i) {
      Findings findings;
      store.commit({goal_change("g" + std::to_string(i), "Mål")}, signed_at(), findings);
      if (write(told[1], "x", 1) != 1) _exit(1);
    }
    pause();
    _exit(0);
  }
  close(told[1]);
  int acknowledged = 0;
  char byte = 0;
  while (acknowledged < commits / 2 && read(told[0], &byte, 1) == 1) ++acknowledged;
  kill(child, SIGKILL);
  while (read(told[0], &byte, 1) == 1) ++acknowledged;
  close(told[0]);
  waitpid(child, nullptr, 0);

  ASSERT_GE(acknowledged, commits / 2);
  Store store(address());
  for (int i = 0; i < acknowledged; ++i) {
    EXPECT_NE(store.state().find("goal", "g" + std::to_string(i)), nullptr) << i;
  }
  EXPECT_LE(store.state().size(), static_cast<std::size_t>(acknowledged) + 1);
  EXPECT_TRUE(store.verify().found.empty());
  commit(store, {goal_change("after", "Efteråt")});
}

TEST_P(StoreTest, ANewerProgramsStoreIsNotTouched) {
  {
    Store store(address());
    store.connection().run("INSERT INTO redthread_schema(version) VALUES (99)");
  }
  EXPECT_EQ(code_of([&] { Store store(address()); }), "plan.version");
}

TEST(SqliteStore, AFullDiskIsToldAndNothingIsChanged) {
  const database::TestFolder folder;
  Store store(folder.path("plan.db"));
  commit(store, {goal_change("a", "A")});
  store.connection().run("PRAGMA max_page_count = 20");
  const std::string text(200'000, 'x');
  EXPECT_EQ(code_of([&] {
              commit(store, {{{"comment", "large"}, 0, Fields{{"text", text}}}});
            }),
            "plan.disk_full");
  EXPECT_EQ(store.state().size(), 1u);
  EXPECT_TRUE(store.verify().found.empty());
  store.connection().run("PRAGMA max_page_count = 100000");
  commit(store, {{{"comment", "large"}, 0, Fields{{"text", text}}}});
  EXPECT_EQ(store.state().size(), 2u) << "works again when there is room";
}

TEST(SqliteStore, IsSafeByItsSettings) {
  const database::TestFolder folder;
  Store store(folder.path("plan.db"));
  const auto setting = [&](const std::string& name) {
    const auto rows = store.connection().query("PRAGMA " + name, {});
    return rows->next() ? std::string(rows->text(0)) : std::string();
  };
  EXPECT_EQ(setting("journal_mode"), "wal");
  EXPECT_EQ(setting("synchronous"), "2") << "FULL";
  EXPECT_EQ(setting("foreign_keys"), "1");
  EXPECT_EQ(code_of([&] {
              store.connection().run(
                  "INSERT INTO plan_object(kind, id, version, body) VALUES ('g', 'x', 'one', '')");
            }),
            "plan.engine")
      << "strict tables";
}

TEST(SqliteStore, AnotherFileIsNotTakenForAStore) {
  const database::TestFolder folder;
  EXPECT_EQ(code_of([] { Store store("/proc/none/plan.db"); }), "plan.open");
  database::connect(folder.path("other.db"))->run("CREATE TABLE theirs(a)");
  EXPECT_EQ(code_of([&] { Store store(folder.path("other.db")); }), "plan.open");
}

TEST(SqliteStore, AWriterThatHoldsTheStoreIsWaitedFor) {
  const database::TestFolder folder;
  Store store(folder.path("plan.db"));
  const auto other = database::connect(folder.path("plan.db"));
  store.connection().run("PRAGMA busy_timeout = 10");
  database::Transaction held(*other, begin_write(*other));
  EXPECT_EQ(code_of([&] { commit(store, {goal_change("a", "A")}); }), "plan.busy");
}

TEST(PostgresqlStore, ItsPasswordIsNotShown) {
  EXPECT_EQ(database::shown_address("postgresql://plan:secret@host:5432/plans?password=x"),
            "postgresql://plan@host:5432/plans");
  EXPECT_EQ(database::shown_address("postgresql:///plans?host=/run"), "postgresql:///plans");
  try {
    database::connect("postgresql://plan:secret@127.0.0.1:1/plans?connect_timeout=1");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "plan.open");
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    for (const auto& line : error.context()) EXPECT_EQ(line.find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace redthread::plan

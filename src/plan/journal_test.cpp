// SPDX-License-Identifier: Apache-2.0
#include "plan/journal.hpp"

#include <chrono>
#include <iostream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "plan/test_store.hpp"

namespace redthread::plan {
namespace {

/// Five entries on three objects, and somebody who reaches the tables beside the program.
class JournalTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    store_ = std::make_unique<Store>(address());
    commit(*store_, {goal_change("a", "A"), goal_change("b", "B")});      // entries 1, 2
    kept_ = commit(*store_, {goal_change("a", "A2", 1)}).head;            // entry 3
    commit(*store_, {goal_change("c", "C"), goal_change("b", "B2", 1)});  // entries 4, 5
  }
  Store& store() { return *store_; }
  void tamper(const std::string& sql) { store_->connection().run(sql); }
  /// `4: what; 5: what`
  std::string found(const std::optional<Head>& kept = std::nullopt) {
    std::string text;
    for (const Tampering& each : store_->verify(kept).found) {
      if (!text.empty()) text += "; ";
      text += std::to_string(each.sequence) + ": " + each.what;
    }
    return text;
  }
  Head kept_;

 private:
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Engines, JournalTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

TEST_P(JournalTest, HoldsWhenNobodyTampered) {
  EXPECT_EQ(found(), "");
  EXPECT_EQ(found(kept_), "");
  EXPECT_EQ(Head::parse(kept_.to_string()), kept_);
}

TEST_P(JournalTest, NamesAnEntryThatWasChanged) {
  tamper("UPDATE journal SET reason = 'another' WHERE sequence = 2");
  EXPECT_EQ(found(), "2: its text is not the one that was hashed: it was changed");
}

TEST_P(JournalTest, NamesAnEntryWhoseTimeOrPersonWasChanged) {
  tamper("UPDATE journal SET who = 'another' WHERE sequence = 1");
  tamper("UPDATE journal SET made_at = '2020-01-01T00:00:00Z' WHERE sequence = 4");
  EXPECT_EQ(found(),
            "1: its text is not the one that was hashed: it was changed; "
            "4: its text is not the one that was hashed: it was changed");
}

TEST_P(JournalTest, NamesTheEntryAfterOneThatWasTakenOut) {
  tamper("DELETE FROM journal WHERE sequence = 4");
  EXPECT_EQ(found(),
            "0: goal c was never entered in the journal; 5: entry 4 is missing before it; "
            "5: it does not follow entry 3: one was put in, taken out or moved");
}

TEST_P(JournalTest, NamesEntriesThatChangedPlaces) {
  tamper("UPDATE journal SET sequence = 40 WHERE sequence = 4");
  tamper("UPDATE journal_head SET sequence = NULL");
  tamper("UPDATE journal SET sequence = 4 WHERE sequence = 5");
  tamper("UPDATE journal SET sequence = 5 WHERE sequence = 40");
  tamper("UPDATE journal_head SET sequence = 5");
  const std::string text = found();
  EXPECT_NE(text.find("4: it does not follow entry 3"), std::string::npos) << text;
  EXPECT_NE(text.find("4: its text is not the one that was hashed"), std::string::npos) << text;
  EXPECT_NE(text.find("5: it does not follow entry 4"), std::string::npos) << text;
}

TEST_P(JournalTest, NamesAnEntryThatWasPutIn) {
  Entry forged = store().history({"goal", "c"}).front();
  forged.sequence = 6;
  forged.version = 2;
  forged.before = forged.after;
  forged.after = R"({"name":"forged"})";
  forged.hash = hash_of(forged);
  insert(store().connection(), forged);
  tamper("UPDATE plan_object SET version = 2, body = '{\"name\":\"forged\"}' WHERE id = 'c'");
  EXPECT_EQ(found(),
            "5: the journal ends with entry 6, and its head says 5: the end was cut off; "
            "6: it does not follow entry 5: one was put in, taken out or moved");
}

TEST_P(JournalTest, TellsAnEndThatWasCutOff) {
  tamper("UPDATE journal_head SET sequence = NULL");
  tamper("DELETE FROM journal WHERE sequence = 5");
  tamper("UPDATE plan_object SET version = 1, body = '{\"name\":\"B\"}' WHERE id = 'b'");
  const Head cut = {4, store().history({"goal", "c"}).front().hash};
  const Head kept = {5, std::string(64, 'a')};
  set_head(store().connection(), cut);
  EXPECT_EQ(found(), "") << "who moves the head too leaves no trace inside";
  EXPECT_EQ(found(kept),
            "5: its hash was kept, and the journal ends with entry 4: the end was cut off");
}

TEST_P(JournalTest, TellsAJournalThatWasRewritten) {
  const Head kept = {3, std::string(64, 'a')};
  EXPECT_EQ(found(kept), "3: it is not the entry whose hash was kept: the journal was rewritten");
}

TEST_P(JournalTest, NamesTheEntryThatAnObjectDiffersFrom) {
  tamper("UPDATE plan_object SET body = '{\"name\":\"beside\"}' WHERE id = 'a'");
  EXPECT_EQ(found(), "3: goal a is not as it left it: the object was changed beside the journal");
  tamper("DELETE FROM plan_object WHERE id = 'a'");
  EXPECT_EQ(found(), "3: goal a is not there as it left it: the object was taken out");
}

TEST_P(JournalTest, TellsAnObjectThatWasNeverEntered) {
  tamper("INSERT INTO plan_object(kind, id, version, body) VALUES ('goal', 'x', 1, '{}')");
  EXPECT_EQ(found(), "0: goal x was never entered in the journal");
}

TEST(Head, IsWrittenInOneWay) {
  for (const char* text : {"", "3", "3:", ":abc", "-1:aa", "3:XYZ"}) {
    EXPECT_FALSE(Head::parse(text)) << text;
  }
}

TEST(Entry, EveryPartCountsForItsHash) {
  const Entry entry = {.sequence = 1,
                       .made_at = "t",
                       .who = "w",
                       .object = {"k", "i"},
                       .version = 1,
                       .before = std::nullopt,
                       .after = "",
                       .reason = "r",
                       .previous = first_previous};
  const std::string hash = hash_of(entry);
  const auto differs = [&](auto&& change) {
    Entry other = entry;
    change(other);
    return hash_of(other) != hash;
  };
  EXPECT_TRUE(differs([](Entry& e) { e.sequence = 2; }));
  EXPECT_TRUE(differs([](Entry& e) { e.made_at = "u"; }));
  EXPECT_TRUE(differs([](Entry& e) { e.who = "x"; }));
  EXPECT_TRUE(differs([](Entry& e) { e.object = {"ki", ""}; })) << "parts cannot run together";
  EXPECT_TRUE(differs([](Entry& e) { e.version = 2; }));
  EXPECT_TRUE(differs([](Entry& e) { e.before = ""; })) << "empty is not none";
  EXPECT_TRUE(differs([](Entry& e) { e.after = std::nullopt; }));
  EXPECT_TRUE(differs([](Entry& e) { e.reason = "s"; }));
  EXPECT_TRUE(differs([](Entry& e) { e.previous = std::string(64, '1'); }));
}

RC_GTEST_PROP(Json, FieldsComeBack, (const std::map<std::string, std::string>& written)) {
  const Fields fields(written.begin(), written.end());
  RC_ASSERT(fields_from_json(to_json(fields)) == fields);
}

TEST(Json, OnlyTheOneFormIsRead) {
  for (const char* json : {"", "{", "{}x", R"({"b":"1","a":"2"})", R"({"a":1})", R"({"a": "1"})",
                           R"({"a":"1",})", R"({"a":"\q"})", R"({"a":"\u0041"})"}) {
    EXPECT_FALSE(fields_from_json(json)) << json;
  }
}

}  // namespace
}  // namespace redthread::plan

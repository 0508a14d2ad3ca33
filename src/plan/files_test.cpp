// SPDX-License-Identifier: Apache-2.0
#include "plan/files.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "plan/backup.hpp"
#include "plan/checks.hpp"
#include "plan/test_store.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Reads the folder's files and tries them on an empty store; gives the diagnostics.
std::string import_into_new_store(const database::TestFolder& folder) {
  Diagnostics diagnostics;
  const ReadFiles read(folder.path(), "plan", diagnostics);
  State after;
  std::vector<ObjectKey> keys;
  for (Object& level : default_levels()) after.put(std::make_shared<Object>(level));
  for (const Object& object : read.objects()) {
    after.put(std::make_shared<Object>(object));
    keys.push_back(object.key);
  }
  Findings findings;
  check({}, after, keys, findings);
  read.tell(findings, diagnostics);
  diagnostics.sort();
  return to_text(diagnostics);
}

TEST(Files, EveryMistakeIsToldAtOnceWithItsPlace) {
  const database::TestFolder folder;
  write(folder.path("goals.csv"),
        "key,name,parent,level\n"
        "economy,Ekonomi,council_goal,council\n"
        "a,Första,b,\n"
        "b,Andra,a,\n"
        "top,Överst,,administration\n"
        "below,Under,top,council\n");
  write(folder.path("risks.csv"),
        "key,name,goals,category\n"
        "48301,Digitalisering,economy;econmy,operationel\n"
        "48301,Igen,economy,operational\n");
  write(folder.path("mitigations.csv"),
        "key,name,risks,starts,ends\n"
        "m1,Utbildning,48301,2024-05-01,2024-04-01\n");
  write(folder.path("goal.csv"), "key\n");
  EXPECT_EQ(import_into_new_store(folder),
            R"(plan/goal.csv: error: nobody reads this file [plan.bad_file]
  hint: did you mean `goals.csv`?
plan/goals.csv:2:17: error: `parent` names the goal `council_goal`, which there is not [plan.unknown_reference]
    2 | economy,Ekonomi,council_goal,council
      |                 ^~~~~~~~~~~~
  hint: known: a, b, below, economy, top
plan/goals.csv:3:10: error: the goal `a` is above itself: a below b below a [plan.cycle]
    3 | a,Första,b,
      |          ^
  hint: change one `parent`
plan/goals.csv:6:17: error: the goal `below` is of level council, and `top` above it of level administration [plan.level_order]
    6 | below,Under,top,council
      |                 ^~~~~~~
  hint: give it the same level or a lower one, or another parent
plan/mitigations.csv:2:32: error: `ends` 2024-04-01 is before `starts` 2024-05-01 [plan.date_order]
    2 | m1,Utbildning,48301,2024-05-01,2024-04-01
      |                                ^~~~~~~~~~
  hint: change one of the days
plan/risks.csv:2:22: error: `goals` names the goal `econmy`, which there is not [plan.unknown_reference]
    2 | 48301,Digitalisering,economy;econmy,operationel
      |                      ^~~~~~~~~~~~~~
  hint: did you mean `economy`?
plan/risks.csv:2:37: error: `category` is `operationel`, which is not one of its words [plan.bad_value]
    2 | 48301,Digitalisering,economy;econmy,operationel
      |                                     ^~~~~~~~~~~
  hint: write strategic, financial, operational, compliance
plan/risks.csv:3:1: error: the risk `48301` is given twice; first on line 2 [plan.duplicate_key]
    3 | 48301,Igen,economy,operational
      | ^~~~~
  hint: keep one of them, or give it a key of its own
8 errors
)");
}

TEST(Files, AFieldOfSeveralLinesAndQuotesComesBack) {
  State state;
  const std::string text = "Rad \"ett\", och\nrad två;\n\nrad fyra {figure economy.result ytd}";
  state.put(std::make_shared<Object>(Object{{"comment", "c"}, 1, {{"text", text}}}));
  const auto files = to_files(state);
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].name, "comments.csv");
  const database::TestFolder folder;
  write(folder.path(files[0].name), files[0].text);
  Diagnostics diagnostics;
  const ReadFiles read(folder.path(), "plan", diagnostics);
  EXPECT_EQ(to_text(diagnostics), "");
  ASSERT_EQ(read.objects().size(), 1u);
  EXPECT_EQ(read.objects()[0].get("text"), text);
}

/// Any value of a field's type.
std::string value_of(const PlanField& field) {
  using Type = PlanFieldType;
  const auto number = [](int low, int high) { return *rc::gen::inRange(low, high); };
  const auto date = [&] { return Date::from_days(number(15000, 25000)).to_string(); };
  const auto id = [&] { return "k" + std::to_string(number(0, 50)); };
  switch (field.type) {
    case Type::text: {
      const std::vector<std::string> parts = {"a", "å",  "Ö", " ",  "\"", ",",
                                              ";", "\n", "{", "\\", "–"};
      std::string text;
      for (int i = number(0, 40); i > 0; --i) text += *rc::gen::elementOf(parts);
      return text;
    }
    case Type::word:
      return *rc::gen::elementOf(words_of(field));
    case Type::flag:
      return number(0, 2) == 0 ? "yes" : "no";
    case Type::integer:
      return std::to_string(number(0, 100));
    case Type::decimal:
      return Decimal::of(number(-99999, 99999), 2).to_string();
    case Type::date:
      return date();
    case Type::dates:
      return date() + ";" + Date::from_days(number(1, 900)).to_string();
    case Type::period:
      return std::to_string(number(2000, 2100)) + "-T2";
    case Type::year:
      return std::to_string(number(2000, 2100));
    case Type::colour:
      return "#00ff0" + std::to_string(number(0, 10));
    case Type::target:
      return ">= " + std::to_string(number(0, 100)) + " %";
    case Type::reference:
      return id();
    case Type::references:
      return id() + ";x" + id();
    case Type::subject:
      return words_of(field).front() + ":" + id();
  }
  return "";
}

RC_GTEST_PROP(Files, WhatIsWrittenIsReadBackWithoutLoss, ()) {
  State state;
  std::size_t count = 0;
  for (const PlanKind& kind : plan_kinds()) {
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i, ++count) {
      Object object{{kind.name, "k" + std::to_string(i)}, 1, {}};
      for (const PlanField& field : kind.fields) {
        if (!field.required && *rc::gen::inRange(0, 2) == 0) continue;
        const std::string value = normalised(field, value_of(field));
        if (!value.empty()) object.fields[field.name] = value;
      }
      state.put(std::make_shared<Object>(std::move(object)));
    }
  }
  const database::TestFolder folder;
  for (const FileText& file : to_files(state)) write(folder.path(file.name), file.text);
  Diagnostics diagnostics;
  const ReadFiles read(folder.path(), "plan", diagnostics);
  RC_ASSERT(to_text(diagnostics) == "");
  RC_ASSERT(read.objects().size() == count);
  for (const Object& object : read.objects()) {
    const Object* written = state.find(object.key);
    RC_ASSERT(written != nullptr);
    RC_ASSERT(written->fields == object.fields);
  }
}

class BackupTest : public StoreTest {};
INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return std::string(engine.param); });

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code() + ": " + error.what();
  }
  return "no error";
}

TEST_P(BackupTest, ARestoredStoreEqualsWhileTheFirstGoesOn) {
  Store store(address());
  commit(store, {goal_change("a", "A \"citat\""), goal_change("b", "B")});
  commit(store, {goal_change("a", "A2", 1), {{"goal", "b"}, 1, std::nullopt}});
  const Backup backup = make_backup(store.connection());
  commit(store, {goal_change("c", "C")});

  const std::string path = folder_.path("restored.db");  // another engine than PostgreSQL's
  EXPECT_EQ(restore(*database::connect(path), backup.text), backup.head);
  Store restored(path);
  EXPECT_EQ(make_backup(restored.connection()).text, backup.text);
  EXPECT_TRUE(restored.verify(backup.head).found.empty());
  EXPECT_EQ(restored.state().size(), 1u);
  EXPECT_EQ(restored.state().find("goal", "a")->get("name"), "A2");
  EXPECT_EQ(restored.state().find("goal", "a")->version, 2);

  EXPECT_EQ(error_of([&] { restore(store.connection(), backup.text); }),
            "plan.backup: the store has entries already; restore into a new one");
}

TEST_P(BackupTest, ADamagedBackupRestoresNothing) {
  Store source(folder_.path("source.db"));
  commit(source, {goal_change("a", "A"), goal_change("b", "B")});
  const std::string text = make_backup(source.connection()).text;
  Store store(address());
  const auto refused = [&](const std::string& damaged) {
    const std::string error = error_of([&] { restore(store.connection(), damaged); });
    EXPECT_EQ(store.state().size(), 0u);
    return error;
  };
  const std::string end = "; nothing was restored";
  EXPECT_EQ(refused(""), "plan.backup: the backup cannot be used: it is no backup of a plan" + end);
  EXPECT_EQ(refused(text.substr(0, text.size() / 2)),
            "plan.backup: the backup cannot be used: its end is missing" + end);
  std::string changed = text;
  changed.replace(changed.find("decided"), 7, "DECIDED");
  EXPECT_EQ(refused(changed),
            "plan.backup: the backup cannot be used: its hash is another than it says" + end);
}

}  // namespace
}  // namespace redthread::plan

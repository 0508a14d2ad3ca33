// SPDX-License-Identifier: Apache-2.0
// The plan as a person works with it: files in, changes, history, journal, files out, backup.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "product.hpp"

namespace redthread::product {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

/// A region folder with a small plan, in a folder of its own.
class PlanCommands : public testing::Test {
 protected:
  PlanCommands() {
    setenv("REDTHREAD_USER", "anna", 1);
    EXPECT_EQ(redthread({"init", region()}).code, 0);
    write_file(region() + "/plan/risks.csv",
               "key,name,goals,category,mandatory\n"
               "r1,Risk för oegentligheter,,financial,yes\n");
    write_file(region() + "/plan/controls.csv",
               "key,name,risks,frequency,anchor,interval,interval_unit\n"
               "c1,Stickprov,r1,Varje tertial,2024-04-30,4,month\n");
  }
  std::string region() const { return folder_.path("region"); }
  CommandResult run(std::vector<std::string> arguments) { return redthread(arguments); }
  std::string head() {
    const std::string out = run({"journal", "verify", region()}).out;
    return out.substr(out.find("head ") + 5, out.size() - out.find("head ") - 6);
  }

  TemporaryFolder folder_;
};

TEST_F(PlanCommands, FromFilesThroughChangesToFilesAgain) {
  EXPECT_EQ(run({"check", region()}).code, 0) << "the catalog knows the plan's files";
  const auto in = run({"plan", "import", region(), "--reason", "first import"});
  EXPECT_EQ(in.code, 0) << in.err;
  EXPECT_THAT(in.out, HasSubstr(" added, 0 changed, 0 removed, 0 unchanged"));
  EXPECT_THAT(run({"plan", "import", region()}).out, HasSubstr("0 added, 0 changed"));

  EXPECT_EQ(run({"plan", "set", region(), "risk", "r1", "response=reduce", "owner=Ekonomichef",
                 "--reason", "beslut 12/24"})
                .code,
            0);
  const auto shown = run({"plan", "show", region(), "risk", "r1"});
  EXPECT_EQ(shown.out,
            "risk r1, version 2\n"
            "  name = Risk för oegentligheter\n"
            "  category = financial\n"
            "  response = reduce\n"
            "  mandatory = yes\n"
            "  owner = Ekonomichef\n");
  const auto history = run({"plan", "history", region(), "risk", "r1"});
  EXPECT_THAT(history.out, HasSubstr(", anna: first import\n  + category = financial\n"));
  EXPECT_THAT(history.out,
              HasSubstr(", anna: beslut 12/24\n  + owner = Ekonomichef\n  + response = reduce\n"));
  EXPECT_THAT(run({"plan", "list", region(), "risk"}).out, HasSubstr("Risk för oegentligheter"));
  EXPECT_THAT(run({"plan", "list", region()}).out, HasSubstr("risk_assessment"));

  const std::string out = folder_.path("out");
  EXPECT_EQ(run({"plan", "export", region(), "--out", out}).code, 0);
  EXPECT_EQ(run({"plan", "export", region(), "--out", out}).code, 2) << "not over something";
  const std::string other = folder_.path("other.db");
  EXPECT_EQ(run({"plan", "import", region(), "--from", out, "--store", other}).code, 0);
  const std::string again = folder_.path("again");
  EXPECT_EQ(run({"plan", "export", region(), "--out", again, "--store", other}).code, 0);
  for (const auto& file : fs::directory_iterator(out)) {
    EXPECT_EQ(read_file(file.path()), read_file(again / file.path().filename())) << file.path();
  }
}

TEST_F(PlanCommands, WhatPeopleChangedIsNotOverwrittenByFiles) {
  ASSERT_EQ(run({"plan", "import", region()}).code, 0);
  ASSERT_EQ(run({"plan", "set", region(), "risk", "r1", "name=Oegentligheter"}).code, 0);
  const auto refused = run({"plan", "import", region()});
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.err,
            "plan/risks.csv:2:4: error: risk r1 is in the store with another `name`, in version 2 "
            "[plan.changed_in_store]\n"
            "    2 | r1,Risk för oegentligheter,,financial,yes\n"
            "      |    ^~~~~~~~~~~~~~~~~~~~~~~\n"
            "  hint: the store is the truth; to overwrite it give --update\n"
            "1 error\n");
  EXPECT_THAT(run({"plan", "import", region(), "--update"}).out, HasSubstr("0 added, 1 changed"));
}

TEST_F(PlanCommands, AWrongFileWritesNothing) {
  write_file(region() + "/plan/risks.csv",
             "key,name,goals,unit\nr1,Risk,no_such_goal,\nr2,Risk,,NOWHERE\n");
  const auto refused = run({"plan", "import", region()});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("plan/risks.csv:2:9: error: `goals` names the goal "
                                     "`no_such_goal`, which there is not"));
  EXPECT_THAT(refused.err, HasSubstr("plan/risks.csv:3:10: error: there is no unit `NOWHERE` "
                                     "[plan.unknown_unit]"));
  EXPECT_THAT(run({"journal", "verify", region()}).out, HasSubstr("the journal holds: 0 entries"));
}

TEST_F(PlanCommands, AConflictShowsBothTexts) {
  ASSERT_EQ(run({"plan", "import", region()}).code, 0);
  ASSERT_EQ(run({"plan", "set", region(), "risk", "r1", "name=Deras"}).code, 0);
  const auto lost = run({"plan", "set", region(), "risk", "r1", "name=Min", "--version", "1"});
  EXPECT_EQ(lost.code, 3);
  EXPECT_EQ(lost.err,
            "redthread: error: risk r1 was changed meanwhile: you saw version 1, it is version 2 "
            "now; nothing was written [plan.conflict]\n"
            "  name: in the store `Deras`\n"
            "  name: yours `Min`\n");
}

TEST_F(PlanCommands, MistakesOnTheCommandLineAreTold) {
  ASSERT_EQ(run({"plan", "import", region()}).code, 0);
  EXPECT_THAT(run({"plan", "list", region(), "rsk"}).err,
              HasSubstr("there is no kind `rsk` in the plan [plan.unknown_kind]\n"
                        "  hint: did you mean `risk`?"));
  EXPECT_THAT(run({"plan", "show", region(), "risk", "r9"}).err,
              HasSubstr("there is no risk `r9` [plan.unknown_object]"));
  EXPECT_THAT(run({"plan", "set", region(), "risk", "r1", "categry=financial"}).err,
              HasSubstr("a risk has no field `categry` [plan.unknown_field]\n"
                        "  hint: did you mean `category`?"));
  EXPECT_THAT(run({"plan", "set", region(), "risk", "r1", "category"}).err,
              HasSubstr("`category` sets nothing [question.bad_plan_change]"));
  EXPECT_THAT(run({"plan", "set", region(), "risk", "r1", "--remove"}).err,
              HasSubstr("control c1: `risks` names the risk `r1`, which there is not"));
}

TEST_F(PlanCommands, FindingsAreAskedAbout) {
  ASSERT_EQ(run({"plan", "import", region()}).code, 0);
  const auto found = run({"plan", "findings", region(), "--on", "2024-03-01"});
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(found.out,
            "risk r1: the risk hangs on no goal and no assignment [plan.risk_without_goal]\n"
            "  hint: say what it threatens, in `goals` or `assignments`\n"
            "risk r1: the risk is mandatory and not assessed [plan.mandatory_risk]\n"
            "  hint: assess it\n"
            "risk r1: the risk is mandatory and has no owner [plan.mandatory_risk]\n"
            "  hint: name a role in `owner`\n"
            "3 findings\n");
  EXPECT_EQ(run({"plan", "findings", region(), "--on", "soon"}).code, 2);
}

TEST_F(PlanCommands, ABackupRestoresOnAnEmptyStore) {
  ASSERT_EQ(run({"plan", "import", region()}).code, 0);
  const std::string kept = head();
  const std::string file = folder_.path("plan.backup");
  EXPECT_EQ(run({"backup", region(), "--out", file}).out,
            "wrote " + file + "\nhead " + kept + "\n");
  const std::string other = folder_.path("other.db");
  EXPECT_EQ(run({"restore", region(), "--from", file, "--store", other}).code, 0);
  EXPECT_EQ(run({"journal", "verify", region(), "--store", other, "--head", kept}).code, 0);
  const auto twice = run({"restore", region(), "--from", file, "--store", other});
  EXPECT_EQ(twice.code, 3);
  EXPECT_THAT(twice.err, HasSubstr("[plan.backup]"));
}

TEST_F(PlanCommands, AHeadThatTheJournalDoesNotContainIsAnswerNo) {
  ASSERT_EQ(run({"plan", "import", region()}).code, 0);
  const auto answer = run({"journal", "verify", region(), "--head", "1:" + std::string(64, 'a')});
  EXPECT_EQ(answer.code, 1);
  EXPECT_THAT(answer.out, HasSubstr("entry 1: it is not the entry whose hash was kept"));
  EXPECT_EQ(run({"journal", "verify", region(), "--head", "x"}).code, 2);
}

TEST_F(PlanCommands, TheStoresAddressMayBeInTheEnvironment) {
  write_file(region() + "/region.toml",
             read_file(region() + "/region.toml") + "\n[plan]\nstore_env = \"RT_TEST_PLAN\"\n");
  unsetenv("RT_TEST_PLAN");
  EXPECT_THAT(run({"plan", "import", region()}).err,
              HasSubstr("the plan's store is in the environment variable `RT_TEST_PLAN`, which is "
                        "not set"));
  const std::string store = folder_.path("elsewhere.db");
  setenv("RT_TEST_PLAN", store.c_str(), 1);
  EXPECT_EQ(run({"plan", "import", region()}).code, 0);
  EXPECT_TRUE(fs::exists(store));
  EXPECT_EQ(run({"check", region()}).code, 0);
}

TEST(VastmanlandPlan, IsTakenInAndComesOutTheSame) {
  const TemporaryFolder folder;
  const std::string region = (source_folder() / "regions/vastmanland").string();
  const std::string store = folder.path("plan.db");
  const auto in = redthread({"plan", "import", region, "--store", store});
  EXPECT_EQ(in.code, 0) << in.err;
  EXPECT_EQ(
      redthread({"plan", "export", region, "--store", store, "--out", folder.path("out")}).code, 0);
  EXPECT_EQ(
      redthread({"plan", "import", region, "--store", store, "--from", folder.path("out")}).code, 0)
      << "nothing differs";
}

}  // namespace
}  // namespace redthread::product

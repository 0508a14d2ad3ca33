// SPDX-License-Identifier: Apache-2.0
// A year of the plan as a person works with it: adoption, assurance, roll-over; goals, effects and
// investments of the demo regions; what names a person stays out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "product.hpp"

namespace redthread::product {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A demo region's plan in a store of its own.
class PlanYear : public testing::Test {
 protected:
  PlanYear() { setenv("REDTHREAD_USER", "anna", 1); }

  void take_in(const std::string& region) {
    region_ = (source_folder() / "regions" / region).string();
    const auto in = run({"import"});
    ASSERT_EQ(in.code, 0) << in.err;
  }
  CommandResult run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, region_);
    arguments.insert(arguments.begin(), "plan");
    arguments.insert(arguments.end(), {"--store", folder_.path("plan.db")});
    return redthread(arguments);
  }

  std::string region_;
  TemporaryFolder folder_;
};

TEST_F(PlanYear, OfSlsoIsAdoptedAssuredAndRolledOver) {
  take_in("slso");
  const std::vector<std::string> adopt = {"adopt", "--year",  "2024",       "--date", "2024-01-30",
                                          "--who", "Nämnden", "--decision", "§ 12/24"};
  const auto refused = run(adopt);
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.err,
            "error: risk 107565: the risk is mandatory and has no owner [plan.mandatory_risk]\n"
            "  hint: name a role in `owner`\n"
            "error: risk 107566: the risk is mandatory and has no owner [plan.mandatory_risk]\n"
            "  hint: name a role in `owner`\n"
            "2 errors\n");
  EXPECT_EQ(run({"assure", "--year", "2024", "--decision", "§ 3/25"}).err,
            "error: the plan of 2024 was not adopted [plan.not_adopted]\n"
            "  hint: adopt it first: `plan adopt`; what was changed: `plan adopted`\n1 error\n");
  EXPECT_EQ(run({"adopted", "--year", "2024"}).out, "not adopted\n");
  for (const char* risk : {"107565", "107566"}) {
    ASSERT_EQ(run({"set", "risk", risk, "owner=Ekonomichef"}).code, 0);
  }
  const auto adopted = run(adopt);
  EXPECT_EQ(adopted.code, 0) << adopted.err;
  EXPECT_THAT(adopted.out, HasSubstr("adopted\nsha256 "));
  const std::string hash = adopted.out.substr(adopted.out.find("sha256"));
  EXPECT_EQ(run(adopt).err,
            "error: the plan of 2024 is adopted as it is, by Nämnden on 2024-01-30, § 12/24 "
            "[plan.already_adopted]\n  hint: there is nothing to decide\n1 error\n");
  const std::vector<std::string> assure = {"assure",  "--year",     "2024",
                                           "--date",  "2025-02-04", "--who",
                                           "Nämnden", "--decision", "§ 3/25"};
  ASSERT_EQ(run(assure).code, 0);
  EXPECT_THAT(run(assure).err, HasSubstr("[plan.already_assured]"));

  const std::string holds = "adopted 2024-01-30, Nämnden, § 12/24\n" + hash +
                            "the plan is as it was adopted\n"
                            "assured 2025-02-04, Nämnden, § 3/25\n"
                            "the assurance holds\n";
  EXPECT_EQ(run({"adopted", "--year", "2024"}).out, holds);
  ASSERT_EQ(run({"set", "risk", "48301", "name=Något annat"}).code, 0);
  const auto changed = run({"adopted", "--year", "2024"});
  EXPECT_EQ(changed.code, 1);
  EXPECT_EQ(changed.out, "adopted 2024-01-30, Nämnden, § 12/24\n" + hash +
                             "the plan was changed after its adoption\n"
                             "  changed: risk 48301\n"
                             "assured 2025-02-04, Nämnden, § 3/25\n"
                             "the assurance is outdated: the plan or its follow-up was changed "
                             "after it\n");
  EXPECT_THAT(run({"adopted", "--year", "2024", "--json"}).out, HasSubstr(R"("as_adopted":false)"));
  ASSERT_EQ(run({"set", "risk", "48301", "name=Digitala behov kan inte mötas"}).code, 0);
  EXPECT_EQ(run({"adopted", "--year", "2024"}).out, holds) << "the change is undone";

  ASSERT_EQ(run({"set", "risk", "11923", "next_year=no"}).code, 0);
  EXPECT_THAT(run({"rollover", "--year", "2025"}).err,
              HasSubstr("risk 11923: the risk does not go on to 2025, and there is no reason "
                        "[plan.missing_value]"));
  ASSERT_EQ(run({"set", "risk", "11923", "next_year="}).code, 0);
  const auto rolled = run({"rollover", "--year", "2025", "--reason", "HSN 45/24"});
  EXPECT_EQ(rolled.code, 0) << rolled.err;
  EXPECT_THAT(rolled.out, HasSubstr("72 added, 0 changed"));
  ASSERT_EQ(run({"set", "risk", "48301", "response=reduce"}).code, 0);
  EXPECT_EQ(run({"adopted", "--year", "2024"}).out, holds) << "that is next year's plan";
  const auto diff = run({"diff", "--year", "2025"});
  EXPECT_THAT(diff.out, HasSubstr("risk 48301          changed    not re-assessed"));
  EXPECT_THAT(diff.out, HasSubstr("response: – -> reduce"));
  EXPECT_THAT(run({"diff", "--year", "2025", "--json"}).out,
              HasSubstr(R"("rows":[{"object":"risk 107565","status":"unchanged")"));
  EXPECT_THAT(run({"diff", "--year", "2024", "--from", "2025"}).err, HasSubstr("[plan.bad_year]"));
  EXPECT_THAT(run({"occurrences", "--period", "2025-T1"}).out, HasSubstr("15 added, 0 changed"));
  EXPECT_THAT(run({"occurrences", "--period", "2025-T1"}).out, HasSubstr("0 added, 0 changed"));
  ASSERT_EQ(run({"rollover", "--year", "2026"}).code, 0);
  EXPECT_THAT(run({"rollover", "--year", "2025"}).err, HasSubstr("[plan.year_closed]"));

  const std::string out = folder_.path("out");
  EXPECT_EQ(run({"export", "--out", out}).code, 0);
  EXPECT_EQ(
      redthread({"plan", "import", region_, "--from", out, "--store", folder_.path("b.db")}).code,
      0);
  EXPECT_EQ(
      redthread({"plan", "adopted", region_, "--year", "2024", "--store", folder_.path("b.db")})
          .out,
      holds)
      << "years, adoptions and assurances go out and in with the rest";
}

TEST_F(PlanYear, GoalsOfSlsoAreFulfilledByRule) {
  take_in("slso");
  const auto goals = run({"fulfilment", "--period", "2024"});
  EXPECT_EQ(goals.code, 0) << goals.err;
  EXPECT_THAT(goals.out, HasSubstr("mal_tillganglighet"));
  EXPECT_THAT(goals.out, HasSubstr(">= 70 %  red"));
  EXPECT_THAT(run({"fulfilment", "--period", "soon"}).err, HasSubstr("[question.bad_period]"));
  const std::vector<std::string> assess = {
      "set",      "assessment",     "a", "subject=goal:mal_ekonomi", "period=2024",
      "who=Anna", "date=2025-02-01"};
  ASSERT_EQ(run(assess).code, 0);
  EXPECT_THAT(run({"show", "assessment", "a"}).out,
              HasSubstr("  status = red\n  computed = red\n"));
  EXPECT_THAT(run({"set", "assessment", "a", "status=yellow"}).err,
              HasSubstr("the status was computed as red and is judged yellow, and there is no "
                        "reason [plan.override_reason]"));
  ASSERT_EQ(run({"set", "assessment", "a", "status=yellow", "reason=Vänder under hösten"}).code, 0);
  EXPECT_THAT(run({"fulfilment", "--period", "2024", "--json"}).out,
              HasSubstr(R"("status":"yellow","computed":"red","prognosis":"",)"
                        R"("green":"0 of 2","reason":"Vänder under hösten")"));
  const auto effects = run({"effects", "--period", "2024", "--json"});
  EXPECT_THAT(effects.out,
              HasSubstr(R"("name":"all actions","of":"mnkr, within budget","budget":"295",)"
                        R"("forecast":"295","realised":"265.2","of plan":"89.9 %")"))
      << "the printed totals";
}

TEST_F(PlanYear, EffectsAndInvestmentsOfVastmanlandAreThePrintedOnes) {
  take_in("vastmanland");
  const auto effects = run({"effects", "--period", "2024-T1", "--figures", "--json"});
  EXPECT_EQ(effects.code, 0) << effects.err;
  for (const char* row :
       {R"("of":"mnkr, within budget","budget":"267.3","forecast":"","realised":"32.5")",
        R"("of":"mnkr, beyond budget","budget":"33.7","forecast":"","realised":"12.8")",
        R"("realised":"30","of plan":"15.0 %","delayed":"","carried out":"","ledger":"30",)"
        R"("difference":"0")"}) {
    EXPECT_THAT(effects.out, HasSubstr(row));
  }
  EXPECT_THAT(effects.out, HasSubstr(R"("realised":"32.5","of plan":"","delayed":"",)"
                                     R"("carried out":"","ledger":"","difference":"",)"
                                     R"("told by":"5 of 7")"))
      << "what five of seven told is no share of the whole plan";
  EXPECT_THAT(run({"investments", "--year", "2024", "--json"}).out,
              HasSubstr(R"("name":"all investments","budget":"278.3","of it carried over":"",)"
                        R"("spent":"","grade":"","forecast":"","remaining":"90.2")"));
  EXPECT_THAT(run({"show", "activity", "vardplatser"}).out,
              HasSubstr("goals = tjanster.ratt_niva"));

  ASSERT_EQ(run({"set", "action", "avtalstrohet", "tie_out=economy.nothing"}).code, 0);
  const auto wrong = run({"effects", "--period", "2024-T1", "--figures"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("there is no measure or indicator `economy.nothing`"));
  EXPECT_THAT(wrong.err, HasSubstr("action avtalstrohet: `tie_out` names no figure"));
}

TEST_F(PlanYear, FiguresStandInForOutcomes) {
  take_in("vastmanland");
  ASSERT_EQ(run({"set", "indicator", "result", "name=Resultat", "goals=ekonomi",
                 "measured_by=economy.result"})
                .code,
            0);
  ASSERT_EQ(
      run({"set", "target", "result.2024", "indicator=result", "year=2024", "target=>= 0"}).code,
      0);
  EXPECT_THAT(run({"fulfilment", "--period", "2024-T1", "--json"}).out,
              HasSubstr(R"("name":"Resultat","outcome":"","target":">= 0","status":"none")"));
  const auto figures = run({"fulfilment", "--period", "2024-T1", "--figures", "--json"});
  EXPECT_EQ(figures.code, 0) << figures.err;
  EXPECT_THAT(figures.out, HasSubstr(R"("outcome":"-474.9","target":">= 0","status":"red")"));
}

TEST_F(PlanYear, TablesOfIncidentsForecastsAndProcurement) {
  take_in("vastmanland");
  ASSERT_EQ(run({"set", "incident", "i1", "area=patient_safety", "type=event", "date=2024-03-05",
                 "unit=HSF", "count=12"})
                .code,
            0);
  EXPECT_THAT(run({"incidents", "--period", "2024-T1"}).out,
              HasSubstr("HSF   patient_safety  event         12            0          0"));
  ASSERT_EQ(run({"set", "forecast", "f1", "line=economy.result", "year=2024", "scenario=forecast",
                 "edition=1", "made=2024-05-01", "amount=-475", "measure_unit=mnkr"})
                .code,
            0);
  EXPECT_THAT(run({"forecasts", "--year", "2024"}).out, HasSubstr("economy.result"));
  ASSERT_EQ(run({"set", "contract", "k", "name=Hyrläkare", "state=valid", "starts=2024-01-01",
                 "notice_by=2024-06-30", "ends=2024-12-31"})
                .code,
            0);
  const auto contracts = run({"contracts", "--on", "2024-05-01", "--days", "90"});
  EXPECT_THAT(contracts.out, HasSubstr("2024-06-30  notice_by  k         Hyrläkare"));
  EXPECT_THAT(contracts.out, Not(HasSubstr("2024-12-31")));
  ASSERT_EQ(run({"set", "purchase", "p", "period=2024-04", "category=konsulter", "amount=300",
                 "measure_unit=tkr", "direct_award=yes"})
                .code,
            0);
  EXPECT_THAT(run({"procurement", "--year", "2024"}).out,
              HasSubstr("direct awards          konsulter             0.3           no threshold"));
  ASSERT_EQ(run({"set", "recommendation", "r", "name=Attest", "given_by=Revisorerna",
                 "given=2024-03-01", "due=2024-04-01", "status=open"})
                .code,
            0);
  EXPECT_THAT(run({"recommendations", "--on", "2024-04-11"}).out, HasSubstr("41            10"));
}

TEST_F(PlanYear, GoesOutToExcelAndInAgainWithoutLoss) {
  take_in("vastmanland");
  std::string longest(20'000, 'x');
  for (std::size_t i = 100; i < longest.size(); i += 100) longest[i] = '\n';
  const std::string odd = "=1+1 _x0041_ \"å\", 'b'; <c> & 😀\n\n  0123\ttab";
  ASSERT_EQ(run({"set", "comment", "long", "text=" + longest}).code, 0);
  ASSERT_EQ(run({"set", "comment", "odd", "text=" + odd}).code, 0);
  ASSERT_EQ(run({"set", "goal", "number", "name=0012", "description=2024-01-01"}).code, 0);
  const std::string out = folder_.path("xlsx");
  const auto written = run({"export", "--xlsx", "--out", out});
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_THAT(written.out, HasSubstr("/activities.xlsx\n"));
  const std::string other = folder_.path("other.db");
  const auto in = redthread({"plan", "import", region_, "--from", out, "--store", other});
  EXPECT_EQ(in.code, 0) << in.err;
  EXPECT_EQ(run({"export", "--out", folder_.path("csv")}).code, 0);
  EXPECT_EQ(
      redthread({"plan", "export", region_, "--store", other, "--out", folder_.path("again")}).code,
      0);
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path("csv"))) {
    EXPECT_EQ(read_file(file.path()),
              read_file(std::filesystem::path(folder_.path("again")) / file.path().filename()))
        << file.path();
    ++files;
  }
  EXPECT_EQ(files, 9);

  write_file(out + "/goals.csv", "key,name\n");
  EXPECT_THAT(redthread({"plan", "import", region_, "--from", out, "--store", other}).err,
              HasSubstr("goals.xlsx: error: `goals.csv` is there as well [plan.bad_file]"));
  ASSERT_EQ(run({"set", "comment", "long", "text=" + longest + longest}).code, 0);
  EXPECT_THAT(run({"export", "--xlsx", "--out", folder_.path("x2")}).err,
              HasSubstr("comment long: `text` is longer than the 32767 characters of a cell"));
}

TEST_F(PlanYear, WhatNamesAPersonIsRefusedAndMaskedOnTheWayOut) {
  take_in("slso");
  const auto refused = run({"set", "incident", "i", "area=patient_safety", "type=event",
                            "date=2024-03-05", "unit=SLSO", "description=Föll, 640823-3234"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("`description` has an identity number at character 7 "
                                     "[plan.person_data]"));
  EXPECT_THAT(refused.err, Not(HasSubstr("640823"))) << "no message repeats it";

  // As a store holds it that was written before such texts were refused.
  sqlite3* store = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.path("plan.db").c_str(), &store), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(store,
                         "UPDATE plan_object SET body = replace(body, 'Oegentligheter', "
                         "'Om 640823-3234') WHERE kind = 'risk'",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(store);
  const std::string out = folder_.path("out");
  const auto stopped = run({"export", "--out", out});
  EXPECT_EQ(stopped.code, 2);
  EXPECT_THAT(stopped.err, HasSubstr("risk 107565: `name` has an identity number at character 4"));
  EXPECT_FALSE(std::filesystem::exists(out)) << "nothing was written";
  EXPECT_EQ(run({"export", "--out", out, "--mask"}).code, 0);
  EXPECT_THAT(read_file(out + "/risks.csv"), HasSubstr("107565,Om ******-****,"));
}

TEST_F(PlanYear, WhatIsNotSaidOrWrongIsToldWithWhatToDo) {
  take_in("slso");
  EXPECT_EQ(redthread({"plan", "show", "nope"}).err,
            "error: there is no region folder `nope` [file.missing]\n"
            "  hint: name the folder that region.toml lies in, as regions/vastmanland\n1 error\n");
  EXPECT_EQ(run({"show"}).err,
            "error: which kind of object is not said [plan.unknown_kind]\n"
            "  hint: write REGION KIND KEY, as `regions/slso risk 48301`; known: level, goal, "
            "indicator, target, assignment, activity, assessment, comment …\n1 error\n");
  EXPECT_THAT(run({"show", "nope"}).err, HasSubstr("there is no kind `nope` in the plan"));
  EXPECT_EQ(run({"show", "scale"}).err,
            "error: which scale is not said [plan.unknown_object]\n"
            "  hint: write its key after `scale`; known: five_by_five.1\n1 error\n");
  EXPECT_THAT(run({"set", "scale"}).err, HasSubstr("which scale is not said"));
  EXPECT_THAT(run({"history", "scale", ""}).err, HasSubstr("which scale is not said"));
  EXPECT_THAT(run({"rollover", "--year", "26"}).err, HasSubstr("`26` is not a year"));
  EXPECT_THAT(run({"adopt", "--year", "2030", "--decision", "x", "--date", "soon"}).err,
              HasSubstr("`soon` is not a day"));
}

TEST(EmptyPlan, HasNothingToRollOverOrAdopt) {
  const TemporaryFolder folder;
  ASSERT_EQ(redthread({"init", folder.path("region")}).code, 0);
  EXPECT_THAT(redthread({"plan", "rollover", folder.path("region"), "--year", "2025"}).err,
              HasSubstr("there are no risks in the plan of 2024 [plan.nothing_to_adopt]"));
  EXPECT_THAT(
      redthread({"plan", "adopt", folder.path("region"), "--year", "2025", "--decision", "x"}).err,
      HasSubstr("there are no risks in the plan of 2025 [plan.nothing_to_adopt]"));
}

}  // namespace
}  // namespace redthread::product

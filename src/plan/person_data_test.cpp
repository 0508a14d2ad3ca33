// SPDX-License-Identifier: Apache-2.0
// What names a person is found wherever it stands in a text; what only looks so is left alone. All
// numbers here are made up, or are the tax agency's own for tests.
#include "plan/person_data.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "plan/test_plan.hpp"

namespace redthread::plan {
namespace {

TEST(PersonData, IdentityNumbersAreFoundInEveryWayOfWriting) {
  for (const char* number : {"640823-3234", "6408233234", "19640823-3234", "196408233234",
                             "640823+3234", "640823 3234", "640823–3234", "640883-3231"}) {
    const std::string text = std::string("Patienten åäö ”") + number + "” föll.";
    const auto found = person_data(text, false);
    ASSERT_EQ(found.size(), 1u) << number;
    EXPECT_EQ(text.substr(found[0].offset, found[0].bytes), number);
  }
}

TEST(PersonData, WhatOnlyLooksSoIsLeftAlone) {
  for (const char* text :
       {"640823-3235", "641323-3234", "640800-3234", "556036-0793", "2024-08-23", "x6408233234",
        "6408233234x", "64082332345", "HSN 2024-0123", "640823-32345", "1234567890", ""}) {
    EXPECT_TRUE(person_data(text, false).empty()) << text;
  }
  for (const char* text : {"kl 08:00-16:30", "2024-03-05", "12 av 100", "5 000 000 kr", "a@b",
                           "0,7 mnkr", "avsnitt 0123"}) {
    EXPECT_TRUE(person_data(text, true).empty()) << text;
  }
}

TEST(PersonData, IncidentsAreReadStrictly) {
  const auto kinds = [](const char* text) {
    std::string all;
    for (const PersonData& each : person_data(text, true)) {
      all += std::string(to_string(each.kind)) + "; ";
    }
    return all;
  };
  EXPECT_EQ(kinds("640823-3235"), "an identity number; ") << "mistyped, and still a person's";
  EXPECT_EQ(kinds("Ring 070-174 06 05 eller +46 70 174 06 05."),
            "a telephone number; a telephone number; ");
  EXPECT_EQ(kinds("Skriv till anna.svensson@example.se, tack"), "an e-mail address; ");
  EXPECT_TRUE(person_data("070-174 06 05, a.b@example.se", false).empty());
}

TEST(PersonData, IsMaskedAndTheRestIsKept) {
  EXPECT_EQ(masked("Åsa (640823-3234) föll, 640823–3234.", false),
            "Åsa (******-****) föll, ******–****.");
  EXPECT_EQ(masked("å.ö@example.se", true), "*.*@*******.**");
}

RC_GTEST_PROP(PersonData, AMaskedTextHasNone, (std::string before, std::string after)) {
  const std::string text = before + " 640823-3234 " + after;
  RC_ASSERT(person_data(masked(text, true), true).empty());
}

TEST(PersonData, IsMaskedInAWholePlan) {
  TestPlan plan;
  plan.put("incident", "i", {{"description", "Ring 070-174 06 05"}, {"unit", "A"}});
  plan.put("risk", "r", {{"name", "Ring 070-174 06 05 om 640823-3234"}});
  const State masked_plan = without_person_data(plan.state());
  EXPECT_EQ(masked_plan.find("incident", "i")->get("description"), "Ring ***-*** ** **");
  EXPECT_EQ(masked_plan.find("risk", "r")->get("name"), "Ring 070-174 06 05 om ******-****");
}

TEST(PersonData, IsRefusedWithItsPlace) {
  TestPlan plan;
  plan.put("incident", "i",
           {{"area", "patient_safety"},
            {"type", "event"},
            {"date", "2024-03-05"},
            {"unit", "A"},
            {"description", "Fallet på Åsas rum, 640823-3235"}});
  plan.put("risk", "r", {{"name", "Ring 070-174 06 05"}, {"description", "Om 6408233234"}});
  plan.put("procurement", "p", {{"name", "x"}, {"state", "planned"}, {"number", "6408233234"}});
  Findings findings;
  for (const char* kind : {"incident", "risk", "procurement"}) {
    for (const auto& [id, object] : plan.state().all(kind)) check_person_data(*object, findings);
  }
  ASSERT_EQ(findings.size(), 2u) << "a number of the register is none of a person's";
  EXPECT_EQ(findings[0].message, "`description` has an identity number at character 21");
  EXPECT_EQ(findings[1].message, "`description` has an identity number at character 4");
  EXPECT_EQ(findings[1].message.find("6408"), std::string::npos) << "no message repeats it";
  EXPECT_EQ(plan.found(), "plan.person_data i.description; plan.person_data r.description");
}

}  // namespace
}  // namespace redthread::plan

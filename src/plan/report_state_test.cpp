// SPDX-License-Identifier: Apache-2.0
// The rules of a report's steps, each with a case that it fires on and one that it is silent on.
#include "plan/report_state.hpp"

#include <map>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "plan/checks.hpp"

namespace redthread::plan {
namespace {

const Fields first = {{"template", "interim"}, {"period", "2024-T1"}, {"version", "1"}};

/// The first version in a state, with what belongs to it.
Fields version_in(const std::string& state) {
  Fields fields = first;
  fields["state"] = state;
  if (state == "open") return fields;
  fields["bundle"] = std::string(64, 'a');
  fields["frozen_by"] = "anna";
  fields["frozen_on"] = "2024-05-15";
  if (state == "frozen") return fields;
  fields["signed_by"] = "Karin";
  fields["signed_on"] = "2024-05-22";
  fields["decision"] = "HSN 2024/118";
  if (state == "signed") return fields;
  fields["published_by"] = "anna";
  fields["published_on"] = "2024-05-23";
  return fields;
}

State state_of(const std::map<std::string, Fields>& reports) {
  State state;
  for (const auto& [id, fields] : reports) {
    state.put(std::make_shared<Object>(Object{{"report", id}, 1, fields}));
  }
  return state;
}

/// The codes that a change finds, in order.
std::vector<std::string> found(const State& before, const State& after) {
  Findings findings;
  check_reports(before, after, findings);
  std::vector<std::string> codes;
  for (const Finding& each : findings) codes.push_back(each.code);
  return codes;
}
std::vector<std::string> found(const Fields& before, const Fields& after) {
  return found(state_of({{"v1", before}}), state_of({{"v1", after}}));
}
using Codes = std::vector<std::string>;

TEST(ReportState, StepsComeInOrder) {
  const std::vector<std::string> states = {"open", "frozen", "signed", "published"};
  const std::set<std::pair<std::string, std::string>> steps = {
      {"open", "frozen"}, {"frozen", "open"}, {"frozen", "signed"}, {"signed", "published"}};
  for (const std::string& from : states) {
    for (const std::string& to : states) {
      const bool is_allowed = from == to || steps.count({from, to}) > 0;
      EXPECT_EQ(found(version_in(from), version_in(to)),
                is_allowed ? Codes{} : Codes{"plan.report_order"})
          << from << " to " << to;
    }
  }
}

TEST(ReportState, WhoTookAStepIsNamed) {
  for (const auto& [state, fields] :
       std::map<std::string, Codes>{{"frozen", {"bundle", "frozen_by", "frozen_on"}},
                                    {"signed", {"signed_by", "signed_on", "decision"}},
                                    {"published", {"published_by", "published_on"}}}) {
    EXPECT_EQ(found(State(), state_of({{"v1", version_in(state)}})), Codes{});
    for (const std::string& field : fields) {
      Fields lacking = version_in(state);
      lacking.erase(field);
      EXPECT_EQ(found(State(), state_of({{"v1", lacking}})), Codes{"plan.report_step"}) << field;
    }
  }
  Fields odd = version_in("frozen");
  odd["bundle"] = "abc";
  EXPECT_EQ(found(State(), state_of({{"v1", odd}})), Codes{"plan.report_step"});
}

TEST(ReportState, WhatWasSignedStays) {
  for (const auto& [state, is_kept] : std::map<std::string, bool>{
           {"open", false}, {"frozen", false}, {"signed", true}, {"published", true}}) {
    Fields changed = version_in(state);
    changed["asks"] = "SJH";
    const Codes expected = is_kept ? Codes{"plan.report_signed"} : Codes{};
    EXPECT_EQ(found(version_in(state), changed), expected) << state;
    const Codes removed = state == "open" ? Codes{} : Codes{"plan.report_signed"};
    EXPECT_EQ(found(state_of({{"v1", version_in(state)}}), State()), removed) << state;
  }
}

TEST(ReportState, AVersionCorrectsThePublishedOneBeforeIt) {
  Fields second = version_in("open");
  second["version"] = "2";
  second["corrects"] = "v1";
  const auto with_first = [&](const std::string& state, const Fields& fields) {
    const State before = state_of({{"v1", version_in(state)}});
    return found(before, state_of({{"v1", version_in(state)}, {"v2", fields}}));
  };
  EXPECT_EQ(with_first("published", second), Codes{});
  EXPECT_EQ(with_first("signed", second), Codes{"plan.report_order"});
  Fields odd = second;
  odd["version"] = "3";
  EXPECT_EQ(with_first("published", odd), Codes{"plan.report_version"});
  odd = second;
  odd.erase("corrects");
  EXPECT_EQ(with_first("published", odd), Codes{"plan.report_version"});
}

}  // namespace
}  // namespace redthread::plan

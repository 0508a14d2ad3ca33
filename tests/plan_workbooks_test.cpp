// SPDX-License-Identifier: Apache-2.0
// Any plan goes out to Excel workbooks and comes in again as it was.
#include "app/plan_workbooks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "model/plan_kinds.hpp"
#include "plan/values.hpp"
#include "product.hpp"

namespace redthread::product {
namespace {

/// Texts that Excel, XML or CSV could take for something else.
std::string any_text() {
  const std::vector<std::string> parts = {
      "a", "Å", "ö",  " ",    "\n", "\t", "\"",    "'",        "<",       "&",          "=",
      ",", ";", "–",  "😀",    "0",  "1",  "-",     ".",        "_",       "_x0041_",    "_x",
      "%", "+", "E5", "TRUE", "é",  "{",  "]]>",   "&amp;",    "1e9",     "2024-01-01", "00:10",
      "@", "#", "/",  "\\",   ":",  "x",  "&#10;", "_x005F_x", "\xC2\xA0"};
  std::string text;
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) text += *rc::gen::elementOf(parts);
  return text;
}

RC_GTEST_PROP(PlanWorkbooks, WhatIsWrittenComesBack, ()) {
  plan::State state;
  for (const PlanKind& kind : plan_kinds()) {
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
      plan::Object object{{kind.name, "k" + std::to_string(i)}, 0, {}};
      for (const PlanField& field : kind.fields) {
        std::string value = plan::normalised(field, any_text());
        if (!value.empty()) object.fields[field.name] = std::move(value);
      }
      state.put(std::make_shared<const plan::Object>(std::move(object)));
    }
  }
  const TemporaryFolder folder;
  Diagnostics diagnostics;
  const auto written = app::write_workbooks(state, folder.path(), diagnostics);
  RC_ASSERT(written && written->size() == state.kinds().size());
  const plan::ReadFiles read(folder.path(), "plan", diagnostics, app::workbooks_of_plan());
  RC_ASSERT(to_text(diagnostics) == "");
  RC_ASSERT(read.objects().size() == state.size());
  for (const plan::Object& object : read.objects()) {
    RC_ASSERT(state.find(object.key) != nullptr);
    RC_ASSERT(object.fields == state.find(object.key)->fields);
  }
}

TEST(PlanWorkbooks, AMistakeIsToldAtItsRowAndColumn) {
  plan::State state;
  for (const char* id : {"a", "b"}) {
    state.put(std::make_shared<const plan::Object>(
        plan::Object{{"goal", id}, 0, {{"name", "Mål"}, {"parent", "none"}}}));
  }
  const TemporaryFolder folder;
  Diagnostics diagnostics;
  ASSERT_TRUE(app::write_workbooks(state, folder.path(), diagnostics));
  const plan::ReadFiles read(folder.path(), "plan", diagnostics, app::workbooks_of_plan());
  read.tell({{"plan.bad_value", {"goal", "b"}, "parent", "wrong", "right"}}, diagnostics);
  EXPECT_EQ(to_text(diagnostics),
            "plan/goals.xlsx:3:3: error: wrong [plan.bad_value]\n  hint: right\n1 error\n");
}

}  // namespace
}  // namespace redthread::product

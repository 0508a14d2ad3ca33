// SPDX-License-Identifier: Apache-2.0
#include "report/charts/ticks.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace redthread::report {
namespace {

std::string texts(double low, double high, bool from_zero, std::string_view format,
                  bool with_suffix = false, Language language = Language::swedish) {
  std::vector<std::string> all;
  for (const Tick& tick :
       ticks_for(low, high, from_zero, *parse_number_format(format), with_suffix, language)) {
    all.push_back(tick.text);
  }
  return join(all, " | ");
}

TEST(Ticks, are_round_numbers_in_the_products_format) {
  EXPECT_EQ(texts(0, 87, true, "number 0"), "0 | 20 | 40 | 60 | 80 | 100");
  EXPECT_EQ(texts(0, 41220, true, "number 0"),
            "0 | 10\u202F000 | 20\u202F000 | 30\u202F000 | 40\u202F000 | 50\u202F000");
  EXPECT_EQ(texts(-475, 62.1, true, "mnkr 1"), "−600 | −400 | −200 | 0 | 200");
  EXPECT_EQ(texts(0, 1.2, true, "number 1"), "0,0 | 0,5 | 1,0 | 1,5");
  EXPECT_EQ(texts(0, 1.2, true, "number 1", false, Language::english), "0.0 | 0.5 | 1.0 | 1.5");
  EXPECT_EQ(texts(0, 95, true, "percent 1", true),
            "0\u00A0% | 20\u00A0% | 40\u00A0% | 60\u00A0% | 80\u00A0% | 100\u00A0%");
  EXPECT_EQ(texts(0, 540, true, "mm:ss"), "00:00 | 02:00 | 04:00 | 06:00 | 08:00 | 10:00");
  EXPECT_EQ(texts(0, 0, true, "number 0"), "0 | 1");
}

TEST(Ticks, leave_zero_only_when_it_is_far_away) {
  EXPECT_EQ(texts(375, 436, false, "mnkr 1"), "360 | 380 | 400 | 420 | 440");
  EXPECT_EQ(texts(375, 436, true, "mnkr 1"), "0 | 100 | 200 | 300 | 400 | 500");
  EXPECT_EQ(texts(100, 436, false, "mnkr 1"), "0 | 100 | 200 | 300 | 400 | 500");
  EXPECT_EQ(texts(-436, -375, false, "mnkr 1"), "−440 | −420 | −400 | −380 | −360");
}

RC_GTEST_PROP(Ticks, enclose_the_values_evenly_and_are_few, (int low, int span, bool from_zero)) {
  const double first = low / 16.0;
  const double last = first + std::abs(span % 1000000) / 8.0;
  const auto ticks =
      ticks_for(first, last, from_zero, *parse_number_format("number 2"), false, Language::swedish);
  RC_ASSERT(ticks.size() >= 2u);
  RC_ASSERT(ticks.size() <= 8u);
  RC_ASSERT(ticks.front().at <= first + 1e-6);
  RC_ASSERT(ticks.back().at >= last - 1e-6);
  const double step = ticks[1].at - ticks[0].at;
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    RC_ASSERT(std::abs(ticks[i].at - ticks[i - 1].at - step) < step * 1e-6);
    RC_ASSERT(ticks[i].text != ticks[i - 1].text);
  }
  if (from_zero) RC_ASSERT(ticks.front().at <= 0 && ticks.back().at >= 0);
}

}  // namespace
}  // namespace redthread::report

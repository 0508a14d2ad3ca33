// SPDX-License-Identifier: Apache-2.0
#include "model/interval.hpp"

#include <gtest/gtest.h>

#include "model/test_figures.hpp"

namespace redthread {
namespace {

TEST(Interval, OfADeliveredValueIsHalfAUnitOfItsLastDigitInBaseUnits) {
  const auto interval = interval_of(*delivered_figure("47.6", 1000000));
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, Exact(47550000));
  EXPECT_EQ(interval->high, Exact(47650000));
}

TEST(Interval, OfASumAddsTheIntervals) {
  auto sum = computed_figure(Operation::add, {delivered_figure("2"), delivered_figure("3")}, 5);
  const auto interval = interval_of(*sum);
  EXPECT_EQ(interval->low, Exact(4));
  EXPECT_EQ(interval->high, Exact(6));
}

TEST(Interval, OfADifferenceTakesTheFarEnds) {
  auto difference =
      computed_figure(Operation::subtract, {delivered_figure("2"), delivered_figure("3")}, -1);
  const auto interval = interval_of(*difference);
  EXPECT_EQ(interval->low, Exact(-2));
  EXPECT_EQ(interval->high, Exact(0));
}

TEST(Interval, OfAChangeOnNegativeAmountsGoesByMagnitude) {
  const auto interval = interval_of(*change_figure("-20", "-10"));
  ASSERT_TRUE(interval);
  // 19.5 / 10.5 - 1 up to 20.5 / 9.5 - 1
  EXPECT_EQ(interval->low, Exact::quotient(195, 105) - Exact(1));
  EXPECT_EQ(interval->high, Exact::quotient(205, 95) - Exact(1));
}

TEST(Interval, IsUnknownWhenADivisorMayBeZero) {
  auto ratio =
      computed_figure(Operation::divide, {delivered_figure("2"), delivered_figure("0")}, 2);
  EXPECT_FALSE(interval_of(*ratio));
}

TEST(Interval, OfAMeanDividesByTheNumberOfMonths) {
  auto mean =
      computed_figure(Operation::mean_months, {delivered_figure("2"), delivered_figure("4")}, 3);
  const auto interval = interval_of(*mean);
  EXPECT_EQ(interval->low, Exact::quotient(5, 2));
  EXPECT_EQ(interval->high, Exact::quotient(7, 2));
}

TEST(Interval, OfAPartialSumLeavesOutThePartThatIsNotThere) {
  auto absent = std::make_shared<Figure>();
  auto sum = computed_figure(Operation::sum_units, {delivered_figure("2"), absent}, 2);
  const auto interval = interval_of(*sum);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->high, Exact::quotient(5, 2));
}

TEST(Interval, TwoFiguresMayBeEqualWhenTheirIntervalsMeet) {
  EXPECT_TRUE(may_be_equal(*delivered_figure("305007"), *delivered_figure("305008")));
  EXPECT_FALSE(may_be_equal(*delivered_figure("305007"), *delivered_figure("305009")));
}

}  // namespace
}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#include "model/interval.hpp"

#include <gtest/gtest.h>

namespace redthread {
namespace {

FigurePtr delivered(const std::string& written, Exact factor = 1) {
  auto figure = std::make_shared<Figure>();
  figure->operation = Operation::reported;
  figure->state = State::present;
  figure->unit.factor = factor;
  figure->value = Exact(*Decimal::parse(written)) * factor;
  figure->sources = {SourceRow{1, 2, written, ""}};
  return figure;
}

FigurePtr computed(Operation operation, std::vector<FigurePtr> operands, Exact value) {
  auto figure = std::make_shared<Figure>();
  figure->operation = operation;
  figure->state = State::present;
  figure->value = value;
  figure->operands = std::move(operands);
  return figure;
}

FigurePtr change(const std::string& now, const std::string& then) {
  auto a = delivered(now);
  auto b = delivered(then);
  return computed(Operation::change, {a, b}, (a->value->abs() - b->value->abs()) / b->value->abs());
}

TEST(Interval, OfADeliveredValueIsHalfAUnitOfItsLastDigitInBaseUnits) {
  const auto interval = interval_of(*delivered("47.6", 1000000));
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, Exact(47550000));
  EXPECT_EQ(interval->high, Exact(47650000));
}

TEST(Interval, OfASumAddsTheIntervals) {
  auto sum = computed(Operation::add, {delivered("2"), delivered("3")}, 5);
  const auto interval = interval_of(*sum);
  EXPECT_EQ(interval->low, Exact(4));
  EXPECT_EQ(interval->high, Exact(6));
}

TEST(Interval, OfADifferenceTakesTheFarEnds) {
  auto difference = computed(Operation::subtract, {delivered("2"), delivered("3")}, -1);
  const auto interval = interval_of(*difference);
  EXPECT_EQ(interval->low, Exact(-2));
  EXPECT_EQ(interval->high, Exact(0));
}

TEST(Interval, OfAChangeOnNegativeAmountsGoesByMagnitude) {
  const auto interval = interval_of(*change("-20", "-10"));
  ASSERT_TRUE(interval);
  // 19.5 / 10.5 - 1 up to 20.5 / 9.5 - 1
  EXPECT_EQ(interval->low, Exact::quotient(195, 105) - Exact(1));
  EXPECT_EQ(interval->high, Exact::quotient(205, 95) - Exact(1));
}

TEST(Interval, IsUnknownWhenADivisorMayBeZero) {
  auto ratio = computed(Operation::divide, {delivered("2"), delivered("0")}, 2);
  EXPECT_FALSE(interval_of(*ratio));
}

TEST(Interval, OfAMeanDividesByTheNumberOfMonths) {
  auto mean = computed(Operation::mean_months, {delivered("2"), delivered("4")}, 3);
  const auto interval = interval_of(*mean);
  EXPECT_EQ(interval->low, Exact::quotient(5, 2));
  EXPECT_EQ(interval->high, Exact::quotient(7, 2));
}

TEST(Interval, OfAPartialSumLeavesOutThePartThatIsNotThere) {
  auto absent = std::make_shared<Figure>();
  auto sum = computed(Operation::sum_units, {delivered("2"), absent}, 2);
  const auto interval = interval_of(*sum);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->high, Exact::quotient(5, 2));
}

TEST(Interval, TwoFiguresMayBeEqualWhenTheirIntervalsMeet) {
  EXPECT_TRUE(may_be_equal(*delivered("305007"), *delivered("305008")));
  EXPECT_FALSE(may_be_equal(*delivered("305007"), *delivered("305009")));
}

}  // namespace
}  // namespace redthread

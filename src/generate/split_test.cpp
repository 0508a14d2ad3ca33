// SPDX-License-Identifier: Apache-2.0
#include "generate/split.hpp"

#include <numeric>

#include <gtest/gtest.h>

namespace redthread::generate {
namespace {

std::int64_t sum(const std::vector<std::int64_t>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

TEST(Random, TheSameEverywhere) {
  // splitmix64 as published by Vigna, seed 1234567.
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
  EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(Random, StaysWithinItsBounds) {
  Random random = Random::stream(1, "bounds");
  for (int i = 0; i < 10'000; ++i) {
    const std::int64_t value = random.between(-3, 3);
    EXPECT_GE(value, -3);
    EXPECT_LE(value, 3);
  }
}

TEST(Split, NothingIsLost) {
  Random random(7);
  for (int i = 0; i < 1'000; ++i) {
    std::vector<std::int64_t> weights;
    for (std::int64_t n = random.between(1, 40); n > 0; --n) {
      weights.push_back(random.chance(200) ? 0 : random.below(1'000'000));
    }
    const std::int64_t total = random.between(-1'000'000'000, 1'000'000'000) * 1000;
    const auto parts = split(total, weights, random);
    EXPECT_EQ(sum(parts), total);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (weights[p] == 0 && sum(weights) > 0) {
        EXPECT_EQ(parts[p], 0);
      }
      EXPECT_FALSE(total > 0 ? parts[p] < 0 : parts[p] > 0);
    }
  }
}

TEST(Split, OddOnesGoToAllAlike) {
  Random random(7);
  std::vector<std::int64_t> got(4, 0);
  for (int i = 0; i < 10'000; ++i) {
    const auto parts = split(1, {1, 2, 3, 4}, random);
    for (std::size_t p = 0; p < 4; ++p) got[p] += parts[p];
  }
  for (std::size_t p = 0; p < 4; ++p) {
    EXPECT_NEAR(static_cast<double>(got[p]), 1000.0 * static_cast<double>(p + 1), 150.0);
  }
}

TEST(Split, WithoutWeightsAllAreAlike) {
  Random random(7);
  EXPECT_EQ(split(8, {0, 0, 0, 0}, random), (std::vector<std::int64_t>{2, 2, 2, 2}));
  EXPECT_TRUE(split(8, {}, random).empty());
}

TEST(Split, ScaledRoundsHalfAwayFromZero) {
  EXPECT_EQ(scaled(5, 1, 2), 3);
  EXPECT_EQ(scaled(-5, 1, 2), -3);
  EXPECT_EQ(scaled(1'000'000'000'000, 3'000'000, 280'000), 10'714'285'714'286);
}

TEST(EvenShare, IsExact) {
  EvenShare share(133, 1000, 500);
  int taken = 0;
  for (int i = 0; i < 10'000; ++i) taken += share.take() ? 1 : 0;
  EXPECT_EQ(taken, 1330);
}

}  // namespace
}  // namespace redthread::generate

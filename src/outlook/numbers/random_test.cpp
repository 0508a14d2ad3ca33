// SPDX-License-Identifier: Apache-2.0
#include "outlook/numbers/random.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "outlook/numbers/normal.hpp"
#include "outlook/numbers/replications.hpp"
#include "outlook/numbers/sample.hpp"

namespace redthread::outlook {
namespace {

template <typename Draw>
void expect_moments(double mean, double variance, const Draw& draw) {
  Stream stream(20, 1);
  constexpr int count = 200000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    const auto value = static_cast<double>(draw(stream));
    sum += value;
    squares += (value - mean) * (value - mean);
  }
  EXPECT_NEAR(sum / count, mean, 5 * std::sqrt(variance / count));
  EXPECT_NEAR(squares / count, variance, 0.04 * variance);
}

TEST(Random, MomentsOfTheDistributions) {
  expect_moments(0.5, 1.0 / 12, [](Stream& s) { return s.uniform(); });
  expect_moments(1, 1, [](Stream& s) { return exponential(s); });
  expect_moments(0, 1, [](Stream& s) { return normal(s); });
  for (const double mean : {0.3, 7.0, 29.9, 30.1, 250.0})
    expect_moments(mean, mean, [=](Stream& s) { return poisson(s, mean); });
  for (const double cv : {0.1, 0.8, 1.5})
    expect_moments(1, cv * cv, [=](Stream& s) { return gamma_with_mean_one(s, cv); });
}

TEST(Random, ExponentialTail) {
  Stream stream(3, 3);
  std::vector<double> draws(400000);
  for (double& draw : draws) draw = exponential(stream);
  for (const double x : {0.1, 1.0, 3.0, 7.0, 8.5}) {
    const auto beyond = std::count_if(draws.begin(), draws.end(), [=](double d) { return d > x; });
    const double expected = std::exp(-x) * 400000;
    EXPECT_NEAR(static_cast<double>(beyond), expected, 5 * std::sqrt(expected)) << x;
  }
}

TEST(Random, AStreamIsFoundByItsName) {
  Stream first(1, 2, 3, 4);
  Stream same(1, 2, 3, 4);
  Stream other(1, 2, 4, 3);
  const auto number = first.next();
  EXPECT_EQ(number, same.next());
  EXPECT_NE(number, other.next());
}

TEST(Random, ThreadsDoNotMatter) {
  const auto draws = [](int threads) {
    std::vector<std::uint64_t> all(64);
    for_each_replication(
        64, threads, [] { return 0; },
        [&](int i, int&) {
          Stream stream(9, 0, static_cast<std::uint64_t>(i));
          for (int n = 0; n < i; ++n) stream.next();
          all[static_cast<std::size_t>(i)] = stream.next();
        });
    return all;
  };
  EXPECT_EQ(draws(1), draws(5));
}

TEST(Random, AnErrorInOneReplicationEndsTheRun) {
  EXPECT_THROW(for_each_replication(
                   20, 3, [] { return 0; },
                   [](int i, int&) {
                     if (i == 7) throw std::runtime_error("seven");
                   }),
               std::runtime_error);
}

TEST(Normal, QuantileIsTheInverse) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_quantile(0.8), 0.8416212335729143, 1e-14);
  for (const double p : {1e-12, 1e-4, 0.07, 0.5, 0.93, 0.9999})
    EXPECT_NEAR(normal_probability(normal_quantile(p)), p, 1e-14);
  EXPECT_NEAR(poisson_probability(24, 24) - poisson_probability(23, 24), poisson_mass(24, 24),
              1e-15);
}

TEST(Sample, QuantilesAndIntervals) {
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4}, 0.5), 2.5);
  const Estimate estimate = mean_with_interval({9, 10, 11, 10, 10});
  EXPECT_DOUBLE_EQ(estimate.mean, 10);
  EXPECT_NEAR(estimate.half_width, 2.776 * 0.7071 / std::sqrt(5), 0.01);
  const ShareInterval share = share_interval(8, 10);
  EXPECT_NEAR(share.low, 0.4902, 1e-4);
  EXPECT_NEAR(share.high, 0.9433, 1e-4);
}

}  // namespace
}  // namespace redthread::outlook

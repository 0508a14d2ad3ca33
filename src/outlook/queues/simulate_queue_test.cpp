// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/simulate_queue.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "outlook/queues/event_heap.hpp"
#include "outlook/queues/queues.hpp"

namespace redthread::outlook {
namespace {

TEST(EventHeap, InOrderOfTime) {
  EventHeap<int> heap;
  for (const int event : {5, 3, 9, 1, 7, 2, 8}) heap.add(event, event);
  heap.replace_next(6, 6);  // instead of 1
  int before = 0;
  while (!heap.empty()) {
    const int event = heap.take().event;
    EXPECT_LT(before, event);
    before = event;
  }
  EXPECT_EQ(before, 9);
}

TEST(SimulateQueue, OneAndFiveServers) {
  // Waits at load 0.9 depend on one another: a million customers lie within 4 % of the truth.
  const QueueOutcome five = simulate_queue({.servers = 5, .arrival_rates = {4.5}});
  EXPECT_NEAR(five.mean_wait[0].mean, 1.524986, 0.04 * 1.524986);
  EXPECT_TRUE(five.mean_wait[0].half_width < 0.08);
  EXPECT_NEAR(five.share_waits, 0.762493, 0.01);
  EXPECT_NEAR(five.share_waits_over_one, 0.462476, 0.015);
  const QueueOutcome one =
      simulate_queue({.servers = 1, .arrival_rates = {0.5}, .customers = 400000});
  EXPECT_NEAR(one.mean_wait[0].mean, 1, 0.03);
}

TEST(SimulateQueue, ConstantAndVaryingService) {
  for (const double cv2 : {0.0, 0.5, 2.0}) {
    const QueueOutcome run = simulate_queue(
        {.servers = 1, .arrival_rates = {0.7}, .service_cv2 = cv2, .customers = 300000});
    EXPECT_NEAR(run.mean_wait[0].mean, *mg1_mean_wait(0.7, 1, cv2), 0.05 * (1 + cv2)) << cv2;
  }
}

TEST(SimulateQueue, UrgentFirstAndThoseWhoLeave) {
  const QueueOutcome classes =
      simulate_queue({.servers = 5, .arrival_rates = {0.9, 3.6}, .customers = 600000});
  EXPECT_NEAR(classes.mean_wait[0].mean, 0.185974, 0.01);
  EXPECT_NEAR(classes.mean_wait[1].mean, 1.859740, 0.15);
  const QueueOutcome leaving = simulate_queue(
      {.servers = 5, .arrival_rates = {6}, .leaving_rate = 0.1, .customers = 400000});
  EXPECT_NEAR(leaving.mean_waiting, 10.784381, 0.2);
  EXPECT_NEAR(static_cast<double>(leaving.left) / 400000, 0.179740, 0.003);
}

TEST(SimulateQueue, LittlesLawOverTheSameWindow) {
  for (const double load : {0.3, 0.8, 0.95, 1.1}) {
    const QueueOutcome run = simulate_queue({.servers = 3,
                                             .arrival_rates = {1 * load, 2 * load},
                                             .leaving_rate = load > 0.9 ? 0.05 : 0,
                                             .customers = 20000});
    // The list over time, added up by events, is the waits of patients, added up one by one.
    EXPECT_NEAR(run.mean_waiting * run.window, run.total_wait, 1e-6 * run.total_wait);
    EXPECT_EQ(run.served[0] + run.served[1] + run.left, 20000);
  }
}

TEST(SimulateQueue, DeterministicBySeed) {
  const auto mean = [](std::uint64_t seed) {
    return simulate_queue({.servers = 5, .arrival_rates = {4.5}, .customers = 5000, .seed = seed})
        .mean_wait[0]
        .mean;
  };
  EXPECT_EQ(mean(4), mean(4));
  EXPECT_NE(mean(4), mean(5));
}

}  // namespace
}  // namespace redthread::outlook

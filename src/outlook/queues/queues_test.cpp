// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/queues.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace redthread::outlook {
namespace {

TEST(Queues, MmcOracles) {
  struct Row {
    int servers;
    double arrivals, b, c, wq, lq, l;
  };
  for (const Row& row :
       {Row{1, 0.5, 0.333333, 0.5, 1, 0.5, 1}, Row{1, 0.9, 0.473684, 0.9, 9, 8.1, 9},
        Row{2, 1.5, 0.310345, 0.642857, 1.285714, 1.928571, 3.428571},
        Row{5, 4.5, 0.243021, 0.762493, 1.524986, 6.862439, 11.362439},
        Row{10, 9, 0.167963, 0.668732, 0.668732, 6.018584, 15.018584},
        Row{30, 27, 0.081880, 0.471408, 0.157136, 4.242675, 31.242675},
        Row{100, 95, 0.048804, 0.506457, 0.101291, 9.622680, 104.622680}}) {
    const auto queue = mmc(row.servers, row.arrivals, 1);
    ASSERT_TRUE(queue);
    EXPECT_NEAR(erlang_b(row.servers, row.arrivals), row.b, 1e-6);
    EXPECT_NEAR(queue->waits, row.c, 1e-6);
    EXPECT_NEAR(queue->mean_wait, row.wq, 1e-6);
    EXPECT_NEAR(queue->mean_waiting, row.lq, 1e-6);
    EXPECT_NEAR(queue->mean_present, row.l, 1e-6);
  }
}

TEST(Queues, WaitsBeyondATimeAndQuantiles) {
  const auto queue = mmc(5, 4.5, 1);
  ASSERT_TRUE(queue);
  EXPECT_NEAR(queue->waits_longer_than(1), 0.462476, 1e-6);
  EXPECT_NEAR(queue->wait_quantile(0.9), 4.062847, 1e-6);
  EXPECT_NEAR(queue->variance_wait, 3.7743621192, 1e-9);
  EXPECT_EQ(queue->wait_quantile(0.1), 0);
}

TEST(Queues, NoEquilibriumNoAnswer) {
  EXPECT_FALSE(mmc(5, 5, 1));
  EXPECT_FALSE(mmc(0, 1, 1));
  EXPECT_FALSE(mg1_mean_wait(1.2, 1, 1));
  EXPECT_FALSE(priority_mean_waits(1, {0.5, 0.6}, 1));
}

TEST(Queues, GeneralService) {
  for (const double cv2 : {0.0, 0.5, 1.0, 2.0})
    EXPECT_NEAR(*mg1_mean_wait(0.9, 1, cv2), 4.5 * (1 + cv2), 1e-9);
  EXPECT_NEAR(*ggc_mean_wait(5, 4.5, 1, 1, 1), 1.524986, 1e-6);
}

TEST(Queues, UrgentBeforeRoutine) {
  const auto one = priority_mean_waits(1, {0.3, 0.5}, 1);
  ASSERT_TRUE(one);
  EXPECT_NEAR(one->at(0), 1.142857, 1e-6);
  EXPECT_NEAR(one->at(1), 5.714286, 1e-6);
  const auto five = priority_mean_waits(5, {0.9, 3.6}, 1);
  ASSERT_TRUE(five);
  EXPECT_NEAR(five->at(0), 0.185974, 1e-6);
  EXPECT_NEAR(five->at(1), 1.859740, 1e-6);
  EXPECT_NEAR((0.9 * five->at(0) + 3.6 * five->at(1)) / 4.5, mmc(5, 4.5, 1)->mean_wait, 1e-12);
}

TEST(Queues, PatientsWhoLeave) {
  struct Row {
    int servers;
    double arrivals, leaving, lq, leaves;
  };
  for (const Row& row : {Row{5, 6, 0.1, 10.784381, 0.179740}, Row{5, 4.5, 0.1, 2.414990, 0.053666},
                         Row{50, 55, 0.05, 100.055521, 0.090960}}) {
    const LeavingQueue queue = erlang_a(row.servers, row.arrivals, 1, row.leaving);
    EXPECT_NEAR(queue.mean_waiting, row.lq, 1e-6);
    EXPECT_NEAR(queue.leaves, row.leaves, 1e-6);
    EXPECT_NEAR(row.leaving * queue.mean_waiting, row.arrivals * queue.leaves, 1e-9);
  }
  EXPECT_NEAR(erlang_a(5, 6, 1, 0.1).waits, 0.9568403006, 1e-9);
}

RC_GTEST_PROP(Queues, MoreServersWaitLess, ()) {
  const int servers = *rc::gen::inRange(1, 60);
  const double load = *rc::gen::inRange(1, 999) / 1000.0 * servers;
  const auto fewer = mmc(servers, load, 1);
  const auto more = mmc(servers + 1, load, 1);
  RC_ASSERT(more->mean_wait < fewer->mean_wait);
  RC_ASSERT(std::abs(fewer->mean_waiting - load * fewer->mean_wait) < 1e-9);  // Little
}

}  // namespace
}  // namespace redthread::outlook

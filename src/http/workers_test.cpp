// SPDX-License-Identifier: Apache-2.0
#include "http/workers.hpp"

#include <atomic>
#include <latch>

#include <gtest/gtest.h>

namespace redthread::http {
namespace {

TEST(HttpWorkers, TakeAsManyAsThereAreThreadsAndPlaces) {
  for (int round = 0; round < 200; ++round) {
    std::latch go(1);
    std::atomic<int> done = 0;
    std::atomic<int> let_go = 0;
    Workers workers(2, 3);
    const Workers::Job job = [&](bool work) {
      if (work) go.wait();
      ++(work ? done : let_go);
    };
    // At once, before the threads have begun.
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(workers.submit(job));
    EXPECT_FALSE(workers.submit(job));
    go.count_down();
    workers.stop();
    EXPECT_EQ(done + let_go, 5);
    EXPECT_FALSE(workers.submit(job));
  }
}

}  // namespace
}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "outlook/numbers/sample.hpp"

namespace redthread::outlook {

/// A queue that is simulated, event by event: what the closed forms of queues.hpp are tested
/// against, and what answers when they do not hold.
struct QueueRun {
  int servers = 1;
  std::vector<double> arrival_rates = {
      1};  ///< by class, most urgent first; nobody in care is interrupted
  double service_rate = 1;
  /// Squared coefficient of variation of service: 1 is exponential, 0 constant, otherwise gamma.
  double service_cv2 = 1;
  double leaving_rate = 0;             ///< per waiting patient; 0 = nobody leaves
  std::int64_t customers = 1'000'000;  ///< how many arrive; they start from an empty queue
  std::uint64_t seed = 1;
};

/// Everything over one and the same window: from the start until the last one has left.
struct QueueOutcome {
  std::vector<Estimate> mean_wait;  ///< by class, of those who were served; batch means
  std::vector<std::int64_t> served;
  std::int64_t left = 0;            ///< unserved
  double share_waits = 0;           ///< of those who were served
  double share_waits_over_one = 0;  ///< longer than one unit of time
  double mean_waiting = 0;  ///< over time: the integral of the list over the window / its length
  double total_wait = 0;    ///< of all, served or not; by Little's law mean_waiting x window
  double window = 0;
};

QueueOutcome simulate_queue(const QueueRun& run);

}  // namespace redthread::outlook

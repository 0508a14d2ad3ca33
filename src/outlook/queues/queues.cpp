// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/queues.hpp"

#include <cmath>
#include <numeric>

#include "base/error.hpp"

namespace redthread::outlook {

double erlang_b(int servers, double load) {
  REDTHREAD_ASSERT(servers >= 0 && load >= 0, "servers and load are not negative");
  double blocked = 1;
  for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
  return blocked;
}

std::optional<double> erlang_c(int servers, double load) {
  if (servers < 1 || load >= servers) return std::nullopt;
  const double blocked = erlang_b(servers, load);
  return blocked / (1 - load / servers * (1 - blocked));
}

double QueueMeasures::waits_longer_than(double time) const {
  return time < 0 ? 1 : waits * std::exp(-drain * time);
}

double QueueMeasures::wait_quantile(double share) const {
  return 1 - share >= waits ? 0 : std::log(waits / (1 - share)) / drain;
}

std::optional<QueueMeasures> mmc(int servers, double arrival_rate, double service_rate) {
  REDTHREAD_ASSERT(arrival_rate >= 0 && service_rate > 0, "rates of a queue");
  const double load = arrival_rate / service_rate;
  const auto waits = erlang_c(servers, load);
  if (!waits) return std::nullopt;
  QueueMeasures queue;
  queue.load = load / servers;
  queue.waits = *waits;
  queue.drain = servers * service_rate - arrival_rate;
  queue.mean_wait = *waits / queue.drain;
  queue.variance_wait = *waits * (2 - *waits) / (queue.drain * queue.drain);
  queue.mean_waiting = arrival_rate * queue.mean_wait;
  queue.mean_present = queue.mean_waiting + load;
  return queue;
}

std::optional<double> mg1_mean_wait(double arrival_rate, double mean_service, double service_cv2) {
  return ggc_mean_wait(1, arrival_rate, mean_service, 1, service_cv2);
}

std::optional<double> ggc_mean_wait(int servers, double arrival_rate, double mean_service,
                                    double arrival_cv2, double service_cv2) {
  REDTHREAD_ASSERT(mean_service > 0 && arrival_cv2 >= 0 && service_cv2 >= 0, "moments of a queue");
  const auto markov = mmc(servers, arrival_rate, 1 / mean_service);
  if (!markov) return std::nullopt;
  return markov->mean_wait * (arrival_cv2 + service_cv2) / 2;
}

std::optional<std::vector<double>> priority_mean_waits(int servers,
                                                       const std::vector<double>& arrival_rates,
                                                       double service_rate) {
  const double total = std::accumulate(arrival_rates.begin(), arrival_rates.end(), 0.0);
  const auto waits = erlang_c(servers, total / service_rate);
  if (!waits) return std::nullopt;
  const double capacity = servers * service_rate;
  const double residual = *waits / capacity;
  std::vector<double> means;
  double before = 0;
  for (const double rate : arrival_rates) {
    const double with = before + rate / capacity;
    means.push_back(residual / ((1 - before) * (1 - with)));
    before = with;
  }
  return means;
}

LeavingQueue erlang_a(int servers, double arrival_rate, double service_rate, double leaving_rate) {
  REDTHREAD_ASSERT(servers >= 1 && arrival_rate > 0 && service_rate > 0 && leaving_rate > 0,
                   "rates of a queue that people leave");
  // Weights relative to the state with all servers busy, outwards in both directions: no overflow
  // while the largest is not many orders above.
  double below = 0;
  double weight = 1;
  for (int n = servers; n > 0; --n) {
    weight *= n * service_rate / arrival_rate;
    below += weight;
  }
  double from = 1;
  double waiting = 0;
  weight = 1;
  for (int queue = 1;; ++queue) {
    weight *= arrival_rate / (servers * service_rate + queue * leaving_rate);
    from += weight;
    waiting += queue * weight;
    const bool falling = arrival_rate < servers * service_rate + queue * leaving_rate;
    if (falling && weight * queue < 1e-16 * (1 + waiting)) break;
  }
  LeavingQueue answer;
  answer.waits = from / (below + from);
  answer.mean_waiting = waiting / (below + from);
  answer.leaves = leaving_rate * answer.mean_waiting / arrival_rate;
  answer.mean_wait = answer.mean_waiting / arrival_rate;
  answer.throughput = arrival_rate * (1 - answer.leaves);
  return answer;
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/simulate_queue.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>

#include "base/error.hpp"
#include "outlook/numbers/random.hpp"
#include "outlook/queues/event_heap.hpp"

namespace redthread::outlook {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
enum Purpose : std::uint64_t { arrivals = 100, services, classes, patience };

struct Waiting {
  double since = 0;
  double leaves = never;
};

/// First in, first out, in one piece of memory whose front is cut off now and then.
class Line {
 public:
  bool empty() const { return front_ == waiting_.size(); }
  void add(Waiting patient) { waiting_.push_back(patient); }
  Waiting take() {
    const Waiting first = waiting_[front_++];
    if (front_ > 4096 && front_ * 2 > waiting_.size()) {
      waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(front_));
      front_ = 0;
    }
    return first;
  }

 private:
  std::vector<Waiting> waiting_;
  std::size_t front_ = 0;
};

class Simulation {
 public:
  explicit Simulation(const QueueRun& run)
      : run_(run),
        total_rate_(std::accumulate(run.arrival_rates.begin(), run.arrival_rates.end(), 0.0)),
        lines_(run.arrival_rates.size()),
        waits_(run.arrival_rates.size()),
        arrivals_(run.seed, Purpose::arrivals),
        services_(run.seed, Purpose::services),
        classes_(run.seed, Purpose::classes),
        patience_(run.seed, Purpose::patience) {
    REDTHREAD_ASSERT(run.servers >= 1 && total_rate_ > 0 && run.service_rate > 0, "a queue");
    waits_.back().reserve(static_cast<std::size_t>(run.customers));
  }

  QueueOutcome run() {
    double next_arrival = exponential(arrivals_) / total_rate_;
    std::int64_t to_come = run_.customers;
    while (to_come > 0 || !busy_.empty()) {
      if (to_come > 0 && (busy_.empty() || next_arrival <= busy_.next().time)) {
        move_to(next_arrival);
        arrive();
        --to_come;
        next_arrival += exponential(arrivals_) / total_rate_;
      } else {
        move_to(busy_.next().time);
        finish();
      }
    }
    return outcome();
  }

 private:
  struct Nothing {};

  void move_to(double time) {
    area_ += static_cast<double>(waiting_) * (time - now_);
    now_ = time;
  }

  void arrive() {
    const std::size_t priority = lines_.size() == 1 ? 0 : chosen_class();
    if (busy_.size() < static_cast<std::size_t>(run_.servers)) {
      waits_[priority].push_back(0);
      busy_.add(now_ + service_time(), {});
      return;
    }
    Waiting patient{now_, never};
    if (run_.leaving_rate > 0) patient.leaves = now_ + exponential(patience_) / run_.leaving_rate;
    lines_[priority].add(patient);
    ++waiting_;
  }

  void finish() {
    for (std::size_t priority = 0; priority < lines_.size(); ++priority) {
      while (!lines_[priority].empty()) {
        const Waiting patient = lines_[priority].take();
        --waiting_;
        if (patient.leaves <= now_) {
          left_wait_ += patient.leaves - patient.since;
          area_ -= now_ - patient.leaves;  // was counted until found to have left
          ++left_;
          continue;
        }
        waits_[priority].push_back(now_ - patient.since);
        busy_.replace_next(now_ + service_time(), {});
        return;
      }
    }
    busy_.take();
  }

  std::size_t chosen_class() {
    double place = classes_.uniform() * total_rate_;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      if (place < run_.arrival_rates[i]) return i;
      place -= run_.arrival_rates[i];
    }
    return lines_.size() - 1;
  }

  double service_time() {
    const double mean = 1 / run_.service_rate;
    if (run_.service_cv2 == 1) return mean * exponential(services_);
    return mean * gamma_with_mean_one(services_, std::sqrt(run_.service_cv2));
  }

  QueueOutcome outcome() const {
    QueueOutcome outcome;
    outcome.left = left_;
    outcome.total_wait = left_wait_;
    outcome.window = now_;
    double all = 0;
    for (const std::vector<double>& waits : waits_) {
      outcome.served.push_back(static_cast<std::int64_t>(waits.size()));
      outcome.mean_wait.push_back(batch_means(waits));
      for (const double wait : waits) {
        outcome.total_wait += wait;
        outcome.share_waits += wait > 0 ? 1 : 0;
        outcome.share_waits_over_one += wait > 1 ? 1 : 0;
      }
      all += static_cast<double>(waits.size());
    }
    outcome.share_waits /= all;
    outcome.share_waits_over_one /= all;
    outcome.mean_waiting = area_ / outcome.window;
    return outcome;
  }

  const QueueRun& run_;
  double total_rate_;
  double now_ = 0;
  EventHeap<Nothing> busy_;
  std::vector<Line> lines_;
  std::vector<std::vector<double>> waits_;
  std::int64_t waiting_ = 0;
  double area_ = 0;  ///< of the list over time
  std::int64_t left_ = 0;
  double left_wait_ = 0;
  Stream arrivals_;
  Stream services_;
  Stream classes_;
  Stream patience_;
};

}  // namespace

QueueOutcome simulate_queue(const QueueRun& run) { return Simulation(run).run(); }

}  // namespace redthread::outlook

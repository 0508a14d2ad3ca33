// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <deque>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include "bench.hpp"
#include "outlook/queues/simulate_queue.hpp"
#include "outlook_peer.hpp"

// A million customers of an M/M/5 at load 0.9, each with its wait; beside the barest event loop
// that does the same, and the peers' scripts.

namespace redthread::bench {
namespace {

constexpr std::int64_t customers = 1'000'000;

/// What one would write on a page: a heap of events, a queue, a list of waits.
double bare_loop() {
  struct Event {
    double time;
    bool is_arrival;
    bool operator>(const Event& other) const { return time > other.time; }
  };
  std::mt19937_64 random(1);
  std::exponential_distribution<double> gap(4.5);
  std::exponential_distribution<double> service(1.0);
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events;
  std::deque<double> line;
  std::vector<double> waits;
  waits.reserve(customers);
  int idle = 5;
  std::int64_t to_come = customers;
  events.push({gap(random), true});
  while (!events.empty()) {
    const Event event = events.top();
    events.pop();
    if (event.is_arrival) {
      line.push_back(event.time);
      if (--to_come > 0) events.push({event.time + gap(random), true});
    } else {
      ++idle;
    }
    if (idle > 0 && !line.empty()) {
      waits.push_back(event.time - line.front());
      line.pop_front();
      --idle;
      events.push({event.time + service(random), false});
    }
  }
  double sum = 0;
  for (const double wait : waits) sum += wait;
  return sum / static_cast<double>(waits.size());
}

std::vector<Measurement> run() {
  double mean = 0;
  const double ours = best_processor_seconds(5, [&] {
    mean = outlook::simulate_queue({.servers = 5, .arrival_rates = {4.5}, .customers = customers})
               .mean_wait[0]
               .mean;
  });
  double bare_mean = 0;
  const double bare = best_processor_seconds(5, [&] { bare_mean = bare_loop(); });
  std::vector<Measurement> all = {
      {"outlook_mm5", ours, "cpu s", bare, "a bare event-heap loop", 2 * bare, true},
      {"outlook_mm5.mean_wait", mean, "", bare_mean, "the bare loop's (truth 1.525)"}};
  // The peers take long: a tenth of the customers, times ten.
  const auto beside = [&](const char* script, const char* arguments, const char* name,
                          double goal) {
    if (const auto seconds = ask_peer(script, arguments, "cpu_s")) {
      all.push_back({std::string("outlook_mm5.times_") + name, *seconds * 10 / ours, "x",
                     std::nullopt, std::string("seconds of ") + name + " over ours", goal});
    }
  };
  beside("a_mmc_simpy.py", "100000 1", "simpy", 60);
  beside("a_mmc_ciw.py", "100000 1", "ciw", 150);
  return all;
}

[[maybe_unused]] const bool known =
    add({"outlook_mm5", "a queue with five servers, a million customers", run});

}  // namespace
}  // namespace redthread::bench

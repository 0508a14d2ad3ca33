// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace redthread::http {

/// Upper bounds, in seconds, of the buckets that durations are counted in.
inline constexpr std::array<double, 12> duration_bounds_s = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

/// What a server has done since it started, and does now. Counted by thread without a common lock:
/// numbers that belong together may differ by the requests of the moment.
struct Metrics {
  std::map<std::pair<std::string, int>, std::uint64_t> requests;  ///< by method and status
  std::uint64_t received_bytes = 0;                               ///< heads and bodies
  std::uint64_t sent_bytes = 0;
  /// Requests by duration, from the first byte read to the last byte written: one count per bound,
  /// and last those above all. Event streams are not among them.
  std::array<std::uint64_t, duration_bounds_s.size() + 1> durations{};
  double duration_sum_s = 0;
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;  ///< above the limits of connections
  std::uint64_t cut_slow_clients = 0;     ///< too slow to send, to read, or to take events
  std::uint64_t refused_queue_full = 0;   ///< 503 as the queue was full
  std::uint64_t failed_handlers = 0;      ///< exceptions that became 500
  std::int64_t connections = 0;           ///< open now
  std::int64_t in_flight = 0;             ///< requests being handled now
  std::int64_t queued = 0;                ///< of those, not yet with a worker
  std::int64_t event_streams = 0;         ///< open now
};

/// Prometheus' text format, version 0.0.4; all names begin with `redthread_http_`.
std::string prometheus_text(const Metrics& metrics);

}  // namespace redthread::http

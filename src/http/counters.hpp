// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

#include "http/metrics.hpp"

namespace redthread::http {

/// What `Metrics` are taken from: counted by all threads, without a lock.
struct Counters {
  /// Counts an answered request. `method` is one that the server knows, or else counted as `other`.
  void answered(std::string_view method, int status);
  /// Counts how long one took.
  void took(double seconds);
  Metrics metrics() const;

  std::atomic<std::uint64_t> received_bytes = 0;
  std::atomic<std::uint64_t> sent_bytes = 0;
  std::atomic<std::uint64_t> connections_accepted = 0;
  std::atomic<std::uint64_t> connections_refused = 0;
  std::atomic<std::uint64_t> cut_slow_clients = 0;
  std::atomic<std::uint64_t> refused_queue_full = 0;
  std::atomic<std::uint64_t> failed_handlers = 0;
  std::atomic<std::int64_t> connections = 0;
  std::atomic<std::int64_t> in_flight = 0;
  std::atomic<std::int64_t> queued = 0;
  std::atomic<std::int64_t> event_streams = 0;
  std::atomic<std::size_t> held_body_bytes = 0;  ///< of requests that are being read or handled

 private:
  static constexpr int statuses = 600;
  static constexpr std::array<const char*, 7> methods = {"GET",   "HEAD",   "POST", "PUT",
                                                         "PATCH", "DELETE", "other"};
  std::array<std::array<std::atomic<std::uint64_t>, statuses>, methods.size()> requests_{};
  std::array<std::atomic<std::uint64_t>, duration_bounds_s.size() + 1> durations_{};
  std::atomic<std::uint64_t> duration_sum_us_ = 0;
};

}  // namespace redthread::http

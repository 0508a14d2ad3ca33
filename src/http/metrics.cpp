// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "http/counters.hpp"

namespace redthread::http {

void Counters::answered(std::string_view method, int status) {
  std::size_t row = 0;
  while (row + 1 < methods.size() && methods[row] != method) ++row;
  const int column = status >= 0 && status < statuses ? status : 0;
  requests_[row][static_cast<std::size_t>(column)].fetch_add(1, std::memory_order_relaxed);
}

void Counters::took(double seconds) {
  const auto* const bound =
      std::lower_bound(duration_bounds_s.begin(), duration_bounds_s.end(), seconds);
  durations_[static_cast<std::size_t>(bound - duration_bounds_s.begin())].fetch_add(
      1, std::memory_order_relaxed);
  duration_sum_us_.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

Metrics Counters::metrics() const {
  Metrics metrics;
  for (std::size_t row = 0; row < methods.size(); ++row) {
    for (int status = 0; status < statuses; ++status) {
      const std::uint64_t count = requests_[row][static_cast<std::size_t>(status)];
      if (count > 0) metrics.requests[{methods[row], status}] = count;
    }
  }
  std::copy(durations_.begin(), durations_.end(), metrics.durations.begin());
  metrics.duration_sum_s = static_cast<double>(duration_sum_us_) / 1e6;
  metrics.received_bytes = received_bytes;
  metrics.sent_bytes = sent_bytes;
  metrics.connections_accepted = connections_accepted;
  metrics.connections_refused = connections_refused;
  metrics.cut_slow_clients = cut_slow_clients;
  metrics.refused_queue_full = refused_queue_full;
  metrics.failed_handlers = failed_handlers;
  metrics.connections = connections;
  metrics.in_flight = in_flight;
  metrics.queued = queued;
  metrics.event_streams = event_streams;
  return metrics;
}

namespace {

void add_head(std::string& text, const char* name, const char* type, const char* help) {
  text += fmt::format("# HELP redthread_http_{0} {2}\n# TYPE redthread_http_{0} {1}\n", name, type,
                      help);
}

template <typename Number>
void add(std::string& text, const char* name, const char* type, const char* help, Number value) {
  add_head(text, name, type, help);
  text += fmt::format("redthread_http_{} {}\n", name, value);
}

}  // namespace

std::string prometheus_text(const Metrics& metrics) {
  std::string text;
  add_head(text, "requests_total", "counter", "Requests answered, by method and status.");
  for (const auto& [key, count] : metrics.requests) {
    text += fmt::format("redthread_http_requests_total{{method=\"{}\",status=\"{}\"}} {}\n",
                        key.first, key.second, count);
  }
  add_head(text, "request_duration_seconds", "histogram",
           "From a request's first byte to its response's last.");
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < metrics.durations.size(); ++i) {
    count += metrics.durations[i];
    const std::string bound =
        i < duration_bounds_s.size() ? fmt::format("{}", duration_bounds_s[i]) : "+Inf";
    text += fmt::format("redthread_http_request_duration_seconds_bucket{{le=\"{}\"}} {}\n", bound,
                        count);
  }
  text += fmt::format(
      "redthread_http_request_duration_seconds_sum {}\n"
      "redthread_http_request_duration_seconds_count {}\n",
      metrics.duration_sum_s, count);
  add(text, "received_bytes_total", "counter", "Bytes received.", metrics.received_bytes);
  add(text, "sent_bytes_total", "counter", "Bytes sent.", metrics.sent_bytes);
  add(text, "connections_accepted_total", "counter", "Connections accepted.",
      metrics.connections_accepted);
  add(text, "connections_refused_total", "counter", "Connections above a limit.",
      metrics.connections_refused);
  add(text, "cut_slow_clients_total", "counter", "Clients cut for being too slow.",
      metrics.cut_slow_clients);
  add(text, "refused_queue_full_total", "counter", "Requests refused as the queue was full.",
      metrics.refused_queue_full);
  add(text, "failed_handlers_total", "counter", "Requests whose handler failed.",
      metrics.failed_handlers);
  add(text, "connections", "gauge", "Open connections.", metrics.connections);
  add(text, "in_flight", "gauge", "Requests being handled.", metrics.in_flight);
  add(text, "queued", "gauge", "Requests that wait for a worker.", metrics.queued);
  add(text, "event_streams", "gauge", "Open event streams.", metrics.event_streams);
  return text;
}

}  // namespace redthread::http

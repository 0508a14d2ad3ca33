// SPDX-License-Identifier: Apache-2.0
// For those who run the server: whether it is well, what it has done, what it answers.
#include "base/error.hpp"
#include "http/metrics.hpp"
#include "server/openapi.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

/// Well means that it can answer: the plan's store of each region is reached.
Answer health(Call& call) {
  for (const auto& [key, region] : call.services.regions) region->version();
  return json("{\"status\":\"ok\"}");
}

Answer metrics(Call& call) {
  return http::respond(200, "text/plain; version=0.0.4; charset=utf-8",
                       http::prometheus_text(call.services.metrics()));
}

Answer description(Call&) { return json(openapi()); }

}  // namespace

std::vector<Route> service_routes() {
  return {
      {.pattern = "/healthz",
       .summary = "Whether the server can answer",
       .door = Route::Door::open,
       .answer = "Health",
       .handle = health},
      {.pattern = "/metrics",
       .summary = "Counters in Prometheus' text form; no person data",
       .door = Route::Door::open,
       .media = "text/plain; version=0.0.4",
       .handle = metrics},
      {.pattern = "/openapi.json",
       .summary = "This description",
       .door = Route::Door::open,
       .answer = "OpenApi",
       .handle = description},
  };
}

}  // namespace redthread::server

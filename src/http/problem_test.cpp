// SPDX-License-Identifier: Apache-2.0
#include "http/problem.hpp"

#include <gtest/gtest.h>

#include "http/metrics.hpp"

namespace redthread::http {
namespace {

TEST(HttpProblem, Json) {
  EXPECT_EQ(problem_json({.status = 404}), R"({"status":404,"title":"Not Found"})");
  const Problem problem = {.status = 422,
                           .title = "Kan inte läsas",
                           .detail = "1 \"error\"\n\xff",
                           .request_id = "ab",
                           .diagnostics = {{.severity = Severity::warning,
                                            .code = "catalog.unknown_fact",
                                            .span = {"catalog/measures.toml", 12, 9, 7},
                                            .message = "unknown fact",
                                            .hint = "did you mean `contact`?",
                                            .excerpt = "fact = \"contakt\""},
                                           {.code = "plan.duplicate", .message = "twice"}}};
  EXPECT_EQ(
      problem_json(problem),
      R"({"status":422,"title":"Kan inte läsas","detail":"1 \"error\"\n�","request_id":"ab",)"
      R"("diagnostics":[{"severity":"warning","code":"catalog.unknown_fact","message":"unknown fact",)"
      R"("hint":"did you mean `contact`?","excerpt":"fact = \"contakt\"",)"
      R"("place":{"file":"catalog/measures.toml","line":12,"column":9,"length":7}},)"
      R"({"severity":"error","code":"plan.duplicate","message":"twice"}]})");
  const Response response = respond(problem);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.headers[0].value, "application/problem+json");
  EXPECT_EQ(response.headers[1].value, "no-store");
}

TEST(HttpMetrics, PrometheusText) {
  Metrics metrics;
  metrics.requests[{"GET", 200}] = 3;
  metrics.requests[{"POST", 422}] = 1;
  metrics.durations[0] = 2;
  metrics.durations[1] = 1;
  metrics.durations.back() = 1;
  metrics.duration_sum_s = 12.5;
  metrics.connections = 7;
  const std::string text = prometheus_text(metrics);
  for (const char* part :
       {"# TYPE redthread_http_requests_total counter\n"
        "redthread_http_requests_total{method=\"GET\",status=\"200\"} 3\n"
        "redthread_http_requests_total{method=\"POST\",status=\"422\"} 1\n",
        "redthread_http_request_duration_seconds_bucket{le=\"0.001\"} 2\n"
        "redthread_http_request_duration_seconds_bucket{le=\"0.0025\"} 3\n",
        "redthread_http_request_duration_seconds_bucket{le=\"10\"} 3\n"
        "redthread_http_request_duration_seconds_bucket{le=\"+Inf\"} 4\n"
        "redthread_http_request_duration_seconds_sum 12.5\n"
        "redthread_http_request_duration_seconds_count 4\n",
        "# TYPE redthread_http_connections gauge\nredthread_http_connections 7\n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nnot in\n" << text;
  }
}

}  // namespace
}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
// What a server does when there is more than it can take, and when it is to stop.
#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "http/server.hpp"
#include "http/test_connection.hpp"

namespace redthread::http {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Connection;
using test::get;
using test::soon;

TEST(HttpLimits, AFullQueueIsTold) {
  std::latch go(1);
  Options options;
  options.worker_threads = 1;
  options.limits.queue = 2;
  Server server(options, [&](const Request&) {
    go.wait();
    return respond(200, "text/plain", "done");
  });
  server.start();
  std::vector<std::unique_ptr<Connection>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<Connection>(server.port()));
    clients.back()->send(get("/"));
    EXPECT_TRUE(soon([&] { return server.metrics().in_flight == i + 1; }));
  }
  Connection refused(server.port());
  const Answer answer = refused.ask(get("/"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "1");
  EXPECT_EQ(server.metrics().refused_queue_full, 1u);
  EXPECT_EQ(server.metrics().queued, 2);
  go.count_down();
  for (const auto& each : clients) EXPECT_EQ(each->answer().body, "done");
  EXPECT_EQ(refused.ask(get("/")).status, 200);  // on the same connection
  EXPECT_EQ(server.metrics().queued, 0);
}

TEST(HttpLimits, Connections) {
  Options options;
  options.limits.connections = 3;
  Server server(options, [](const Request&) { return respond(200, "text/plain", "x"); });
  server.start();
  std::vector<std::unique_ptr<Connection>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<Connection>(server.port()));
    EXPECT_EQ(clients.back()->ask(get("/")).status, 200);
  }
  Connection refused(server.port());
  EXPECT_EQ(refused.answer().status, 503);
  EXPECT_TRUE(refused.closes());
  EXPECT_EQ(server.metrics().connections_refused, 1u);
  EXPECT_EQ(server.metrics().connections, 3);
  clients.pop_back();
  ASSERT_TRUE(soon([&] { return server.metrics().connections == 2; }));
  Connection next(server.port());
  EXPECT_EQ(next.ask(get("/")).status, 200);
}

TEST(HttpLimits, ConnectionsOfOneAddress) {
  Options options;
  options.limits.connections_per_peer = 1;
  Server server(options, [](const Request&) { return respond(200, "text/plain", "x"); });
  server.start();
  Connection first(server.port());
  EXPECT_EQ(first.ask(get("/")).status, 200);
  Connection refused(server.port());
  EXPECT_EQ(refused.answer().status, 429);
  // A proxy stands for many.
  options.trusted_proxies = {"127.0.0.1"};
  Server behind(options, [](const Request&) { return respond(200, "text/plain", "x"); });
  behind.start();
  Connection a(behind.port());
  Connection b(behind.port());
  EXPECT_EQ(a.ask(get("/")).status, 200);
  EXPECT_EQ(b.ask(get("/")).status, 200);
}

TEST(HttpLimits, AllBodiesTogether) {
  Options options;
  options.limits.all_bodies_bytes = 150'000;
  Server server(options, [](const Request& request) {
    return respond(200, "text/plain", std::to_string(request.body.size()));
  });
  server.start();
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
  Connection first(server.port());
  first.send(head + std::string(99'999, 'a'));
  std::this_thread::sleep_for(50ms);
  Connection second(server.port());
  second.send(head + std::string(99'999, 'a'));
  const Answer answer = second.answer();
  EXPECT_EQ(answer.status, 503);
  EXPECT_TRUE(answer.contains("there are too many large requests"));
  first.send("a");
  EXPECT_EQ(first.answer().body, "100000");
  Connection third(server.port());
  EXPECT_EQ(third.ask(head + std::string(100'000, 'a')).status, 200);
}

TEST(HttpLimits, ASlowReaderIsCut) {
  Options options;
  options.limits.write_time = 1s;
  const auto large = std::make_shared<const std::string>(32u << 20, 'x');
  Server server(options, [&](const Request&) { return respond(200, "application/pdf", large); });
  server.start();
  Connection slow(server.port(), 4096);
  slow.send(get("/"));
  ASSERT_TRUE(soon([&] { return server.metrics().cut_slow_clients == 1; }));
  ASSERT_TRUE(soon([&] { return server.metrics().connections == 0; }));
  Connection quick(server.port());
  EXPECT_EQ(quick.ask(get("/")).body.size(), large->size());
}

TEST(HttpLimits, ALargeBodyMayComeOverASlowLine) {
  Options options;
  options.limits.request_time = 200ms;
  options.limits.slowest_rate = 100'000;
  Server server(options, [](const Request& request) {
    return respond(200, "text/plain", std::to_string(request.body.size()));
  });
  server.start();
  Connection client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 120000\r\n\r\n");
  for (int i = 0; i < 12; ++i) {
    client.send(std::string(10'000, 'x'));
    std::this_thread::sleep_for(60ms);
  }
  EXPECT_EQ(client.answer().body, "120000");
}

TEST(HttpStop, FinishesWhatItAccepted) {
  Options options;
  options.worker_threads = 1;
  std::atomic<int> handled = 0;
  Server server(options, [&](const Request& request) {
    std::this_thread::sleep_for(150ms);
    ++handled;
    return respond(200, "text/plain", request.body);
  });
  server.start();
  Connection idle(server.port());
  Connection used(server.port());
  EXPECT_EQ(used.ask(get("/")).status, 200);
  Connection running(server.port());
  running.send(get("/"));
  Connection waiting(server.port());
  waiting.send(get("/"));
  Connection sending(server.port());
  sending.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
  ASSERT_TRUE(soon(
      [&] { return server.metrics().in_flight == 2 && server.metrics().received_bytes > 120; }));
  const auto start = std::chrono::steady_clock::now();
  auto stopped = std::async(std::launch::async, [&] { server.stop(); });
  EXPECT_TRUE(idle.closes(2s));
  EXPECT_TRUE(used.closes(2s));
  EXPECT_FALSE(Connection(server.port()).connected());
  sending.send("cd");
  EXPECT_EQ(running.answer().header("Connection"), "close");
  EXPECT_EQ(waiting.answer().status, 200);
  EXPECT_EQ(sending.answer().body, "abcd");
  stopped.get();
  EXPECT_EQ(handled, 4);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

TEST(HttpStop, CutsWhatTakesTooLong) {
  Options options;
  options.stop_time = 200ms;
  Server server(options, [](const Request&) { return respond(200, "text/plain", "x"); });
  server.start();
  Connection sending(server.port());
  sending.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
  ASSERT_TRUE(soon([&] { return server.metrics().received_bytes > 0; }));
  const auto start = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  EXPECT_TRUE(sending.closes());
}

TEST(HttpStop, WhoWaitsForAWorkerIsLetGo) {
  Options options;
  options.worker_threads = 1;
  options.stop_time = 100ms;
  std::latch go(1);
  Server server(options, [&](const Request&) {
    go.wait();
    return respond(200, "text/plain", "x");
  });
  server.start();
  Connection running(server.port());
  running.send(get("/"));
  Connection waiting(server.port());
  waiting.send(get("/"));
  EXPECT_TRUE(soon([&] { return server.metrics().in_flight == 2; }));
  auto stopped = std::async(std::launch::async, [&] { server.stop(); });
  EXPECT_TRUE(waiting.closes());
  go.count_down();
  stopped.get();
  EXPECT_EQ(server.metrics().connections, 0);
}

}  // namespace
}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
// Requests of every wrong kind against a real server: 4xx with a reason, or a cut; never 5xx, never
// a hang; and others are served as before.
#include <cstdio>
#include <memory>
#include <random>
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

class HttpRefusals : public ::testing::Test {
 protected:
  static Options options() {
    Options options;
    options.limits.request_time = 800ms;
    options.limits.idle_time = 800ms;
    options.limits.body_bytes = 1u << 20;
    return options;
  }
  HttpRefusals()
      : server_(options(),
                [](const Request& request) { return respond(200, "text/plain", request.path); }) {
    server_.start();
  }
  ~HttpRefusals() override { EXPECT_EQ(failures(), 0u); }

  std::uint64_t failures() const {
    std::uint64_t count = 0;
    for (const auto& [key, number] : server_.metrics().requests) {
      if (key.second >= 500) count += number;
    }
    return count;
  }
  void expect_served() {
    Connection client(server_.port());
    EXPECT_EQ(client.ask(get("/still")).body, "/still");
  }

  Server server_;
};

TEST_F(HttpRefusals, AreExplained) {
  Connection client(server_.port());
  const Answer answer = client.ask(get("/a/../b"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_EQ(answer.body,
            R"({"status":400,"title":"Bad Request","detail":"the path has a segment . or ..",)"
            R"("request_id":")" +
                answer.header("X-Request-Id") + "\"}");
  EXPECT_TRUE(client.closes());
  Connection other(server_.port());
  const Answer method = other.ask("BREW / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.header("Allow"), "GET, HEAD, POST, PUT, PATCH, DELETE");
}

TEST_F(HttpRefusals, ARefusedRequestSmugglesNothing) {
  // The second request would be served if the server went on reading behind what it refused.
  Connection client(server_.port());
  client.send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n" +
      get("/smuggled"));
  EXPECT_EQ(client.answer().status, 400);
  EXPECT_TRUE(client.closes());
  EXPECT_EQ(client.unread(), "");
  expect_served();
}

TEST_F(HttpRefusals, EndlessHeaders) {
  Connection client(server_.port());
  std::string line = "X-A: " + std::string(100, 'a') + "\r\n";
  client.send("GET / HTTP/1.1\r\nHost: x\r\n");
  int sent = 0;
  while (sent < 100'000 && client.send(line, 1s)) ++sent;
  EXPECT_LT(sent, 100'000);
  Connection one_line(server_.port());
  one_line.send("GET /" + std::string(30'000, 'a'));
  EXPECT_EQ(one_line.answer().status, 431);
  expect_served();
}

TEST_F(HttpRefusals, OneByteAtATime) {
  Connection client(server_.port());
  const std::string request = get("/");
  const auto start = std::chrono::steady_clock::now();
  for (const char byte : request) {
    if (!client.send({&byte, 1}, 1s)) break;
    std::this_thread::sleep_for(40ms);
    if (client.receive(0ms)) break;
  }
  EXPECT_EQ(client.answer().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  EXPECT_GE(server_.metrics().cut_slow_clients, 1u);
}

TEST_F(HttpRefusals, ABodyThatStopsComing) {
  Connection client(server_.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.answer().status, 408);
  Connection chunked(server_.port());
  chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
  EXPECT_EQ(chunked.answer().status, 408);
}

TEST_F(HttpRefusals, SilentAndHalfOpenConnections) {
  std::vector<std::unique_ptr<Connection>> silent;
  for (int i = 0; i < 50; ++i) silent.push_back(std::make_unique<Connection>(server_.port()));
  Connection half(server_.port());
  half.send("GET / HT");
  half.shut_down_writing();
  EXPECT_TRUE(half.closes(5s));
  Connection whole(server_.port());
  whole.send(get("/whole"));
  whole.shut_down_writing();
  EXPECT_EQ(whole.answer().body, "/whole");
  for (const auto& each : silent) {
    EXPECT_TRUE(each->closes(5s));
    EXPECT_EQ(each->unread(), "");
  }
}

std::size_t resident_kb() {
  FILE* file = std::fopen("/proc/self/statm", "r");
  unsigned long all = 0;
  unsigned long resident = 0;
  const bool read = std::fscanf(file, "%lu %lu", &all, &resident) == 2;
  std::fclose(file);
  return read ? resident * 4 : 0;
}

TEST_F(HttpRefusals, BodiesOf60MebibytesInChunks) {
  const std::string chunk = "10000\r\n" + std::string(65536, 'b') + "\r\n";
  std::size_t after_first = 0;
  for (int round = 0; round < 6; ++round) {
    Connection client(server_.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int sent = 0; sent < 960 && client.send(chunk, 2s); ++sent) {
    }
    client.closes(5s);
    if (!client.unread().empty()) {
      EXPECT_TRUE(client.unread().starts_with("HTTP/1.1 413 "));
    }
    if (round == 0) after_first = resident_kb();
  }
  EXPECT_LT(resident_kb(), after_first + 40'000);
  Connection told(server_.port());
  EXPECT_EQ(told.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 62914560\r\n\r\n").status, 413);
  expect_served();
}

TEST_F(HttpRefusals, EndlessTrailersAndChunkLines) {
  for (const char* start : {"1;", "0\r\nX: "}) {
    Connection client(server_.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                std::string(start) + std::string(200'000, 'x'));
    EXPECT_EQ(client.answer().status, 400) << start;
  }
}

/// Any bytes at all: an answer below 500 or a close, within the time that a request may take.
TEST_F(HttpRefusals, FuzzedRequests) {
  const std::string seeds[] = {
      get("/a/b?c=d&e=%C3%A5", "Cookie: a=b; c=d\r\nAccept-Encoding: gzip;q=0.5\r\n"),
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
      "PUT /a HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: "
      "b\r\n\r\n",
      "HEAD http://a.se/x HTTP/1.0\r\nConnection: keep-alive, x\r\n\r\n"};
  const std::string pieces[] = {"\r\n",
                                "\n",
                                "\r",
                                ":",
                                " ",
                                "%00",
                                "%",
                                "/../",
                                "\0",
                                "\xff",
                                "HTTP/1.1",
                                "Content-Length: 1\r\n",
                                "Transfer-Encoding: chunked\r\n",
                                "ffffffffffffffff",
                                ";",
                                ",",
                                "\t",
                                "\\",
                                "0",
                                "Host: y\r\n"};
  std::mt19937 random(1);
  const auto below = [&](std::size_t end) { return random() % end; };
  for (int i = 0; i < 1500; ++i) {
    std::string bytes = seeds[below(std::size(seeds))];
    for (std::size_t change = below(5); change-- > 0;) {
      const std::size_t at = below(bytes.size() + 1);
      switch (below(4)) {
        case 0:
          bytes.insert(at, pieces[below(std::size(pieces))]);
          break;
        case 1:
          bytes.erase(at, below(8));
          break;
        case 2:
          if (at < bytes.size()) bytes[at] = static_cast<char>(below(256));
          break;
        default:
          bytes.insert(at, bytes.substr(below(bytes.size() + 1), below(40)));
      }
      if (bytes.empty()) bytes = "G";
    }
    Connection client(server_.port());
    client.send(bytes);
    client.shut_down_writing();
    ASSERT_TRUE(client.closes(5s)) << bytes;
    ASSERT_EQ(client.unread().find("HTTP/1.1 5"), std::string::npos) << bytes << client.unread();
  }
  expect_served();
}

}  // namespace
}  // namespace redthread::http

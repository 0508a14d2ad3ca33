// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include <mutex>
#include <stdexcept>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/error.hpp"
#include "http/test_connection.hpp"

namespace redthread::http {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Connection;
using test::get;
using test::soon;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

Response echo(const Request& request) {
  return respond(200, "text/plain", request.method + " " + request.path + " " + request.body);
}

std::string gunzip(const std::string& bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string text(1u << 20, '\0');
  std::string input = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

TEST(HttpServer, AnswersManyRequestsOnOneConnection) {
  Server server({}, echo);
  server.start();
  Connection client(server.port());
  for (int i = 0; i < 100; ++i) {
    const Answer answer = client.ask(get("/a%20b"));
    ASSERT_EQ(answer.status, 200);
    ASSERT_EQ(answer.body, "GET /a b ");
  }
  const Answer answer = client.ask(
      "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "POST /x abc");
  EXPECT_THAT(answer.header("Date"),
              MatchesRegex("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} "
                           "[0-9]{2}:[0-9]{2}:[0-9]{2} GMT"));
  EXPECT_THAT(answer.header("X-Request-Id"), MatchesRegex("[0-9a-f]{16}"));
  EXPECT_EQ(answer.header("Content-Length"), "11");
  EXPECT_EQ(answer.header("Content-Type"), "text/plain");
  EXPECT_EQ(server.metrics().connections_accepted, 1u);
  EXPECT_EQ(server.metrics().connections, 1);
}

TEST(HttpServer, AnswersRequestsThatCameTogetherInOrder) {
  Server server({}, echo);
  server.start();
  Connection client(server.port());
  std::string all;
  for (int i = 0; i < 50; ++i) {
    const std::string body = "body " + std::to_string(i);
    all += "POST /" + std::to_string(i) +
           " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
  }
  client.send(all);
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    ASSERT_EQ(client.answer().body, "POST /" + n + " body " + n);
  }
}

TEST(HttpServer, HeadIsGetWithoutItsBody) {
  Server server({}, echo);
  server.start();
  Connection client(server.port());
  client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + get("/b"));
  const Answer head = client.answer(true);
  EXPECT_EQ(head.header("Content-Length"), "7");
  EXPECT_EQ(client.answer().body, "GET /b ");
  EXPECT_TRUE(soon([&] { return server.metrics().requests[{"HEAD", 200}] == 1; }));
}

TEST(HttpServer, InvitesTheBodyThatWaits) {
  Server server({}, echo);
  server.start();
  Connection client(server.port());
  const std::string head =
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
  EXPECT_EQ(client.ask(head).status, 100);
  EXPECT_EQ(client.ask("abc").body, "POST /a abc");
  EXPECT_EQ(client.ask(head + "abc").body, "POST /a abc");  // who does not wait is not invited
}

TEST(HttpServer, OldClients) {
  Server server({}, echo);
  server.start();
  Connection client(server.port());
  const Answer kept = client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(kept.header("Connection"), "keep-alive");
  EXPECT_EQ(client.ask("GET /a HTTP/1.0\r\n\r\n").header("Connection"), "close");
  EXPECT_TRUE(client.closes());
}

TEST(HttpServer, ResponsesWithoutABody) {
  Server server({}, [](const Request&) {
    return Response{.status = 304, .headers = {{"ETag", "\"a\""}}};
  });
  server.start();
  Connection client(server.port());
  const Answer answer = client.ask(get("/"));
  EXPECT_EQ(answer.status, 304);
  EXPECT_EQ(answer.header("Content-Length"), "");
  EXPECT_EQ(client.ask(get("/")).status, 304);
}

TEST(HttpServer, CompressesTextForThoseWhoTakeIt) {
  const auto shared = std::make_shared<const std::string>(20'000, 'r');
  Server server({}, [&](const Request& request) {
    if (request.path == "/shared") {
      Response response = respond(200, "application/json", shared);
      response.headers.push_back({"ETag", "\"v1\""});
      return response;
    }
    if (request.path == "/pdf") return respond(200, "application/pdf", std::string(20'000, 'p'));
    if (request.path == "/secret") {
      Response response = respond(200, "text/html", std::string(20'000, 's'));
      response.compress = false;
      return response;
    }
    return respond(200, "text/plain; charset=utf-8",
                   std::string(request.path == "/small" ? 100 : 9'000, 'o'));
  });
  server.start();
  Connection client(server.port());
  const char* takes = "Accept-Encoding: gzip\r\n";
  for (int i = 0; i < 2; ++i) {
    const Answer answer = client.ask(get("/shared", takes));
    EXPECT_EQ(answer.header("Content-Encoding"), "gzip");
    EXPECT_EQ(answer.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(answer.header("ETag"), "W/\"v1\"");
    EXPECT_LT(answer.body.size(), 1000u);
    EXPECT_EQ(gunzip(answer.body), *shared);
  }
  EXPECT_EQ(gunzip(client.ask(get("/own", takes)).body), std::string(9'000, 'o'));
  const Answer plain = client.ask(get("/shared"));
  EXPECT_EQ(plain.body, *shared);
  EXPECT_EQ(plain.header("ETag"), "\"v1\"");
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
  for (const char* path : {"/small", "/pdf", "/secret"}) {
    EXPECT_EQ(client.ask(get(path, takes)).header("Content-Encoding"), "") << path;
  }
}

TEST(HttpServer, AFailedHandlerTellsNothing) {
  std::mutex mutex;
  std::vector<LogRecord> log;
  Server server(
      {},
      [](const Request& request) -> Response {
        if (request.path == "/error") throw Error("plan.conflict", "the secret of the store");
        if (request.path == "/number") throw 7;  // NOLINT
        if (request.path == "/split")
          return {.headers = {{"X", "a\r\nSet-Cookie: evil"}}, .body = "x"};
        throw std::runtime_error("another secret");
      },
      [&](const LogRecord& record) {
        const std::lock_guard lock(mutex);
        log.push_back(record);
      });
  server.start();
  Connection client(server.port());
  for (const char* path : {"/error", "/number", "/split", "/other"}) {
    const Answer answer = client.ask(get(path));
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    EXPECT_THAT(answer.head + answer.body, Not(HasSubstr("secret")));
    EXPECT_THAT(answer.head + answer.body, Not(HasSubstr("evil")));
    EXPECT_THAT(answer.body, HasSubstr(answer.header("X-Request-Id")));
  }
  server.stop();
  ASSERT_EQ(log.size(), 4u);
  EXPECT_EQ(log[0].reason, "the secret of the store [plan.conflict]");
  EXPECT_EQ(log[2].reason, "a response's header cannot be written: X [http.response]");
  EXPECT_EQ(log[3].reason, "another secret");
  EXPECT_EQ(server.metrics().failed_handlers, 4u);
}

TEST(HttpServer, TheLogHoldsNoQuery) {
  std::mutex mutex;
  std::vector<LogRecord> log;
  Server server(
      {},
      [](const Request& request) {
        Response response = echo(request);
        if (request.path != "/a") response.route = "/units/{id}";
        return response;
      },
      [&](const LogRecord& record) {
        const std::lock_guard lock(mutex);
        log.push_back(record);
      });
  server.start();
  Connection client(server.port());
  const Answer first = client.ask(get("/a?personnummer=19121212-1212"));
  client.ask(get("/units/KIR"));
  client.ask(get("/%zz"));
  server.stop();
  ASSERT_EQ(log.size(), 3u);
  EXPECT_EQ(log[0].route, "/a");
  EXPECT_EQ(log[0].id, first.header("X-Request-Id"));
  EXPECT_EQ(log[0].bytes, first.head.size() + first.body.size());
  EXPECT_EQ(log[1].route, "/units/{id}");
  EXPECT_EQ(log[2].route, "-");
  EXPECT_EQ(log[2].status, 400);
  EXPECT_THAT(
      to_json_line(log[0]),
      MatchesRegex(R"(\{"time":"20[-0-9]+T[:0-9]+\.[0-9]{3}Z","id":"[0-9a-f]{16}","method":"GET",)"
                   R"("route":"/a","status":200,"bytes":[0-9]+,"ms":[0-9.e-]+\})"));
}

TEST(HttpServer, WhoTheClientIs) {
  const Handler who = [](const Request& request) {
    return respond(200, "text/plain", request.peer + (request.secure ? " secure" : " open"));
  };
  const char* forwarded =
      "X-Forwarded-For: 192.0.2.1, 198.51.100.7\r\nX-Forwarded-For: 10.0.0.9\r\n"
      "X-Forwarded-Proto: https\r\n";
  Server open({}, who);
  open.start();
  EXPECT_EQ(Connection(open.port()).ask(get("/", forwarded)).body, "127.0.0.1 open");
  Server behind({.trusted_proxies = {"127.0.0.1", "10.0.0.9"}}, who);
  behind.start();
  Connection client(behind.port());
  EXPECT_EQ(client.ask(get("/", forwarded)).body, "198.51.100.7 secure");
  EXPECT_EQ(client.ask(get("/", "X-Forwarded-For: nonsense\r\n")).body, "127.0.0.1 open");
  EXPECT_EQ(client.ask(get("/", "X-Forwarded-For: 2001:db8::1, 10.0.0.9\r\n")).body,
            "2001:db8::1 open");
}

TEST(HttpServer, WhatCannotBeListenedOn) {
  const auto code_of = [](Options options) {
    Server server(std::move(options), echo);
    try {
      server.start();
    } catch (const Error& error) {
      return error.code();
    }
    return std::string("started");
  };
  Server first({}, echo);
  first.start();
  EXPECT_EQ(code_of({.port = first.port()}), "http.listen");
  EXPECT_EQ(code_of({.address = "localhost"}), "http.listen");
  EXPECT_EQ(code_of({.certificate_file = "no.pem", .key_file = "no.pem"}), "http.tls");
}

TEST(HttpServer, CountsWhatItDoes) {
  Server server({}, echo);
  server.start();
  Connection client(server.port());
  for (int i = 0; i < 3; ++i) client.ask(get("/"));
  client.ask(get("/../"));
  server.stop();
  Metrics metrics = server.metrics();
  EXPECT_EQ((metrics.requests[{"GET", 200}]), 3u);
  EXPECT_EQ((metrics.requests[{"GET", 400}]), 1u);
  EXPECT_EQ(metrics.received_bytes, 3 * get("/").size() + get("/../").size());
  EXPECT_GT(metrics.sent_bytes, 500u);
  std::uint64_t timed = 0;
  for (const std::uint64_t count : metrics.durations) timed += count;
  EXPECT_EQ(timed, 4u);
  EXPECT_EQ(metrics.connections, 0);
  EXPECT_EQ(metrics.in_flight, 0);
}

}  // namespace
}  // namespace redthread::http

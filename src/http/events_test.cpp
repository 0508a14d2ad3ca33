// SPDX-License-Identifier: Apache-2.0
#include "http/events.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "http/server.hpp"
#include "http/test_connection.hpp"

namespace redthread::http {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Connection;
using test::get;
using test::soon;

TEST(HttpEvents, AreWrittenAsBrowsersReadThem) {
  EXPECT_EQ(event_text({.data = "hej"}), "data: hej\n\n");
  EXPECT_EQ(event_text({.name = "progress", .id = "7", .data = "a\nb\r\nc\rd"}),
            "event: progress\nid: 7\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(event_text({.name = "x\ndata: evil", .data = ""}), "event: xdata: evil\ndata: \n\n");
}

TEST(HttpEvents, TheQueueIsBounded) {
  const auto stream = std::make_shared<EventStream>(100);
  int woken = 0;
  EventReader reader(stream, [&] { ++woken; });
  EXPECT_TRUE(stream->push({.data = std::string(50, 'a')}));
  EXPECT_EQ(reader.take().text.size(), 58u);
  EXPECT_TRUE(stream->push({.data = std::string(50, 'a')}));
  EXPECT_FALSE(stream->push({.data = std::string(50, 'a')}));
  EXPECT_FALSE(stream->listening());
  EXPECT_TRUE(reader.take().cut);
  EXPECT_EQ(woken, 3);
}

TEST(HttpEvents, CloseComesBehindWhatIsQueued) {
  const auto stream = std::make_shared<EventStream>();
  EXPECT_TRUE(stream->push({.data = "a"}));  // before anybody reads
  stream->close();
  EXPECT_FALSE(stream->push({.data = "b"}));
  EventReader reader(stream, [] {});
  const auto taken = reader.take();
  EXPECT_EQ(taken.text, "data: a\n\n");
  EXPECT_TRUE(taken.ended);
  EXPECT_FALSE(taken.cut);
}

/// A server whose every answer is a stream, which the test then holds.
class HttpEventServer : public ::testing::Test {
 protected:
  static Options options() {
    Options options;
    options.limits.write_time = 300ms;
    options.limits.keep_alive_comments = 100ms;
    options.limits.connections_per_peer = 2000;
    return options;
  }
  HttpEventServer()
      : server_(options(), [this](const Request&) {
          auto stream = std::make_shared<EventStream>(queue_bytes_);
          const std::lock_guard lock(mutex_);
          streams_.push_back(stream);
          return respond(std::move(stream));
        }) {
    server_.start();
  }
  std::shared_ptr<EventStream> listen(Connection& client) {
    client.send(get("/events"));
    const Answer head = client.answer();
    EXPECT_EQ(head.header("Content-Type"), "text/event-stream");
    EXPECT_EQ(head.header("Cache-Control"), "no-store");
    EXPECT_EQ(head.header("Content-Length"), "");
    const std::lock_guard lock(mutex_);
    return streams_.back();
  }

  std::size_t queue_bytes_ = 256u << 10;
  std::mutex mutex_;
  std::vector<std::shared_ptr<EventStream>> streams_;
  Server server_;
};

TEST_F(HttpEventServer, EventsComeAsTheyArePushed) {
  Connection client(server_.port());
  const auto stream = listen(client);
  EXPECT_TRUE(stream->push({.name = "progress", .data = "1 %"}));
  ASSERT_TRUE(soon([&] {
    client.receive(10ms);
    return client.unread().find("data: 1 %\n\n") != std::string::npos;
  }));
  stream->push({.data = "last"});
  stream->close();
  EXPECT_TRUE(client.closes());
  EXPECT_TRUE(client.unread().ends_with("data: last\n\n"));
  EXPECT_TRUE(soon([&] { return server_.metrics().event_streams == 0; }));
}

TEST_F(HttpEventServer, CommentsKeepAnIdleStreamAlive) {
  Connection client(server_.port());
  const auto stream = listen(client);
  ASSERT_TRUE(soon([&] {
    client.receive(10ms);
    return client.unread().starts_with(": still here\n\n: still here\n\n");
  }));
  EXPECT_TRUE(stream->listening());
}

TEST_F(HttpEventServer, AClientThatGoesIsNoticed) {
  Connection client(server_.port());
  const auto stream = listen(client);
  EXPECT_TRUE(stream->listening());
  client.close();
  EXPECT_TRUE(soon([&] { return !stream->listening(); }));
  EXPECT_FALSE(stream->push({.data = "nobody"}));
}

TEST_F(HttpEventServer, ASlowReaderIsCut) {
  Connection client(server_.port(), 4096);
  const auto stream = listen(client);
  const std::string data(10'000, 'x');
  ASSERT_TRUE(soon([&] { return !stream->push({.data = data}); }));
  EXPECT_TRUE(soon([&] { return server_.metrics().connections == 0; }));
  EXPECT_EQ(server_.metrics().cut_slow_clients, 1u);
}

TEST_F(HttpEventServer, HeadOfAStreamEnds) {
  Connection client(server_.port());
  client.send("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.answer(true).header("Content-Type"), "text/event-stream");
  EXPECT_TRUE(client.closes());
}

TEST_F(HttpEventServer, AThousandIdleListeners) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
  setrlimit(RLIMIT_NOFILE, &files);
  std::vector<std::unique_ptr<Connection>> clients;
  for (int i = 0; i < 1000; ++i) {
    clients.push_back(std::make_unique<Connection>(server_.port()));
    listen(*clients.back());
  }
  ASSERT_TRUE(soon([&] { return server_.metrics().event_streams == 1000; }));
  // Others are served beside them, and all of them hear.
  Connection other(server_.port());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(other.ask("GET /../x HTTP/1.1\r\nHost: x\r\n\r\n").status, 400);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
  std::vector<std::thread> producers;
  for (int part = 0; part < 4; ++part) {
    producers.emplace_back([this, part] {
      for (std::size_t i = 0; i < 250; ++i) {
        streams_[static_cast<std::size_t>(part) * 250 + i]->push({.data = "to all"});
      }
    });
  }
  for (std::thread& each : producers) each.join();
  for (const auto& client : clients) {
    ASSERT_TRUE(soon([&] {
      return client->unread().find("data: to all\n\n") != std::string::npos || !client->receive(1s);
    }));
    ASSERT_NE(client->unread().find("data: to all\n\n"), std::string::npos);
  }
  const auto stopping = std::chrono::steady_clock::now();
  server_.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - stopping, 3s);
  for (const auto& each : streams_) EXPECT_FALSE(each->listening());
}

}  // namespace
}  // namespace redthread::http

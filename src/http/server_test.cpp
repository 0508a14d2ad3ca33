// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include <gtest/gtest.h>

#include "http/test_connection.hpp"

namespace redthread::http {
namespace {

using test::Answer;
using test::Connection;
using test::get;

TEST(HttpServer, AnswersOnOneConnection) {
  Server server({}, [](const Request& request) {
    return respond(200, "text/plain", request.method + " " + request.path + " " + request.body);
  });
  server.start();
  Connection client(server.port());
  const Answer first = client.ask(get("/a%20b"));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "GET /a b ");
  const Answer second = client.ask(
      "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(second.body, "POST /x abc");
  EXPECT_EQ(client.ask(get("/../x")).status, 400);
  EXPECT_TRUE(client.closes());
  server.stop();
}

}  // namespace
}  // namespace redthread::http

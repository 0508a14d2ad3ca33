// SPDX-License-Identifier: Apache-2.0
#include "http/request_reader.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace redthread::http {
namespace {

/// What a reader makes of bytes that come `piece` at a time.
std::string read(std::string_view bytes, std::size_t piece, const Limits& limits = {}) {
  RequestReader reader(limits);
  std::size_t begin = 0;
  std::size_t end = 0;
  while (end < bytes.size() && reader.state() < RequestReader::State::complete) {
    end = std::min(end + piece, bytes.size());
    begin += reader.read(bytes.substr(begin, end - begin), false);
  }
  switch (reader.state()) {
    case RequestReader::State::head:
      return "head is not complete";
    case RequestReader::State::body:
      return "body is not complete";
    case RequestReader::State::refused:
      return std::to_string(reader.status()) + " " + reader.why();
    case RequestReader::State::complete:
      break;
  }
  const Request& request = reader.request();
  std::string text = request.method + " " + request.path + " at " + request.host;
  for (const Header& each : request.headers) text += "|" + each.name + ":" + each.value;
  return text + "|" + request.body + "|rest:" + std::string(bytes.substr(begin));
}

constexpr std::string_view posted =
    "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-Note:  two words \r\n\r\nhelloGET /";
constexpr std::string_view chunked =
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
    "3;name=\"v\"\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Peer: 1\r\nHost: evil\r\n\r\nGET /";

TEST(HttpRequestReader, PiecesOfAnySizeAreTheSame) {
  for (std::size_t piece = 1; piece < chunked.size(); ++piece) {
    EXPECT_TRUE(
        read(posted, piece)
            .starts_with("POST /a at x|Host:x|Content-Length:5|X-Note:two words|hello|rest:"))
        << piece;
    EXPECT_TRUE(
        read(chunked, piece)
            .starts_with("POST /a at x|Host:x|Transfer-Encoding:Chunked|abc0123456789|rest:"))
        << piece;
  }
}

TEST(HttpRequestReader, WhatLiesBehindIsLeft) {
  EXPECT_TRUE(read(posted, 1000).ends_with("|rest:GET /"));
  EXPECT_TRUE(read(chunked, 1000).ends_with("|rest:GET /"));
}

TEST(HttpRequestReader, ACutRequestIsNotComplete) {
  const std::string_view whole = posted.substr(0, posted.size() - 5);
  const std::size_t head = whole.find("\r\n\r\n") + 4;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(read(whole.substr(0, size), 7),
              size < head ? "head is not complete" : "body is not complete");
  }
}

struct Case {
  const char* request;
  const char* expected;
};

std::string with_headers(std::string_view headers, std::string_view body = "") {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

TEST(HttpRequestReader, SmugglingIsRefused) {
  const Case cases[] = {
      {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
       "400 there are both Content-Length and Transfer-Encoding"},
      {"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
       "400 there are both Content-Length and Transfer-Encoding"},
      {"Content-Length: 3\r\nContent-Length: 3\r\n", "400 there are several Content-Length"},
      {"Content-Length: 3\r\ncontent-length: 4\r\n", "400 there are several Content-Length"},
      {"Content-Length: 3, 3\r\n", "400 Content-Length is not a number"},
      {"Content-Length: +3\r\n", "400 Content-Length is not a number"},
      {"Content-Length: -3\r\n", "400 Content-Length is not a number"},
      {"Content-Length: 0x3\r\n", "400 Content-Length is not a number"},
      {"Content-Length: 3 \t4\r\n", "400 Content-Length is not a number"},
      {"Content-Length:\r\n", "400 Content-Length is not a number"},
      {"Content-Length: 99999999999999999999\r\n", "400 Content-Length is not a number"},
      {"Content-Length: 99999999999999999\r\n", "413 the body is too large"},
      {"Content-Length : 3\r\n", "400 a header is not `name: value`"},
      {"Content-Length\r\n", "400 a header is not `name: value`"},
      {": 3\r\n", "400 a header is not `name: value`"},
      {"Transfer-Encoding: gzip\r\n", "400 Transfer-Encoding is not exactly `chunked`"},
      {"Transfer-Encoding: gzip, chunked\r\n", "400 Transfer-Encoding is not exactly `chunked`"},
      {"Transfer-Encoding: chunked, identity\r\n",
       "400 Transfer-Encoding is not exactly `chunked`"},
      {"Transfer-Encoding: xchunked\r\n", "400 Transfer-Encoding is not exactly `chunked`"},
      {"Transfer-Encoding: \x0b"
       "chunked\r\n",
       "400 the head has a control character"},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
       "400 Transfer-Encoding is not exactly `chunked`"},
      {"X: a\r\n b\r\n", "400 a header is folded over several lines"},
      {"X: a\r\n\tTransfer-Encoding: chunked\r\n", "400 a header is folded over several lines"},
      {" X: a\r\n", "400 a header is folded over several lines"},
      {"X: a\nTransfer-Encoding: chunked\r\n", "400 a line does not end with CR LF"},
      {"X: a\rb\r\n", "400 a line does not end with CR LF"},
      {"X: a\x01\r\n", "400 the head has a control character"},
      {"X(Y): a\r\n", "400 a header is not `name: value`"},
      {"X\xc3\xa5: a\r\n", "400 a header is not `name: value`"},
      {"Host: y\r\n", "400 there are several Host"},
      {"Expect: miracles\r\n", "417 the only expectation that is met is 100-continue"},
  };
  for (const Case& each : cases) {
    for (const std::size_t piece : {1u, 1000u}) {
      EXPECT_EQ(read(with_headers(each.request, "abc"), piece), each.expected) << each.request;
    }
  }
  EXPECT_EQ(read(with_headers(std::string_view("X: a\0b\r\n", 8)), 1000),
            "400 the head has a control character");
}

TEST(HttpRequestReader, RequestLinesThatAreNone) {
  const Case cases[] = {
      {"GET / HTTP/1.1\r\n\r\n", "400 Host is missing"},
      {"GET / HTTP/1.1\r\nHost:\r\n\r\n", "400 Host is none"},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400 Host is none"},
      {"GET /\r\n\r\n", "400 the request line is not `method target version`"},
      {"GET  / HTTP/1.1\r\n\r\n", "400 the request line is not `method target version`"},
      {"GET / HTTP/1.1 \r\n\r\n", "400 the request line is not `method target version`"},
      {" GET / HTTP/1.1\r\n\r\n", "400 the request line is not `method target version`"},
      {"\r\n\r\n", "400 the request line is not `method target version`"},
      {"G(T / HTTP/1.1\r\n\r\n", "400 the request line is not `method target version`"},
      {"GET / HTTP/2.0\r\n\r\n", "400 the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"GET / HTTP/1.2\r\n\r\n", "400 the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"GET / http/1.1\r\n\r\n", "400 the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"get / HTTP/1.1\r\n\r\n", "405 the methods are GET, HEAD, POST, PUT, PATCH and DELETE"},
      {"TRACE / HTTP/1.1\r\n\r\n", "405 the methods are GET, HEAD, POST, PUT, PATCH and DELETE"},
      {"CONNECT a:1 HTTP/1.1\r\n\r\n",
       "405 the methods are GET, HEAD, POST, PUT, PATCH and DELETE"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400 the version is neither HTTP/1.1 nor HTTP/1.0"},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
       "400 HTTP/1.0 has no Transfer-Encoding"},
      {"GET /../x HTTP/1.1\r\nHost: x\r\n\r\n", "400 the path has a segment . or .."},
      {"\x16\x03\x01\x02", "400 the head has a control character"},
  };
  for (const Case& each : cases) {
    for (const std::size_t piece : {1u, 1000u}) EXPECT_EQ(read(each.request, piece), each.expected);
  }
}

TEST(HttpRequestReader, ChunksThatAreNone) {
  const std::string head = with_headers("Transfer-Encoding: chunked\r\n");
  for (const char* body :
       {"x\r\n", "-1\r\nabc\r\n", "0x3\r\nabc\r\n\r\n", "3\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabcX\n0\r\n\r\n", " 3\r\nabc\r\n", "11111111111111111\r\na",
        "3;a=\"\x01\"\r\nabc\r\n0\r\n\r\n", "3;a=\"\n\"\r\nabc\r\n0\r\n\r\n", "0;a=\"\n\"\r\n\r\n",
        "0\r\nX: a\nb\r\n\r\n", "0\r\nContent-Length: 3\r\n\r\n", "0\r\nno header\r\n\r\n",
        "\r\n"}) {
    EXPECT_EQ(read(head + body, 1000), "400 the body's chunks are not well formed") << body;
  }
  EXPECT_EQ(read(head + "ffffffff\r\nabc", 1000), "413 the body is too large");
}

TEST(HttpRequestReader, Limits) {
  const Limits limits = {.head_bytes = 200, .target_bytes = 20, .header_count = 3, .body_bytes = 4};
  EXPECT_EQ(read("GET /" + std::string(20, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 1000, limits),
            "414 the address is too long");
  EXPECT_EQ(read("GET /" + std::string(1000, 'a'), 10, limits),
            "431 the request line and headers are too long");
  EXPECT_EQ(read(with_headers("A: 1\r\nB: 2\r\nC: 3\r\n"), 1000, limits),
            "431 there are too many headers");
  EXPECT_EQ(read(with_headers("Content-Length: 5\r\n"), 1000, limits), "413 the body is too large");
  EXPECT_EQ(read(with_headers("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\n"), 1, limits),
            "413 the body is too large");
  EXPECT_TRUE(
      read(with_headers("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"), 1,
           limits)
          .ends_with("|abcd|rest:"));
}

TEST(HttpRequestReader, ALineThatFillsTheBufferIsRefused) {
  const Limits limits;
  RequestReader reader(limits);
  const std::string bytes =
      with_headers("Transfer-Encoding: chunked\r\n", "1;" + std::string(1000, 'x'));
  const std::size_t read = reader.read(bytes, false);
  EXPECT_EQ(reader.read(std::string_view(bytes).substr(read), true), 0u);
  EXPECT_EQ(reader.why(), "a chunk's size or the trailers are too long");
}

TEST(HttpRequestReader, KnowsWhatTheClientTakes) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("br, GZIP;q=0.5"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip("br"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip; q=0.000"));
  EXPECT_FALSE(accepts_gzip(""));
}

TEST(HttpRequestReader, FillsTheRequest) {
  const Limits limits;
  RequestReader head(limits);
  head.read(
      "HEAD /a?b=c HTTP/1.1\r\nhost: x:1\r\nCookie: s=1; t=2\r\nCookie: u=3\r\nAccept-Encoding: "
      "gzip\r\n\r\n",
      false);
  ASSERT_EQ(head.state(), RequestReader::State::complete);
  EXPECT_TRUE(head.is_head());
  EXPECT_TRUE(head.takes_gzip());
  EXPECT_TRUE(head.keep_alive());
  const Request& request = head.request();
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/a?b=c");
  EXPECT_EQ(request.parameter("b"), "c");
  EXPECT_EQ(request.cookie("t"), "2");
  EXPECT_EQ(request.cookie("u"), "3");
  EXPECT_EQ(request.cookie("v"), std::nullopt);
  EXPECT_EQ(request.header("HOST"), "x:1");
}

TEST(HttpRequestReader, KeepsConnectionsAsTheVersionSays) {
  const Limits limits;
  const auto keeps = [&](const char* text) {
    RequestReader reader(limits);
    reader.read(text, false);
    EXPECT_EQ(reader.state(), RequestReader::State::complete) << text;
    return reader.keep_alive();
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

}  // namespace
}  // namespace redthread::http

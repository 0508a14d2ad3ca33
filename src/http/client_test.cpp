// SPDX-License-Identifier: Apache-2.0
// The client against our server, with and without TLS, and against servers that are none.
#include "http/client.hpp"

#include <array>
#include <memory>
#include <thread>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include "base/error.hpp"
#include "http/events.hpp"
#include "http/server.hpp"
#include "http/test_certificate.hpp"
#include "http/test_connection.hpp"

namespace redthread::http {
namespace {

using namespace std::chrono_literals;

Response echo(const Request& request) {
  return respond(request.path == "/missing" ? 404 : 200, "text/plain",
                 request.method + " " + request.target + " " +
                     std::string(request.header("Content-Type").value_or("-")) + " " +
                     (request.secure ? "secure " : "open ") + request.host + " " + request.body);
}

std::string url(const std::string& scheme, std::uint16_t port, const std::string& target,
                const std::string& host = "127.0.0.1") {
  return scheme + "://" + host + ":" + std::to_string(port) + target;
}

std::string code_of(const ClientRequest& request, const ClientOptions& options = {}) {
  try {
    fetch(request, options);
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    return error.code();
  }
  return "an answer";
}

TEST(HttpClient, Addresses) {
  const auto parts = [](const char* text) {
    const auto parsed = parse_url(text);
    if (!parsed) return std::string("none");
    return std::string(parsed->https ? "tls " : "tcp ") + parsed->host + " " + parsed->port + " " +
           parsed->target + " " + parsed->authority;
  };
  EXPECT_EQ(parts("https://a.se"), "tls a.se 443 / a.se");
  EXPECT_EQ(parts("HTTP://a.se:81/b?c=d"), "tcp a.se 81 /b?c=d a.se:81");
  EXPECT_EQ(parts("http://[::1]:8/"), "tcp ::1 8 / [::1]:8");
  EXPECT_EQ(parts("https://a?b"), "tls a 443 /?b a");
  for (const char* text : {"", "a.se/x", "ftp://a", "http://", "http://a b/", "http://user@a/",
                           "http://a/\r\nX:", "http://a/#b", "http://a/\xc3\xa5"}) {
    EXPECT_EQ(parts(text), "none") << text;
  }
}

TEST(HttpClient, AsksAndPosts) {
  Server server({}, echo);
  server.start();
  const ClientResponse got = fetch({.url = url("http", server.port(), "/a?b=c")});
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, "GET /a?b=c - open " + host + " ");
  EXPECT_EQ(got.header("content-type"), "text/plain");
  EXPECT_EQ(fetch({.url = url("http", server.port(), "/missing")}).status, 404);
  EXPECT_EQ(
      fetch(post_form(url("http", server.port(), "/t"), {{"grant", "a b"}, {"code", "å&"}})).body,
      "POST /t application/x-www-form-urlencoded open " + host + " grant=a%20b&code=%C3%A5%26");
  EXPECT_EQ(fetch(post_json(url("http", server.port(), "/t"), "{}")).body,
            "POST /t application/json open " + host + " {}");
}

TEST(HttpClient, VerifiesCertificates) {
  const test::Certificate certificate;
  Options options;
  options.certificate_file = certificate.certificate_file();
  options.key_file = certificate.key_file();
  Server server(options, echo);
  server.start();
  const ClientOptions trusting = {.authorities_file = certificate.certificate_file()};
  for (const char* host : {"127.0.0.1", "localhost"}) {
    EXPECT_EQ(fetch({.url = url("https", server.port(), "/a", host)}, trusting).body,
              "GET /a - secure " + std::string(host) + ":" + std::to_string(server.port()) + " ");
  }
  std::string large(3u << 20, 'l');
  EXPECT_TRUE(
      fetch(post_json(url("https", server.port(), "/a"), large), trusting).body.ends_with(large));
  EXPECT_EQ(code_of({.url = url("https", server.port(), "/?secret")}), "http.unreachable");
  const test::Certificate other;
  EXPECT_EQ(code_of({.url = url("https", server.port(), "/?secret")},
                    {.authorities_file = other.certificate_file()}),
            "http.unreachable");
  EXPECT_EQ(code_of({.url = url("https", server.port(), "/")}, {.authorities_file = "no.pem"}),
            "http.tls");
  EXPECT_NE(code_of({.url = url("http", server.port(), "/")}), "an answer");
  EXPECT_EQ(fetch({.url = url("https", server.port(), "/a")}, trusting).status, 200);
}

TEST(HttpClient, VerifiesTheName) {
  const test::Certificate certificate("DNS:example.org");
  Options options;
  options.certificate_file = certificate.certificate_file();
  options.key_file = certificate.key_file();
  Server server(options, echo);
  server.start();
  EXPECT_EQ(code_of({.url = url("https", server.port(), "/", "localhost")},
                    {.authorities_file = certificate.certificate_file()}),
            "http.unreachable");
}

TEST(HttpTls, ManyRequestsOnOneConnection) {
  const test::Certificate certificate;
  Options options;
  options.certificate_file = certificate.certificate_file();
  options.key_file = certificate.key_file();
  Server server(options, echo);
  server.start();
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                             SSL_CTX_free);
  const std::unique_ptr<BIO, void (*)(BIO*)> connection(BIO_new_ssl_connect(context.get()),
                                                        BIO_free_all);
  std::string address = "127.0.0.1:" + std::to_string(server.port());
  BIO_ctrl(connection.get(), BIO_C_SET_CONNECT, 0, address.data());
  for (int i = 0; i < 5; ++i) {
    const std::string request = test::get("/n" + std::to_string(i));
    ASSERT_EQ(BIO_write(connection.get(), request.data(), static_cast<int>(request.size())),
              static_cast<int>(request.size()));
    std::string answer(4096, '\0');
    std::size_t size = 0;
    while (answer.find("secure x ") == std::string::npos) {
      const int count =
          BIO_read(connection.get(), answer.data() + size, static_cast<int>(answer.size() - size));
      ASSERT_GT(count, 0);
      size += static_cast<std::size_t>(count);
    }
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK"));
  }
  EXPECT_EQ(server.metrics().connections_accepted, 1u);
}

TEST(HttpTls, EventStreamsEndWell) {
  const test::Certificate certificate;
  Options options;
  options.certificate_file = certificate.certificate_file();
  options.key_file = certificate.key_file();
  std::thread producer;
  Server server(options, [&](const Request&) {
    auto stream = std::make_shared<EventStream>();
    producer = std::thread([stream] {
      for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(10ms);
        stream->push({.data = std::to_string(i)});
      }
      stream->close();
    });
    return respond(stream);
  });
  server.start();
  EXPECT_EQ(fetch({.url = url("https", server.port(), "/events")},
                  {.authorities_file = certificate.certificate_file()})
                .body,
            "data: 0\n\ndata: 1\n\ndata: 2\n\n");
  producer.join();
}

TEST(HttpTls, AWrongKeyIsNoServer) {
  const test::Certificate one;
  const test::Certificate other;
  Options options;
  options.certificate_file = one.certificate_file();
  options.key_file = other.key_file();
  Server server(options, echo);
  EXPECT_THROW(server.start(), Error);
}

TEST(HttpTls, WhoNeverShakesHandsIsCut) {
  const test::Certificate certificate;
  Options options;
  options.certificate_file = certificate.certificate_file();
  options.key_file = certificate.key_file();
  options.limits.write_time = 200ms;
  Server server(options, echo);
  server.start();
  test::Connection silent(server.port());
  EXPECT_TRUE(silent.closes(3s));
  test::Connection plain(server.port());
  plain.send(test::get("/"));
  EXPECT_TRUE(plain.closes(3s));
  EXPECT_EQ(plain.unread().find("HTTP/1.1 2"), std::string::npos);
}

/// Answers one connection with these bytes, and closes it after `before_closing`.
class Impostor {
 public:
  explicit Impostor(std::string bytes, std::chrono::milliseconds before_closing = 0ms)
      : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
    listen(socket_, 1);
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this, bytes = std::move(bytes), before_closing] {
      const int client = accept(socket_, nullptr, nullptr);
      std::array<char, 4096> request{};
      recv(client, request.data(), request.size(), 0);
      send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      std::this_thread::sleep_for(before_closing);
      ::close(client);
    });
  }
  ~Impostor() {
    thread_.join();
    ::close(socket_);
  }
  Impostor(const Impostor&) = delete;
  Impostor& operator=(const Impostor&) = delete;

  std::uint16_t port = 0;

 private:
  int socket_;
  std::thread thread_;
};

TEST(HttpClient, ServersThatAreNone) {
  const auto code = [](std::string bytes, const ClientOptions& options = {},
                       std::chrono::milliseconds before_closing = 0ms) {
    const Impostor server(std::move(bytes), before_closing);
    return code_of({.url = url("http", server.port, "/?secret")}, options);
  };
  EXPECT_EQ(code("SSH-2.0-x\r\n\r\n"), "http.bad_answer");
  EXPECT_EQ(code(""), "http.bad_answer");
  EXPECT_EQ(code("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), "http.bad_answer");
  EXPECT_EQ(code("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\nabc", {.body_bytes = 100}),
            "http.too_large");
  EXPECT_EQ(code("HTTP/1.1 200 OK\r\nX: " + std::string(10'000, 'x'), {.head_bytes = 1000}),
            "http.too_large");
  EXPECT_EQ(code("HTTP/1.1 200 OK\r\n\r\n" + std::string(1000, 'x'), {.body_bytes = 100}),
            "http.too_large");
  EXPECT_EQ(code("HTTP/1.1 200 OK\r\n", {.time = 200ms}, 500ms), "http.timeout");
  EXPECT_EQ(code("HTTP/1.1 200 OK\r\n\r\nto the end"), "an answer");
  EXPECT_EQ(code("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
            "an answer");
}

TEST(HttpClient, WhatCannotBeAsked) {
  EXPECT_EQ(code_of({.url = "secret"}), "http.address");
  EXPECT_EQ(code_of({.url = "http://127.0.0.1:1/?secret"}), "http.unreachable");
  EXPECT_EQ(code_of({.url = "http://127.0.0.1:1/", .headers = {{"X", "secret\r\nY: z"}}}),
            "http.address");
}

}  // namespace
}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include <gtest/gtest.h>

namespace redthread::http {
namespace {

std::string path_of(std::string_view target) {
  std::string why;
  const auto parsed = parse_target(target, why);
  return parsed ? parsed->path : "refused: " + why;
}

std::string pairs_of(const std::vector<Parameter>& pairs) {
  std::string text;
  for (const Parameter& each : pairs) text += "[" + each.name + "=" + each.value + "]";
  return text;
}

std::string form_of(std::string_view text) {
  std::string why;
  const auto parsed = parse_form(text, why);
  return parsed ? pairs_of(*parsed) : "refused: " + why;
}

TEST(HttpTarget, PathsAreDecodedOnce) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/a/b"), "/a/b");
  EXPECT_EQ(path_of("/a/b/"), "/a/b/");
  EXPECT_EQ(path_of("//a///b"), "/a/b");
  EXPECT_EQ(path_of("/v%C3%A5rd%20och/h%c3%a4lsa"), "/vård och/hälsa");
  EXPECT_EQ(path_of("/a+b;c=d"), "/a+b;c=d");
  EXPECT_EQ(path_of("/%252e%252e/x"), "/%2e%2e/x");
  EXPECT_EQ(path_of("/..."), "/...");
  EXPECT_EQ(path_of("/a..b"), "/a..b");
}

TEST(HttpTarget, PathTricksAreRefused) {
  for (const char* target :
       {"/..", "/../x", "/a/../b", "/a/..", "/%2e%2e/x", "/.%2E/x", "/./a", "/%2e", "/a/%2e/"}) {
    EXPECT_EQ(path_of(target), "refused: the path has a segment . or ..") << target;
  }
  EXPECT_EQ(path_of("/a%00"), "refused: the path has a control character");
  EXPECT_EQ(path_of("/a%0d%0ab"), "refused: the path has a control character");
  EXPECT_EQ(path_of("/a%2fb"), "refused: the path has a \\ or an encoded /");
  EXPECT_EQ(path_of("/a%5c..%5cb"), "refused: the path has a \\ or an encoded /");
  EXPECT_EQ(path_of("/a\\b"), "refused: the path has a \\ or an encoded /");
  EXPECT_EQ(path_of("/%c0%ae%c0%ae/x"), "refused: the path is not UTF-8");
  EXPECT_EQ(path_of("/%ff"), "refused: the path is not UTF-8");
  EXPECT_EQ(path_of("/%ed%a0%80"), "refused: the path is not UTF-8");
  EXPECT_EQ(path_of("/%"), "refused: the path has a % without two hexadecimal digits");
  EXPECT_EQ(path_of("/%4"), "refused: the path has a % without two hexadecimal digits");
  EXPECT_EQ(path_of("/%zz"), "refused: the path has a % without two hexadecimal digits");
  EXPECT_EQ(path_of("/a#b"), "refused: the target has a character that must be encoded");
  EXPECT_EQ(path_of("/\xc3\xa5"), "refused: the target has a character that must be encoded");
  EXPECT_EQ(path_of("/a b"), "refused: the target has a character that must be encoded");
  EXPECT_EQ(path_of("a"), "refused: the path does not begin with /");
  EXPECT_EQ(path_of("*"), "refused: the path does not begin with /");
  EXPECT_EQ(path_of("?a"), "refused: the path does not begin with /");
  EXPECT_EQ(path_of(""), "refused: the path does not begin with /");
}

TEST(HttpTarget, WhatAProxyWritesHasAHost) {
  std::string why;
  const auto parsed = parse_target("http://Example.se:8080/a?b=c", why);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->host, "Example.se:8080");
  EXPECT_EQ(parsed->path, "/a");
  EXPECT_EQ(pairs_of(parsed->query), "[b=c]");
  EXPECT_EQ(path_of("HTTPS://a"), "/");
  EXPECT_EQ(path_of("http://a?b"), "/");
  EXPECT_EQ(path_of("http:///a"), "refused: the target's host is none");
  EXPECT_EQ(path_of("http://user@a/"), "refused: the target's host is none");
  EXPECT_EQ(path_of("ftp://a/"), "refused: the path does not begin with /");
}

TEST(HttpTarget, Queries) {
  EXPECT_EQ(form_of(""), "");
  EXPECT_EQ(form_of("a=b&c=d&a=e"), "[a=b][c=d][a=e]");
  EXPECT_EQ(form_of("a&b=&&=c"), "[a=][b=][=c]");
  EXPECT_EQ(form_of("q=v%C3%A5rd+och%20%2B&a=b=c"), "[q=vård och +][a=b=c]");
  EXPECT_EQ(form_of("text=a%0D%0Ab%09c"), "[text=a\r\nb\tc]");
  EXPECT_EQ(form_of("a%0a=b"), "refused: the query has a control character");
  EXPECT_EQ(form_of("a=%00"), "refused: the query has a control character");
  EXPECT_EQ(form_of("a=%ff"), "refused: the query is not UTF-8");
  EXPECT_EQ(form_of("a=%f"), "refused: the query has a % without two hexadecimal digits");
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "a&";
  EXPECT_EQ(form_of(many), "refused: the query has more than 1 000 parameters");
}

TEST(HttpTarget, Cookies) {
  EXPECT_EQ(pairs_of(parse_cookies("a=b; c=\"d\";e=f=g")), "[a=b][c=d][e=f=g]");
  EXPECT_EQ(pairs_of(parse_cookies("a; =b; c d=e; f=g\"h; i=j k; ok=1; \xc3\xa5=1;;")), "[ok=1]");
  EXPECT_EQ(pairs_of(parse_cookies("empty=")), "[empty=]");
  std::string many;
  for (int i = 0; i < 500; ++i) many += "a=b;";
  EXPECT_EQ(parse_cookies(many).size(), 100u);
}

TEST(HttpTarget, Hosts) {
  for (const char* host :
       {"a", "a.se", "a-b.se:80", "127.0.0.1:8080", "[::1]", "[::1]:443", "a:"}) {
    EXPECT_TRUE(is_host(host)) << host;
  }
  for (const char* host : {"", ":80", "a b", "a/b", "a@b", "a:b", "a:123456", "[::1", "[]", "[x]",
                           "[::1]x", "a,b", "\xc3\xa5.se"}) {
    EXPECT_FALSE(is_host(host)) << host;
  }
}

TEST(HttpTarget, EncodingIsReadBack) {
  const std::string text = "Vård & hälsa=1+1/2 ~%";
  EXPECT_EQ(percent_encode(text), "V%C3%A5rd%20%26%20h%C3%A4lsa%3D1%2B1%2F2%20~%25");
  EXPECT_EQ(form_of("a=" + percent_encode(text)), "[a=" + text + "]");
}

}  // namespace
}  // namespace redthread::http

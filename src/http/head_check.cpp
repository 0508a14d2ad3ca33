// SPDX-License-Identifier: Apache-2.0
#include "http/head_check.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "http/message.hpp"

namespace redthread::http {
namespace {

constexpr std::array<std::string_view, 6> methods = {"GET", "HEAD",  "POST",
                                                     "PUT", "PATCH", "DELETE"};

bool is_token_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

std::optional<Refusal> check_request_line(std::string_view line, const Limits& limits) {
  const auto parts = split(line, ' ');
  if (parts.size() != 3 || !is_token(parts[0]) || parts[1].empty()) {
    return Refusal{400, "the request line is not `method target version`"};
  }
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") {
    return Refusal{400, "the version is neither HTTP/1.1 nor HTTP/1.0"};
  }
  if (std::find(methods.begin(), methods.end(), parts[0]) == methods.end()) {
    return Refusal{405, "the methods are GET, HEAD, POST, PUT, PATCH and DELETE"};
  }
  if (parts[1].size() > limits.target_bytes) return Refusal{414, "the address is too long"};
  return std::nullopt;
}

/// What the headers say together, a line at a time.
class HeaderCheck {
 public:
  explicit HeaderCheck(bool http_1_0) : http_1_0_(http_1_0) {}

  std::optional<Refusal> add(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (line.starts_with(' ') || line.starts_with('\t')) {
      return Refusal{400, "a header is folded over several lines"};
    }
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
      return Refusal{400, "a header is not `name: value`"};
    }
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (same_ignoring_case(name, "Content-Length")) {
      if (++lengths_ > 1) return Refusal{400, "there are several Content-Length"};
      if (value.empty() || value.size() > 18 ||
          value.find_first_not_of("0123456789") != std::string_view::npos) {
        return Refusal{400, "Content-Length is not a number"};
      }
    } else if (same_ignoring_case(name, "Transfer-Encoding")) {
      if (++encodings_ > 1 || !same_ignoring_case(value, "chunked")) {
        return Refusal{400, "Transfer-Encoding is not exactly `chunked`"};
      }
      if (http_1_0_) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
    } else if (same_ignoring_case(name, "Host")) {
      if (++hosts_ > 1) return Refusal{400, "there are several Host"};
    }
    if (lengths_ + encodings_ > 1) {
      return Refusal{400, "there are both Content-Length and Transfer-Encoding"};
    }
    return std::nullopt;
  }

  std::optional<Refusal> end() const {
    if (hosts_ == 0 && !http_1_0_) return Refusal{400, "Host is missing"};
    return std::nullopt;
  }

 private:
  bool http_1_0_;
  int lengths_ = 0;
  int encodings_ = 0;
  int hosts_ = 0;
};

}  // namespace

std::optional<Refusal> check_head_bytes(std::string_view head, std::size_t from) {
  for (std::size_t i = from; i < head.size(); ++i) {
    const auto byte = static_cast<unsigned char>(head[i]);
    if (byte >= 0x20 && byte != 0x7f) continue;
    if (byte == '\t') continue;
    const bool line_feed_follows = i + 1 == head.size() || head[i + 1] == '\n';
    if (byte == '\r' && line_feed_follows) continue;
    if (byte == '\n' && i > 0 && head[i - 1] == '\r') continue;
    return Refusal{400, byte == '\n' || byte == '\r' ? "a line does not end with CR LF"
                                                     : "the head has a control character"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_head(std::string_view head, const Limits& limits) {
  std::size_t end = head.find("\r\n");
  const std::string_view first = head.substr(0, end);
  if (auto refusal = check_request_line(first, limits)) return refusal;
  HeaderCheck headers(first.ends_with("1.0"));
  std::size_t count = 0;
  while (true) {
    const std::size_t begin = end + 2;
    end = head.find("\r\n", begin);
    if (end == begin) return headers.end();
    if (++count > limits.header_count) return Refusal{431, "there are too many headers"};
    if (auto refusal = headers.add(head.substr(begin, end - begin))) return refusal;
  }
}

}  // namespace redthread::http

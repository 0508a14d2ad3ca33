// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/message.hpp"

namespace redthread::http::test {

/// A response as it came over the wire.
struct Answer {
  int status = 0;  ///< 0: the connection ended, or nothing came in time
  std::string head;
  std::string body;
  bool contains(std::string_view text) const {
    return (head + body).find(text) != std::string::npos;
  }
  std::string header(std::string_view name) const {
    std::size_t begin = head.find("\r\n") + 2;
    while (begin < head.size()) {
      const std::size_t end = head.find("\r\n", begin);
      const std::string_view line = std::string_view(head).substr(begin, end - begin);
      const std::size_t colon = line.find(": ");
      if (colon != std::string_view::npos && same_ignoring_case(line.substr(0, colon), name)) {
        return std::string(line.substr(colon + 2));
      }
      begin = end + 2;
    }
    return {};
  }
};

/// A client that writes exactly the bytes that it is told to.
class Connection {
 public:
  explicit Connection(std::uint16_t port, int receive_buffer = 0)
      : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) {
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    const int yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { close(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool connected() const { return connected_; }
  int descriptor() const { return socket_; }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  void shut_down_writing() const { shutdown(socket_, SHUT_WR); }

  /// False when the other side has gone, or takes nothing for `wait`.
  bool send(std::string_view bytes,
            std::chrono::milliseconds wait = std::chrono::seconds(10)) const {
    while (!bytes.empty()) {
      pollfd ready{socket_, POLLOUT, 0};
      if (poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Reads more into `unread`. False at the end, or when nothing comes for `wait`.
  bool receive(std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    pollfd ready{socket_, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
    std::array<char, 65536> bytes{};
    const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) {
      ended_ = true;
      return false;
    }
    unread_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
  }
  /// True when the server closes within `wait`; what it still says is kept.
  bool closes(std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    while (receive(wait)) {
    }
    return ended_;
  }
  const std::string& unread() const { return unread_; }

  /// The next response. `bodiless`: it answers a HEAD.
  Answer answer(bool bodiless = false, std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    Answer answer;
    std::size_t head_size = 0;
    while ((head_size = unread_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive(wait)) return {};
    }
    head_size += 4;
    answer.head = unread_.substr(0, head_size);
    unread_.erase(0, head_size);
    answer.status = std::stoi(answer.head.substr(9, 3));
    const std::string length = answer.header("Content-Length");
    const std::size_t size = bodiless || length.empty() ? 0 : std::stoul(length);
    while (unread_.size() < size) {
      if (!receive(wait)) break;
    }
    answer.body = unread_.substr(0, size);
    unread_.erase(0, size);
    return answer;
  }
  Answer ask(std::string_view request) {
    send(request);
    return answer();
  }

 private:
  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string unread_;
};

/// Waits until that is so; false when it is not within some seconds.
template <typename Condition>
bool soon(const Condition& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

/// A request without a body: `get("/path")`.
inline std::string get(std::string_view target, std::string_view headers = {}) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n";
}

}  // namespace redthread::http::test

// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.hpp"
#include "http/loop.hpp"
#include "http/messages.hpp"
#include "http/tls.hpp"

namespace redthread::http {
namespace {

/// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  void reset(int number = -1) {
    if (number_ >= 0) close(number_);
    number_ = number;
  }

 private:
  int number_;
};

/// An IPv4 or IPv6 address with its port, as the system calls want it.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = sizeof(sockaddr_storage);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  bool is_ipv6() const { return storage.ss_family == AF_INET6; }
  sockaddr_in& ipv4() { return reinterpret_cast<sockaddr_in&>(storage); }
  sockaddr_in6& ipv6() { return reinterpret_cast<sockaddr_in6&>(storage); }

  static SocketAddress of(const std::string& text, std::uint16_t port) {
    SocketAddress address;
    if (inet_pton(AF_INET, text.c_str(), &address.ipv4().sin_addr) == 1) {
      address.storage.ss_family = AF_INET;
      address.ipv4().sin_port = htons(port);
      address.size = sizeof(sockaddr_in);
    } else if (inet_pton(AF_INET6, text.c_str(), &address.ipv6().sin6_addr) == 1) {
      address.storage.ss_family = AF_INET6;
      address.ipv6().sin6_port = htons(port);
      address.size = sizeof(sockaddr_in6);
    } else {
      throw Error(codes::listen, fmt::format("`{}` is neither an IPv4 nor an IPv6 address", text));
    }
    return address;
  }
  std::uint16_t port() { return ntohs(is_ipv6() ? ipv6().sin6_port : ipv4().sin_port); }
  std::string text() {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = is_ipv6() ? static_cast<const void*>(&ipv6().sin6_addr) : &ipv4().sin_addr;
    inet_ntop(storage.ss_family, bytes, text.data(), text.size());
    const std::string whole = text.data();
    // An IPv4 client of a socket that takes both.
    return whole.starts_with("::ffff:") && whole.find('.') != std::string::npos ? whole.substr(7)
                                                                                : whole;
  }
};

}  // namespace

struct Server::Running {
  Running(Options options, Handler handler, Log log)
      : service(std::move(options), std::move(handler), std::move(log)) {}

  void listen();
  void accept_all();
  void accept_one();
  void turn_away(int socket, Connections::Admission admission);

  Service service;
  Descriptor listening;
  Descriptor wake;  // an eventfd: tells the accepting thread to end
  std::uint16_t port = 0;
  std::vector<std::unique_ptr<Loop>> loops;
  std::size_t next_loop = 0;
  std::thread accepting;
  bool started = false;
};

void Server::Running::listen() {
  const Options& options = service.options;
  SocketAddress address = SocketAddress::of(options.address, options.port);
  listening.reset(socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int yes = 1;
  setsockopt(listening.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  constexpr int backlog = 1024;
  if (listening.get() < 0 || bind(listening.get(), address.get(), address.size) != 0 ||
      ::listen(listening.get(), backlog) != 0) {
    throw Error(codes::listen, fmt::format("cannot listen on {} port {}: {}", options.address,
                                           options.port, std::strerror(errno)));
  }
  address.size = sizeof address.storage;
  getsockname(listening.get(), address.get(), &address.size);
  port = address.port();
  wake.reset(eventfd(0, EFD_CLOEXEC));
}

void Server::Running::accept_all() {
  std::array<pollfd, 2> waiting = {pollfd{listening.get(), POLLIN, 0},
                                   pollfd{wake.get(), POLLIN, 0}};
  while (!service.stopping) {
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    if ((waiting[0].revents & POLLIN) != 0 && !service.stopping) accept_one();
  }
}

void Server::Running::accept_one() {
  SocketAddress address;
  const int socket =
      accept4(listening.get(), address.get(), &address.size, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (socket < 0) {
    // No descriptors left: wait for some connection to end rather than spin.
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return;
  }
  ++service.counters.connections_accepted;
  const int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
  std::string peer = address.text();
  const auto admission = service.connections.admit(peer, service.is_trusted_proxy(peer));
  if (admission != Connections::Admission::admitted) return turn_away(socket, admission);
  loops[next_loop]->adopt(socket, address.is_ipv6(), std::move(peer));
  next_loop = (next_loop + 1) % loops.size();
}

void Server::Running::turn_away(int socket, Connections::Admission admission) {
  ++service.counters.connections_refused;
  const bool of_peer = admission == Connections::Admission::too_many_of_peer;
  const std::string text =
      service.tls ? std::string()  // a handshake is what it would cost us
                  : refusal_text(of_peer ? 429 : 503, "there are too many connections");
  send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(socket, SHUT_WR);
  // What the client has already sent is read, or the system would take the answer back.
  std::array<char, 4096> waste{};
  recv(socket, waste.data(), waste.size(), MSG_DONTWAIT);
  close(socket);
}

Server::Server(Options options, Handler handler, Log log)
    : running_(std::make_unique<Running>(std::move(options), std::move(handler), std::move(log))) {}

Server::~Server() { stop(); }

void Server::start() {
  const Options& options = running_->service.options;
  REDTHREAD_ASSERT(!running_->started, "a server starts once");
  if (!options.certificate_file.empty() || !options.key_file.empty()) {
    running_->service.tls = tls_server_context(options.certificate_file, options.key_file);
  }
  running_->listen();
  for (int i = 0; i < options.io_threads; ++i) {
    running_->loops.push_back(std::make_unique<Loop>(running_->service));
  }
  running_->accepting = std::thread([this] { running_->accept_all(); });
  running_->started = true;
}

std::uint16_t Server::port() const { return running_->port; }

void Server::stop() {
  Running& running = *running_;
  if (!running.started || running.service.stopping.exchange(true)) return;
  const auto until = std::chrono::steady_clock::now() + running.service.options.stop_time;
  const std::uint64_t one = 1;
  if (write(running.wake.get(), &one, sizeof one) != sizeof one) {
    throw Error(codes::listen, "cannot wake the accepting thread");
  }
  running.accepting.join();
  running.listening.reset();
  for (const auto& loop : running.loops) loop->drain();
  if (!running.service.connections.wait_until_none(until)) {
    for (const auto& loop : running.loops) loop->cut();
    running.service.workers.stop();
    running.service.connections.wait_until_none();
  }
  running.loops.clear();
  running.service.workers.stop();
}

Metrics Server::metrics() const { return running_->service.counters.metrics(); }

}  // namespace redthread::http

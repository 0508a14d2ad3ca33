// SPDX-License-Identifier: Apache-2.0
#include "report/press/child.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace redthread::report {
namespace {

constexpr std::size_t complaints_kept = 4000;

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

/// Both ends, ours first. Sockets, because writing to one can be told not to raise SIGPIPE.
struct Ends {
  std::array<int, 2> ends = {-1, -1};
  Ends() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0) {
      ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    }
  }
  ~Ends() {
    close_end(ends[0]);
    close_end(ends[1]);
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;
  bool open() const { return ends[0] >= 0; }
  int ours() { return std::exchange(ends[0], -1); }
  int theirs() const { return ends[1]; }
};

}  // namespace

std::optional<std::string> Child::start(const std::vector<std::string>& command) {
  stop();
  complaints_.clear();
  Ends to;
  Ends from;
  Ends errors;
  if (!to.open() || !from.open() || !errors.open()) return std::strerror(errno);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, to.theirs(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, from.theirs(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors.theirs(), STDERR_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int failed =
      ::posix_spawnp(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    process_ = 0;
    return std::strerror(failed);
  }
  to_ = to.ours();
  from_ = from.ours();
  errors_ = errors.ours();
  return std::nullopt;
}

Child::~Child() { stop(); }

void Child::stop() {
  close_end(to_);
  close_end(from_);
  close_end(errors_);
  received_.clear();
  if (process_ <= 0) return;
  // It holds nothing that would need a farewell.
  ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  process_ = 0;
}

/// False when the other end is gone.
bool Child::write_some(std::string_view& rest) {
  const ssize_t sent = ::send(to_, rest.data(), rest.size(), MSG_NOSIGNAL);
  if (sent >= 0) rest.remove_prefix(static_cast<std::size_t>(sent));
  return sent >= 0 || errno == EAGAIN || errno == EINTR;
}

/// False when there is no more to come.
bool Child::read_some(int from, std::string& into) {
  static constexpr std::size_t piece = 1u << 16;
  const std::size_t before = into.size();
  into.resize(before + piece);
  const ssize_t got = ::read(from, into.data() + before, piece);
  into.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

Child::Outcome Child::exchange(std::string_view line, std::string& answer, Deadline deadline) {
  const std::string sent = std::string(line) + '\n';
  std::string_view rest = sent;
  std::size_t searched = 0;
  bool more = true;
  while (more) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    std::array<pollfd, 3> ends = {
        {{from_, POLLIN, 0}, {errors_, POLLIN, 0}, {rest.empty() ? -1 : to_, POLLOUT, 0}}};
    const int ready =
        left.count() <= 0 ? 0 : ::poll(ends.data(), ends.size(), static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      stop();
      return Outcome::too_late;
    }
    if (ends[1].revents != 0) {
      if (!read_some(errors_, complaints_)) close_end(errors_);
      if (complaints_.size() > complaints_kept) {
        complaints_.erase(0, complaints_.size() - complaints_kept);
      }
    }
    if (ends[0].revents != 0) more = read_some(from_, received_);
    if (ends[2].revents != 0 && !write_some(rest)) more = false;
    const std::size_t end = received_.find('\n', searched);
    if (end != std::string::npos) {
      answer = received_.substr(0, end);
      received_.erase(0, end + 1);
      return Outcome::answered;
    }
    searched = received_.size();
  }
  // What it said last explains why it went.
  std::size_t before = 0;
  do {
    before = complaints_.size();
  } while (errors_ >= 0 && read_some(errors_, complaints_) && complaints_.size() > before);
  stop();
  return Outcome::died;
}

}  // namespace redthread::report

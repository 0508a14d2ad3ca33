// SPDX-License-Identifier: Apache-2.0
#include "documents/process.hpp"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace redthread::documents {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_complaints = 64u << 10;

/// The two ends of a pipe; what is open is closed in the end.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void close_writing() { close_end(1); }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command, std::chrono::seconds time,
                          std::size_t most_bytes) {
  ProcessResult result;
  Pipe out;
  Pipe errors;
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.writing(), 1);
  ::posix_spawn_file_actions_adddup2(&actions, errors.writing(), 2);
  pid_t process = 0;
  const int failed =
      out.writing() < 0 || errors.writing() < 0
          ? EMFILE
          : ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    result.outcome = ProcessResult::Outcome::not_started;
    return result;
  }
  out.close_writing();
  errors.close_writing();

  const auto deadline = Clock::now() + time;
  std::array<pollfd, 2> ends{{{out.reading(), POLLIN, 0}, {errors.reading(), POLLIN, 0}}};
  std::array<char, 64u << 10> block;
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) result.outcome = ProcessResult::Outcome::too_late;
    if (result.out.size() > most_bytes) result.outcome = ProcessResult::Outcome::too_much;
    if (result.outcome != ProcessResult::Outcome::ended) {
      ::kill(process, SIGKILL);
      break;
    }
    if (::poll(ends.data(), ends.size(), static_cast<int>(left)) <= 0) continue;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      const ssize_t got = ::read(ends[i].fd, block.data(), block.size());
      if (got <= 0) {
        ends[i].fd = -1;
      } else if (i == 0) {
        result.out.append(block.data(), static_cast<std::size_t>(got));
      } else if (result.complaints.size() < most_complaints) {
        result.complaints.append(block.data(), static_cast<std::size_t>(got));
      }
    }
  }
  result.exit_code = wait_for(process);
  return result;
}

}  // namespace redthread::documents

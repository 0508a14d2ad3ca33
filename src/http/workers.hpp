// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace redthread::http {

/// Threads that do jobs from a bounded queue, first come first served.
class Workers {
 public:
  /// Called exactly once: with true to do the work, with false when the workers have stopped.
  using Job = std::function<void(bool work)>;

  Workers(int threads, std::size_t max_queued);
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when the queue is full or the workers have stopped; the job is then not called.
  bool submit(Job job);
  /// Waits for the jobs that run; those that wait are told that they are not done.
  void stop();

 private:
  void run();

  const std::size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;  // under mutex_
  bool stopped_ = false;   // under mutex_
  std::size_t idle_;       // under mutex_: threads without a job, started or not
  std::vector<std::thread> threads_;
};

}  // namespace redthread::http

// SPDX-License-Identifier: Apache-2.0
#include "http/workers.hpp"

#include <utility>

namespace redthread::http {

Workers::Workers(int threads, std::size_t max_queued)
    : max_queued_(max_queued), idle_(static_cast<std::size_t>(threads)) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

bool Workers::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= max_queued_ + idle_) return false;
    queue_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (stopped_) return;
    --idle_;
    {
      const Job job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job(true);
    }
    lock.lock();
    ++idle_;
  }
}

void Workers::stop() {
  std::deque<Job> left;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    left.swap(queue_);
  }
  changed_.notify_all();
  for (const Job& job : left) job(false);
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace redthread::http

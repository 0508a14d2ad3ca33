// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace redthread::outlook {

/// How much to simulate, and from which numbers. Equal runs give equal answers, with any number of
/// threads.
struct Run {
  std::uint64_t seed = 1;
  int replications = 400;
  /// 0 = as many as the machine has.
  int threads = 0;
};

/// Calls `work(index, scratch)` for every index below `count` on several threads; each thread makes
/// its own scratch with `make_scratch()`. What the work writes must be its own place by index, so
/// that the order does not matter. An exception in any of them ends the whole and is thrown here.
template <typename MakeScratch, typename Work>
void for_each_replication(int count, int threads, const MakeScratch& make_scratch,
                          const Work& work) {
  if (threads <= 0) threads = static_cast<int>(std::thread::hardware_concurrency());
  if (threads > count) threads = count;
  if (threads <= 1) {
    auto scratch = make_scratch();
    for (int i = 0; i < count; ++i) work(i, scratch);
    return;
  }
  std::atomic<int> next = 0;
  std::exception_ptr failed;
  std::mutex failing;
  const auto worker = [&] {
    try {
      auto scratch = make_scratch();
      for (int i = next++; i < count; i = next++) work(i, scratch);
    } catch (...) {
      next = count;
      const std::lock_guard lock(failing);
      if (!failed) failed = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  others.reserve(static_cast<std::size_t>(threads - 1));
  for (int i = 1; i < threads; ++i) others.emplace_back(worker);
  worker();
  for (std::thread& other : others) other.join();
  if (failed) std::rethrow_exception(failed);
}

}  // namespace redthread::outlook

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace redthread::http {

/// How many connections are open, of all and of each address. Safe from all threads.
class Connections {
 public:
  Connections(std::size_t limit, std::size_t limit_per_peer)
      : limit_(limit), limit_per_peer_(limit_per_peer) {}

  enum class Admission { admitted, too_many, too_many_of_peer };
  /// Counts a new connection in, unless it is above a limit. `exempt`: from the limit per peer.
  Admission admit(const std::string& peer, bool exempt);
  /// Counts one out that was admitted.
  void closed(const std::string& peer);
  /// Waits until none is open; false when some still are at that time.
  bool wait_until_none(std::chrono::steady_clock::time_point until);
  void wait_until_none();
  std::size_t open() const;

 private:
  const std::size_t limit_;
  const std::size_t limit_per_peer_;
  mutable std::mutex mutex_;
  std::condition_variable none_;
  std::size_t open_ = 0;                                  // under mutex_
  std::unordered_map<std::string, std::size_t> open_of_;  // under mutex_
};

}  // namespace redthread::http

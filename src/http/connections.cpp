// SPDX-License-Identifier: Apache-2.0
#include "http/connections.hpp"

namespace redthread::http {

Connections::Admission Connections::admit(const std::string& peer, bool exempt) {
  const std::lock_guard lock(mutex_);
  if (open_ >= limit_) return Admission::too_many;
  std::size_t& of_peer = open_of_[peer];
  if (of_peer >= limit_per_peer_ && !exempt) return Admission::too_many_of_peer;
  ++of_peer;
  ++open_;
  return Admission::admitted;
}

void Connections::closed(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  const auto of_peer = open_of_.find(peer);
  if (of_peer != open_of_.end() && --of_peer->second == 0) open_of_.erase(of_peer);
  if (--open_ == 0) none_.notify_all();
}

bool Connections::wait_until_none(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return none_.wait_until(lock, until, [this] { return open_ == 0; });
}

void Connections::wait_until_none() {
  std::unique_lock lock(mutex_);
  none_.wait(lock, [this] { return open_ == 0; });
}

std::size_t Connections::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace redthread::http

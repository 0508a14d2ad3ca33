// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/events.hpp"
#include "http/message.hpp"

namespace redthread::server {

/// Tells listeners when something has changed. It looks after each topic that somebody listens to,
/// once for all of them: what it looks at is in the database, so that it does not matter which
/// server the change was made on. Safe from all threads.
class Watch {
 public:
  /// What a topic is now.
  struct Sight {
    std::string event;  ///< its name
    std::string data;
    bool is_last = false;  ///< nothing more will come
  };
  using Look = std::function<Sight(const std::string& topic)>;

  explicit Watch(Look look, std::chrono::milliseconds pace = std::chrono::milliseconds(300));
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// An event stream that begins with how the topic is now.
  http::Response stream(const std::string& topic);

 private:
  struct Topic {
    Sight last;
    std::vector<std::shared_ptr<http::EventStream>> listeners;
  };
  void watch();
  void look_once();

  const Look look_;
  const std::chrono::milliseconds pace_;
  std::mutex mutex_;  // all below
  std::condition_variable stops_;
  std::map<std::string, Topic> topics_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace redthread::server

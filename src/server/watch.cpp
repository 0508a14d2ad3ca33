// SPDX-License-Identifier: Apache-2.0
#include "server/watch.hpp"

#include "base/error.hpp"

namespace redthread::server {
namespace {

/// False when nobody listens any longer.
bool tell(http::EventStream& listener, const Watch::Sight& sight) {
  const bool is_heard = listener.push({.name = sight.event, .id = {}, .data = sight.data});
  if (sight.is_last) listener.close();
  return is_heard && !sight.is_last;
}

}  // namespace

Watch::Watch(Look look, std::chrono::milliseconds pace) : look_(std::move(look)), pace_(pace) {
  thread_ = std::thread([this] { watch(); });
}

Watch::~Watch() {
  {
    const std::lock_guard<std::mutex> alone(mutex_);
    is_stopping_ = true;
  }
  stops_.notify_all();
  thread_.join();
  for (auto& [name, topic] : topics_) {
    for (const auto& listener : topic.listeners) listener->close();
  }
}

http::Response Watch::stream(const std::string& topic) {
  const Sight now = look_(topic);
  auto listener = std::make_shared<http::EventStream>();
  if (tell(*listener, now)) {
    const std::lock_guard<std::mutex> alone(mutex_);
    Topic& watched = topics_[topic];
    if (watched.listeners.empty()) watched.last = now;
    watched.listeners.push_back(listener);
  }
  return http::respond(listener);
}

void Watch::watch() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!is_stopping_) {
    stops_.wait_for(lock, pace_);
    if (is_stopping_) break;
    lock.unlock();
    look_once();
    lock.lock();
  }
}

void Watch::look_once() {
  std::vector<std::string> names;
  {
    const std::lock_guard<std::mutex> alone(mutex_);
    for (const auto& [name, topic] : topics_) names.push_back(name);
  }
  for (const std::string& name : names) {
    Sight now;
    try {
      now = look_(name);
    } catch (const Error&) {
      continue;  // the database is away: listeners are told when it is back
    }
    const std::lock_guard<std::mutex> alone(mutex_);
    const auto found = topics_.find(name);
    Topic& topic = found->second;
    const bool is_new = now.data != topic.last.data || now.event != topic.last.event;
    std::erase_if(topic.listeners, [&](const std::shared_ptr<http::EventStream>& listener) {
      return is_new ? !tell(*listener, now) : !listener->listening();
    });
    topic.last = now;
    if (topic.listeners.empty()) topics_.erase(found);
  }
}

}  // namespace redthread::server

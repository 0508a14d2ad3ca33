// SPDX-License-Identifier: Apache-2.0
#include "http/events.hpp"

#include <string_view>
#include <utility>

namespace redthread::http {
namespace {

void append_line(std::string& text, std::string_view field, std::string_view value) {
  text += field;
  for (const char c : value) {
    if (c != '\r' && c != '\n' && c != '\0') text += c;
  }
  text += '\n';
}

}  // namespace

std::string event_text(const Event& event) {
  std::string text;
  text.reserve(event.data.size() + event.name.size() + event.id.size() + 32);
  if (!event.name.empty()) append_line(text, "event: ", event.name);
  if (!event.id.empty()) append_line(text, "id: ", event.id);
  std::string_view rest = event.data;
  while (true) {
    const std::size_t end = rest.find_first_of("\r\n");
    append_line(text, "data: ", rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  text += '\n';
  return text;
}

bool EventStream::push(const Event& event) {
  const std::string text = event_text(event);
  const std::lock_guard lock(mutex_);
  if (state_ != State::open) return false;
  if (queued_.size() + text.size() > max_queued_bytes_) {
    state_ = State::gone;
    cut_ = true;
    queued_ = {};
  } else {
    queued_ += text;
  }
  // Under the lock, so that the reader's destructor is the last that the server hears of it.
  if (wake_) wake_();
  return state_ == State::open;
}

void EventStream::close() {
  const std::lock_guard lock(mutex_);
  if (state_ != State::open) return;
  state_ = State::closing;
  if (wake_) wake_();
}

bool EventStream::listening() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::open;
}

EventReader::EventReader(std::shared_ptr<EventStream> stream, std::function<void()> wake)
    : stream_(std::move(stream)) {
  const std::lock_guard lock(stream_->mutex_);
  stream_->wake_ = std::move(wake);
}

EventReader::~EventReader() {
  const std::lock_guard lock(stream_->mutex_);
  stream_->state_ = EventStream::State::gone;
  stream_->wake_ = nullptr;
  stream_->queued_ = {};
}

EventReader::Taken EventReader::take() {
  const std::lock_guard lock(stream_->mutex_);
  Taken taken{std::exchange(stream_->queued_, {}), stream_->state_ != EventStream::State::open,
              stream_->cut_};
  return taken;
}

}  // namespace redthread::http

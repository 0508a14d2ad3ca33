// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace redthread::http {

/// One server-sent event. `name` (the browser's event type) and `id` may be empty; line ends in
/// them are left out. `data` may have several lines.
struct Event {
  std::string name = {};
  std::string id = {};
  std::string data = {};
};

/// As it is written to the client: `event:`, `id:`, a `data:` per line, an empty line.
std::string event_text(const Event& event);

/// The way from a producer to one listening client: made by the handler, given to the server in the
/// response, and kept by the producer. Safe from all threads; never blocks.
///
/// The queue is bounded: a client that reads more slowly than events come is cut (it reconnects
/// with Last-Event-ID and asks for the rest), so a slow reader costs no more than the bound.
class EventStream {
 public:
  explicit EventStream(std::size_t max_queued_bytes = 256u << 10)
      : max_queued_bytes_(max_queued_bytes) {}

  /// Queues an event. False when nobody listens any longer: the producer may stop.
  bool push(const Event& event);
  /// Ends the stream when what is queued has been written. More pushes are refused.
  void close();
  /// True until closed, cut, or the client has gone. True before the server has the response.
  bool listening() const;

 private:
  friend class EventReader;
  enum class State { open, closing, gone };

  mutable std::mutex mutex_;  // all below
  State state_ = State::open;
  bool cut_ = false;
  std::string queued_;
  std::function<void()> wake_;
  const std::size_t max_queued_bytes_;  // never changes
};

/// The server's end of a stream.
class EventReader {
 public:
  /// `wake` is called, from any thread, when there is something to take; it must not block.
  EventReader(std::shared_ptr<EventStream> stream, std::function<void()> wake);
  /// Nobody listens from now on.
  ~EventReader();
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

  struct Taken {
    std::string text;    ///< to be written; empty when nothing has come
    bool ended = false;  ///< nothing more will come
    bool cut = false;    ///< the queue was full: end the connection now
  };
  Taken take();

 private:
  std::shared_ptr<EventStream> stream_;
};

}  // namespace redthread::http

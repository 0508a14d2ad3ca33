// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace redthread::outlook {

/// What happens next, for simulations: events come out in order of time. Events of equal time come
/// in no set order, but in the same one on every run.
///
/// Cost: O(log n) in the number of events that lie ahead, whatever has passed. Not thread-safe; one
/// for each replication.
template <typename Event>
class EventHeap {
 public:
  struct Entry {
    double time;
    Event event;
  };

  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  void clear() { entries_.clear(); }
  /// The next to come; there must be one.
  const Entry& next() const { return entries_.front(); }
  /// In no set order.
  const std::vector<Entry>& all() const { return entries_; }

  void add(double time, Event event) {
    std::size_t place = entries_.size();
    entries_.push_back({time, std::move(event)});
    rise(place);
  }
  /// Takes the next one out; there must be one.
  Entry take() {
    Entry first = std::move(entries_.front());
    Entry last = std::move(entries_.back());
    entries_.pop_back();
    if (!entries_.empty()) sink(std::move(last));
    return first;
  }
  /// Takes the next one out and puts another in: cheaper than the two apart.
  void replace_next(double time, Event event) { sink(Entry{time, std::move(event)}); }

 private:
  void rise(std::size_t place) {
    Entry entry = std::move(entries_[place]);
    while (place > 0) {
      const std::size_t parent = (place - 1) / 2;
      if (entries_[parent].time <= entry.time) break;
      entries_[place] = std::move(entries_[parent]);
      place = parent;
    }
    entries_[place] = std::move(entry);
  }
  /// Puts `entry` in from the top.
  void sink(Entry entry) {
    const std::size_t count = entries_.size();
    std::size_t place = 0;
    for (std::size_t child = 1; child < count; child = 2 * place + 1) {
      if (child + 1 < count && entries_[child + 1].time < entries_[child].time) ++child;
      if (entry.time <= entries_[child].time) break;
      entries_[place] = std::move(entries_[child]);
      place = child;
    }
    entries_[place] = std::move(entry);
  }

  std::vector<Entry> entries_;
};

}  // namespace redthread::outlook

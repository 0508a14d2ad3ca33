// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace redthread::http {

/// Bytes that were received and not yet read. Grows as it is filled; costs nothing while it is let
/// go of.
class ReadBuffer {
 public:
  std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }
  std::size_t capacity() const { return bytes_.size(); }
  bool is_full() const { return end_ - begin_ == bytes_.size(); }

  /// Where to receive into: at least a byte. Twice as large as before when all is unread.
  std::pair<char*, std::size_t> room() {
    if (empty()) begin_ = end_ = 0;
    if (begin_ > 0 && end_ == bytes_.size()) {
      std::copy(bytes_.data() + begin_, bytes_.data() + end_, bytes_.data());
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == bytes_.size()) grow_to(bytes_.empty() ? first_bytes : bytes_.size() * 2);
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  void received(std::size_t count) { end_ += count; }
  void read(std::size_t count) { begin_ += count; }
  void grow_to(std::size_t capacity) {
    if (capacity > bytes_.size()) bytes_.resize(capacity);
  }
  /// Gives the memory back if it is more than little and nothing is unread.
  void rest() {
    if (empty() && bytes_.size() > first_bytes) clear();
  }
  void clear() {
    bytes_ = {};
    begin_ = end_ = 0;
  }

 private:
  static constexpr std::size_t first_bytes = 2u << 10;

  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace redthread::http

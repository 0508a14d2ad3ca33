// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "warehouse/row_block.hpp"

namespace redthread::warehouse {

/// Blocks of rows on their way from the thread that reads to the one that owns the engine. Few
/// wait at a time, so that memory does not grow with the file.
class RowQueue {
 public:
  /// Waits while it is full. False when nobody takes any more.
  bool put(RowBlock block);
  /// Waits while it is empty. nullopt when all have been taken and no more come.
  std::optional<RowBlock> take();
  /// No more are put, or none is taken any more.
  void close();

 private:
  static constexpr std::size_t room = 2;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<RowBlock> blocks_;
  bool is_closed_ = false;
};

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_queue.hpp"

#include <utility>

namespace redthread::warehouse {

bool RowQueue::put(RowBlock block) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_closed_ || blocks_.size() < room; });
  if (is_closed_) return false;
  blocks_.push_back(std::move(block));
  changed_.notify_all();
  return true;
}

std::optional<RowBlock> RowQueue::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_closed_ || !blocks_.empty(); });
  if (blocks_.empty()) return std::nullopt;
  std::optional<RowBlock> block = std::move(blocks_.front());
  blocks_.pop_front();
  changed_.notify_all();
  return block;
}

void RowQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  changed_.notify_all();
}

}  // namespace redthread::warehouse

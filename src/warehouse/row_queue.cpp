// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_queue.hpp"

namespace redthread::warehouse {

std::unique_ptr<Chunk> RowQueue::empty() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_closed_ || !empty_.empty() || made_ < chunk_count; });
  if (is_closed_) return nullptr;
  if (empty_.empty()) {
    ++made_;
    return std::make_unique<Chunk>(types_);
  }
  std::unique_ptr<Chunk> chunk = std::move(empty_.front());
  empty_.pop_front();
  return chunk;
}

void RowQueue::put(std::unique_ptr<Chunk> chunk, std::size_t delivery) {
  const std::lock_guard lock(mutex_);
  filled_.push_back({.chunk = std::move(chunk), .delivery = delivery});
  changed_.notify_all();
}

RowQueue::Filled RowQueue::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_closed_ || !filled_.empty(); });
  if (filled_.empty()) return {};
  Filled rows = std::move(filled_.front());
  filled_.pop_front();
  return rows;
}

void RowQueue::give_back(std::unique_ptr<Chunk> chunk) {
  const std::lock_guard lock(mutex_);
  empty_.push_back(std::move(chunk));
  changed_.notify_all();
}

void RowQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  changed_.notify_all();
}

}  // namespace redthread::warehouse

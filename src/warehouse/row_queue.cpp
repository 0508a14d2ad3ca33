// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_queue.hpp"

#include <utility>

namespace redthread::warehouse {

RowQueue::RowQueue(const std::vector<Chunk::Type>& types) {
  for (int i = 0; i < chunk_count; ++i) empty_.push_back(std::make_unique<Chunk>(types));
}

std::unique_ptr<Chunk> RowQueue::empty() { return next_of(empty_); }

void RowQueue::put(std::unique_ptr<Chunk> chunk) { add_to(filled_, std::move(chunk)); }
std::unique_ptr<Chunk> RowQueue::take() { return next_of(filled_); }
void RowQueue::give_back(std::unique_ptr<Chunk> chunk) { add_to(empty_, std::move(chunk)); }

std::unique_ptr<Chunk> RowQueue::next_of(Chunks& chunks) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_closed_ || !chunks.empty(); });
  if (chunks.empty()) return nullptr;
  std::unique_ptr<Chunk> chunk = std::move(chunks.front());
  chunks.pop_front();
  return chunk;
}

void RowQueue::add_to(Chunks& chunks, std::unique_ptr<Chunk> chunk) {
  const std::lock_guard lock(mutex_);
  chunks.push_back(std::move(chunk));
  changed_.notify_all();
}

void RowQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  changed_.notify_all();
}

}  // namespace redthread::warehouse

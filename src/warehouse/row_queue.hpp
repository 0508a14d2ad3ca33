// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Rows on their way from the thread that reads to the one that owns the engine. Few chunks go
/// round, so that memory does not grow with the file.
class RowQueue {
 public:
  explicit RowQueue(const std::vector<Chunk::Type>& types);

  /// For the reader: an empty chunk, waited for; nullptr when none is wanted any more.
  std::unique_ptr<Chunk> empty();
  void put(std::unique_ptr<Chunk> chunk);

  /// For the owner of the engine: the next chunk, waited for; nullptr when all have been taken and
  /// no more come.
  std::unique_ptr<Chunk> take();
  void give_back(std::unique_ptr<Chunk> chunk);

  /// No more are put, or none is taken any more.
  void close();

 private:
  using Chunks = std::deque<std::unique_ptr<Chunk>>;
  std::unique_ptr<Chunk> next_of(Chunks& chunks);
  void add_to(Chunks& chunks, std::unique_ptr<Chunk> chunk);

  static constexpr int chunk_count = 64;
  std::mutex mutex_;
  std::condition_variable changed_;
  Chunks empty_;
  Chunks filled_;
  bool is_closed_ = false;
};

}  // namespace redthread::warehouse

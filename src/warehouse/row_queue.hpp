// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "warehouse/duckdb.hpp"

namespace redthread::warehouse {

/// Rows on their way from the thread that reads to the one that owns the engine. Few chunks go
/// round, so that memory does not grow with the files; they are made when they are first needed.
class RowQueue {
 public:
  explicit RowQueue(std::vector<Chunk::Type> types) : types_(std::move(types)) {}

  /// For the reader: an empty chunk, waited for; nullptr when none is wanted any more.
  std::unique_ptr<Chunk> empty();
  /// `delivery`: whose rows they are.
  void put(std::unique_ptr<Chunk> chunk, std::size_t delivery);

  struct Filled {
    std::unique_ptr<Chunk> chunk;  ///< nullptr when all have been taken and no more come
    std::size_t delivery = 0;
  };
  /// For the owner of the engine: the next chunk, waited for.
  Filled take();
  void give_back(std::unique_ptr<Chunk> chunk);

  /// No more are put, or none is taken any more.
  void close();

 private:
  /// Room for all of a RowBlock, so that the next one is filled while the last is appended.
  static constexpr std::size_t chunk_count = 128;

  const std::vector<Chunk::Type> types_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Chunk>> empty_;
  std::deque<Filled> filled_;
  std::size_t made_ = 0;
  bool is_closed_ = false;
};

}  // namespace redthread::warehouse

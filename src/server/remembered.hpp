// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/message.hpp"

namespace redthread::server {

/// Answers that stay the same until a region changes, by question: bounded, the longest unused one
/// goes first. Safe from all threads.
class Remembered {
 public:
  struct Kept {
    std::string etag;                   ///< with its quotes
    std::vector<http::Header> headers;  ///< the answer's own, with its Content-Type
    http::SharedBytes body;
  };
  explicit Remembered(std::size_t most_bytes = 64u << 20) : most_bytes_(most_bytes) {}

  /// nullopt when it is not there, or is of another version.
  std::optional<Kept> find(const std::string& question, const std::string& version);
  void keep(const std::string& question, const std::string& version, Kept answer);
  std::size_t bytes() const;

 private:
  struct Entry {
    std::string question;
    std::string version;
    Kept answer;
  };
  static std::size_t size_of(const Entry& entry);
  void drop(std::list<Entry>::iterator entry);

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;  // all below
  std::list<Entry> entries_;  ///< last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_question_;
  std::size_t bytes_ = 0;
};

}  // namespace redthread::server

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace redthread::http {

/// The bytes as a gzip file, at zlib's level 5.
std::string gzip(std::string_view bytes);

/// Whether bodies of this Content-Type are text that is worth compressing.
bool is_compressible(std::string_view content_type);

/// Compressed forms of shared bodies, kept as long as somebody holds the body itself. Safe from all
/// threads.
class GzipCache {
 public:
  SharedBytes compressed(const SharedBytes& body);

 private:
  struct Entry {
    std::weak_ptr<const std::string> body;
    SharedBytes compressed;
  };
  void forget_unused();

  std::mutex mutex_;
  std::map<const std::string*, Entry> entries_;  // under mutex_
  std::size_t tidy_at_ = 64;                     // under mutex_: entries that call for tidying up
};

}  // namespace redthread::http

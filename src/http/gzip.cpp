// SPDX-License-Identifier: Apache-2.0
#include "http/gzip.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include <zlib.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::http {

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int level = 5;
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  REDTHREAD_ASSERT(result == Z_STREAM_END, "there was room for all");
  return out;
}

bool is_compressible(std::string_view content_type) {
  const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
  static constexpr std::string_view others[] = {"application/json", "application/javascript",
                                                "application/xml", "image/svg+xml",
                                                "application/wasm"};
  if (type == "text/event-stream") return false;
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         std::find(std::begin(others), std::end(others), type) != std::end(others);
}

SharedBytes GzipCache::compressed(const SharedBytes& body) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(body.get());
    // An entry of an earlier body that lay at the same place has a body that is gone.
    if (found != entries_.end() && found->second.body.lock() == body) {
      return found->second.compressed;
    }
  }
  // Outside the lock: two threads may do the same work once; the others do not wait for it.
  auto compressed = std::make_shared<const std::string>(gzip(*body));
  const std::lock_guard lock(mutex_);
  entries_[body.get()] = {body, compressed};
  if (entries_.size() >= tidy_at_) forget_unused();
  return compressed;
}

void GzipCache::forget_unused() {
  for (auto each = entries_.begin(); each != entries_.end();) {
    each = each->second.body.expired() ? entries_.erase(each) : std::next(each);
  }
  tidy_at_ = std::max<std::size_t>(64, entries_.size() * 2);
}

}  // namespace redthread::http

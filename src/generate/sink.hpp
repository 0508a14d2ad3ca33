// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::generate {

/// Where the files of a region go, one after the other (never two open at once): a folder, a
/// counter, a hash.
class Sink {
 public:
  virtual ~Sink() = default;
  /// A new file; `path` is relative to the region folder: `data/contact/2024-01_AKUT.csv`.
  virtual void open(const std::string& path) = 0;
  /// More of the file, in large pieces.
  virtual void write(std::string_view bytes) = 0;
  virtual void close() = 0;
};

}  // namespace redthread::generate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"

namespace redthread::warehouse {

/// An ordinary file that is open for reading, block by block. No other kind of file is opened: a
/// pipe would hang, a device never end.
class InputFile {
 public:
  /// nullopt with a diagnostic (`file.missing`, `file.unreadable`).
  static std::optional<InputFile> open(const std::string& path, const std::string& shown_as,
                                       Diagnostics& diagnostics);
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  ~InputFile();

  /// Reads up to `count` bytes, fewer only at the end. nullopt with a diagnostic when the disk
  /// fails.
  std::optional<std::size_t> read(char* to, std::size_t count, Diagnostics& diagnostics);
  void rewind() { offset_ = 0; }
  /// The next byte to read.
  std::uint64_t offset() const { return offset_; }
  std::uint64_t size() const { return size_; }  ///< when it was opened
  int descriptor() const { return descriptor_; }
  const std::string& shown_as() const { return shown_as_; }

 private:
  InputFile(int descriptor, std::uint64_t size, std::string shown_as);

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t offset_ = 0;
  std::string shown_as_;
};

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace redthread {

/// A zip file that is read part by part, with limits against bombs. zip.h is included in
/// zip_archive.cpp alone.
class ZipArchive {
 public:
  /// nullopt when the file is no sound zip.
  static std::optional<ZipArchive> open(const std::string& path);
  /// The same of bytes in memory.
  static std::optional<ZipArchive> from_bytes(std::string bytes);
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  bool has(const std::string& name) const;

  struct Limits {
    std::uint64_t bytes = 0;  ///< unpacked
    std::uint64_t ratio = 0;  ///< unpacked to packed, of more than 1 MiB
  };
  /// A part that is unpacked while it is read.
  class Part {
   public:
    Part(Part&&) noexcept;
    Part& operator=(Part&&) noexcept;
    ~Part();
    /// Up to `count` bytes; 0 at the end, and when the part is damaged.
    std::size_t read(char* to, std::size_t count);
    bool is_damaged() const;

   private:
    friend class ZipArchive;
    struct Handle;
    explicit Part(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> handle_;
  };
  enum class Trouble { missing, too_large, damaged };
  /// The part; or, with nullopt, why not. Names differ in upper and lower case at times.
  std::optional<Part> part(const std::string& name, const Limits& limits, Trouble& trouble) const;

 private:
  struct Handle;
  explicit ZipArchive(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

}  // namespace redthread

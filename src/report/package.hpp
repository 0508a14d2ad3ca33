// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redthread::report {

/// Office files: zip archives of XML parts and pictures.

struct Part {
  std::string name;  ///< `word/document.xml`
  std::string bytes;
};

/// The parts as a zip archive, in the given order, all with the same fixed time: the same parts
/// give the same bytes, in every time zone. Throws Error `report.package`.
std::string zip_parts(const std::vector<Part>& parts);

/// An archive read from memory; `bytes` must outlive it. Reads nothing until it is asked to.
class Package {
 public:
  explicit Package(std::string_view bytes);
  ~Package();
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  /// Whether the bytes are a zip archive at all.
  bool good() const { return archive_ != nullptr; }
  /// In the archive's order.
  std::vector<std::string> names() const;
  /// What the parts say they are when unpacked, added up; in bytes.
  std::uint64_t unpacked_size() const;
  /// nullopt when there is no such part, it cannot be unpacked, or it is over `most` bytes.
  std::optional<std::string> read(const std::string& name,
                                  std::size_t most = std::size_t{256} << 20) const;

 private:
  struct Archive;
  std::unique_ptr<Archive> archive_;
};

}  // namespace redthread::report

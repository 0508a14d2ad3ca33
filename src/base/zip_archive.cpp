// SPDX-License-Identifier: Apache-2.0
#include "base/zip_archive.hpp"

#include <utility>

#include <zip.h>

namespace redthread {

struct ZipArchive::Handle {
  explicit Handle(zip_t* opened) : archive(opened) {}
  ~Handle() {
    if (archive != nullptr) zip_discard(archive);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  zip_t* archive;
  std::string bytes;  ///< what the archive reads from, when it is in memory
};

struct ZipArchive::Part::Handle {
  Handle(zip_file_t* opened, std::uint64_t bytes) : file(opened), limit(bytes) {}
  ~Handle() { zip_fclose(file); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  zip_file_t* file;
  std::uint64_t limit;  ///< what the archive says; more is damage
  bool damaged = false;
};

std::optional<ZipArchive> ZipArchive::open(const std::string& path) {
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr) return std::nullopt;
  return ZipArchive(std::make_unique<Handle>(archive));
}

std::optional<ZipArchive> ZipArchive::from_bytes(std::string bytes) {
  auto handle = std::make_unique<Handle>(nullptr);
  handle->bytes = std::move(bytes);
  zip_source_t* source =
      zip_source_buffer_create(handle->bytes.data(), handle->bytes.size(), 0, nullptr);
  if (source == nullptr) return std::nullopt;
  handle->archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  if (handle->archive == nullptr) {
    zip_source_free(source);
    return std::nullopt;
  }
  return ZipArchive(std::move(handle));
}

ZipArchive::ZipArchive(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

bool ZipArchive::has(const std::string& name) const {
  return zip_name_locate(handle_->archive, name.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::optional<ZipArchive::Part> ZipArchive::part(const std::string& name, const Limits& limits,
                                                 Trouble& trouble) const {
  constexpr std::uint64_t small = 1u << 20;
  const auto index = zip_name_locate(handle_->archive, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) {
    trouble = Trouble::missing;
    return std::nullopt;
  }
  zip_stat_t status;
  zip_stat_init(&status);
  const auto at = static_cast<zip_uint64_t>(index);
  trouble = Trouble::damaged;
  if (zip_stat_index(handle_->archive, at, 0, &status) != 0) return std::nullopt;
  constexpr zip_uint64_t sizes = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
  if ((status.valid & sizes) != sizes) return std::nullopt;
  if (status.size > limits.bytes ||
      (status.size > small && status.size / limits.ratio > status.comp_size)) {
    trouble = Trouble::too_large;
    return std::nullopt;
  }
  zip_file_t* file = zip_fopen_index(handle_->archive, at, 0);
  if (file == nullptr) return std::nullopt;
  return Part(std::make_unique<Part::Handle>(file, status.size));
}

ZipArchive::Part::Part(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
ZipArchive::Part::Part(Part&&) noexcept = default;
ZipArchive::Part& ZipArchive::Part::operator=(Part&&) noexcept = default;
ZipArchive::Part::~Part() = default;

std::size_t ZipArchive::Part::read(char* to, std::size_t count) {
  if (handle_->damaged) return 0;
  const zip_int64_t got = zip_fread(handle_->file, to, count);
  handle_->damaged = got < 0 || static_cast<std::uint64_t>(got) > handle_->limit;
  if (handle_->damaged) return 0;
  handle_->limit -= static_cast<std::uint64_t>(got);
  return static_cast<std::size_t>(got);
}

bool ZipArchive::Part::is_damaged() const { return handle_->damaged; }

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#include "report/package.hpp"

#include <utility>

#include <zip.h>

#include "base/error.hpp"

namespace redthread::report {
namespace {

// 1 January 1980, midnight: the first moment that zip archives know. Given in their own form,
// because the other one depends on the machine's time zone.
constexpr zip_uint16_t fixed_time = 0;
constexpr zip_uint16_t fixed_day = 1 | 1 << 5;

[[noreturn]] void fail(const char* why) {
  throw Error("report.package", std::string("the file could not be packed: ") + why);
}

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Release {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

std::string content_of(zip_source_t* source) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0) fail("no content");
  std::string bytes(about.size, '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got != static_cast<zip_int64_t>(bytes.size())) fail("content cut short");
  return bytes;
}

}  // namespace

std::string zip_parts(const std::vector<Part>& parts) {
  const std::unique_ptr<zip_source_t, Release> target(
      zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!target) fail("no memory");
  zip_source_keep(target.get());  // the archive gives up its own hold when it is closed
  std::unique_ptr<zip_t, Discard> archive(
      zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) {
    zip_source_free(target.get());
    fail("no archive");
  }
  for (const Part& part : parts) {
    zip_source_t* source =
        zip_source_buffer(archive.get(), part.bytes.data(), part.bytes.size(), 0);
    if (source == nullptr) fail(zip_strerror(archive.get()));
    const zip_int64_t index =
        zip_file_add(archive.get(), part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      fail(zip_strerror(archive.get()));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    // A picture that is packed already is not packed again.
    if (part.name.ends_with(".png") &&
        zip_set_file_compression(archive.get(), at, ZIP_CM_STORE, 0) != 0) {
      fail(zip_strerror(archive.get()));
    }
    if (zip_file_set_dostime(archive.get(), at, fixed_time, fixed_day, 0) != 0) {
      fail(zip_strerror(archive.get()));
    }
  }
  if (zip_close(archive.get()) != 0) fail(zip_strerror(archive.get()));
  static_cast<void>(archive.release());  // closed
  return content_of(target.get());
}

struct Package::Archive {
  std::unique_ptr<zip_t, Discard> zip;
};

Package::Package(std::string_view bytes) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return;
  std::unique_ptr<zip_t, Discard> opened(zip_open_from_source(source, ZIP_RDONLY, nullptr));
  if (!opened) {
    zip_source_free(source);
    return;
  }
  archive_ = std::make_unique<Archive>(Archive{std::move(opened)});
}

Package::~Package() = default;

std::vector<std::string> Package::names() const {
  std::vector<std::string> names;
  const zip_int64_t count = zip_get_num_entries(archive_->zip.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive_->zip.get(), static_cast<zip_uint64_t>(i), 0);
    if (name != nullptr) names.emplace_back(name);
  }
  return names;
}

std::uint64_t Package::unpacked_size() const {
  std::uint64_t size = 0;
  const zip_int64_t count = zip_get_num_entries(archive_->zip.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t about;
    if (zip_stat_index(archive_->zip.get(), static_cast<zip_uint64_t>(i), 0, &about) == 0) {
      // Not more than what an archive can honestly hold: no sum may run over.
      size += about.size < (std::uint64_t{1} << 40) ? about.size : std::uint64_t{1} << 40;
    }
  }
  return size;
}

std::optional<std::string> Package::read(const std::string& name, std::size_t most) const {
  zip_stat_t about;
  if (zip_stat(archive_->zip.get(), name.c_str(), 0, &about) != 0 || about.size > most) {
    return std::nullopt;
  }
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen(archive_->zip.get(), name.c_str(), 0), zip_fclose);
  if (!file) return std::nullopt;
  std::string text(about.size, '\0');
  if (zip_fread(file.get(), text.data(), text.size()) != static_cast<zip_int64_t>(text.size())) {
    return std::nullopt;
  }
  return text;
}

}  // namespace redthread::report

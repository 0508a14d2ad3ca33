// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/input_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace redthread::warehouse {
namespace {

std::string reason(int number) { return std::generic_category().message(number); }

}  // namespace

std::optional<InputFile> InputFile::open(const std::string& path, const std::string& shown_as,
                                         Diagnostics& diagnostics) {
  const auto unreadable = [&](const std::string& why) {
    diagnostics.error("file.unreadable", {.file = shown_as}, "the file cannot be read: " + why);
    return std::nullopt;
  };
  // O_NONBLOCK: opening a pipe that nobody writes to must not hang.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) {
    diagnostics.error("file.missing", {.file = shown_as}, "there is no such file");
    return std::nullopt;
  }
  if (descriptor < 0) return unreadable(reason(errno));
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  InputFile file(descriptor, known ? static_cast<std::uint64_t>(status.st_size) : 0, shown_as);
  if (!known) return unreadable(reason(errno));
  if (S_ISDIR(status.st_mode)) return unreadable("it is a folder");
  if (!S_ISREG(status.st_mode)) return unreadable("it is not an ordinary file");
  return file;
}

InputFile::InputFile(int descriptor, std::uint64_t size, std::string shown_as)
    : descriptor_(descriptor), size_(size), shown_as_(std::move(shown_as)) {}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      offset_(other.offset_),
      shown_as_(std::move(other.shown_as_)) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  std::swap(offset_, other.offset_);
  std::swap(shown_as_, other.shown_as_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::size_t> InputFile::read(char* to, std::size_t count, Diagnostics& diagnostics) {
  std::size_t have = 0;
  while (have < count) {
    const ssize_t got = ::pread(descriptor_, to + have, count - have, static_cast<off_t>(offset_));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      diagnostics.error("file.unreadable", {.file = shown_as_},
                        "the file cannot be read: " + reason(errno));
      return std::nullopt;
    }
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    offset_ += static_cast<std::uint64_t>(got);
  }
  return have;
}

}  // namespace redthread::warehouse

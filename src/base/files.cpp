// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace redthread {
namespace {

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int get() const { return number_; }
  /// Closes and says whether that went well: a full network disk may tell only here.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

/// Removes the temporary file unless it was renamed.
class Leftover {
 public:
  explicit Leftover(std::string path) : path_(std::move(path)) {}
  ~Leftover() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Leftover(const Leftover&) = delete;
  Leftover& operator=(const Leftover&) = delete;
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

std::string reason(int number) { return std::generic_category().message(number); }

/// Watches for a line without end in what is read, chunk by chunk.
class LineWatch {
 public:
  explicit LineWatch(std::size_t limit) : limit_(limit) {}
  /// True when the line that this chunk ends in, or one in it, is over the limit.
  bool is_too_long(std::string_view chunk) {
    if (limit_ == std::string::npos) return false;
    for (std::size_t end = chunk.find('\n'); end != std::string_view::npos;
         end = chunk.find('\n')) {
      if (length_ + end > limit_ + 1) return true;  // one more for the CR of a CRLF
      length_ = 0;
      chunk.remove_prefix(end + 1);
    }
    length_ += chunk.size();
    return length_ > limit_ + 1;
  }

 private:
  std::size_t limit_;
  std::size_t length_ = 0;
};

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

[[noreturn]] void cannot_write(const std::string& path, int number) {
  throw Error("io.write", fmt::format("cannot write `{}`: {}", path, reason(number)));
}

void write_all(const std::string& path, const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) cannot_write(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

constexpr std::size_t sha256_bytes = 32;
using Digest = std::array<unsigned char, sha256_bytes>;

std::string hexadecimal_of(const Digest& digest) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (const unsigned char byte : digest) {
    text += hexadecimal[byte / 16u];
    text += hexadecimal[byte % 16u];
  }
  return text;
}

/// OpenSSL's, which uses the processor's own instructions: large deliveries are hashed.
class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    check(context_ != nullptr && EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) == 1);
  }
  ~Sha256() { EVP_MD_CTX_free(context_); }
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes) {
    check(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1);
  }
  std::string hexadecimal() {
    Digest digest{};
    check(EVP_DigestFinal_ex(context_, digest.data(), nullptr) == 1);
    return hexadecimal_of(digest);
  }

 private:
  static void check(bool sound) { REDTHREAD_ASSERT(sound, "no memory for a digest"); }
  EVP_MD_CTX* context_;
};

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Sha256 sha256;
  sha256.add(bytes);
  return sha256.hexadecimal();
}

std::optional<std::string> sha256_of_file(const std::string& path, const std::string& shown_as,
                                          Diagnostics& diagnostics) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  Sha256 sha256;
  std::string piece(std::size_t{1} << 20, '\0');
  ssize_t count = -1;
  while (file.is_open()) {
    count = ::read(file.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    sha256.add({piece.data(), static_cast<std::size_t>(count)});
  }
  if (count < 0) {
    diagnostics.error("file.unreadable", {.file = shown_as},
                      "the file cannot be read: " + reason(errno));
    return std::nullopt;
  }
  return sha256.hexadecimal();
}

std::optional<std::string> read_text_file(const std::string& path, const std::string& shown_as,
                                          Diagnostics& diagnostics, std::size_t max_bytes,
                                          std::size_t max_line_bytes) {
  const Span whole_file{.file = shown_as};
  const auto unreadable = [&](const std::string& why) {
    diagnostics.error("file.unreadable", whole_file, "the file cannot be read: " + why);
    return std::nullopt;
  };
  const auto too_large = [&] {
    diagnostics.error("file.too_large", whole_file,
                      fmt::format("the file is larger than the limit of {} bytes", max_bytes));
    return std::nullopt;
  };

  // O_NONBLOCK: opening a pipe that nobody writes to must not hang.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) {
    diagnostics.error("file.missing", whole_file, "there is no such file");
    return std::nullopt;
  }
  if (!file.is_open()) return unreadable(reason(errno));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return unreadable(reason(errno));
  if (S_ISDIR(status.st_mode)) return unreadable("it is a folder");
  if (!S_ISREG(status.st_mode)) return unreadable("it is not an ordinary file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) return too_large();

  std::string text;
  if (max_line_bytes == std::string::npos) text.reserve(size + 1);
  LineWatch watch(max_line_bytes);
  std::string chunk(256u << 10, '\0');
  while (true) {
    const ssize_t count = ::read(file.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(reason(errno));
    if (count == 0) return text;
    const std::string_view read(chunk.data(), static_cast<std::size_t>(count));
    text += read;
    if (text.size() > max_bytes) return too_large();  // it grew while being read
    if (watch.is_too_long(read)) return text;
  }
}

void write_file_atomically(const std::string& path, std::string_view bytes) {
  static std::atomic<unsigned> next_number{0};
  struct stat old {};
  const bool replaces = ::stat(path.c_str(), &old) == 0;
  if (replaces && S_ISDIR(old.st_mode)) cannot_write(path, EISDIR);

  std::string temporary;
  int number = -1;
  do {  // a number that a killed process left behind is passed over
    temporary = fmt::format("{}.{}-{}.tmp", path, ::getpid(), next_number++);
    number = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (number < 0 && errno == EEXIST);
  if (number < 0) cannot_write(path, errno);
  Descriptor file(number);
  Leftover leftover(temporary);

  if (replaces && ::fchmod(file.get(), old.st_mode & 07777) != 0) cannot_write(path, errno);
  write_all(path, file, bytes);
  if (::fsync(file.get()) != 0 || !file.close()) cannot_write(path, errno);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) cannot_write(path, errno);
  leftover.keep();

  // The rename itself is on disk only when the folder is. Some file systems cannot sync a folder.
  const Descriptor folder(::open(parent_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open() && ::fsync(folder.get()) != 0 && errno != EINVAL) cannot_write(path, errno);
}

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#include "sources/delivery_writer.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"

namespace redthread::sources {
namespace {

constexpr std::size_t piece_bytes = 256u << 10;

}  // namespace

DeliveryWriter::DeliveryWriter(std::string path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
  if (file_ < 0) cannot_write();
}

DeliveryWriter::~DeliveryWriter() {
  if (file_ >= 0) ::close(file_);
}

void DeliveryWriter::field(std::string_view text) {
  if (is_row_begun_) waiting_ += ',';
  is_row_begun_ = true;
  const bool has_blank_ends = !text.empty() && (text.front() == ' ' || text.back() == ' ' ||
                                                text.front() == '\t' || text.back() == '\t');
  if (!has_blank_ends && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    waiting_ += text;
    return;
  }
  waiting_ += '"';
  for (const char c : text) {
    if (c == '"') waiting_ += '"';
    waiting_ += c;
  }
  waiting_ += '"';
}

void DeliveryWriter::end_row() {
  waiting_ += '\n';
  is_row_begun_ = false;
  if (waiting_.size() >= piece_bytes) write_out();
}

void DeliveryWriter::finish() {
  write_out();
  if (::fsync(file_) != 0) cannot_write();
  const int file = std::exchange(file_, -1);
  if (::close(file) != 0) cannot_write();
}

void DeliveryWriter::write_out() {
  std::string_view left = waiting_;
  while (!left.empty()) {
    const ssize_t count = ::write(file_, left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_write();
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  waiting_.clear();
}

void DeliveryWriter::cannot_write() const {
  throw Error("io.write", fmt::format("cannot write {}: {}", path_, std::strerror(errno)));
}

}  // namespace redthread::sources

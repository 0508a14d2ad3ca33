// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace redthread::cli {
namespace {

constexpr int bar_cells = 20;
constexpr double quiet_seconds = 0.5;
constexpr double seconds_between = 0.1;

std::string bar(double share) {
  const int full = static_cast<int>(std::lround(share * bar_cells));
  std::string text = "[";
  for (int i = 0; i < bar_cells; ++i) text += i < full ? "=" : " ";
  return text + "]";
}

/// `1 234 567`, with plain spaces.
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, " ");
  }
  return text;
}

}  // namespace

std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(std::ceil(std::max(seconds, 0.0)));
  if (whole < 60) return fmt::format("{} s", whole);
  return fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

ProgressLine::ProgressLine(std::ostream& err, bool is_terminal, Clock clock)
    : err_(err), is_terminal_(is_terminal), clock_(std::move(clock)), started_(clock_()) {}

ProgressLine::~ProgressLine() {
  if (is_dirty_) err_ << "\r\x1b[K" << std::flush;
}

void ProgressLine::show(const warehouse::LoadProgress& progress) {
  if (progress.file != file_) {
    rows_before_ += rows_of_file_;
    rows_of_file_ = 0;
    file_ = progress.file;
    if (!is_terminal_) write_plain(progress);
  }
  rows_of_file_ = progress.rows_of_file;
  if (!is_terminal_) return;
  const auto now = clock_();
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double since = std::chrono::duration<double>(now - shown_).count();
  if (seconds < quiet_seconds || (is_dirty_ && since < seconds_between)) return;
  shown_ = now;
  rewrite(progress, seconds);
}

void ProgressLine::rewrite(const warehouse::LoadProgress& progress, double seconds) {
  // Files that are done, of all; within a file nobody knows how many rows it has.
  const double share = progress.bytes > 0 ? static_cast<double>(progress.bytes_before) /
                                                static_cast<double>(progress.bytes)
                                          : 0.0;
  const std::int64_t rows = rows_before_ + rows_of_file_;
  std::string text = fmt::format(
      "{} {} of {} files, {} rows, {} rows/s", bar(share), progress.files_before, progress.files,
      grouped(rows), grouped(static_cast<std::int64_t>(static_cast<double>(rows) / seconds)));
  if (share > 0) text += ", " + duration_text(seconds * (1 - share) / share) + " left";
  err_ << '\r' << text << "\x1b[K" << std::flush;
  is_dirty_ = true;
}

void ProgressLine::write_plain(const warehouse::LoadProgress& progress) {
  err_ << fmt::format("loading {} ({} of {})\n", progress.file, progress.files_before + 1,
                      progress.files);
}

}  // namespace redthread::cli

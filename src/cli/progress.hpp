// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

#include "warehouse/warehouse.hpp"

namespace redthread::cli {

/// How a load is shown while it runs: on a terminal one line that is rewritten, with rows a second
/// and the time that is left; otherwise a plain line a file. Loads of less than half a second show
/// nothing on a terminal.
class ProgressLine {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  ProgressLine(
      std::ostream& err, bool is_terminal,
      Clock clock = [] { return std::chrono::steady_clock::now(); });
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const warehouse::LoadProgress& progress);

 private:
  void rewrite(const warehouse::LoadProgress& progress, double seconds);
  void write_plain(const warehouse::LoadProgress& progress);

  std::ostream& err_;
  bool is_terminal_;
  Clock clock_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point shown_;
  std::int64_t rows_before_ = 0;  ///< of the files that are done
  std::int64_t rows_of_file_ = 0;
  std::string file_;
  bool is_dirty_ = false;  ///< the terminal's line has something
};

/// `2 min 05 s`, `41 s`.
std::string duration_text(double seconds);

}  // namespace redthread::cli

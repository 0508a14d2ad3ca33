// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redthread::sources {

/// Writes a delivery as CSV in the one form that there is of its rows: UTF-8, commas, LF, quotes
/// only where they are needed. So the same rows are the same bytes. Holds a small piece at a time;
/// throws Error `io.write`. What is not finished stays for the caller to remove.
class DeliveryWriter {
 public:
  /// `path` must not exist.
  explicit DeliveryWriter(std::string path);
  ~DeliveryWriter();
  DeliveryWriter(const DeliveryWriter&) = delete;
  DeliveryWriter& operator=(const DeliveryWriter&) = delete;

  void field(std::string_view text);
  void end_row();
  /// All is on disk when it returns.
  void finish();

 private:
  void write_out();
  [[noreturn]] void cannot_write() const;

  std::string path_;
  int file_ = -1;
  std::string waiting_;
  bool is_row_begun_ = false;
};

}  // namespace redthread::sources

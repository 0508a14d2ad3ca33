// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "base/text.hpp"
#include "warehouse/rows/row_source.hpp"

namespace redthread::warehouse {

/// For fuzzers: reads bytes as a file of one format, and aborts when the reader breaks its word.
inline void fuzz_rows(const char* extension, const std::uint8_t* data, std::size_t size) {
  // A link with the right extension to a file in memory.
  static const int descriptor = ::memfd_create("rows", 0);
  static const std::string path = [&] {
    std::string link = "/tmp/redthread-fuzz-" + std::to_string(::getpid()) + "." + extension;
    const std::string target = "/proc/self/fd/" + std::to_string(descriptor);
    if (::symlink(target.c_str(), link.c_str()) != 0) std::abort();
    return link;
  }();
  static const bool removed_at_exit = std::atexit([] { ::unlink(path.c_str()); }) == 0;
  if (!removed_at_exit || ::ftruncate(descriptor, 0) != 0) std::abort();
  if (::pwrite(descriptor, data, size, 0) != static_cast<ssize_t>(size)) std::abort();

  Diagnostics diagnostics;
  const auto source = open_rows(path, "fuzz", diagnostics, {.row = 4096, .columns = 100});
  if (!is_valid_utf8(to_text(diagnostics))) std::abort();
  if (source == nullptr) {
    if (!diagnostics.has_errors()) std::abort();
    return;
  }
  if (source->header().empty() || !is_valid_utf8(source->format())) std::abort();
  int last_line = 0;
  for (RowBatch batch; source->next(batch);) {
    if (batch.columns != source->header().size()) std::abort();
    if (batch.fields.size() != batch.rows * batch.columns) std::abort();
    for (std::size_t row = 0; row < batch.rows; ++row) {
      if (batch.lines[row] <= last_line) std::abort();
      last_line = batch.lines[row];
      for (std::size_t i = 0; i < batch.columns; ++i) {
        if (!is_valid_utf8(batch.at(row, i))) std::abort();
      }
      Diagnostic item;
      source->point(item, batch, row, batch.columns - 1);
      if (item.span.line < last_line || !is_valid_utf8(item.excerpt)) std::abort();
    }
    for (const Diagnostic& fault : batch.faults) {
      if (fault.span.line < 1 || !is_valid_utf8(to_text(fault))) std::abort();
    }
  }
  if (!is_valid_utf8(to_text(source->told()))) std::abort();
}

}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/fuzz_rows.hpp"

/// Any bytes as a workbook: rows, or diagnostics that say why not; all text sound.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  redthread::warehouse::fuzz_rows("xlsx", data, size);
  return 0;
}

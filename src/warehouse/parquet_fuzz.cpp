// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/fuzz_rows.hpp"

/// Any bytes as a Parquet file: rows, or diagnostics that say why not; all text sound. The engine
/// that decodes it is not built with the fuzzer's eyes, so it is driven by changes of small files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  redthread::warehouse::fuzz_rows("parquet", data, size);
  return 0;
}

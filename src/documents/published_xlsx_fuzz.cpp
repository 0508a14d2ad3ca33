// SPDX-License-Identifier: Apache-2.0
#include "documents/fuzz_document.hpp"

/// Any bytes as a published document: tables of sound text, or a message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  redthread::documents::fuzz_document(redthread::documents::read_xlsx, data, size);
  return 0;
}

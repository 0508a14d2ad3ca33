// SPDX-License-Identifier: Apache-2.0
#include "sources/query_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

/// No text crashes the scanner, and every place in what is sent is one in what was written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  const SourceQuery query{.sql = std::string(reinterpret_cast<const char*>(data), size),
                          .place = {.file = "f", .line = 1, .column = 1},
                          .is_verbatim = true};
  Diagnostics diagnostics;
  const auto text = sources::read_query_text(query, diagnostics);
  REDTHREAD_ASSERT(text.has_value() != diagnostics.has_errors(),
                   "a text, or what is wrong with it");
  to_text(diagnostics);
  if (!text) return 0;
  const std::string sent = text->numbered();
  std::size_t before = 0;
  for (std::size_t i = 0; i <= sent.size(); ++i) {
    const std::size_t place = text->offset_of_numbered(i);
    REDTHREAD_ASSERT(before <= place && place <= text->text.size(), "places go forward");
    before = place;
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Any bytes as the body of a request: read, or refused with a diagnostic, never anything else.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/diagnostics.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/json_body.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  Diagnostics diagnostics;
  http::JsonBody body(std::string_view(reinterpret_cast<const char*>(data), size), diagnostics);
  const std::string text = body.text("text");
  body.required_text("name");
  body.integer("seen", 0);
  body.flag("flag", false);
  const auto texts = body.texts("texts");
  const auto fields = body.fields("fields");
  body.records("grants", {"region", "unit", "role"});
  const bool is_sound = body.finish();
  REDTHREAD_ASSERT(is_sound != diagnostics.has_errors(), "what is wrong is told");
  REDTHREAD_ASSERT(is_valid_utf8(text), "texts are UTF-8");
  if (is_sound && fields) {
    for (const auto& [name, value] : *fields) {
      REDTHREAD_ASSERT(is_valid_utf8(name) && is_valid_utf8(value), "texts are UTF-8");
    }
  }
  return 0;
}

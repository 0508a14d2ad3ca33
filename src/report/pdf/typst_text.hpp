// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::report {

/// Appends `text` as a Typst string with its quotes: inside it nothing is markup or code.
/// Characters are as `page_character` says; a line end stays one. A text
/// that has letters from right to left stands between isolating marks (U+2066, U+2069), so that it
/// turns nothing around that stands beside it.
void append_typst(std::string& source, std::string_view text);

/// Has the text letters that are written from right to left?
bool has_direction(std::string_view text);

}  // namespace redthread::report

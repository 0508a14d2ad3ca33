// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::report {

/// Appends `text` so that it stands in HTML (content or a double-quoted attribute) as itself.
/// Characters that neither HTML nor XML allows become U+FFFD.
void append_html(std::string& html, std::string_view text);
/// Appends a JSON string with its quotes that may stand inside a `<script>`: `<` and `&` escaped.
void append_script_json(std::string& json, std::string_view text);
/// The base64 of a SHA-256, as content security policies want it: `sha256-…`.
std::string content_hash(std::string_view content);

}  // namespace redthread::report

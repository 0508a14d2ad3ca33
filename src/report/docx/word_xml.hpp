// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::report {

/// Text in WordprocessingML, appended to a string.

/// `text` as content or as a double-quoted attribute, so that it reads back as itself. What XML
/// 1.0 cannot hold (control characters, invalid UTF-8) becomes U+FFFD.
void append_xml(std::string& xml, std::string_view text);

/// ` name="value"`.
void append_attribute(std::string& xml, std::string_view name, std::string_view value);

/// The content of a run: `<w:t>` with tabs, line ends and soft hyphens as Word's own elements.
void append_run_text(std::string& xml, std::string_view text);

/// Hebrew, Arabic and the other scripts that are written from right to left.
bool is_right_to_left(char32_t code_point);
/// The direction of the first letter that has one.
bool begins_right_to_left(std::string_view text);

}  // namespace redthread::report

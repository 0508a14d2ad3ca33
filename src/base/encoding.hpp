// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace redthread {

/// What a file that should be UTF-8 text is instead.

/// What is often delivered in place of text, by its first bytes, in words that fit after "this
/// looks like": `a PDF`. nullptr when it is none of them.
const char* binary_format(std::string_view bytes);

/// UTF-16 with a byte order mark, or with every other byte zero as Latin text has it.
bool looks_like_utf16(std::string_view bytes);

/// The character of a byte 0x80..0xFF in Windows-1252; 0 = none.
char32_t windows_1252_character(unsigned byte);

}  // namespace redthread

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"

namespace redthread {

/// Files on disk. Reading what a person wrote gives diagnostics; writing gives Error.

/// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// The same of a file's bytes, which are read a piece at a time; nullopt with a diagnostic
/// `file.unreadable` shown as `shown_as`.
std::optional<std::string> sha256_of_file(const std::string& path, const std::string& shown_as,
                                          Diagnostics& diagnostics);

/// The whole file. nullopt with a diagnostic (`file.missing`, `file.unreadable`, `file.too_large`)
/// shown as `shown_as`. Reading stops, without a diagnostic, inside a line that is longer than
/// `max_line_bytes`: what is returned then ends in that line, for a parser with the same limit to
/// tell, and a huge file that is no text costs neither time nor memory.
std::optional<std::string> read_text_file(const std::string& path, const std::string& shown_as,
                                          Diagnostics& diagnostics,
                                          std::size_t max_bytes = 512u << 20,
                                          std::size_t max_line_bytes = std::string::npos);

/// Writes beside and renames, so that a reader sees the old file or the new one, never a half.
/// A new file gets the process's usual permissions, a replaced one keeps its own. On disk when it
/// returns. Throws Error `io.write`, and then the old file is untouched.
void write_file_atomically(const std::string& path, std::string_view bytes);

}  // namespace redthread

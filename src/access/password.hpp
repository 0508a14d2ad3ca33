// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "base/diagnostics.hpp"

namespace redthread::access {

inline constexpr std::size_t shortest_password = 12;
inline constexpr std::size_t longest_password = 256;

/// Whether a new password may be used; else a diagnostic `access.password_*`, which never quotes
/// it.
///
/// Rules by length alone, in characters: 12 to 256, and no rule on which kinds of characters. What
/// can be guessed counts as one character: a word from a short list, the account's login, a part of
/// its name, and a run of three or more characters that are the same or follow one another
/// (`aaaa`, `1234`). With that counted, it must still be 12 characters long.
/// source: NIST SP 800-63B, section 5.1.1.2 (length, refused values, no composition rules)
bool check_password(const std::string& password, const std::string& login, const std::string& name,
                    Diagnostics& diagnostics);

}  // namespace redthread::access

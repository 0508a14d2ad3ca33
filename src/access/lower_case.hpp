// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::access {

/// A to Z and the letters of Western Europe (Å Ä Ö É ...) as small letters; all else as it is. What
/// a person types in either case is the same to logins and to guesses at passwords.
std::string lower_case(std::string_view text);

}  // namespace redthread::access

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

namespace redthread::cli {

/// A password that a person types twice, without seeing it, or the first line of standard input
/// when that is no terminal or `from_stdin`. Never an argument, which every user of the machine can
/// read. nullopt when nothing came or the two differ, which is said to `err`.
std::optional<std::string> ask_password(std::ostream& err, bool from_stdin);

}  // namespace redthread::cli

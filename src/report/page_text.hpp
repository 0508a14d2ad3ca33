// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"

namespace redthread::report {

/// What a printed page shows of a character: itself; a space for a tab; U+FFFD for control
/// characters, invalid bytes, what is no character, and for marks that would turn digits around
/// (direction embeddings, overrides and isolates); U+2060 for the zero-width no-break space that it
/// stands for today.
char32_t page_character(const Character& character);
/// What a printed page shows of a text: spaces, tabs and line ends in a row are one space, none at
/// the ends; soft hyphens are none; the rest as above. No-break spaces stay.
std::string page_text(std::string_view text);
/// The same of a printed figure, without the spaces at which its line may end: what can be read
/// back from a page.
std::string page_figure(std::string_view text);

}  // namespace redthread::report

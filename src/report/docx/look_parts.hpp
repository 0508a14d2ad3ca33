// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <pugixml.hpp>

#include "report/docx/look.hpp"

namespace redthread::report {

/// Steps of `make_look`.

/// The node as text, without indentation.
std::string to_text(const pugi::xml_node& node);
/// What stands first in every XML part.
std::string xml_declaration();

/// word/styles.xml: the reference's, with the styles that it lacks and the document's language;
/// fills `look.style_ids`.
std::string merged_styles(const Reference& reference, Language language, Look& look);
/// The numbering of the reference with bullets and numbers for lists that have no style of it.
void take_numbering(const Reference& reference, Look& look);
/// word/settings.xml: what bears on the look from the reference, the rest ours.
std::string made_settings(const Reference& reference, Language language);

}  // namespace redthread::report

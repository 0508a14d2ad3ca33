// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "model/document.hpp"
#include "report/docx/reference.hpp"
#include "report/package.hpp"

namespace redthread::report {

/// The styles that a report is written in. A reference document gives them their look by name:
/// Word's own (`heading 1`, `caption`) or ours (`Siffra`, `Tabelltext`); see `style_name`.
enum class Style {
  normal,
  title,
  subtitle,
  publisher,
  status,
  heading_1,
  heading_2,
  heading_3,
  heading_4,
  lead,
  list_bullet,
  list_number,
  quote,
  byline,
  caption,
  table_unit,
  table_text,
  table_text_dense,
  table_head,
  table_head_dense,
  table_note,
  picture,
  toc_heading,
  toc_1,
  toc_2,
  definition,
  foot,
  header,
  footer,
  figure,     ///< of characters: a figure, which the gate reads back
  key,        ///< of characters: keys and formulas
  symbol,     ///< of characters: shapes and arrows, which text fonts lack
  hyperlink,  ///< of characters
  table,      ///< of tables
};
constexpr std::size_t style_count = 34;

/// The name that the style is found by in a reference document.
const char* style_name(Style style);

/// How the document looks and what its package holds beside the text: made of the reference
/// document and what it lacks.
struct Look {
  struct Margin {
    std::string tag;   ///< `w:headerReference`, `w:footerReference`
    std::string type;  ///< `default`, `first`, `even`
    std::string relation;
  };
  std::array<std::string, style_count> style_ids;
  Page page;
  bool title_page = false;
  std::vector<Margin> margins;
  // Numbering: the text up to and with the last definition, those in use, and what is free.
  std::string numbering_head;
  std::string numbering_used;
  int bullet_definition = 0;
  int number_definition = 0;
  int next_number = 1;

  std::vector<Part> parts;                   ///< but document, numbering and properties
  std::map<std::string, std::string> types;  ///< part -> content type
  std::vector<Relation> relations;           ///< of the document part

  const std::string& id(Style style) const { return style_ids[static_cast<std::size_t>(style)]; }
};

/// `reference` is one that `read_reference` gave, or the built-in one.
Look make_look(const Reference& reference, const Document& document);

/// A part's `.rels`.
std::string relations_xml(const std::vector<Relation>& relations);
/// `sv-SE`, `en-GB`.
const char* language_tag(Language language);

}  // namespace redthread::report

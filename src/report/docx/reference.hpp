// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/language.hpp"

namespace redthread::report {

/// The reference document: what a region's own Word document says about how a report looks. Its
/// text is not read.

struct Relation {
  std::string id;
  std::string type;    ///< the address that names the kind, `…/relationships/image`
  std::string target;  ///< a part of the package, or an address when external
  bool external = false;
};

/// Page size and margins, in twentieths of a point. Upright, unless the reference lies down.
struct Page {
  int width = 11'906;  // A4
  int height = 16'838;
  int top = 1'304;
  int right = 1'134;
  int bottom = 1'247;
  int left = 1'247;
  int header = 624;
  int footer = 567;
  int text_width() const { return width - left - right; }
};

struct Reference {
  struct XmlPart {
    std::string xml;                  ///< empty when the document has no such part
    std::vector<Relation> relations;  ///< pictures and links
  };
  struct Margin {
    std::string tag;   ///< `w:headerReference`, `w:footerReference`
    std::string type;  ///< `default`, `first`, `even`
    XmlPart part;
  };
  XmlPart styles;
  XmlPart numbering;
  XmlPart theme;
  XmlPart fonts;
  XmlPart settings;
  std::vector<Margin> margins;
  std::map<std::string, std::string> pictures;  ///< part -> bytes
  Page page;
  bool title_page = false;  ///< the first page has margins of its own
};

/// nullopt, with errors in `diagnostics` shown as being in `file`, when `bytes` are no docx or dotx
/// that a report can be built on.
std::optional<Reference> read_reference(std::string_view bytes, const std::string& file,
                                        Diagnostics& diagnostics);

/// What a region that has none gets.
Reference built_in_reference(Language language);

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cstring>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "report/docx/built_in_styles.hpp"
#include "report/docx/look_parts.hpp"

namespace redthread::report {
namespace {

constexpr const char* thread_colour = "9F1B32";
constexpr const char* ink_colour = "1D2327";

/// In the order of `Style`.
constexpr std::array<const char*, style_count> names = {
    "Normal",      "Title",       "Subtitle",        "Utgivare",     "Status",
    "heading 1",   "heading 2",   "heading 3",       "heading 4",    "Ingress",
    "List Bullet", "List Number", "Quote",           "Avsändare",    "caption",
    "Tabellenhet", "Tabelltext",  "Tabelltext smal", "Tabellhuvud",  "Tabellhuvud smal",
    "Tabellnot",   "Diagram",     "TOC Heading",     "toc 1",        "toc 2",
    "Definition",  "Slutrad",     "header",          "footer",       "Siffra",
    "Nyckel",      "Symboler",    "Hyperlink",       "Rapporttabell"};

const char* type_of(Style style) {
  switch (style) {
    case Style::figure:
    case Style::key:
    case Style::symbol:
    case Style::hyperlink:
      return "character";
    case Style::table:
      return "table";
    default:
      return "paragraph";
  }
}

const char* value_of(const pugi::xml_node& node, const char* child) {
  return node.child(child).attribute("w:val").value();
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

pugi::xml_node find_style(const pugi::xml_node& styles, const char* type, const char* name) {
  for (const auto& style : styles.children("w:style")) {
    if (std::strcmp(style.attribute("w:type").value(), type) != 0) continue;
    if (same_name(value_of(style, "w:name"), name)) return style;
  }
  return {};
}

pugi::xml_node default_style(const pugi::xml_node& styles, const char* type) {
  for (const auto& style : styles.children("w:style")) {
    if (std::strcmp(style.attribute("w:type").value(), type) != 0) continue;
    if (style.attribute("w:default").as_bool()) return style;
  }
  return {};
}

/// Every node below `root`, iteratively.
template <typename Visit>
void for_each_below(const pugi::xml_node& root, const Visit& visit) {
  struct Walker : pugi::xml_tree_walker {
    const Visit* visit = nullptr;
    bool for_each(pugi::xml_node& node) override {
      (*visit)(node);
      return true;
    }
  } walker;
  walker.visit = &visit;
  pugi::xml_node start = root;
  start.traverse(walker);
}

/// One language for all: a style of the template's author's language would be read aloud in it.
void set_language(pugi::xml_node styles, Language language) {
  std::vector<pugi::xml_node> stale;
  for_each_below(styles, [&](const pugi::xml_node& node) {
    if (std::strcmp(node.name(), "w:lang") == 0) stale.push_back(node);
  });
  for (pugi::xml_node& node : stale) node.parent().remove_child(node);
  const auto child = [](pugi::xml_node parent, const char* name) {
    const pugi::xml_node there = parent.child(name);
    return there ? there : parent.prepend_child(name);
  };
  pugi::xml_node lang =
      child(child(child(styles, "w:docDefaults"), "w:rPrDefault"), "w:rPr").append_child("w:lang");
  lang.append_attribute("w:val") = language_tag(language);
  lang.append_attribute("w:eastAsia") = language_tag(language);
  lang.append_attribute("w:bidi") = "ar-SA";
}

/// Adds to a reference's styles those that it lacks, in its own font and colour.
class StyleMerger {
 public:
  StyleMerger(pugi::xml_node styles, const pugi::xml_node& built_in, const Page& page, Look& look)
      : styles_(styles), built_in_(built_in), page_(page), look_(look) {
    for (const auto& style : styles_.children("w:style")) {
      taken_.insert(style.attribute("w:styleId").value());
    }
    const std::string colour = find_style(styles_, "paragraph", "heading 1")
                                   .child("w:rPr")
                                   .child("w:color")
                                   .attribute("w:val")
                                   .value();
    accent_ = colour.empty() || colour == "auto" ? ink_colour : colour;
  }

  void merge() {
    std::vector<Style> missing;
    for (std::size_t i = 0; i < style_count; ++i) {
      const auto style = static_cast<Style>(i);
      const pugi::xml_node found = style == Style::normal
                                       ? default_style(styles_, "paragraph")
                                       : find_style(styles_, type_of(style), names[i]);
      std::string id = found.attribute("w:styleId").value();
      if (id.empty()) {
        id = free_id(built_in(style).attribute("w:styleId").value());
        missing.push_back(style);
      }
      look_.style_ids[i] = id;
    }
    for (const Style style : missing) add(style);
  }

 private:
  pugi::xml_node built_in(Style style) const {
    return find_style(built_in_, type_of(style), style_name(style));
  }

  std::string free_id(const std::string& wished) {
    std::string id = wished;
    for (int i = 2; !taken_.insert(id).second; ++i) id = wished + std::to_string(i);
    return id;
  }

  void add(Style style) {
    pugi::xml_node added = styles_.append_copy(built_in(style));
    added.attribute("w:styleId") = look_.id(style).c_str();
    if (style != Style::normal) added.remove_attribute("w:default");
    for (const char* name : {"w:basedOn", "w:next"}) {
      const std::string id = id_for(added, value_of(added, name));
      if (id.empty()) {
        added.remove_child(name);
      } else {
        added.child(name).attribute("w:val") = id.c_str();
      }
    }
    if (style != Style::key && style != Style::symbol)
      added.child("w:rPr").remove_child("w:rFonts");
    for_each_below(added, [&](pugi::xml_node& node) {
      for (const char* name : {"w:val", "w:color"}) {
        pugi::xml_attribute colour = node.attribute(name);
        if (std::strcmp(colour.value(), thread_colour) == 0) colour = accent_.c_str();
      }
    });
    // Page numbers of the table of contents stand at the margin.
    pugi::xml_node tab = added.child("w:pPr").child("w:tabs").child("w:tab");
    if (tab) tab.attribute("w:pos") = page_.text_width();
  }

  /// What the built-in style `id`, which `style` refers to, is called here.
  std::string id_for(const pugi::xml_node& style, const std::string& id) const {
    for (std::size_t i = 0; i < style_count; ++i) {
      if (built_in(static_cast<Style>(i)).attribute("w:styleId").value() == id) {
        return look_.style_ids[i];
      }
    }
    return default_style(styles_, style.attribute("w:type").value()).attribute("w:styleId").value();
  }

  pugi::xml_node styles_;
  pugi::xml_node built_in_;
  const Page& page_;
  Look& look_;
  std::set<std::string> taken_;
  std::string accent_;
};

}  // namespace

const char* style_name(Style style) { return names[static_cast<std::size_t>(style)]; }

std::string merged_styles(const Reference& reference, Language language, Look& look) {
  pugi::xml_document own;
  pugi::xml_document built_in;
  own.load_string(reference.styles.xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
  built_in.load_string(built_in_styles().c_str());
  const pugi::xml_node styles = own.child("w:styles");
  REDTHREAD_ASSERT(styles && built_in.child("w:styles"), "styles are XML");
  StyleMerger(styles, built_in.child("w:styles"), reference.page, look).merge();
  set_language(styles, language);
  return xml_declaration() + to_text(styles);
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <optional>
#include <string>

#include <pugixml.hpp>

#include "report/gate.hpp"
#include "report/package.hpp"

namespace redthread::report {
namespace {

/// How a figure's style is called by people; its id is the file's own.
constexpr const char* figure_style = "Siffra";

std::optional<pugi::xml_document> xml_part(const Package& package, const std::string& name) {
  const auto text = package.read(name);
  pugi::xml_document xml;
  if (!text ||
      !xml.load_buffer(text->data(), text->size(), pugi::parse_default | pugi::parse_ws_pcdata)) {
    return std::nullopt;
  }
  return xml;
}

std::string figure_style_id(const pugi::xml_document& styles) {
  for (const auto& style : styles.child("w:styles").children("w:style")) {
    const bool named =
        std::strcmp(style.child("w:name").attribute("w:val").value(), figure_style) == 0;
    if (named && std::strcmp(style.attribute("w:type").value(), "character") == 0) {
      return style.attribute("w:styleId").value();
    }
  }
  return {};
}

/// What a reader sees of a run.
std::string text_of(const pugi::xml_node& run) {
  std::string text;
  for (const pugi::xml_node& child : run.children()) {
    const char* name = child.name();
    if (std::strcmp(name, "w:t") == 0) {
      text += child.child_value();
    } else if (std::strcmp(name, "w:tab") == 0) {
      text += '\t';
    } else if (std::strcmp(name, "w:br") == 0) {
      text += '\n';
    } else if (std::strcmp(name, "w:softHyphen") == 0) {
      text += "\u00AD";
    }
  }
  return text;
}

struct FigureFinder : pugi::xml_tree_walker {
  std::string style;
  FigureCounts counts;
  bool for_each(pugi::xml_node& node) override {
    if (std::strcmp(node.name(), "w:r") != 0) return true;
    const pugi::xml_node properties = node.child("w:rPr");
    const bool hidden = static_cast<bool>(properties.child("w:vanish"));
    if (!hidden && style == properties.child("w:rStyle").attribute("w:val").value()) {
      ++counts[text_of(node)];
    }
    return true;
  }
};

}  // namespace

FigureCounts figures_in_docx(std::string_view bytes) {
  const Package package(bytes);
  if (!package.good()) return {{"not a Word document", 1}};
  const auto styles = xml_part(package, "word/styles.xml");
  auto document = xml_part(package, "word/document.xml");
  if (!styles || !document) return {{"not a Word document", 1}};
  FigureFinder finder;
  finder.style = figure_style_id(*styles);
  if (finder.style.empty()) return {{"a Word document without the style Siffra", 1}};
  document->traverse(finder);
  return std::move(finder.counts);
}

}  // namespace redthread::report

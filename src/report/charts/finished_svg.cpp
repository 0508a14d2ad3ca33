// SPDX-License-Identifier: Apache-2.0
#include "report/charts/finished_svg.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/charts/chart_data.hpp"

namespace redthread::report {
namespace {

/// CSS properties that are attributes of SVG too. Others (user-select, position) are for screens.
constexpr std::array<std::string_view, 9> presentation = {
    "fill",       "stroke",      "font-size",   "font-family",    "font-weight",
    "font-style", "text-anchor", "paint-order", "stroke-linejoin"};

void set(pugi::xml_node node, const char* name, const std::string& value) {
  pugi::xml_attribute attribute = node.attribute(name);
  if (!attribute) attribute = node.append_attribute(name);
  attribute.set_value(value.c_str());
}

void unfold_style(pugi::xml_node node) {
  const std::string style = node.attribute("style").value();
  for (const std::string_view declaration : split(style, ';')) {
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name(trim(declaration.substr(0, colon)));
    if (std::find(presentation.begin(), presentation.end(), name) == presentation.end()) continue;
    set(node, name.c_str(), std::string(trim(declaration.substr(colon + 1))));
  }
  node.remove_attribute("style");
  node.remove_attribute("class");
}

void place_baseline(pugi::xml_node node) {
  constexpr double half_of_x_height = 0.35;  // em, of Open Sans and its like
  if (std::string_view(node.attribute("dominant-baseline").value()) == "central") {
    const double size = node.attribute("font-size").as_double(12);
    set(node, "dy", fmt::format("{:.2f}", size * half_of_x_height));
  }
  node.remove_attribute("dominant-baseline");
}

void drop_unused(pugi::xml_node node) {
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute;) {
    const pugi::xml_attribute next = attribute.next_attribute();
    const std::string_view name = attribute.name();
    if (name.starts_with("ecmeta_") || name == "pointer-events") node.remove_attribute(attribute);
    attribute = next;
  }
  if (node.attribute("stroke-width").as_double(1) == 0) {
    node.remove_attribute("stroke");
    node.remove_attribute("stroke-width");
  }
}

/// A line that is broken between words ends in a space, which would move what is right-aligned.
void trim_end(pugi::xml_node node) {
  pugi::xml_text text = node.text();
  std::string words = text.get();
  const std::size_t end = words.find_last_not_of(' ') + 1;
  if (end == words.size()) return;
  words.resize(end);
  text.set(words.c_str());
}

bool is_painted(pugi::xml_node node) {
  const std::string_view name = node.name();
  if (name != "path" && name != "rect") return true;
  const auto seen = [&](const char* paint, const char* opacity) {
    const std::string_view colour = node.attribute(paint).value();
    return !colour.empty() && colour != "none" && node.attribute(opacity).as_double(1) > 0;
  };
  return seen("stroke", "stroke-opacity") || seen("fill", "fill-opacity");
}

/// Stripes that ECharts turns: the same from a tile that is not. A turned tile takes those who
/// make pixels of it five times as long, and shows seams.
struct Stripes {
  std::string_view turned;
  int width;
  int height;
  const char* path;
};
constexpr std::array<Stripes, 3> stripes = {{
    {"rotate(-45)", 8, 8, "M-2 2L2 -2M-2 10L10 -2M6 10L10 6"},
    {"rotate(45)", 8, 8, "M-2 6L2 10M-2 -2L10 10M6 -2L10 2"},
    {"rotate(90)", 6, 1, "M5 0L5 1"},
}};

void straighten(pugi::xml_node pattern) {
  const std::string_view turned = pattern.attribute("patternTransform").value();
  const auto* found = std::find_if(stripes.begin(), stripes.end(),
                                   [turned](const Stripes& each) { return each.turned == turned; });
  const pugi::xml_node drawn = pattern.select_node(".//path").node();
  if (found == stripes.end() || pattern.attribute("width").as_int() != 1) return;
  const std::string colour = drawn.attribute("fill").value();
  pattern.remove_children();
  pattern.remove_attribute("patternTransform");
  set(pattern, "width", std::to_string(found->width));
  set(pattern, "height", std::to_string(found->height));
  pugi::xml_node path = pattern.append_child("path");
  set(path, "d", found->path);
  set(path, "fill", "none");
  set(path, "stroke", colour);
  set(path, "stroke-width", "2");
}

class Finisher {
 public:
  explicit Finisher(std::string_view key) : key_(key) {}

  void finish(pugi::xml_node parent) {
    std::vector<pugi::xml_node> unwanted;
    for (const pugi::xml_node node : parent.children()) {
      if (node.type() != pugi::node_element) continue;
      const std::string_view name = node.name();
      unfold_style(node);
      drop_unused(node);
      if (name == "style" || !is_painted(node)) {
        unwanted.push_back(node);
        continue;
      }
      if (name == "pattern") straighten(node);
      if (name == "text") {
        place_baseline(node);
        trim_end(node);
      }
      name_ids(node);
      finish(node);
      if ((name == "g" || name == "defs") && !node.first_child()) unwanted.push_back(node);
    }
    for (const pugi::xml_node node : unwanted) parent.remove_child(node);
  }

 private:
  /// Ids in order of appearance, whatever ECharts' counters say.
  std::string named(const std::string& id) {
    const auto [place, is_new] = names_.try_emplace(id);
    if (is_new) place->second = fmt::format("{}-{}", key_, names_.size());
    return place->second;
  }

  void name_ids(pugi::xml_node node) {
    static constexpr std::string_view reference = "url(#";
    for (pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      const std::string value = attribute.value();
      std::string changed;
      if (name == "id") {
        changed = named(value);
      } else if ((name == "href" || name == "xlink:href") && value.starts_with('#')) {
        changed = "#" + named(value.substr(1));
      } else if (value.starts_with(reference) && value.ends_with(')')) {
        const std::size_t length = value.size() - reference.size() - 1;
        changed = fmt::format("url(#{})", named(value.substr(reference.size(), length)));
      } else {
        continue;
      }
      attribute.set_value(changed.c_str());
    }
  }

  std::string_view key_;
  std::map<std::string, std::string> names_;
};

/// Puts a text element first in `svg`; its id, to be referred to.
std::string add_text(pugi::xml_node svg, const char* name, std::string_view key,
                     std::string_view text) {
  std::string id = fmt::format("{}-{}", key, name);
  pugi::xml_node node = svg.prepend_child(name);
  node.append_attribute("id").set_value(id.c_str());
  node.text().set(label_text(text, std::string::npos).c_str());
  return id;
}

}  // namespace

std::string finished_svg(std::string_view svg, std::string_view key, std::string_view title,
                         std::string_view description) {
  pugi::xml_document document;
  const bool parsed = document.load_buffer(svg.data(), svg.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single);
  pugi::xml_node root = document.child("svg");
  REDTHREAD_ASSERT(parsed && root, "the picture is XML");
  Finisher(key).finish(document.root());
  root.remove_attribute("xmlns:xlink");
  root.remove_attribute("baseProfile");
  root.remove_attribute("version");
  std::string labelled;
  if (!description.empty()) labelled = " " + add_text(root, "desc", key, description);
  if (!title.empty()) labelled = add_text(root, "title", key, title) + labelled;
  set(root, "role", "img");
  if (!labelled.empty()) set(root, "aria-labelledby", std::string(trim(labelled)));
  std::ostringstream out;
  root.print(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

}  // namespace redthread::report

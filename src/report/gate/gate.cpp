// SPDX-License-Identifier: Apache-2.0
#include "report/gate.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "report/page_text.hpp"
#include "report/printed_number.hpp"

namespace redthread::report {
namespace {

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    } else {
      text += text_of(child);
    }
  }
  return text;
}

bool has_class(const pugi::xml_node& node, std::string_view wanted) {
  const std::string classes = std::string(" ") + node.attribute("class").value() + " ";
  return classes.find(" " + std::string(wanted) + " ") != std::string::npos;
}

struct FigureFinder : pugi::xml_tree_walker {
  FigureCounts counts;
  bool for_each(pugi::xml_node& node) override {
    if (std::strcmp(node.name(), "button") == 0 && has_class(node, "f")) ++counts[text_of(node)];
    return true;
  }
};

}  // namespace

FigureCounts figures_of(const Document& document, bool as_numbers) {
  FigureCounts counts;
  for (const FigureRun* run : printed_figures(document)) {
    const auto number = as_numbers ? displayed_number(*run) : std::nullopt;
    ++counts[number ? number->to_string() : run->text];
  }
  return counts;
}

FigureCounts figures_on_pages(const Document& document) {
  FigureCounts counts;
  for (const FigureRun* run : printed_figures(document)) ++counts[page_figure(run->text)];
  return counts;
}

FigureCounts figures_in_html(std::string_view html) {
  pugi::xml_document page;
  const auto parsed = page.load_buffer(
      html.data(), html.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed) return {{std::string("not a page: ") + parsed.description(), 1}};
  FigureFinder finder;
  page.traverse(finder);
  return std::move(finder.counts);
}

std::string compare(const FigureCounts& expected, const FigureCounts& found,
                    const std::string& where) {
  std::string differences;
  const auto count_in = [](const FigureCounts& counts, const std::string& figure) {
    const auto at = counts.find(figure);
    return at == counts.end() ? 0 : at->second;
  };
  FigureCounts all = expected;
  all.insert(found.begin(), found.end());
  for (const auto& [figure, ignored] : all) {
    const int wanted = count_in(expected, figure);
    const int there = count_in(found, figure);
    if (wanted == there) continue;
    differences += fmt::format("{}: {} in the document, {} in {}\n", figure, wanted, there, where);
  }
  return differences;
}

std::string conflicting_figures(const Document& document) {
  std::unordered_map<std::string_view, const Figure*> by_id;
  std::unordered_set<const Figure*> seen;
  std::vector<const Figure*> waiting;
  std::vector<std::string> conflicts;
  for (const FigureRun* run : printed_figures(document)) waiting.push_back(run->figure.get());
  while (!waiting.empty()) {
    const Figure* figure = waiting.back();
    waiting.pop_back();
    if (figure == nullptr || !seen.insert(figure).second) continue;
    const auto [first, is_new] = by_id.emplace(figure->id, figure);
    if (!is_new && first->second->value != figure->value) conflicts.push_back(figure->id);
    for (const FigurePtr& operand : figure->operands) waiting.push_back(operand.get());
  }
  std::sort(conflicts.begin(), conflicts.end());
  conflicts.erase(std::unique(conflicts.begin(), conflicts.end()), conflicts.end());
  std::string text;
  for (const std::string& id : conflicts) text.append(id).append("\n");
  return text;
}

}  // namespace redthread::report

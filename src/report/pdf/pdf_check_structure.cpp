// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "report/pdf/pdf_check_parts.hpp"

namespace redthread::report {
namespace {

constexpr std::array<std::string_view, 49> standard_types = {
    "Document", "Part",    "Art",   "Sect",      "Div",     "BlockQuote", "Caption",
    "TOC",      "TOCI",    "Index", "NonStruct", "Private", "P",          "H",
    "H1",       "H2",      "H3",    "H4",        "H5",      "H6",         "L",
    "LI",       "Lbl",     "LBody", "Table",     "TR",      "TH",         "TD",
    "THead",    "TBody",   "TFoot", "Span",      "Quote",   "Note",       "Reference",
    "BibEntry", "Code",    "Link",  "Annot",     "Ruby",    "RB",         "RT",
    "RP",       "Warichu", "WT",    "WP",        "Figure",  "Formula",    "Form"};

bool is_standard(const std::string& type) {
  return std::find(standard_types.begin(), standard_types.end(), type) != standard_types.end();
}

constexpr int deepest = 200;

/// Builds the tree; each object is met once, so that a tree with a circle in it ends.
class StructureReader {
 public:
  StructureReader(const QPDFObjectHandle& roles, Findings& findings)
      : roles_(roles), findings_(findings) {}

  void read_children(Element& element, int page, int depth) {
    QPDFObjectHandle kids = element.key("/K");
    if (kids.isArray()) {
      for (int i = 0; i < kids.getArrayNItems(); ++i) {
        read_child(element, kids.getArrayItem(i), page, depth);
      }
    } else if (!kids.isNull()) {
      read_child(element, kids, page, depth);
    }
  }

 private:
  static int page_of(QPDFObjectHandle object, int page) {
    QPDFObjectHandle own = object.getKey("/Pg");
    return own.isDictionary() ? own.getObjectID() : page;
  }

  void read_child(Element& parent, QPDFObjectHandle child, int page, int depth) {
    if (child.isInteger()) {
      parent.content.emplace_back(page, child.getIntValueAsInt());
      return;
    }
    if (!child.isDictionary()) return;
    if (child.getKey("/Type").isNameAndEquals("/MCR")) {
      parent.content.emplace_back(page_of(child, page), child.getKey("/MCID").getIntValueAsInt());
      return;
    }
    if (child.getKey("/Type").isNameAndEquals("/OBJR")) {
      parent.annotations.push_back(child.getKey("/Obj").getObjectID());
      return;
    }
    const bool first = !child.isIndirect() || seen_.insert(child.getObjectID()).second;
    findings_.require(first && depth < deepest, "structure", "an element stands in two places");
    if (!first || depth >= deepest) return;
    QPDFObjectHandle above = child.getKey("/P");
    findings_.require(above.isDictionary() && above.getObjectID() == parent.object.getObjectID(),
                      "parents", "an element does not name the one that it stands in");
    auto made = std::make_unique<Element>();
    made->object = child;
    made->type = role(child.getKey("/S"));
    made->parent = &parent;
    read_children(*made, page_of(child, page), depth + 1);
    parent.children.push_back(std::move(made));
  }

  std::string role(QPDFObjectHandle type) {
    std::string name = type.isName() ? type.getName().substr(1) : "";
    for (int steps = 0; !is_standard(name) && steps < 5; ++steps) {
      QPDFObjectHandle mapped =
          roles_.isDictionary() ? roles_.getKey("/" + name) : QPDFObjectHandle::newNull();
      if (!mapped.isName()) break;
      name = mapped.getName().substr(1);
    }
    findings_.require(is_standard(name), "roles", "the type " + name + " is no standard type");
    return name;
  }

  QPDFObjectHandle roles_;
  Findings& findings_;
  std::set<int> seen_;
};

bool has_text(const Element& element, const std::string& key) {
  QPDFObjectHandle text = element.key(key);
  return text.isString() && !text.getUTF8Value().empty();
}

}  // namespace

QPDFObjectHandle Element::attribute(const std::string& key) const {
  QPDFObjectHandle attributes = this->key("/A");
  if (attributes.isDictionary()) return attributes.getKey(key);
  for (int i = 0; attributes.isArray() && i < attributes.getArrayNItems(); ++i) {
    QPDFObjectHandle each = attributes.getArrayItem(i);
    if (each.isDictionary() && each.hasKey(key)) return each.getKey(key);
  }
  return QPDFObjectHandle::newNull();
}

std::unique_ptr<Element> read_structure(QPDF& file, Findings& findings) {
  QPDFObjectHandle tree = file.getRoot().getKey("/StructTreeRoot");
  findings.require(tree.isDictionary() && !tree.getKey("/K").isNull(), "structure",
                   "there is no structure tree");
  if (!tree.isDictionary()) return nullptr;
  auto root = std::make_unique<Element>();
  root->object = tree;
  StructureReader(tree.getKey("/RoleMap"), findings).read_children(*root, 0, 0);
  findings.require(root->children.size() == 1 && root->children[0]->type == "Document", "document",
                   "the structure is not one Document");
  QPDFObjectHandle roles = tree.getKey("/RoleMap");
  if (roles.isDictionary()) {
    for (const std::string& name : roles.getKeys()) {
      findings.require(!is_standard(name.substr(1)), "roles",
                       "the standard type " + name + " is given another role");
    }
  }
  return root;
}

void check_structure(const Element& root, Findings& findings) {
  int level = 0;
  for_each_element(root, [&](const Element& element) {
    const std::string& type = element.type;
    const std::string parent = element.parent != nullptr ? element.parent->type : "";
    if (type.size() == 2 && type[0] == 'H' && type[1] >= '1' && type[1] <= '6') {
      const int now = type[1] - '0';
      findings.require(now <= level + 1, "headings",
                       type + " after level " + std::to_string(level) + " skips one");
      level = now;
    }
    if (type == "Figure" || type == "Formula") {
      findings.require(has_text(element, "/Alt") || has_text(element, "/ActualText"),
                       "alternatives", "a " + type + " has no alternative text");
    }
    if (type == "LI") findings.require(parent == "L", "lists", "a LI stands outside a list");
    if (type == "LBody") findings.require(parent == "LI", "lists", "a LBody stands outside a LI");
    if (type == "L") {
      for (const auto& child : element.children) {
        const bool fits = child->type == "LI" || child->type == "L" || child->type == "Caption";
        findings.require(fits, "lists", "a list holds a " + child->type);
      }
    }
    if (type == "TOCI")
      findings.require(parent == "TOC", "contents", "a TOCI stands outside a TOC");
    if (type == "Link") {
      findings.require(!element.annotations.empty(), "links", "a Link leads nowhere");
    }
  });
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/pdf/qpdf.hpp"

namespace redthread::report {

/// Collects what is wrong, the first of each point.
class Findings {
 public:
  void require(bool holds, const std::string& point, const std::string& otherwise) {
    if (!holds) found_.emplace(point, otherwise);
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    lines.reserve(found_.size());
    for (const auto& [point, what] : found_) lines.emplace_back(point).append(": ").append(what);
    return lines;
  }

 private:
  std::map<std::string, std::string> found_;
};

/// An element of the structure tree.
struct Element {
  QPDFObjectHandle object;
  std::string type;  ///< a standard type, after the role map: `TD`
  const Element* parent = nullptr;
  std::vector<std::unique_ptr<Element>> children;
  std::vector<std::pair<int, int>> content;  ///< page (object number) and MCID
  std::vector<int> annotations;              ///< object numbers
  QPDFObjectHandle key(const std::string& name) const {
    QPDFObjectHandle handle = object;  // reading is not const in libqpdf
    return handle.getKey(name);
  }
  /// From /A, which may be one or several dictionaries; null when no one says it.
  QPDFObjectHandle attribute(const std::string& key) const;
};

/// The tree under an element of its own; nullptr when there is none.
std::unique_ptr<Element> read_structure(QPDF& file, Findings& findings);

/// The points, by what they look at.
void check_file(QPDF& file, Findings& findings);
void check_structure(const Element& root, Findings& findings);
void check_tables(const Element& root, Findings& findings);
void check_pages(QPDF& file, const Element* root, Findings& findings);

template <typename Visit>
void for_each_element(const Element& element, const Visit& visit) {
  visit(element);
  for (const auto& child : element.children) for_each_element(*child, visit);
}

}  // namespace redthread::report

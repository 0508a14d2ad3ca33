// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/pdf/pdf_check_parts.hpp"

namespace redthread::report {
namespace {

int span_of(const Element& cell, const std::string& key) {
  QPDFObjectHandle span = cell.attribute(key);
  return span.isInteger() ? std::max(span.getIntValueAsInt(), 1) : 1;
}

bool is_cell(const Element& element) { return element.type == "TH" || element.type == "TD"; }

bool fits_in(const std::string& type, const std::string& parent) {
  if (parent == "Table") {
    return type == "TR" || type == "THead" || type == "TBody" || type == "TFoot" ||
           type == "Caption";
  }
  if (parent == "THead" || parent == "TBody" || parent == "TFoot") return type == "TR";
  return parent != "TR" || type == "TH" || type == "TD";
}

void rows_of(const Element& element, std::vector<const Element*>& rows) {
  for (const auto& child : element.children) {
    if (child->type == "TR") {
      rows.push_back(child.get());
    } else if (child->type != "Caption") {
      rows_of(*child, rows);
    }
  }
}

/// Columns of each row, with what reaches in from rows above.
void check_columns(const std::vector<const Element*>& rows, Findings& findings) {
  std::vector<int> coming(rows.size(), 0);
  int first = -1;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    int columns = coming[row];
    for (const auto& cell : rows[row]->children) {
      const int span = span_of(*cell, "/ColSpan");
      columns += span;
      const auto down = static_cast<std::size_t>(span_of(*cell, "/RowSpan"));
      for (std::size_t below = row + 1; below < std::min(row + down, rows.size()); ++below) {
        coming[below] += span;
      }
    }
    if (first < 0) first = columns;
    findings.require(
        columns == first, "table columns",
        "a row of " + std::to_string(columns) + " columns in a table of " + std::to_string(first));
  }
}

void check_headers(const std::vector<const Element*>& rows, Findings& findings) {
  bool any = false;
  for (const Element* row : rows) {
    for (const auto& cell : row->children) {
      if (cell->type != "TH") continue;
      any = true;
      QPDFObjectHandle scope = cell->attribute("/Scope");
      const bool said = scope.isNameAndEquals("/Row") || scope.isNameAndEquals("/Column") ||
                        scope.isNameAndEquals("/Both");
      findings.require(said, "table scopes", "a TH does not say what it heads");
    }
  }
  findings.require(any || rows.empty(), "table headers", "a table has no TH");
}

}  // namespace

void check_tables(const Element& root, Findings& findings) {
  for_each_element(root, [&](const Element& element) {
    const std::string parent = element.parent != nullptr ? element.parent->type : "";
    findings.require(fits_in(element.type, parent), "table parts",
                     "a " + element.type + " stands in a " + parent);
    if (is_cell(element)) {
      findings.require(parent == "TR", "table parts", "a cell stands outside a row");
    }
    if (element.type != "Table") return;
    std::vector<const Element*> rows;
    rows_of(element, rows);
    check_columns(rows, findings);
    check_headers(rows, findings);
  });
}

}  // namespace redthread::report

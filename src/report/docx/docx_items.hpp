// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "model/document.hpp"
#include "report/docx/look.hpp"
#include "report/docx/table_layout.hpp"
#include "report/pictures.hpp"

namespace redthread::report {

/// What a Word document consists of, in order: the blocks, then the tables behind the charts.
struct DocxItem {
  std::variant<const Heading*, const Paragraph*, const BulletList*, const TableOfContents*,
               const Table*, const Chart*>
      block;
  bool lying = false;       ///< on a page that lies down
  std::string anchor = {};  ///< of a table behind a chart: not the chart's own
};

/// The plan that the writer follows.
class DocxPlan {
 public:
  DocxPlan(const Document& document, const Pictures& pictures, const Look& look);

  const std::vector<DocxItem>& items() const { return items_; }
  const TableLayout& layout(const Table& table) const { return layouts_.at(&table); }
  /// The headings of the table of contents, with the definitions', which the writer adds.
  const std::vector<const Heading*>& contents() const { return contents_; }
  const Heading* definitions() const { return definitions_; }
  /// Anchor -> bookmark, as Word wants it: at most 40 letters, digits and underscores.
  const std::map<std::string, std::string>& bookmarks() const { return bookmarks_; }
  /// The anchor of the tables behind the charts.
  static std::string chart_figures_anchor() { return "_chart-figures"; }

 private:
  void collect(const Document& document, const Pictures& pictures);
  void lay_tables_out(const Look& look);
  void lay_down(std::size_t first);
  void name_bookmarks();

  std::vector<DocxItem> items_;
  std::list<Heading> own_headings_;
  const Heading* definitions_ = nullptr;
  std::map<const Table*, TableLayout> layouts_;
  std::vector<const Heading*> contents_;
  std::map<std::string, std::string> bookmarks_;
};

}  // namespace redthread::report

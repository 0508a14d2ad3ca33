// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/document.hpp"
#include "report/pdf/typst_source.hpp"

namespace redthread::report {

/// What the parts of a Typst document share while it is written: the source so far, and which
/// anchors and threads can be linked to.
class TypstWriter {
 public:
  TypstWriter(const Document& document, bool threads);

  /// An expression that is the text as itself.
  void text(std::string_view words);
  /// `{ … }`, an expression that is the runs as printed.
  void runs(const Runs& runs);
  /// A name for `label(…)` as an expression, or `none`: each name is given to one place only.
  void mark(const std::string& id);
  void raw(std::string_view typst) { source += typst; }

  const std::vector<FigurePtr>& threads() const { return threads_; }

  std::string source;

 private:
  void figure(const FigureRun& figure);
  void link_begin(const std::string& link, bool& opened);

  std::set<std::string> anchors_;  ///< that the document has
  std::set<std::string> marked_;   ///< that are given
  std::vector<FigurePtr> threads_;
  std::unordered_map<std::string_view, std::size_t> thread_numbers_;
  std::size_t figures_ = 0;
};

/// Every line that stands under a table or a chart: its notes and its source.
void write_notes(TypstWriter& writer, const Table& table, Language language);
/// `told(…)`: caption, summary, measure unit. `part` of `parts` stands after the caption when there
/// are several.
void write_caption(TypstWriter& writer, const Table& table, Language language, std::size_t part = 1,
                   std::size_t parts = 1);
/// The table, in parts where it is too wide for any page. On a page that lies down when `lying`.
/// Gives a set of row headers for each table printed.
void write_table(TypstWriter& writer, const Table& table, Language language, bool lying,
                 std::vector<RowHeaders>& printed);

}  // namespace redthread::report

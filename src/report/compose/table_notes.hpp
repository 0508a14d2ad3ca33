// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/language.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// A table's notes while it is made: the same note gets the same mark (¹ ² ³), in order of
/// appearance. A figure's state is a note: partial, preliminary, not comparable, why it is missing.
class TableNotes {
 public:
  explicit TableNotes(Language language) : language_(language) {}

  /// Marks a label or a cell with `note`; nothing when it is empty.
  void mark(Runs& runs, const std::string& note);
  /// Adds the figure as it is printed, with a mark for its state when there is something to say.
  void add_figure(Runs& runs, const FigurePtr& figure, bool with_suffix);
  /// The notes as lines for the table: marked ones, then what `–` means if one was printed.
  std::vector<std::string> lines() const;

 private:
  Language language_;
  std::vector<std::string> notes_;
  bool missing_ = false;
};

/// What a reader should know about the figure's state; empty for a plain present or missing one.
std::string state_note(const Figure& figure, Language language);

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/document.hpp"

namespace redthread::report {

/// A printed figure that differs between two versions of a report.
struct FigureChange {
  std::string address;
  std::string name;    ///< what it is, in words: label, unit, column
  std::string before;  ///< as printed; empty = was not there
  std::string after;   ///< empty = is not there
};

/// A line of text, or a row of a table, that only one version has.
struct TextChange {
  bool is_new = false;
  std::string text;
};

/// What changed from one version of a report to another: figure by figure, by address, and text by
/// text, in the report's order. A text whose figures alone changed has not changed.
struct Changes {
  std::size_t figures_compared = 0;
  std::vector<FigureChange> figures;
  std::vector<TextChange> texts;
  bool empty() const { return figures.empty() && texts.empty(); }
};
/// cost: printed figures, and the square of the lines between the first and the last change.
Changes changes_between(const Document& before, const Document& after);

/// For readers, under `heading`.
std::string to_text(const Changes& changes, const std::string& heading, Language language);

}  // namespace redthread::report

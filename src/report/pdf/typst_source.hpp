// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "report/pictures.hpp"
#include "report/render.hpp"

namespace redthread::report {

/// Which cells of a printed table head their row: line by line, header lines included, a flag a
/// cell. Typst cannot say this; `finish_pdf` does.
using RowHeaders = std::vector<std::vector<bool>>;

/// What Typst is given, and what is left to say afterwards.
struct TypstSource {
  std::string text;
  std::map<std::string, std::string> files;  ///< the pictures that `text` reads, by path
  std::vector<RowHeaders> tables;            ///< in the order in which they are printed
};

/// Document -> Typst. Charts without a picture are printed as their tables.
TypstSource typst_source(const Document& document, const Pictures& pictures,
                         const PdfOptions& options);

/// Typst's own part: fonts, page, headings, tables (typst_preamble.cpp).
std::string_view typst_preamble();

/// Figures are told from other text by these colours, one and the other in turn, so that two that
/// stand side by side are two (sRGB; the ink of all other text is #1d2327).
constexpr std::string_view figure_colours[] = {"#1d2328", "#1d2329"};

}  // namespace redthread::report

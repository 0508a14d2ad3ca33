// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>

#include "report/gate.hpp"
#include "report/page_text.hpp"
#include "report/pdf/pdf_content.hpp"
#include "report/pdf/qpdf.hpp"
#include "report/pdf/typst_source.hpp"

namespace redthread::report {
namespace {

bool is_figure(const ShownText& shown) {
  return std::any_of(
      std::begin(figure_colours), std::end(figure_colours), [&shown](std::string_view colour) {
        return shown.colour == std::stoul(std::string(colour.substr(1)), nullptr, 16);
      });
}

/// Puts figures together again from their pieces: what is shown in one figure's colour until
/// something else is shown, over the ends of lines and pages.
class FigureJoiner {
 public:
  void show(const ShownText& shown) {
    if (shown.artifact) return;
    const bool figure = is_figure(shown);
    if (!text_.empty() && (!figure || shown.colour != colour_)) end();
    if (!figure) return;
    text_ += shown.text;
    colour_ = shown.colour;
  }
  FigureCounts end_of_file() {
    if (!text_.empty()) end();
    return std::move(counts_);
  }

 private:
  void end() {
    // Texts from right to left stand between isolating marks.
    if (text_.starts_with("\u2066") && text_.ends_with("\u2069"))
      text_ = text_.substr(3, text_.size() - 6);
    ++counts_[page_figure(text_)];
    text_.clear();
  }

  FigureCounts counts_;
  std::string text_;
  std::uint32_t colour_ = 0;
};

}  // namespace

FigureCounts figures_in_pdf(std::string_view bytes) {
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("report.pdf", bytes.data(), bytes.size());
    ContentReader reader;
    FigureJoiner figures;
    for (const QPDFObjectHandle& page : file.getAllPages()) {
      for (const ShownText& shown : reader.read(page).texts) figures.show(shown);
    }
    return figures.end_of_file();
  } catch (const QPDFExc& damaged) {
    return {{std::string("not a PDF: ") + damaged.what(), 1}};
  }
}

}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "report/pdf/finish_pdf.hpp"
#include "report/pdf/pdf_fonts.hpp"
#include "report/pdf/typst_source.hpp"
#include "report/press/press.hpp"
#include "report/render.hpp"

namespace redthread::report {
namespace {

/// Typst refuses a text that it has no glyphs for, in words that end with these.
constexpr std::string_view not_displayed = " could not be displayed";

/// The text that a font is missing for; empty when that is not what was refused.
std::string without_glyph(const Error& refused) {
  const std::string told = refused.what();
  const std::size_t end = told.find(not_displayed);
  if (refused.code() != "press.refused" || end == std::string::npos) return {};
  const std::size_t begin = told.rfind("the text ", end);
  return begin == std::string::npos ? std::string() : told.substr(begin + 9, end - begin - 9);
}

}  // namespace

std::string render_pdf(const Document& document, const Pictures& pictures, Press& press,
                       const PdfOptions& options) {
  TypstSource source = typst_source(document, pictures, options);
  PdfSource order;
  order.source = std::move(source.text);
  order.files = std::move(source.files);
  order.fonts = pdf_fonts();
  try {
    return finish_pdf(press.pdf(order), source.tables);
  } catch (const Error& refused) {
    const std::string text = without_glyph(refused);
    if (text.empty()) throw;
    throw Error("pdf.character", "no font of the PDF has the characters of " + text);
  }
}

}  // namespace redthread::report

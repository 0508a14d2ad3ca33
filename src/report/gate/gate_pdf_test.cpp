// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "report/gate.hpp"
#include "report/pdf/pdf_content.hpp"
#include "report/pdf/pdf_sample_test.hpp"
#include "report/pdf/qpdf.hpp"
#include "report/render.hpp"

namespace redthread::report {
namespace {

const Document& document() {
  static const Document made = [] {
    Document one;
    one.title = "Prov";
    one.blocks = {table_of_figures(3, 3)};
    return one;
  }();
  return made;
}

const std::string& pdf() {
  static const std::string made = render_pdf(document(), {}, test_press());
  return made;
}

std::string in_pdf(const std::string& bytes) {
  return compare(figures_on_pages(document()), figures_in_pdf(bytes), "the PDF");
}

/// The PDF with its first page's content changed.
std::string with_content(const std::function<std::string(std::string, QPDFObjectHandle)>& change) {
  QPDF file;
  file.processMemoryFile("gate.pdf", pdf().data(), pdf().size());
  QPDFObjectHandle page = file.getAllPages()[0];
  QPDFObjectHandle contents = page.getKey("/Contents");
  if (contents.isArray()) contents = contents.getArrayItem(0);
  const auto data = contents.getStreamData(qpdf_dl_generalized);
  const std::string content(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  contents.replaceStreamData(change(content, page), QPDFObjectHandle::newNull(),
                             QPDFObjectHandle::newNull());
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setStaticID(true);
  writer.write();
  const auto bytes = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

/// Where the first figure's glyphs are shown: `[…]` or `(…)` after its colour.
struct Shown {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string font;
};
Shown first_figure(const std::string& content) {
  const std::size_t colour = content.find("0.15686275 scn");
  EXPECT_NE(colour, std::string::npos);
  const std::size_t font = content.find("/f", colour);
  Shown shown{content.find('[', colour), content.find("] TJ", colour) + 1,
              content.substr(font, content.find(' ', font) - font)};
  return shown;
}

TEST(GatePdf, shows_exactly_the_documents_figures) {
  EXPECT_EQ(figures_in_pdf(pdf()),
            (FigureCounts{{"1,5", 1}, {"2,5", 1}, {"4,5", 1}, {"5,5", 1}, {"7,5", 1}, {"8,5", 1}}));
  EXPECT_EQ(in_pdf(pdf()), "");
}

TEST(GatePdf, a_changed_digit_in_the_content_is_told) {
  const std::string changed = with_content([](std::string content, QPDFObjectHandle page) {
    const Shown shown = first_figure(content);
    const FontText font = read_font(page.getKey("/Resources").getKey("/Font").getKey(shown.font));
    std::string glyphs = "[<";
    for (const std::string wanted : {"7", ",", "5"}) {
      for (const auto& [code, text] : font.texts) {
        if (text == wanted) glyphs += fmt::format("{:04x}", code);
      }
    }
    EXPECT_EQ(glyphs.size(), 14u);
    return content.replace(shown.begin, shown.end - shown.begin, glyphs + ">]");
  });
  EXPECT_EQ(in_pdf(changed),
            "1,5: 1 in the document, 0 in the PDF\n7,5: 1 in the document, 2 in the PDF\n");
}

TEST(GatePdf, a_figure_that_is_gone_or_shown_twice_is_told) {
  EXPECT_EQ(in_pdf(with_content([](std::string content, QPDFObjectHandle) {
              const Shown shown = first_figure(content);
              return content.replace(shown.begin, shown.end - shown.begin, "[]");
            })),
            "1,5: 1 in the document, 0 in the PDF\n");
  EXPECT_EQ(in_pdf(with_content([](std::string content, QPDFObjectHandle) {
              const Shown shown = first_figure(content);
              const std::string again = content.substr(shown.begin, shown.end - shown.begin);
              return content.insert(shown.end, " TJ " + again);
            })),
            "1,5: 1 in the document, 0 in the PDF\n1,51,5: 0 in the document, 1 in the PDF\n");
}

TEST(GatePdf, a_figure_that_is_an_artifact_is_not_shown_to_all) {
  EXPECT_EQ(in_pdf(with_content([](std::string content, QPDFObjectHandle) {
              const std::size_t mark = content.rfind("/Span <<", first_figure(content).begin);
              const std::size_t end = content.find("BDC", mark);
              return content.replace(mark, end + 3 - mark, "/Artifact BMC");
            })),
            "1,5: 1 in the document, 0 in the PDF\n");
}

TEST(GatePdf, another_meaning_of_a_glyph_is_told) {
  QPDF file;
  file.processMemoryFile("gate.pdf", pdf().data(), pdf().size());
  for (QPDFObjectHandle object : file.getAllObjects()) {
    if (object.isDictionary() && object.hasKey("/ToUnicode")) object.removeKey("/ToUnicode");
  }
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.write();
  const auto bytes = writer.getBufferSharedPointer();
  EXPECT_NE(in_pdf({reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()}), "");
}

TEST(GatePdf, bytes_that_are_no_pdf_are_told) {
  EXPECT_NE(in_pdf(""), "");
  EXPECT_NE(in_pdf("%PDF-1.7"), "");
}

}  // namespace
}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/gate.hpp"
#include "report/page_text.hpp"
#include "report/pdf/finish_pdf.hpp"
#include "report/pdf/pdf_check.hpp"
#include "report/pdf/pdf_content.hpp"
#include "report/pdf/pdf_fonts.hpp"
#include "report/pdf/pdf_sample_test.hpp"
#include "report/pdf/qpdf.hpp"
#include "report/pdf/typst_source.hpp"
#include "report/pdf/typst_text.hpp"
#include "report/render.hpp"
#include "report/sample_test.hpp"
#include "report/table_width.hpp"

namespace redthread::report {
namespace {

std::string render(const Document& document, const PdfOptions& options = {}) {
  return render_pdf(document, stand_in_pictures(), test_press(), options);
}

/// What is wrong with a PDF of the document: points of PDF/UA, and figures.
std::string faults(const Document& document, const std::string& pdf) {
  return join(check_pdf(pdf), "\n") +
         compare(figures_on_pages(document), figures_in_pdf(pdf), "the PDF");
}

/// Without what lines and directions add: spaces, soft hyphens, the marks around a text.
std::string bare(const std::string& text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const bool isolate = character.code_point == 0x2066 || character.code_point == 0x2069;
    const char32_t code = page_character(character);
    at += character.bytes;
    const bool added = isolate || code == 0xAD;
    const bool space = code == ' ' || code == '\n' || code == '\t' || code == 0xA0;
    if (!added && !space) kept += to_utf8(code);
  }
  return kept;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

int pages_of(const std::string& pdf) {
  QPDF file;
  file.processMemoryFile("test.pdf", pdf.data(), pdf.size());
  return static_cast<int>(file.getAllPages().size());
}

Document with(std::vector<Block> blocks) {
  Document document;
  document.title = "Prov";
  document.period = Period::tertial(2024, 1);
  document.blocks = std::move(blocks);
  return document;
}

TEST(RenderPdf, sample_passes_the_check_and_the_gate) {
  Document document = sample_document();
  document.blocks.emplace_back(sample_chart());
  EXPECT_GT(printed_figures(document).size(), 100u);
  EXPECT_EQ(faults(document, sample_pdf()), "");
}

TEST(RenderPdf, the_same_document_gives_the_same_bytes_in_another_process_too) {
  Document document = sample_document();
  document.blocks.emplace_back(sample_chart());
  Press other;
  EXPECT_TRUE(render_pdf(document, stand_in_pictures(), other) == sample_pdf());
  EXPECT_TRUE(render(document) == sample_pdf());
}

TEST(RenderPdf, nothing_tells_when_it_was_made) {
  EXPECT_EQ(sample_pdf().find("CreationDate"), std::string::npos);
  EXPECT_EQ(sample_pdf().find("ModDate"), std::string::npos);
  EXPECT_EQ(sample_pdf().find("xmp:CreateDate"), std::string::npos);
}

TEST(RenderPdf, threads_are_an_appendix_that_every_figure_links_to) {
  const Document document = sample_document();
  const std::string pdf = render(document, {.threads = true});
  EXPECT_EQ(faults(document, pdf), "");
  EXPECT_NE(text_in_pdf(pdf).find("Talens trådar"), std::string::npos);
  EXPECT_EQ(text_in_pdf(sample_pdf()).find("Talens trådar"), std::string::npos);
  QPDF file;
  file.processMemoryFile("test.pdf", pdf.data(), pdf.size());
  int links = 0;
  for (QPDFObjectHandle page : file.getAllPages()) {
    links += page.getKey("/Annots").isArray() ? page.getKey("/Annots").getArrayNItems() : 0;
  }
  EXPECT_GE(links, static_cast<int>(printed_figures(document).size()));
}

TEST(RenderPdf, a_charts_figures_are_printed_and_its_picture_is_described) {
  EXPECT_NE(text_in_pdf(sample_pdf()).find("Siffrorna bakom diagrammen"), std::string::npos);
  QPDF file;
  file.processMemoryFile("test.pdf", sample_pdf().data(), sample_pdf().size());
  int pictures = 0;
  for (QPDFObjectHandle object : file.getAllObjects()) {
    if (!object.isDictionary() || !object.getKey("/S").isNameAndEquals("/Figure")) continue;
    ++pictures;
    EXPECT_EQ(object.getKey("/Alt").getUTF8Value(), sample_chart().description);
  }
  EXPECT_EQ(pictures, 1);
}

TEST(RenderPdf, a_chart_without_a_picture_is_its_table) {
  const Document document = with({sample_chart()});
  const std::string pdf = render_pdf(document, {}, test_press());
  EXPECT_EQ(faults(document, pdf), "");
  EXPECT_EQ(count_of(text_in_pdf(pdf), "Ett diagram"), 1u);
  EXPECT_EQ(text_in_pdf(pdf).find("Siffrorna bakom"), std::string::npos);
}

TEST(RenderPdf, a_long_table_repeats_its_head_for_the_eye_and_not_for_the_ear) {
  const Document document = with({table_of_figures(150, 5)});
  const std::string pdf = render(document);
  EXPECT_GT(pages_of(pdf), 2);
  EXPECT_EQ(faults(document, pdf), "");
  EXPECT_EQ(count_of(text_in_pdf(pdf), "Kolumn"), 5u);
}

TEST(RenderPdf, forty_columns_are_divided_and_each_figure_is_printed_once) {
  const Document document = with({table_of_figures(3, 40)});
  const std::string pdf = render(document);
  EXPECT_EQ(faults(document, pdf), "");
  const std::string text = text_in_pdf(pdf);
  EXPECT_EQ(count_of(text, "Rad 2"), 2u);  // in both parts
  EXPECT_NE(text.find("(2 av 2)"), std::string::npos);
}

TEST(RenderPdf, a_table_that_an_upright_page_holds_is_not_divided) {
  int nearly_full = 0;
  for (std::size_t columns = 6; columns < 16; ++columns) {
    for (std::size_t letters = 1; letters < 60; ++letters) {
      Table table = table_of_figures(2, columns);
      table.rows[0].cells[0].runs = {TextRun{std::string(letters, 'n')}};
      if (printed_width(table) == PrintedWidth::wide) break;
      double wanted = 0;
      for (const double width : column_widths(table)) wanted += width;
      if (wanted > 0.95 * upright_page) ++nearly_full;
      const std::string source = typst_source(with({table}), {}, {}).text;
      EXPECT_EQ(source.find("1 av 2"), std::string::npos) << wanted;
    }
  }
  EXPECT_GT(nearly_full, 0);
}

TEST(RenderPdf, empty_documents_and_tables_are_fine) {
  EXPECT_EQ(faults({}, render({})), "");
  Table heads;
  heads.header = {{{.runs = {TextRun{"A"}}}, {}}};
  Table missing = table_of_figures(3, 4);
  for (Table::Row& row : missing.rows) {
    for (Table::Cell& cell : row.cells) {
      for (auto& run : cell.runs) {
        if (auto* figure = std::get_if<FigureRun>(&run)) figure->text = "–";
      }
    }
  }
  Table ragged = table_of_figures(2, 4);
  ragged.rows[0].cells.resize(2);
  const Document document = with({Table{}, heads, missing, ragged, TableOfContents{}, Paragraph{},
                                  BulletList{}, Paragraph{{}, false, "", true}});
  EXPECT_EQ(faults(document, render(document)), "");
}

TEST(RenderPdf, tables_of_every_shape_pass_the_check) {
  using enum Table::Row::Style;
  Table table = table_of_figures(6, 5);
  table.header = {{{.runs = {TextRun{"Post"}}, .row_span = 2},
                   {.runs = {TextRun{"I år"}}, .column_span = 2},
                   {.runs = {TextRun{"I fjol"}}, .column_span = 2}},
                  {{.runs = {TextRun{"A"}}},
                   {.runs = {TextRun{"B"}}},
                   {.runs = {TextRun{"C"}}},
                   {.runs = {TextRun{"D"}}}}};
  Table::Row group;
  group.style = heading;
  group.cells = {{.runs = {TextRun{"Grupp"}}, .row_header = true, .column_span = 5}};
  table.rows.insert(table.rows.begin(), 2, group);  // two in a row, and one at the end
  table.rows.push_back(group);
  table.rows[3].style = total;
  table.rows[4].style = of_which;
  table.rows[4].indent = 9;
  table.rows[4].cells[1].fill = Table::Fill::red;
  Table headless = table;
  headless.header.clear();
  Table wide = table_of_figures(2, 16);
  const Document document = with({Heading{1, "a", "A"}, table, headless, Heading{4, "b", "B"}, wide,
                                  wide, Paragraph{{TextRun{"Efter."}}}});
  EXPECT_EQ(faults(document, render(document)), "");
}

TEST(RenderPdf, a_text_of_twenty_thousand_characters_goes_over_pages) {
  std::string text;
  while (text.size() < 20'000) text += "ett ord och ett till, ";
  Document document = with({Paragraph{{TextRun{text}}}, table_of_figures(2, 3)});
  auto& table = std::get<Table>(document.blocks[1]);
  table.rows[0].cells[0].runs = {TextRun{text}};
  document.blocks.emplace_back(Paragraph{{TextRun{std::string(20'000, 'x')}}});
  const std::string pdf = render(document);
  EXPECT_GT(pages_of(pdf), 5);
  EXPECT_EQ(faults(document, pdf), "");
  EXPECT_EQ(count_of(bare(text_in_pdf(pdf)), bare(text)), 2u);
}

TEST(RenderPdf, any_text_comes_out_as_itself) {
  for (const std::string text :
       {"#{1+1} [a] $x$ *b* _c_ @d <e> \\f ~ // - = + \"q\" 'r'", "= rubrik", "- punkt", "+ punkt",
        "/* x */ // y", "#import \"x\"", "\\u{41}", "</script>&amp; ]]> <!--", "a\tb\nc", "שלום",
        "مرحبا", "שלום 12 😀 👍 [x] #y {z}", "A \u202E x", "\u20671 2", "😀 👍 ✓",
        "1\u202F234\u00A0mnkr", "e\u0301 å ö ﬁ", "\uFEFFx", "utvecklingsuppdragsverksamhet"}) {
    const Document document = document_of(text);
    const std::string pdf = render(document);
    EXPECT_EQ(faults(document, pdf), "") << text;
    // Title, subtitle, status; heading; two texts and a byline; an item; a table's eight; a
    // definition's five: not counted are the figures' suffixes.
    EXPECT_GE(count_of(bare(text_in_pdf(pdf)), bare(text)), 20u) << text << "\n"
                                                                 << text_in_pdf(pdf);
  }
}

TEST(RenderPdf, a_character_that_no_font_has_is_refused_by_name) {
  try {
    render(document_of("a\u4E2D"));
    ADD_FAILURE() << "not refused";
  } catch (const Error& refused) {
    EXPECT_EQ(refused.code(), "pdf.character");
    EXPECT_NE(std::string(refused.what()).find("\u4E2D"), std::string::npos) << refused.what();
  }
}

TEST(RenderPdf, a_font_that_is_not_there_is_told_with_its_package) {
  ASSERT_EQ(setenv("REDTHREAD_FONTS", "/nonexistent", 1), 0);
  try {
    pdf_fonts();
    ADD_FAILURE() << "not told";
  } catch (const Error& missing) {
    EXPECT_EQ(missing.code(), "pdf.font");
    EXPECT_NE(std::string(missing.what()).find("fonts-open-sans"), std::string::npos);
  }
  unsetenv("REDTHREAD_FONTS");
}

RC_GTEST_PROP(RenderPdf, whatever_the_text_is_it_comes_out, ()) {
  static const std::vector<std::string> pieces = {
      "a",      "Z", "å", "9",  " ",  "  ", "#",  "{", "}", "[", "]", "$", "*",      "_",
      "@",      "<", ">", "\"", "\\", "/",  "//", "~", "=", "-", "+", "`", "'",      "\n",
      ";",      "(", ")", ",",  ".",  "–",  "−",  "●", "→", "≥", "¹", "ö", "\u00A0", "\u202F",
      "\u00AD", "€", "λ", "Ж",  "\t", "%",  "&",  "^", "|", ":", "!", "?", "fi"};
  const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
  const std::string text = "x" + join(words, "") + "x";
  const Document document = document_of(text);
  const std::string pdf = render(document);
  RC_ASSERT(compare(figures_on_pages(document), figures_in_pdf(pdf), "the PDF") == "");
  RC_ASSERT(count_of(bare(text_in_pdf(pdf)), bare(text)) >= 20u);
}

TEST(RenderPdf, bytes_that_are_no_pdf_are_told) {
  for (const auto& read : {+[] { text_in_pdf("PK"); }, +[] { finish_pdf("PK", {}); }}) {
    try {
      read();
      ADD_FAILURE() << "not told";
    } catch (const Error& damaged) {
      EXPECT_EQ(damaged.code(), "pdf.damaged");
    }
  }
}

/// How many texts the last page shows, heads and feet aside.
std::size_t lines_on_last_page(const std::string& pdf) {
  QPDF file;
  file.processMemoryFile("report.pdf", pdf.data(), pdf.size());
  std::set<double> baselines;
  for (const ShownText& shown : ContentReader().read(file.getAllPages().back()).texts) {
    if (!shown.artifact) baselines.insert(shown.baseline);
  }
  return baselines.size();
}

TEST(RenderPdf, the_production_note_is_never_alone_on_a_page) {
  Document document;
  document.title = "Rapport";
  for (int count = 1; count <= 90; ++count) {
    document.definitions.push_back({.key = "main.a" + std::to_string(count),
                                    .name = "Mått",
                                    .text = "Vad det visar.",
                                    .source = "Ekonomisystemet"});
    if (count < 30) continue;  // nearly a page
    EXPECT_GT(lines_on_last_page(render(document)), 2u) << count;
  }
}

/// The page that shows the text, from 0; -1 = none.
int page_of(const std::string& pdf, const std::string& text) {
  QPDF file;
  file.processMemoryFile("report.pdf", pdf.data(), pdf.size());
  int number = 0;
  for (QPDFObjectHandle page : file.getAllPages()) {
    std::string all;
    for (const ShownText& shown : ContentReader().read(page).texts) all += shown.text;
    if (all.find(text) != std::string::npos) return number;
    ++number;
  }
  return -1;
}

TEST(RenderPdf, a_byline_is_never_alone_on_a_page) {
  std::vector<Block> blocks;
  std::set<int> pages;
  for (int count = 1; count <= 50; ++count) {
    blocks.emplace_back(Paragraph{{TextRun{"Ett stycke."}}});
    if (count < 25) continue;  // nearly a page
    std::vector<Block> each = blocks;
    each.emplace_back(Paragraph{
        .runs = {TextRun{"Kommentar."}}, .byline = "Controller, 2024-05-20", .comment = true});
    const std::string pdf = render(with(std::move(each)));
    const int page = page_of(pdf, "Controller");
    EXPECT_EQ(page_of(pdf, "Kommentar."), page) << count;
    pages.insert(page);
  }
  EXPECT_EQ(pages, (std::set<int>{0, 1}));
}

TEST(RenderPdf, every_object_stands_where_the_file_says) {
  QPDF file;
  file.setSuppressWarnings(true);
  file.setAttemptRecovery(false);
  file.processMemoryFile("report.pdf", sample_pdf().data(), sample_pdf().size());
  EXPECT_GT(file.getAllObjects().size(), 100u);
  EXPECT_FALSE(file.anyWarnings());
}

TEST(RenderPdf, a_file_with_compressed_references_is_not_rewritten) {
  QPDF file;
  file.processMemoryFile("report.pdf", sample_pdf().data(), sample_pdf().size());
  file.getRoot().replaceKey("/StructTreeRoot", QPDFObjectHandle::newDictionary());
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> bytes = writer.getBufferSharedPointer();
  try {
    finish_pdf({reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()}, {});
    ADD_FAILURE() << "not told";
  } catch (const Error& damaged) {
    EXPECT_EQ(damaged.code(), "pdf.damaged");
  }
}

TEST(TypstText, strings_hold_everything) {
  const auto typst = [](std::string_view text) {
    std::string source;
    append_typst(source, text);
    return source;
  };
  EXPECT_EQ(typst("a\"b\\c#[d]"), "\"a\\\"b\\\\c#[d]\"");
  EXPECT_EQ(typst("a\nb\tc\rd"), "\"a\\nb c d\"");
  EXPECT_EQ(typst(std::string_view("\0\x1b\x7f", 3)), "\"\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(typst("\xFFz\uFEFF"), "\"\uFFFDz\u2060\"");
  EXPECT_EQ(page_text(" a\n \tb\u00A0\u00AD "), "a b\u00A0");
  EXPECT_EQ(page_text("1\u202E2"), "1\uFFFD2");
  EXPECT_FALSE(has_direction("åäö − ● 😀"));
  EXPECT_TRUE(has_direction("ש"));
  EXPECT_EQ(typst("ש"), "\"\u2066ש\u2069\"");
  EXPECT_EQ(page_figure("1 \u00A0x"), "1\u00A0x");
}

}  // namespace
}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>

#include <gtest/gtest.h>
#include <pugixml.hpp>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/docx/docx_check_test.hpp"
#include "report/docx/docx_sample_test.hpp"
#include "report/docx/raster.hpp"
#include "report/gate.hpp"
#include "report/golden_test.hpp"
#include "report/render.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

std::string gated(const Document& document, const std::string& bytes) {
  return compare(figures_of(document, false), figures_in_docx(bytes), "the Word document");
}

TEST(Docx, golden) {
  expect_golden("sample.docx.txt",
                outline_of(render_docx(sample_with_charts(), sample_pictures(), {})));
}

TEST(Docx, shows_exactly_the_documents_figures) {
  const Document document = sample_with_charts();
  const std::string bytes = render_docx(document, sample_pictures(), {});
  EXPECT_EQ(gated(document, bytes), "");
  EXPECT_EQ(gated(document, render_docx(document, {}, {})), "");
  EXPECT_EQ(gated(document,
                  with_part(bytes, "word/document.xml", "<w:t>−399,8</w:t>", "<w:t>−399,9</w:t>")),
            "−399,8: 1 in the document, 0 in the Word document\n"
            "−399,9: 0 in the document, 1 in the Word document\n");
  EXPECT_NE(gated(document, with_part(bytes, "word/document.xml", "<w:rStyle w:val=\"RtFigure\"/>",
                                      "<w:rStyle w:val=\"RtFigure\"/><w:vanish/>")),
            "");
  EXPECT_NE(gated(document, with_part(bytes, "word/styles.xml", "\"Siffra\"", "\"Tal\"")), "");
  EXPECT_NE(gated(document, "PK"), "");
  EXPECT_NE(gated(document, packed({{"word/document.xml", "<w:document/>"}})), "");
}

TEST(Docx, the_same_document_gives_the_same_bytes) {
  const std::string first = render_docx(sample_with_charts(), sample_pictures(), {});
  ASSERT_EQ(setenv("TZ", "Pacific/Kiritimati", 1), 0);
  tzset();
  const std::string second = render_docx(sample_with_charts(), sample_pictures(), {});
  unsetenv("TZ");
  tzset();
  EXPECT_TRUE(first == second);
  EXPECT_NE(parts_of(first)["docProps/core.xml"].find("2024-04-30T12:00:00Z"), std::string::npos);
}

TEST(Docx, has_what_assistive_technology_needs) {
  const Document document = sample_with_charts();
  Parts parts = parts_of(render_docx(document, sample_pictures(), {}));
  pugi::xml_document xml;
  ASSERT_TRUE(xml.load_string(parts["word/document.xml"].c_str()));
  std::size_t headings = 0;
  std::size_t tables = 0;
  for (const Block& block : document.blocks) {
    if (std::holds_alternative<Heading>(block)) ++headings;
    if (table_of(block) != nullptr) ++tables;
  }
  // Two of our own: the tables behind the charts, the definitions.
  EXPECT_EQ(xml.select_nodes("//w:outlineLvl").size(), headings + 2);
  EXPECT_EQ(xml.select_nodes("//w:tbl").size(), tables);
  EXPECT_EQ(xml.select_nodes("//w:tbl[w:tr[1]/w:trPr/w:tblHeader]").size(), tables);
  EXPECT_EQ(xml.select_nodes("//w:tbl[w:tblPr/w:tblLook/@w:firstColumn='1']").size(), tables);
  EXPECT_EQ(xml.select_nodes("//w:tr").size(),
            xml.select_nodes("//w:tr[w:trPr/w:cantSplit]").size());
  EXPECT_EQ(xml.select_nodes("//wp:docPr[@descr!='']").size(), 1u);
  EXPECT_NE(parts["word/styles.xml"].find("<w:lang w:val=\"sv-SE\""), std::string::npos);
  EXPECT_NE(parts["docProps/core.xml"].find("<dc:title>" + document.title), std::string::npos);
  Document english = document;
  english.language = Language::english;
  parts = parts_of(render_docx(english, {}, {}));
  EXPECT_NE(parts["word/styles.xml"].find("<w:lang w:val=\"en-GB\""), std::string::npos);
  EXPECT_EQ(parts["word/styles.xml"].find("sv-SE"), std::string::npos);
}

TEST(Docx, the_contents_list_every_heading_of_two_levels) {
  Document document = sample_with_charts();
  document.blocks.emplace_back(Heading{3, "tre", "Tredje nivån"});
  const std::string outline = outline_of(render_docx(document, sample_pictures(), {}));
  for (const Block& block : document.blocks) {
    const auto* heading = std::get_if<Heading>(&block);
    if (heading == nullptr) continue;
    const bool listed =
        outline.find("}" + heading->text + " -> {field PAGEREF _Toc") != std::string::npos;
    EXPECT_EQ(listed, heading->level <= 2) << heading->text;
  }
  EXPECT_NE(outline.find("}Definitioner -> {field PAGEREF"), std::string::npos);
}

TEST(Docx, wide_tables_lie_down_with_their_heading) {
  Document document;
  document.blocks = {Heading{1, "a", "Före"}, Paragraph{{TextRun{"Text."}}},
                     Heading{1, "b", "Bred"}, Paragraph{{TextRun{"Se nedan."}}},
                     wide_table(4, 4, 3),     Paragraph{{TextRun{"Efter."}}}};
  const std::string outline = outline_of(render_docx(document, {}, {}));
  const std::size_t upright = outline.find("section portrait");
  const std::size_t lying = outline.find("section landscape");
  EXPECT_LT(outline.find("Text."), upright);
  EXPECT_LT(upright, outline.find("}Bred"));
  EXPECT_LT(outline.find("table \"Bred tabell\""), lying);
  EXPECT_LT(lying, outline.find("Efter."));
}

TEST(Docx, a_divided_table_repeats_its_labels_and_counts_no_figure_twice) {
  Document document;
  Table table = wide_table(10, 4, 5);
  // A label with a figure in it, and a head that spans the place where the table is divided.
  table.rows[0].cells[0].runs.push_back(table.rows[0].cells[1].runs[0]);
  table.header.insert(
      table.header.begin(),
      {{.runs = {}}, {.runs = {table.rows[0].cells[2].runs[0]}, .column_span = 40}});
  document.blocks = {table};
  const std::string bytes = render_docx(document, {}, {});
  EXPECT_EQ(gated(document, bytes), "");
  const std::string outline = outline_of(bytes);
  std::size_t labels = 0;
  for (std::size_t at = 0; (at = outline.find("Verksamhet nummer 2 ", at)) != std::string::npos;
       ++at) {
    ++labels;
  }
  EXPECT_EQ(labels, 2u);
  EXPECT_NE(outline.find("Bred tabell (forts.)"), std::string::npos);
  EXPECT_TRUE(broken_rules(bytes).empty());
}

TEST(Docx, links_lead_somewhere_or_are_text) {
  Document document;
  document.blocks = {
      Heading{1, "här", "Här"},
      Paragraph{{TextRun{"a", TextRun::Style::plain, "#här"},
                 TextRun{"b", TextRun::Style::plain, "#inte"},
                 TextRun{"c", TextRun::Style::plain, "javascript:alert(1)"},
                 TextRun{"d", TextRun::Style::plain, "https://x.se/å b?c=1&d=\"e\""},
                 TextRun{"e", TextRun::Style::plain, "https://x.se/å b?c=1&d=\"e\""}}}};
  const std::string bytes = render_docx(document, {}, {});
  EXPECT_NE(outline_of(bytes).find("{link _Toc000001}ab"
                                   "c{link rIdLink1}d{link rIdLink1}e"),
            std::string::npos)
      << outline_of(bytes);
  EXPECT_NE(parts_of(bytes)["word/_rels/document.xml.rels"].find(
                "https://x.se/%C3%A5%20b?c=1&amp;d=%22e%22\" TargetMode=\"External\""),
            std::string::npos);
  EXPECT_TRUE(broken_rules(bytes).empty());
}

/// `text` everywhere that a document has text.
Document filled_with(const std::string& text) {
  Document document;
  document.title = document.subtitle = document.publisher = document.status = text;
  document.period = Period::tertial(2024, 1);
  const FigurePtr figure = sample_figure("a.b", "x", "ytd", "1.5", *parse_number_format("mnkr 1"));
  const FigureRun run{figure, text};
  document.blocks = {
      Heading{1, text, text}, TableOfContents{},
      Paragraph{{TextRun{text}, run, TextRun{text, TextRun::Style::strong, "#" + text}},
                false,
                text,
                true},
      BulletList{true, {{TextRun{text}}}}};
  Table table;
  table.id = table.caption = table.summary = table.measure_unit = table.source = text;
  table.notes = {text};
  table.columns = {Table::Align::start, Table::Align::end};
  table.header = {{{.runs = {TextRun{text}}}, {.runs = {TextRun{text}}}}};
  Table::Row row;
  row.cells = {{.runs = {TextRun{text}}, .row_header = true}, {.runs = {run}}};
  table.rows = {row};
  document.blocks.emplace_back(table);
  Chart chart;
  chart.data = table;
  chart.data.id = "diagram";
  chart.description = text + "!";
  document.blocks.emplace_back(chart);
  document.definitions = {{text, text, text, text, text, 2}};
  return document;
}

void expect_itself(const std::string& text) {
  const Document document = filled_with(text);
  const std::string bytes = render_docx(document, {{"diagram", sample_picture("x")}}, {});
  EXPECT_EQ(gated(document, bytes), "") << text;
  const auto lines = lines_of(bytes);
  const auto alone = std::count(lines.begin(), lines.end(), text);
  // Title and its company, heading, byline, item, and both tables' lines and cells.
  EXPECT_GE(alone, 20) << text;
  std::string breaches;
  for (const std::string& each : broken_rules(bytes)) breaches += each + "\n";
  EXPECT_EQ(breaches, "") << text;
}

TEST(Docx, any_text_comes_out_as_itself) {
  for (const std::string text :
       {"a & b < c > d \" ' &amp; ]]> -->", "</w:t></w:r>", " först och sist ", "C:\\temp\n\ttab",
        "שלום 😀 abc \u202E", "مرحبا 12,5 % svenska", "mjukt\u00ADstreck", "↗ positiv ● grön",
        "_Toc000001", "%1 {FIELD} \\h", "\u2028\u0085\u200B"}) {
    expect_itself(text);
  }
  expect_itself(std::string(20'000, 'x'));
}

TEST(Docx, any_characters_come_out_as_themselves) {
  rc::check([] {
    std::string text = "x";
    for (const auto number :
         *rc::gen::container<std::vector<int>>(rc::gen::inRange(0x20, 0x11000))) {
      const auto letter = static_cast<char32_t>(number);
      const bool allowed = letter != 0x7F && (letter < 0xD800 || letter > 0xDFFF) &&
                           letter != 0xFFFE && letter != 0xFFFF;
      if (allowed) text += to_utf8(letter);
    }
    Document document;
    const FigurePtr figure =
        sample_figure("a.b", "x", "ytd", "1.5", *parse_number_format("mnkr 1"));
    document.blocks = {Paragraph{{TextRun{text}}}, Paragraph{{FigureRun{figure, text}}}};
    const std::string bytes = render_docx(document, {}, {});
    const auto lines = lines_of(bytes);
    RC_ASSERT(lines.size() >= 3);
    RC_ASSERT(lines[1] == text);
    RC_ASSERT(lines[2] == text);
    RC_ASSERT(gated(document, bytes).empty());
  });
}

TEST(Docx, what_xml_cannot_hold_is_shown_as_such) {
  Document document;
  document.blocks = {
      Paragraph{{TextRun{std::string("a\x01\x7F\0\xFF\xEF\xBF\xBE"
                                     "b",
                                     9)}}}};
  EXPECT_EQ(lines_of(render_docx(document, {}, {}))[1], "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb");
}

TEST(Docx, text_from_the_right_is_told_so) {
  Document document;
  document.blocks = {Paragraph{{TextRun{"Först"}}}, Paragraph{{TextRun{"שלום"}}},
                     Paragraph{{TextRun{"Se שלום här"}}}};
  const std::string text = parts_of(render_docx(document, {}, {}))["word/document.xml"];
  EXPECT_NE(text.find("<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>שלום</w:t>"),
            std::string::npos);
  EXPECT_NE(text.find("<w:t xml:space=\"preserve\">Se </w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr><w:t "
                      "xml:space=\"preserve\">שלום </w:t></w:r><w:r><w:t>här</w:t>"),
            std::string::npos);
}

TEST(Docx, large_and_empty_tables_are_fine) {
  Document document;
  Table missing = wide_table(1, 3, 3);
  for (Table::Row& row : missing.rows) {
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      const FigurePtr none = sample_figure("a.b", "x", "ytd", "", *parse_number_format("mnkr 1"));
      row.cells[i].runs = {FigureRun{none, none->text(Language::swedish, false)}};
    }
  }
  document.blocks = {wide_table(2, 4, 4'000), wide_table(1, 2, 0), missing};
  const std::string bytes = render_docx(document, {}, {});
  EXPECT_EQ(gated(document, bytes), "");
  EXPECT_TRUE(broken_rules(bytes).empty());
  EXPECT_NE(parts_of(bytes)["word/document.xml"].find("w:type=\"fixed\""), std::string::npos);
}

TEST(Docx, a_chart_is_a_picture_with_its_figures_behind) {
  const std::string bytes = render_docx(sample_with_charts(), sample_pictures(), {});
  Parts parts = parts_of(bytes);
  EXPECT_EQ(parts["word/media/chart1.svg"], sample_pictures().at("diagram-resultat").svg);
  EXPECT_TRUE(parts["word/media/chart1.png"].starts_with("\x89PNG"));
  EXPECT_NE(bytes.find(parts["word/media/chart1.png"]), std::string::npos) << "packed twice";
  const std::string outline = outline_of(bytes);
  EXPECT_LT(outline.find("{picture Resultat per månad: Utfallet är −31,4 mnkr"),
            outline.find("}Siffrorna bakom diagrammen\n"));
  EXPECT_LT(outline.rfind("}Siffrorna bakom diagrammen\n"),
            outline.find("table \"Resultat per månad\""));
  EXPECT_LT(outline.find("table \"Diagram utan bild\""),
            outline.rfind("}Siffrorna bakom diagrammen\n"));
}

TEST(Docx, the_line_that_leads_to_a_charts_figures_stays_with_the_chart) {
  const std::string xml =
      parts_of(render_docx(sample_with_charts(), sample_pictures(), {}))["word/document.xml"];
  int lines = 0;
  for (std::size_t at = xml.find("</w:drawing>"); at != std::string::npos;
       at = xml.find("</w:drawing>", at + 1)) {
    const std::size_t line = xml.rfind("<w:p>", xml.find("<w:hyperlink", at));
    for (std::size_t each = xml.rfind("<w:p>", at); each < line;
         each = xml.find("<w:p>", each + 1)) {
      const std::string paragraph = xml.substr(each, xml.find("</w:p>", each) - each);
      EXPECT_NE(paragraph.find("<w:keepNext/>"), std::string::npos) << paragraph.substr(0, 300);
    }
    ++lines;
  }
  EXPECT_GT(lines, 0);
}

TEST(Docx, a_picture_that_is_none_is_an_error) {
  for (const Picture& wrong :
       {Picture{"<svg", 10, 10}, Picture{"", 10, 10}, Picture{sample_picture("x").svg, 0, 10},
        Picture{sample_picture("x").svg, 10, 100'000}}) {
    try {
      rasterised(wrong);
      FAIL() << wrong.svg;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "report.picture");
    }
  }
  // Nothing is fetched: an address in a picture is not followed.
  EXPECT_NO_THROW(
      rasterised({"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">"
                  "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/></svg>",
                  9, 9}));
}

TEST(Docx, lists_begin_at_one_again) {
  Document document;
  const BulletList list{true, {{TextRun{"a"}}}};
  document.blocks = {list, Paragraph{{TextRun{"x"}}}, list, BulletList{false, {{TextRun{"b"}}}}};
  Parts parts = parts_of(render_docx(document, {}, {}));
  for (const char* number : {"1", "2", "3"}) {
    EXPECT_NE(parts["word/document.xml"].find("<w:numId w:val=\"" + std::string(number) + "\"/>"),
              std::string::npos);
  }
  EXPECT_NE(parts["word/numbering.xml"].find("<w:startOverride w:val=\"1\"/>"), std::string::npos);
}

}  // namespace
}  // namespace redthread::report

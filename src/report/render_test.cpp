// SPDX-License-Identifier: Apache-2.0
#include "report/render.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <pugixml.hpp>
#include <zip.h>

#include "report/gate.hpp"
#include "report/golden_test.hpp"
#include "report/html/html_text.hpp"
#include "report/sample_test.hpp"
#include "report/xlsx/xlsx_book.hpp"

namespace redthread::report {
namespace {

pugi::xml_document part_of(const std::string& bytes, const std::string& name) {
  pugi::xml_document xml;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (archive == nullptr) return xml;
  zip_stat_t about;
  if (zip_stat(archive, name.c_str(), 0, &about) == 0) {
    std::string text(about.size, '\0');
    zip_file_t* file = zip_fopen(archive, name.c_str(), 0);
    zip_fread(file, text.data(), text.size());
    zip_fclose(file);
    xml.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  }
  zip_discard(archive);
  return xml;
}

/// Every cell of every sheet as `sheet!A1: value {format}`, with comments and panes.
std::string cells_of(const std::string& bytes) {
  std::string text;
  std::vector<std::string> strings;
  const pugi::xml_document shared = part_of(bytes, "xl/sharedStrings.xml");
  for (const auto& item : shared.child("sst").children("si")) {
    std::string string = item.child("t").child_value();
    for (const auto& run : item.children("r")) {
      const bool figure =
          std::string(run.child("rPr").child("color").attribute("rgb").value()) == "FF9F1B32";
      const std::string part = run.child("t").child_value();
      string += figure ? "[" + part + "]" : part;
    }
    strings.push_back(string);
  }
  const pugi::xml_document styles = part_of(bytes, "xl/styles.xml");
  std::map<int, std::string> codes = {{3, "#,##0 (3)"}, {49, "@ (49)"}};
  for (const auto& format : styles.child("styleSheet").child("numFmts").children("numFmt")) {
    codes[format.attribute("numFmtId").as_int()] = format.attribute("formatCode").value();
  }
  std::vector<std::string> looks;
  for (const auto& xf : styles.child("styleSheet").child("cellXfs").children("xf")) {
    looks.push_back(codes[xf.attribute("numFmtId").as_int()]);
  }
  const pugi::xml_document book = part_of(bytes, "xl/workbook.xml");
  int number = 0;
  for (const auto& sheet : book.child("workbook").child("sheets").children("sheet")) {
    const std::string index = std::to_string(++number);
    const pugi::xml_document xml = part_of(bytes, "xl/worksheets/sheet" + index + ".xml");
    text += std::string("== ") + sheet.attribute("name").value() + "\n";
    const auto pane = xml.child("worksheet").child("sheetViews").child("sheetView").child("pane");
    if (pane) text += std::string("frozen at ") + pane.attribute("topLeftCell").value() + "\n";
    for (const auto& row : xml.child("worksheet").child("sheetData").children("row")) {
      for (const auto& cell : row.children("c")) {
        const std::string value = cell.child("v").child_value();
        if (value.empty()) continue;
        const bool is_text = std::string(cell.attribute("t").value()) == "s";
        text += std::string(cell.attribute("r").value()) + ": ";
        text += is_text ? strings[std::stoul(value)] : value;
        const std::string& look = looks[cell.attribute("s").as_uint()];
        if (!look.empty()) text += "  {" + look + "}";
        text += "\n";
      }
    }
    const pugi::xml_document comments = part_of(bytes, "xl/comments" + index + ".xml");
    for (const auto& comment :
         comments.child("comments").child("commentList").children("comment")) {
      std::string thread = comment.child("text").child("r").child("t").child_value();
      for (std::size_t at = thread.find('\n'); at != std::string::npos;
           at = thread.find('\n', at + 1)) {
        thread.replace(at, 1, " / ");
      }
      text += std::string(comment.attribute("ref").value()) + " thread: " + thread + "\n";
    }
  }
  return text;
}

TEST(Render, golden_json) { expect_golden("sample.json", render_json(sample_document())); }
TEST(Render, golden_html) {
  // One chart with its picture, the others as they are without.
  const Picture picture{"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"/>", 520, 300};
  expect_golden("sample.html", render_html(sample_document(), {{"diagram-linje", picture}}));
}
TEST(Render, golden_xlsx) {
  expect_golden("sample.xlsx.txt", cells_of(render_xlsx(sample_document())));
}

TEST(Render, the_same_document_gives_the_same_bytes) {
  const Document first = sample_document();
  const Document second = sample_document();
  EXPECT_EQ(render_json(first), render_json(second));
  EXPECT_EQ(render_html(first), render_html(second));
  EXPECT_TRUE(render_xlsx(first) == render_xlsx(second));
}

TEST(Render, load_times_and_users_are_no_content) {
  Document later = sample_document();
  const std::string before = render_json(later);
  for (Delivery& delivery : later.deliveries) {
    delivery.loaded_at = "2031-01-01T00:00:00Z";
    delivery.loaded_by = "someone else";
  }
  EXPECT_EQ(render_json(later), before);
}

/// Text that every format treats specially, everywhere a document has text.
Document hostile_document(const std::string& text) {
  Document document;
  document.title = document.subtitle = document.publisher = document.status = text;
  document.period = Period::tertial(2024, 1);
  auto made = std::make_shared<Figure>(
      *sample_figure("a.b", text, "ytd", "1.5", *parse_number_format("mnkr 1")));
  made->id = text;
  made->definition = made->definition_source = text;
  made->explanation = made->state_note = {text, {}};
  made->sources[0].note = made->sources[0].written = text;
  made->format.suffix = text;
  const FigurePtr figure = made;
  document.blocks = {
      Heading{1, "h", text},
      Paragraph{
          {TextRun{text}, FigureRun{figure, figure->text(Language::swedish)}}, false, text, true},
      BulletList{true, {{TextRun{text}}}}};
  Table table;
  table.id = "t";
  table.caption = table.sheet = table.measure_unit = table.source = text;
  table.notes = {text};
  table.columns = {Table::Align::start, Table::Align::end};
  table.header = {{{.runs = {TextRun{text}}}, {.runs = {TextRun{text}}}}};
  Table::Row row;
  row.cells = {{.runs = {TextRun{text}}, .row_header = true},
               {.runs = {FigureRun{figure, figure->text(Language::swedish)}, TextRun{text}}}};
  table.rows = {row};
  document.blocks.emplace_back(table);
  document.blocks.emplace_back(table);
  document.deliveries = {{7, text, text, text, 1, 0, text, text}};
  document.definitions = {{text, text, text, text, text, 2}};
  return document;
}

TEST(Render, any_text_comes_out_as_itself) {
  for (const std::string text :
       {"</script><script>alert(1)</script>", "a & b < c > d \" ' &amp; ]]> -->", "=1+1", "'; DROP",
        "שלום 😀 \u202E", "&P [x]:*?/\\", "C:\\temp\n\ttab", "@import url(x)", "\\\"};"}) {
    const Document document = hostile_document(text);
    const std::string html = render_html(document);
    EXPECT_EQ(compare(figures_of(document, false), figures_in_html(html), "html"), "") << text;
    pugi::xml_document page;
    ASSERT_TRUE(
        page.load_buffer(html.data(), html.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        << text;
    EXPECT_EQ(page.select_node("//h1").node().child_value(), text);
    EXPECT_EQ(page.select_nodes("//script").size(), 2u);
    EXPECT_EQ(render_html(document), html);
    const std::string json = render_json(document);
    EXPECT_EQ(compare(figures_of(document, true), figures_in_json(json), "json"), "") << text;
    const std::string xlsx = render_xlsx(document);
    EXPECT_EQ(compare(figures_of(document, true), figures_in_xlsx(xlsx), "xlsx"), "") << text;
    if (text.find('\n') == std::string::npos) {
      EXPECT_NE(cells_of(xlsx).find(text), std::string::npos) << text;
    }
  }
}

TEST(Render, control_characters_do_not_break_a_page) {
  const std::string html = render_html(hostile_document(std::string("a\x01\x7F\0b", 5)));
  pugi::xml_document page;
  EXPECT_TRUE(page.load_buffer(html.data(), html.size()));
}

TEST(Render, a_link_never_runs_a_script) {
  Document document;
  document.blocks = {Paragraph{{TextRun{"x", TextRun::Style::plain, "javascript:alert(1)"}}}};
  EXPECT_EQ(render_html(document).find("javascript:"), std::string::npos);
}

TEST(Render, empty_documents_and_tables_are_fine) {
  EXPECT_NE(render_html({}), "");
  EXPECT_NE(render_json({}), "");
  EXPECT_NE(render_xlsx({}), "");
  Document document;
  document.blocks = {Table{}, TableOfContents{}, Paragraph{}, BulletList{}};
  EXPECT_NE(render_html(document), "");
  EXPECT_NE(render_xlsx(document), "");
}

TEST(Render, html_has_what_assistive_technology_needs) {
  const std::string html = render_html(sample_document());
  pugi::xml_document page;
  ASSERT_TRUE(page.load_buffer(html.data(), html.size()));
  EXPECT_STREQ(page.child("html").attribute("lang").value(), "sv");
  EXPECT_EQ(page.select_nodes("//h1").size(), 1u);
  for (const auto& found : page.select_nodes("//thead//th | //tbody//th")) {
    EXPECT_NE(std::string(found.node().attribute("scope").value()), "");
  }
  std::set<std::string> ids;
  for (const auto& found : page.select_nodes("//*[@id]")) {
    EXPECT_TRUE(ids.insert(found.node().attribute("id").value()).second)
        << found.node().attribute("id").value();
  }
  for (const auto& found : page.select_nodes("//a[starts-with(@href,'#')]")) {
    EXPECT_TRUE(ids.contains(found.node().attribute("href").value() + 1))
        << found.node().attribute("href").value();
  }
  EXPECT_EQ(html.find("http://"), std::string::npos);
  EXPECT_EQ(html.find("src="), std::string::npos);
}

TEST(Render, content_hashes_are_base64) {
  EXPECT_EQ(content_hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST(Render, xlsx_sheet_names_are_what_excel_accepts) {
  std::set<std::string> taken;
  EXPECT_EQ(sheet_name("Resultat/räkning [a]: b?", taken), "Resultat räkning a b");
  EXPECT_EQ(sheet_name("RESULTAT RÄKNING A B", taken), "RESULTAT RÄKNING A B (2)");
  EXPECT_EQ(sheet_name("", taken), "Tabell");
  EXPECT_EQ(sheet_name("''", taken), "Tabell (2)");
  EXPECT_EQ(sheet_name("History", taken), "History 1");
  EXPECT_EQ(sheet_name(std::string(40, 'x'), taken).size(), 31u);
  EXPECT_EQ(sheet_name(std::string(40, 'x'), taken), std::string(27, 'x') + " (2)");
}

}  // namespace
}  // namespace redthread::report

// SPDX-License-Identifier: Apache-2.0
// What Word would refuse or repair, in documents that we make; and that the checker sees it.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "report/docx/docx_check_test.hpp"
#include "report/docx/docx_sample_test.hpp"
#include "report/render.hpp"

namespace redthread::report {
namespace {

std::string listed(const std::vector<std::string>& breaches) {
  std::string text;
  for (const std::string& each : breaches) text += each + "\n";
  return text;
}

/// The sample with everything that a document can have.
const std::string& sample() {
  static const std::string bytes = [] {
    Document document = sample_with_charts();
    document.blocks.emplace_back(Heading{2, "bred", "Bred"});
    document.blocks.emplace_back(wide_table(10, 4, 6));
    document.blocks.emplace_back(wide_table(2, 2, 30));
    document.blocks.emplace_back(BulletList{true, {{TextRun{"ett"}}, {TextRun{"två"}}}});
    return render_docx(document, sample_pictures(), {});
  }();
  return bytes;
}

TEST(DocxRules, the_sample_breaks_none) { EXPECT_EQ(listed(broken_rules(sample())), ""); }

TEST(DocxRules, odd_documents_break_none) {
  const auto check = [](const Document& document, const char* what) {
    EXPECT_EQ(listed(broken_rules(render_docx(document, {}, {}))), "") << what;
  };
  check({}, "nothing at all");
  Document document;
  document.blocks = {Table{}, Table{}, TableOfContents{}, Paragraph{}, BulletList{}, Heading{}};
  check(document, "empty blocks");
  Table ragged;
  ragged.id = "t";
  ragged.columns = {Table::Align::start, Table::Align::end};
  ragged.header = {{{.runs = {TextRun{"a"}}, .row_span = 5}, {.runs = {TextRun{"b"}}}},
                   {{.runs = {TextRun{"c"}}, .column_span = 3}, {.runs = {TextRun{"d"}}}}};
  Table::Row row;
  ragged.rows.push_back(row);
  row.cells = {{.runs = {TextRun{"1"}}, .column_span = 0}, {.runs = {}, .column_span = 2}};
  ragged.rows.push_back(row);
  document.blocks = {ragged, ragged, Heading{9, "h", "x"}, Heading{0, "h", "y"}, TableOfContents{},
                     ragged};
  check(document, "ragged tables that touch, the same anchor twice");
  document.blocks = {wide_table(10, 4, 2)};
  check(document, "only a table that lies down");
  document.blocks = {TableOfContents{}, wide_table(10, 4, 2), wide_table(1, 1, 1)};
  std::get<Table>(document.blocks[1]).caption.clear();
  std::get<Table>(document.blocks[2]).caption.clear();
  check(document, "tables without captions after the contents");
}

struct Mistake {
  const char* part;
  const char* from;
  const char* to;
  const char* rule;
};

TEST(DocxRules, each_mistake_is_seen) {
  const std::vector<Mistake> mistakes = {
      {"word/document.xml", "<w:keepNext/>", "<w:spacing w:before=\"0\"/><w:keepNext/>", "order"},
      {"word/document.xml", "<w:b/><w:bCs/>", "<w:bCs/><w:b/>", "order"},
      {"word/document.xml", "<w:tblLayout w:type=\"autofit\"/>", "", ""},
      {"word/document.xml", "<w:tblPr>", "<w:tblPr><w:tblLayout w:type=\"fixed\"/>", "order"},
      {"word/document.xml", "<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/><w:cantSplit/>",
       "order"},
      {"word/document.xml", "<w:tcPr>", "<w:tcPr><w:vAlign w:val=\"top\"/>", "order"},
      {"word/document.xml", "<w:type w:val=\"nextPage\"/>", "", ""},
      {"word/document.xml", "<w:sectPr>", "<w:sectPr><w:cols/>", "order"},
      {"word/settings.xml", "<w:compat>", "<w:evenAndOddHeaders/><w:compat>", "order"},
      {"word/styles.xml", "<w:qFormat/>", "<w:qFormat/><w:basedOn w:val=\"Normal\"/>", "order"},
      {"word/document.xml", "<w:keepNext/>", "<w:keepAll/>", "element"},
      {"word/document.xml", "<w:bookmarkStart w:id=\"2\"", "<w:bookmarkStart w:id=\"1\"",
       "bookmark id"},
      {"word/document.xml", "w:name=\"_Toc", "w:name=\"a b", "bookmark"},
      {"word/document.xml", "w:anchor=\"_Toc", "w:anchor=\"_Tic", "bookmark"},
      {"word/document.xml", "r:embed=\"rIdChart1png\"", "r:embed=\"rIdChart9png\"", "relation"},
      {"word/_rels/document.xml.rels", "media/chart1.svg", "media/chart7.svg", "relation"},
      {"word/_rels/document.xml.rels", "Id=\"rIdstyles\"", "Id=\"rIdsettings\"", "relation"},
      {"[Content_Types].xml", "Extension=\"svg\"", "Extension=\"sv\"", "content type"},
      {"[Content_Types].xml", "/word/styles.xml", "/word/stiles.xml", "content type"},
      {"word/document.xml", "<w:p>", "<w:p", "xml"},
      {"word/document.xml", "</w:p></w:tc>", "</w:p><w:bookmarkEnd w:id=\"1\"/></w:tc>", "cell"},
      {"word/document.xml", "<w:gridCol ", "<w:gridCol/><w:gridCol ", "grid"},
      {"word/document.xml", "<w:vMerge w:val=\"restart\"/>", "", "merge"},
      {"word/document.xml", "<w:gridSpan w:val=\"4\"/>", "<w:gridSpan w:val=\"3\"/>", "grid"},
      {"word/document.xml", "w:val=\"RtTableText\"", "w:val=\"Tabell\"", "style"},
      {"word/document.xml", "<w:numId w:val=\"1\"/>", "<w:numId w:val=\"77\"/>", "list"},
      {"word/document.xml", "w:fldCharType=\"begin\"", "w:fldCharType=\"separate\"", "field"},
      {"word/document.xml", " descr=\"", " title=\"", "description"},
      {"word/document.xml", "</w:tbl>", "</w:tbl><w:bookmarkEnd w:id=\"1\"/>", "table"},
      {"word/document.xml", "</w:sectPr></w:body>", "</w:sectPr><w:p/></w:body>", "section"},
      {"word/styles.xml", "w:styleId=\"Title\"", "w:styleId=\"Normal\"", "style"},
  };
  for (const Mistake& each : mistakes) {
    const std::string rules =
        listed(broken_rules(with_part(sample(), each.part, each.from, each.to)));
    if (*each.rule == '\0') {
      EXPECT_EQ(rules, "") << each.from;  // what may be left out may be left out
    } else {
      EXPECT_NE(("\n" + rules).find("\n" + std::string(each.rule) + ":"), std::string::npos)
          << each.from << " -> " << each.to << "\n"
          << rules;
    }
  }
  EXPECT_NE(listed(broken_rules("PK")), "");
}

}  // namespace
}  // namespace redthread::report

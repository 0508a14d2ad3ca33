// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "documents/number_text.hpp"
#include "documents/read.hpp"
#include "documents/test_tables.hpp"

namespace redthread::documents {
namespace {

using ::testing::ElementsAre;

const std::string relations_start =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
const std::string type_start =
    R"( Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)";

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A zip in memory.
std::string zipped(const Parts& parts) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
  }
  zip_close(archive);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string root_relation(const std::string& part) {
  return relations_start + R"(<Relationship Id="r1")" + type_start + R"(officeDocument" Target=")" +
         part + R"("/></Relationships>)";
}

/// A workbook of one sheet with the rows' XML; `after` stands after them.
Parts workbook(const std::string& rows, const std::string& after = {}) {
  return {
      {"_rels/.rels", root_relation("xl/workbook.xml")},
      {"xl/workbook.xml",
       R"(<workbook><sheets><sheet name="Blad 1" r:id="s1"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       relations_start + R"(<Relationship Id="s1")" + type_start +
           R"(worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2")" + type_start +
           R"(styles" Target="styles.xml"/></Relationships>)"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.0"/></numFmts><cellXfs>)"
       R"(<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/>)"
       R"(<xf numFmtId="0"><alignment indent="1"/></xf></cellXfs></styleSheet>)"},
      {"xl/worksheets/sheet1.xml",
       "<worksheet><sheetData>" + rows + "</sheetData>" + after + "</worksheet>"}};
}

std::string text_cell(const std::string& place, const std::string& text, int style = 0) {
  return "<c r=\"" + place + "\" t=\"inlineStr\" s=\"" + std::to_string(style) + "\"><is><t>" +
         text + "</t></is></c>";
}
std::string cell(const std::string& place, const std::string& value, int style = 0) {
  return "<c r=\"" + place + "\" s=\"" + std::to_string(style) + "\"><v>" + value + "</v></c>";
}
std::string row(int number, const std::string& cells) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}

/// A Word document with the body's XML.
Parts letter(const std::string& body) {
  return {{"_rels/.rels", root_relation("word/document.xml")},
          {"word/document.xml",
           R"(<w:document xmlns:w="w"><w:body>)" + body + "</w:body></w:document>"}};
}
std::string paragraph(const std::string& text, const std::string& properties = {}) {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}
std::string tc(const std::string& text, const std::string& properties = {},
               const std::string& of_paragraph = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text, of_paragraph) + "</w:tc>";
}
std::string tr(const std::string& cells, const std::string& properties = {}) {
  return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}

Told told_by_xlsx(const std::string& bytes) {
  Diagnostics diagnostics;
  read_xlsx(bytes, "a.xlsx", diagnostics);
  return codes_of(diagnostics);
}

TEST(Xlsx, FiguresAreAsTheirFormatsShowThem) {
  const auto read = tables_of(
      read_xlsx,
      zipped(workbook(
          row(1, text_cell("A1", "Post") + text_cell("B1", "Utfall") + text_cell("C1", "Andel")) +
          row(2, text_cell("A2", "Intäkter") + cell("B2", "-475.449999", 1) +
                     cell("C2", "0.1234", 2)) +
          row(3, text_cell("A3", "varav bidrag", 3) + cell("B3", "0.30000000000000004") +
                     cell("C3", "1", 2)))));
  EXPECT_EQ(read,
            "[Blad 1] \n1|Post|Utfall|Andel\n2|Intäkter|-475,4|12,34 %\n"
            "3|  varav bidrag|0,3|100,00 %\n");
}

TEST(Xlsx, NumberFormats) {
  const auto shown = [](const char* code, const char* stored) {
    return number_text(stored, shown_number(code), false);
  };
  EXPECT_EQ(shown("+#,##0;-#,##0;0", "-12"), "-12");
  EXPECT_EQ(shown("+#,##0;-#,##0;0", "12"), "+12");
  EXPECT_EQ(shown("+#,##0;-#,##0;0", "0"), "0");
  EXPECT_EQ(shown("#,##0;(#,##0);\"–\"", "-12"), "(12)");
  EXPECT_EQ(shown("#,##0;(#,##0);\"–\"", "0"), "–");
  EXPECT_EQ(shown("0.0,,\" mnkr\"", "47649999"), "47,6 mnkr");
  EXPECT_EQ(shown("0.0%", "0.025"), "2,5 %");
  EXPECT_EQ(shown("General", "1234567.891234"), "1234567,8912");
  EXPECT_EQ(shown("General", "12345678901234"), "12345678901234");
  EXPECT_EQ(shown("0.0", "1.25"), "1,3");
  EXPECT_EQ(shown("yyyy\\-mm\\-dd", "45352"), "2024-03-01");
  EXPECT_EQ(shown("[h]:mm", "1.0625"), "25:30");
  EXPECT_EQ(shown("mm:ss", "0.00804398"), "11:35");
}

TEST(Xlsx, SheetFallsIntoItsTables) {
  const auto read = tables_of(
      read_xlsx,
      zipped(workbook(
          row(1, text_cell("A1", "Ekonomi")) + row(2, text_cell("A2", "Belopp i mnkr")) +
          row(4, text_cell("A4", "Post") + text_cell("B4", "2024") + text_cell("D4", "Verksamhet") +
                     text_cell("E4", "Antal")) +
          row(5, text_cell("A5", "a") + cell("B5", "1") + text_cell("D5", "x") + cell("E5", "7")) +
          row(6, text_cell("A6", "b") + cell("B6", "2") + text_cell("D6", "y") + cell("E6", "8")) +
          row(8, text_cell("A8", "Summa") + cell("B8", "3")) +
          row(10, text_cell("A10", "Mått") + text_cell("B10", "Värde")) +
          row(11, text_cell("A11", "k") + cell("B11", "4")))));
  EXPECT_EQ(read,
            "[Blad 1] Ekonomi. Belopp i mnkr\n4|Post|2024\n5|a|1\n6|b|2\n8|Summa|3\n"
            "[Blad 1] \n4|Verksamhet|Antal\n5|x|7\n6|y|8\n"
            "[Blad 1] \n10|Mått|Värde\n11|k|4\n");
}

TEST(Xlsx, MergedCellsRepeatTheirText) {
  const auto read = tables_of(
      read_xlsx,
      zipped(workbook(row(1, text_cell("B1", "2024")) +
                          row(2, text_cell("A2", "Post") + text_cell("B2", "Utfall") +
                                     text_cell("C2", "Budget")) +
                          row(3, text_cell("A3", "a") + cell("B3", "1") + cell("C3", "2")),
                      R"(<mergeCells><mergeCell ref="B1:C1"/></mergeCells>)")));
  EXPECT_EQ(read, "[Blad 1] \n1||2024|<2024\n2|Post|Utfall|Budget\n3|a|1|2\n");
}

TEST(Xlsx, FormulasWithoutValuesAreToldOnceASheetAndTheRestIsRead) {
  const std::string bytes =
      zipped(workbook(row(1, text_cell("A1", "Post") + text_cell("B1", "Utfall")) +
                      row(2, text_cell("A2", "a") + "<c r=\"B2\"><f>1+1</f></c>") +
                      row(3, text_cell("A3", "b") + "<c r=\"B3\"><f>1+1</f><v></v></c>") +
                      row(4, text_cell("A4", "c") + "<c r=\"B4\"><f>1+1</f><v>2</v></c>")));
  EXPECT_THAT(told_by_xlsx(bytes), ElementsAre("document.formula"));
  EXPECT_EQ(tables_of(read_xlsx, bytes), "[Blad 1] \n1|Post|Utfall\n2|a|\n3|b|\n4|c|2\n");
}

TEST(Xlsx, WhatCannotBeReadIsOneMessage) {
  EXPECT_THAT(told_by_xlsx("PK\x03\x04 cut short"), ElementsAre("document.damaged"));
  EXPECT_THAT(told_by_xlsx("\xD0\xCF\x11\xE0\xA1\xB1"), ElementsAre("document.password"));
  EXPECT_THAT(told_by_xlsx(zipped({{"a.txt", "no workbook"}})), ElementsAre("document.damaged"));
  EXPECT_THAT(told_by_xlsx(zipped(workbook("<row r=\"1\"><c r=\"A1\">"))),
              ElementsAre("document.damaged"));
  // A bomb: 40 MiB of blanks, in some 40 kB.
  EXPECT_THAT(told_by_xlsx(zipped(workbook(std::string(40u << 20, ' ')))),
              ElementsAre("document.too_large"));
}

TEST(Docx, TablesWithSpansIndentsAndMarks) {
  const std::string header = "<w:tblHeader/>";
  const auto read = tables_of(
      read_docx, zipped(letter(paragraph("Tabell 1. Belopp i mnkr") + "<w:tbl>" +
                               tr(tc("Post", "<w:vMerge w:val=\"restart\"/>") +
                                      tc("2024", "<w:gridSpan w:val=\"2\"/>"),
                                  header) +
                               tr(tc("", "<w:vMerge/>") + tc("Utfall") + tc("Budget"), header) +
                               tr(tc("Kostnader") + tc("-47,6") + tc("-50")) +
                               tr(tc("varav hyrpersonal", "", "<w:ind w:left=\"170\"/>") +
                                  "<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:vertAlign "
                                  "w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r></w:p></w:tc>" +
                                  tc("3")) +
                               "</w:tbl>")));
  EXPECT_EQ(read,
            "[] Tabell 1. Belopp i mnkr\n1|Post|2024|<2024\n2|^Post|Utfall|Budget\n"
            "3|Kostnader|-47,6|-50\n4|  varav hyrpersonal|1²|3\n");
}

TEST(Docx, TableInsideATableIsItsOwn) {
  const auto read =
      tables_of(read_docx, zipped(letter("<w:tbl>" +
                                         tr("<w:tc><w:tbl>" + tr(tc("a") + tc("1")) + "</w:tbl>" +
                                            paragraph("outside") + "</w:tc>") +
                                         "</w:tbl>")));
  EXPECT_EQ(read, "[] \n1|a|1\n[] \n1|outside\n");
}

TEST(Docx, WhatCannotBeReadIsOneMessage) {
  Diagnostics broken;
  EXPECT_FALSE(read_docx(zipped(letter("<w:p>")), "a.docx", broken));
  EXPECT_THAT(codes_of(broken), ElementsAre("document.damaged"));
  Diagnostics pictures;
  EXPECT_TRUE(read_docx(zipped(letter("<w:p><w:r><a:blip/></w:r></w:p>")), "a.docx", pictures));
  EXPECT_THAT(codes_of(pictures), ElementsAre("document.picture"));
}

}  // namespace
}  // namespace redthread::documents

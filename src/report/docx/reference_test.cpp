// SPDX-License-Identifier: Apache-2.0
#include "report/docx/reference.hpp"

#include <string>

#include <gtest/gtest.h>

#include "report/docx/docx_check_test.hpp"
#include "report/docx/docx_sample_test.hpp"
#include "report/gate.hpp"
#include "report/render.hpp"

namespace redthread::report {
namespace {

constexpr const char* word =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
constexpr const char* kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr const char* picture = "word/media/vapen.png";

std::string relations(const std::string& content) {
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
         content + "</Relationships>";
}
std::string relation(const std::string& id, const std::string& type, const std::string& target,
                     const char* mode = "") {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kind + type + "\" Target=\"" + target + "\"" +
         mode + "/>";
}

/// A region's own document as a Swedish Word writes it: other style ids, numbered headings, a
/// header with a coat of arms and the title, A4 with wide margins.
Parts region_parts() {
  const std::string w = word;
  return {
      {"[Content_Types].xml",
       "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
       "content-types\"/>"},
      {"_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))},
      {"word/document.xml",
       "<w:document " + w +
           " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
           "<w:body><w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz "
           "w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2000\" w:right=\"1700\" "
           "w:bottom=\"1500\" "
           "w:left=\"1700\" w:header=\"700\" w:footer=\"700\" w:gutter=\"0\"/></w:sectPr></w:body>"
           "</w:document>"},
      {"word/_rels/document.xml.rels", relations(relation("rId1", "styles", "styles.xml") +
                                                 relation("rId2", "numbering", "numbering.xml") +
                                                 relation("rId3", "header", "header1.xml") +
                                                 relation("rId4", "theme", "theme/theme1.xml") +
                                                 relation("rId5", "settings", "settings.xml"))},
      {"word/styles.xml",
       "<w:styles " + w +
           "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Verdana\"/><w:lang "
           "w:val=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" "
           "w:default=\"1\" w:styleId=\"Brdtext\"><w:name w:val=\"Normal\"/></w:style><w:style "
           "w:type=\"paragraph\" w:styleId=\"Rubrik1\"><w:name w:val=\"heading 1\"/><w:basedOn "
           "w:val=\"Brdtext\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:rPr>"
           "<w:color w:val=\"00529B\"/><w:lang w:val=\"de-DE\"/></w:rPr></w:style><w:style "
           "w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Tal\"><w:name w:val=\"Siffra\"/>"
           "</w:style><w:style w:type=\"paragraph\" w:styleId=\"Caption\"><w:name "
           "w:val=\"Bildtext\"/>"
           "</w:style></w:styles>"},
      {"word/numbering.xml",
       "<w:numbering " + w +
           "><w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
           "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum><w:num "
           "w:numId=\"7\"><w:abstractNumId w:val=\"4\"/></w:num></w:numbering>"},
      {"word/header1.xml",
       "<w:hdr " + w +
           " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
           "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><w:p><w:r><w:drawing>"
           "<a:blip r:embed=\"rId1\"/></w:drawing></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/>"
           "</w:r><w:r><w:instrText> TITLE \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar "
           "w:fldCharType=\"separate\"/></w:r><w:r><w:t>Dokument1</w:t></w:r><w:r><w:t>-mall</w:t>"
           "</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>Region Exempel</w:t></w:r>"
           "</w:p></w:hdr>"},
      {"word/_rels/header1.xml.rels", relations(relation("rId1", "image", "media/vapen.png"))},
      {picture, "PNG"},
      {"word/theme/theme1.xml",
       "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"x\"/>"},
      {"word/settings.xml", "<w:settings " + w +
                                "><w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/><w:rsids/>"
                                "</w:settings>"},
  };
}

std::string codes_of(const std::string& bytes) {
  Diagnostics diagnostics;
  check_reference(bytes, "reports/reference.docx", diagnostics);
  std::string codes;
  for (const Diagnostic& each : diagnostics.items()) {
    EXPECT_EQ(each.span.file, "reports/reference.docx");
    EXPECT_FALSE(each.hint.empty());
    codes += (codes.empty() ? "" : " ") + each.code;
  }
  return codes;
}

std::string with(const std::string& part, const std::string& from, const std::string& to) {
  return with_part(packed(region_parts()), part, from, to);
}

TEST(Reference, a_regions_document_gives_the_look) {
  const std::string reference = packed(region_parts());
  ASSERT_EQ(codes_of(reference), "");
  const Document document = sample_with_charts();
  const std::string bytes = render_docx(document, sample_pictures(), reference);
  std::string breaches;
  for (const std::string& each : broken_rules(bytes)) breaches += each + "\n";
  EXPECT_EQ(breaches, "");
  EXPECT_EQ(compare(figures_of(document, false), figures_in_docx(bytes), "the document"), "");

  Parts parts = parts_of(bytes);
  const std::string& text = parts["word/document.xml"];
  const std::string& styles = parts["word/styles.xml"];
  EXPECT_NE(text.find("<w:pStyle w:val=\"Rubrik1\"/>"), std::string::npos);
  EXPECT_NE(text.find("<w:rStyle w:val=\"Tal\"/>"), std::string::npos);
  EXPECT_NE(text.find("w:left=\"1700\""), std::string::npos);
  // Its `Caption` is another style than Word's caption: ours gets a name of its own.
  EXPECT_NE(text.find("<w:pStyle w:val=\"Caption2\"/>"), std::string::npos);
  // What it lacks comes in its font and colour, and all of it in one language.
  EXPECT_EQ(styles.find("Georgia"), std::string::npos);
  EXPECT_EQ(styles.find("9F1B32"), std::string::npos);
  EXPECT_NE(styles.find("00529B"), std::string::npos);
  EXPECT_EQ(styles.find("de-DE"), std::string::npos);
  EXPECT_NE(styles.find("<w:lang w:val=\"sv-SE\""), std::string::npos);
  // The header keeps its picture and gets the report's title.
  const std::string& header = parts["word/header1.xml"];
  EXPECT_NE(header.find("<w:t>" + document.title + "</w:t>"), std::string::npos);
  EXPECT_NE(header.find("<w:t>Region Exempel</w:t>"), std::string::npos);
  EXPECT_EQ(header.find("Dokument1"), std::string::npos);
  EXPECT_EQ(header.find("-mall"), std::string::npos);
  EXPECT_EQ(parts["word/media/look1.png"], "PNG");
  EXPECT_NE(parts["word/numbering.xml"].find("w:numId=\"7\""), std::string::npos);
  EXPECT_NE(parts["word/settings.xml"].find("evenAndOddHeaders"), std::string::npos);
}

TEST(Reference, a_report_of_ours_can_be_one) {
  const Document document = sample_with_charts();
  const std::string first = render_docx(document, sample_pictures(), {});
  EXPECT_EQ(codes_of(first), "");
  const std::string second = render_docx(document, sample_pictures(), first);
  std::string breaches;
  for (const std::string& each : broken_rules(second)) breaches += each + "\n";
  EXPECT_EQ(breaches, "");
  EXPECT_EQ(lines_of(first), lines_of(second));
  EXPECT_EQ(parts_of(first)["word/styles.xml"], parts_of(second)["word/styles.xml"]);
  EXPECT_EQ(parts_of(first)["word/header1.xml"], parts_of(second)["word/header1.xml"]);
}

TEST(Reference, what_is_no_word_document_is_told) {
  EXPECT_EQ(codes_of("Hej"), "report.reference_archive");
  EXPECT_EQ(codes_of(""), "report.reference_archive");
  EXPECT_EQ(codes_of("\xD0\xCF\x11\xE0 old"), "report.reference_archive");
  EXPECT_EQ(codes_of(packed({{"xl/workbook.xml", "<workbook/>"}})), "report.reference_archive");
  const std::string whole = packed(region_parts());
  EXPECT_EQ(codes_of(whole.substr(0, whole.size() / 2)), "report.reference_archive");
}

TEST(Reference, macros_are_refused) {
  Parts parts = region_parts();
  parts["word/vbaProject.bin"] = "x";
  EXPECT_EQ(codes_of(packed(parts)), "report.reference_macros");
  parts = region_parts();
  parts["[Content_Types].xml"] =
      "<Types><Override ContentType=\"application/vnd.ms-word.document."
      "macroEnabled.main+xml\"/></Types>";
  EXPECT_EQ(codes_of(packed(parts)), "report.reference_macros");
}

TEST(Reference, bombs_are_refused) {
  Parts parts = region_parts();
  parts["word/media/zeros.emf"] = std::string(std::size_t{101} << 20, '\0');
  const std::string bomb = packed(parts);
  EXPECT_LT(bomb.size(), 1u << 20);
  EXPECT_EQ(codes_of(bomb), "report.reference_too_large");
  EXPECT_EQ(codes_of(packed(region_parts()) + std::string(std::size_t{21} << 20, ' ')),
            "report.reference_archive");
  parts = region_parts();
  for (int i = 0; i < 2'001; ++i) parts["customXml/item" + std::to_string(i)] = "x";
  EXPECT_EQ(codes_of(packed(parts)), "report.reference_too_large");
}

TEST(Reference, broken_parts_are_told) {
  EXPECT_EQ(codes_of(with("word/styles.xml", "</w:styles>", "")), "report.reference_part");
  EXPECT_EQ(codes_of(with("word/document.xml", "<w:body>", "<w:body><")), "report.reference_part");
  EXPECT_EQ(codes_of(with("word/header1.xml", "<w:hdr", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:hdr")),
            "report.reference_part");
  EXPECT_EQ(
      codes_of(with("word/document.xml", "wordprocessingml/2006/main", "wordprocessingml/strict")),
      "report.reference_part");
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<w:p>";
  for (int i = 0; i < 200; ++i) deep += "</w:p>";
  EXPECT_EQ(codes_of(with("word/document.xml", "<w:body>", "<w:body>" + deep)),
            "report.reference_part");
  Parts parts = region_parts();
  parts.erase("word/styles.xml");
  EXPECT_EQ(codes_of(packed(parts)), "report.reference_part");
  parts = region_parts();
  parts["word/_rels/document.xml.rels"] = relations("");
  EXPECT_EQ(codes_of(packed(parts)), "report.reference_part");
}

TEST(Reference, headers_hold_text_and_pictures_only) {
  EXPECT_EQ(codes_of(with("word/_rels/header1.xml.rels", "image", "oleObject")),
            "report.reference_content");
  EXPECT_EQ(codes_of(with("word/_rels/header1.xml.rels", "vapen.png", "vapen.exe")),
            "report.reference_content");
  EXPECT_EQ(
      codes_of(with("word/_rels/header1.xml.rels", "Target=", "TargetMode=\"External\" Target=")),
      "report.reference_external");
}

TEST(Reference, a_page_has_room_for_text) {
  EXPECT_EQ(codes_of(with("word/document.xml", "w:left=\"1700\"", "w:left=\"9000\"")),
            "report.reference_page");
  EXPECT_EQ(codes_of(with("word/document.xml", "w:w=\"11906\"", "w:w=\"99999999999\"")),
            "report.reference_page");
  EXPECT_EQ(codes_of(with("word/document.xml", "w:left=\"1700\"", "w:left=\"-5\"")),
            "report.reference_page");
}

}  // namespace
}  // namespace redthread::report

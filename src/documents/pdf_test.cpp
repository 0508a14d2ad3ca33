// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "documents/pdf_page.hpp"
#include "documents/read.hpp"
#include "documents/test_tables.hpp"

namespace redthread::documents {
namespace {

using ::testing::ElementsAre;

/// A page from text as it looks: a character is 5 points wide, a line is 10 high and 14 from the
/// next; two blanks and more part words widely, `_` is a blank inside a cell.
PdfPage page_of(const std::string& drawn, int number = 1) {
  PdfPage page{number, {}};
  double top = 0;
  for (const std::string_view line : split(drawn, '\n')) {
    double left = 0;
    for (const std::string_view word : split(line, ' ')) {
      if (word.empty()) {
        left += 5;
        continue;
      }
      for (const std::string_view part : split(word, '_')) {
        const double width = 5.0 * static_cast<double>(character_count(part));
        if (!part.empty()) {
          page.words.push_back({left, top, left + width, top + 10.5, std::string(part)});
        }
        left += width;
      }
      left += 5.0 * static_cast<double>(split(word, '_').size() - 1) + 5;
    }
    top += 14;
  }
  return page;
}

std::string read(const std::string& drawn) {
  ReadDocument document;
  find_page_tables({page_of(drawn)}, document);
  return text_of(document);
}

TEST(PdfPage, RightAlignedFiguresUnderHeaders) {
  EXPECT_EQ(read("Text_that_is_no_table\n"
                 "\n"
                 "\n"
                 "\n"
                 "                       Utfall   Utfall\n"
                 "Post                     2023     2024   Avvikelse\n"
                 "Intäkter                3_224    3_103         121\n"
                 "varav_bidrag               24        –         -24\n"
                 "Summa                   3_248    3_103         -97\n"
                 "\n"
                 "More_text_with_12_figures.\n"),
            "[] \n1||Utfall|Utfall|\n2|Post|2023|2024|Avvikelse\n3|Intäkter|3 224|3 103|121\n"
            "4|varav bidrag|24|–|-24\n5|Summa|3 248|3 103|-97\n");
}

TEST(PdfPage, IndentsAndHeadingRowsAmongFigures) {
  EXPECT_EQ(
      read("Post                 2023     2024\n"
           "Intäkter\n"
           "  Bidrag               10       12\n"
           "  Avgifter              5        6\n"
           "Summa                  15       18\n"),
      "[] \n1|Post|2023|2024\n2|Intäkter||\n3|  Bidrag|10|12\n4|  Avgifter|5|6\n5|Summa|15|18\n");
}

TEST(PdfPage, HeadingOverTwoColumnsIsMerged) {
  EXPECT_EQ(read("                    Januari_till_april_2024\n"
                 "Post                 Utfall      Budget      Helår\n"
                 "Intäkter            123_456     234_567    999_999\n"
                 "Kostnader           123_456     234_567    999_999\n"),
            "[] \n1||Januari till april 2024|<Januari till april 2024|\n"
            "2|Post|Utfall|Budget|Helår\n3|Intäkter|123 456|234 567|999 999\n"
            "4|Kostnader|123 456|234 567|999 999\n");
}

TEST(PdfPage, TableGoesOnOnTheNextPage) {
  ReadDocument document;
  find_page_tables({page_of("Post        2024\na             10\nb             20\n", 1),
                    page_of("Post        2024\nSumma         30\n", 2)},
                   document);
  EXPECT_EQ(text_of(document), "[] \n1|Post|2024\n2|a|10\n3|b|20\n4|Summa|30\n");
  EXPECT_EQ(document.tables[0].rows[3].page, 2);
}

TEST(PdfPage, ContentsAndChartsAreNoTables) {
  EXPECT_EQ(read("Inledning        3\nEkonomi         12\nBilaga          40\n"), "");
  EXPECT_EQ(read("       Besök        100\n  Operationer   50\nÖvrigt              7\n"), "");
}

TEST(PdfPage, OtherLinesAreTextWithTheirPage) {
  ReadDocument document;
  find_page_tables({page_of("Resultatet_är_-475_mnkr.", 3)}, document);
  ASSERT_EQ(document.texts.size(), 1u);
  EXPECT_EQ(document.texts[0].text, "Resultatet är -475 mnkr.");
  EXPECT_EQ(document.texts[0].page, 3);
}

TEST(PdfTsv, LinesThatAreNotAsTheyShouldBeAreLeftOut) {
  const auto pages = pages_of_tsv(
      "level\tpage_num\n1\t1\t0\t0\t0\t0\t0\t0\t595\t842\t-1\t###PAGE###\n"
      "5\t1\t0\t0\t0\t0\t70\t74\t31\t9\t100\tord\n5\t1\t0\t0\t0\t0\tnan\t74\t31\t9\t100\tord\n"
      "5\t1\t0\n");
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].words.size(), 1u);
}

/// A PDF of one page, with what it shows.
std::string pdf_of(const std::string& content, const std::string& more = {},
                   const std::string& trailer = {}) {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font"
         "<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
         "4 0 obj<</Length " +
         std::to_string(content.size()) + ">>stream\n" + content + "\nendstream endobj\n" + more +
         "trailer<</Root 1 0 R" + trailer + ">>\n";
}

class Pdf : public ::testing::Test {
 protected:
  Told told(const std::string& bytes) {
    const std::string path = ::testing::TempDir() + "granska_test.pdf";
    write_file_atomically(path, bytes);
    Diagnostics diagnostics;
    document_ = read_pdf(path, diagnostics);
    return codes_of(diagnostics);
  }
  std::optional<ReadDocument> document_;
};

TEST_F(Pdf, TextIsRead) {
  const Told none = told(
      pdf_of("BT /F 10 Tf 1 0 0 1 50 700 Tm (Post) Tj 1 0 0 1 200 700 Tm (2024) Tj 1 0 0 1 50 686 "
             "Tm (a) Tj 1 0 0 1 200 686 Tm (10) Tj 1 0 0 1 50 672 Tm (b) Tj 1 0 0 1 200 672 Tm "
             "(20) Tj ET"));
  EXPECT_THAT(none, ElementsAre());
  ASSERT_TRUE(document_);
  EXPECT_EQ(text_of(*document_), "[] \n1|Post|2024\n2|a|10\n3|b|20\n");
}

TEST_F(Pdf, WhatCannotBeReadIsOneMessage) {
  EXPECT_THAT(told(pdf_of("0 0 100 100 re f")), ElementsAre("document.no_text"));
  EXPECT_THAT(told("not a PDF"), ElementsAre("document.damaged"));
}

TEST_F(Pdf, PasswordIsTold) {
  // Standard security handler with a user password: RC4, 40 bits.
  EXPECT_THAT(told(pdf_of("BT ET",
                          "5 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + std::string(64, '1') +
                              ">/U<" + std::string(64, '2') + ">>>endobj\n",
                          "/Encrypt 5 0 R/ID[<00><00>]")),
              ElementsAre("document.password"));
}

TEST_F(Pdf, ReaderThatIsNotInstalledIsTold) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Told none = told(pdf_of("BT ET"));
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_THAT(none, ElementsAre("document.reader_missing"));
}

TEST(ReadDocument, OtherKindsOfFilesAndFilesWithoutTablesAreTold) {
  Diagnostics old;
  EXPECT_FALSE(read_document("tabell.XLS", old));
  EXPECT_THAT(codes_of(old), ElementsAre("document.format"));
  Diagnostics missing;
  EXPECT_FALSE(read_document("no_such_file.pdf", missing));
  EXPECT_THAT(codes_of(missing), ElementsAre("file.missing"));
  const std::string path = ::testing::TempDir() + "granska_test.html";
  write_file_atomically(path, "<p>text");
  Diagnostics empty;
  EXPECT_TRUE(read_document(path, empty));
  EXPECT_THAT(codes_of(empty), ElementsAre("document.no_tables"));
}

}  // namespace
}  // namespace redthread::documents

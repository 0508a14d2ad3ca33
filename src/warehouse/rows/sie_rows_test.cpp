// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include "warehouse/rows/test_rows.hpp"

namespace redthread::warehouse {
namespace {

const std::string head =
    "#FLAGGA 0\n#PROGRAM \"Ekonomi\" 1.0\n#FORMAT PC8\n#GEN 20240401\n#SIETYP 4\n"
    "#FNAMN \"Region S\x94"
    "dra\"\n";

/// Reads vouchers behind a head that tells the encoding.
ReadRows read(const std::string& vouchers, const RowLimits& limits = {}) {
  return read_rows("2024-03.se", head + vouchers, limits);
}

/// What is told, without the file's name.
std::string told_of(const std::string& vouchers, const RowLimits& limits = {}) {
  std::string told = read(vouchers, limits).told;
  const std::string file = "data/contact/2024-03.se:";
  for (std::size_t at = told.find(file); at != std::string::npos; at = told.find(file)) {
    told.erase(at, file.size());
  }
  return told;
}

TEST(SieRows, GivesARowATransaction) {
  const ReadRows rows = read(
      "#RAR 0 20240101 20241231\n"
      "#DIM 1 \"Kostnadsst\x84lle\"\n#DIM 6 Projekt\n#OBJEKT 1 100 \"Akuten\"\n"
      "#KONTO 5010 \"Lokalhyra\"\n#IB 0 1910 1000.00\n#UB 0 1910 0.00\n#RES 0 5010 1250.00\n"
      "#PSALDO 0 202403 5010 {} 1250.00 0\n"
      "#VER A 12 20240301 \"Hyra mars\" 20240302\n"
      "{\n"
      "#TRANS 5010 {1 \"100\" 6 \"P1\"} 1250.00 20240305 \"Hyra \\\"Norr\\\" C:\\x\" 2\r\n"
      "\t#TRANS  1910 {}  -1250.00\n"
      "}\n"
      "#VER \"\" \"\" 20240302 {\n");
  EXPECT_EQ(rows.header, (std::vector<std::string>{"series", "voucher", "date", "account", "amount",
                                                   "text", "quantity", "dim_1", "dim_6"}));
  EXPECT_EQ(rows.format, "SIE 4E, code page 437, dim_1 = Kostnadsställe, dim_6 = Projekt");
  EXPECT_EQ(
      rows.rows,
      (Texts{{"A", "12", "2024-03-05", "5010", "1250.00", "Hyra \"Norr\" C:\\x", "2", "100", "P1"},
             {"A", "12", "2024-03-01", "1910", "-1250.00", "", "", "", ""}}));
  EXPECT_EQ(rows.lines, (std::vector<int>{18, 19}));
  EXPECT_EQ(rows.told,
            "data/contact/2024-03.se:21: error: the list of objects is not closed [rows.sie]\n"
            "   21 | #VER \"\" \"\" 20240302 {\n"
            "data/contact/2024-03.se: note: left aside, as they are no transactions: 1 #IB, 1 "
            "#PSALDO, 1 #RES, 1 #UB [rows.left_aside]\n");
}

TEST(SieRows, CountsAddedTransactionsOnceAndStruckOnesNever) {
  const ReadRows rows = read(
      "#VER A 1 20240301\n{\n"
      "#TRANS 1910 {} -100\n"
      "#RTRANS 5010 {} 100 20240301 \"\" 0 \"KL\"\n"
      "#TRANS 5010 {} 100 20240301 \"\" 0 \"KL\"\n"
      "#BTRANS 5020 {} 100 20240301 \"\" 0 \"KL\"\n}\n");
  ASSERT_EQ(rows.rows.size(), 2u);
  EXPECT_EQ(rows.rows[1][3], "5010");
  EXPECT_EQ(rows.told,
            "data/contact/2024-03.se: note: left aside, as they are no transactions: 1 #BTRANS, 1 "
            "#RTRANS [rows.left_aside]\n");
}

TEST(SieRows, TellsTheEncodingByItsBytes) {
  const std::string start = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n";
  const std::string end = "\" 0\n#TRANS 2 {} -1\n}\n";
  for (const auto& [encoding, text] : std::vector<std::pair<std::string, std::string>>{
           {"UTF-8", "vård på Åsen"},
           {"ISO-8859-1", "v\xE5rd p\xE5 \xC5sen"},
           {"code page 437", "v\x86rd p\x86 \x8Fsen"}}) {
    const ReadRows rows = read_rows(
        "2024-03.SI", start + "#VER A 1 20240301\n{\n#TRANS 1 {} 1 20240301 \"" + text + end);
    EXPECT_EQ(rows.format, "SIE 4I, " + encoding);
    ASSERT_EQ(rows.rows.size(), 2u) << rows.told;
    EXPECT_EQ(rows.rows[0][5], "vård på Åsen");
  }
  // Too few letters to tell: what the format says.
  const ReadRows rows =
      read_rows("2024-03.si", start + "#VER A 1 20240301\n{\n#TRANS 1 {} 1 20240301 \"k\x94" + end);
  EXPECT_EQ(rows.rows.at(0).at(5), "kö");
}

TEST(SieRows, AVoucherGoesInWholeOrNotAtAll) {
  EXPECT_EQ(told_of("#VER A 1 20240301\n{\n#TRANS 5010 {} 100.01\n#TRANS 1910 {} -100\n}\n"),
            "9: error: the voucher on line 7 does not sum to zero [rows.voucher]\n"
            "    9 | #TRANS 5010 {} 100.01\n"
            "10: error: the voucher on line 7 does not sum to zero [rows.voucher]\n"
            "   10 | #TRANS 1910 {} -100\n");
  EXPECT_EQ(told_of("#VER A 1 20240301\n{\n#TRANS 5010 {} 100\n#TRANS 1910 {} -1,5\n}\n"),
            "9: error: line 10 of its voucher cannot be read [rows.voucher]\n"
            "    9 | #TRANS 5010 {} 100\n"
            "  hint: a voucher goes in whole or not at all\n"
            "10: error: the amount is not a number with a decimal point, or too long [rows.sie]\n"
            "   10 | #TRANS 1910 {} -1,5\n");
  EXPECT_EQ(told_of("#VER A 1 20240301\n{\n#TRANS 5010 {} 0\n#VER A 2 20240301\n{\n"),
            "9: error: the voucher on line 7 is not closed [rows.voucher]\n"
            "    9 | #TRANS 5010 {} 0\n"
            "  hint: is the file cut short?\n"
            "10: error: the voucher on line 10 is not closed [rows.voucher]\n"
            "  hint: is the file cut short?\n");
}

TEST(SieRows, TellsLinesThatCannotBeRead) {
  const auto voucher = [](const std::string& line) {
    const std::string told = told_of("#VER A 1 20240301\n{\n" + line + "\n#TRANS 1 {} 0\n}\n");
    const std::size_t start = told.find("error: ");
    const std::size_t last = told.find("error: ", start + 1);
    EXPECT_NE(last, std::string::npos) << "the voucher's other row is bad as well";
    return told.substr(start + 7, told.find(" [rows.sie]") - start - 7);
  };
  EXPECT_EQ(voucher("#TRANS 1 {} 1 20240230"), "the date is not a day, written YYYYMMDD");
  EXPECT_EQ(voucher("#TRANS 1 {} 1 2024-03-01"), "the date is not a day, written YYYYMMDD");
  EXPECT_EQ(voucher("#TRANS 1 1"), "the #TRANS has no list of objects; an empty one is written {}");
  EXPECT_EQ(voucher("#TRANS"), "the #TRANS has no account");
  EXPECT_EQ(voucher("#TRANS 1 {} \"1"), "a quote is not closed");
  EXPECT_EQ(voucher("#TRANS 1 {1 \"1} 1"), "a quote is not closed");
  EXPECT_EQ(voucher("#TRANS 1 {1} 1"), "an object in the list has no dimension, or the other way");
  EXPECT_EQ(voucher("#TRANS 1 {1 a 1 b} 1"), "the list of objects names a dimension twice");
  EXPECT_EQ(voucher("#TRANS 1 {x a} 1"), "a dimension is not a number");
  EXPECT_EQ(voucher("#TRANS 1 {} {} 1"), "there are two lists of objects");
  EXPECT_EQ(voucher("TRANS 1 {} 1"), "the line does not start with `#`");
  EXPECT_EQ(voucher("#TRANS 1 {} 1 \x01"), "there is a control character");
  EXPECT_EQ(voucher("} x"), "there is text after a brace that stands alone");
  EXPECT_EQ(voucher("{"), "this brace opens no voucher");
  EXPECT_EQ(voucher("#TRANS 1 {} 1234567890123456789012345"),
            "the amount is not a number with a decimal point, or too long");
}

TEST(SieRows, TellsWhatIsOutsideVouchers) {
  EXPECT_EQ(told_of("#TRANS 1 {} 1\n"),
            "7: error: this #TRANS is in no voucher [rows.sie]\n"
            "    7 | #TRANS 1 {} 1\n"
            "  hint: it belongs inside { }\n");
  EXPECT_EQ(told_of("}\n"),
            "7: error: this brace closes no voucher [rows.sie]\n"
            "    7 | }\n");
  EXPECT_EQ(told_of("#VER A 1 \"\"\n{\n#TRANS 1 {} 0\n}\n"),
            "7: error: the voucher's date is not a day, written YYYYMMDD [rows.sie]\n"
            "    7 | #VER A 1 \"\"\n"
            "9: error: line 7 of its voucher cannot be read [rows.voucher]\n"
            "    9 | #TRANS 1 {} 0\n"
            "  hint: a voucher goes in whole or not at all\n");
}

TEST(SieRows, TellsOtherFiles) {
  const auto told = [](const std::string& text) {
    const std::string all = read_rows("2024-03.se", text).told;
    return all.substr(0, all.find('\n'));
  };
  const std::string file = "data/contact/2024-03.se: error: ";
  EXPECT_EQ(told("a,b\n1,2\n"),
            file + "this is not a SIE file: it has no line #FLAGGA [rows.format]");
  EXPECT_EQ(told("<?xml version=\"1.0\"?>\n"),
            file + "this is XML (SIE 5?), not SIE 4 [rows.format]");
  EXPECT_EQ(told("#FLAGGA 0\n#SIETYP 2\n"),
            file + "only SIE type 4 has vouchers; this is another type [rows.sie]");
  EXPECT_EQ(told("#FLAGGA 0\n"), file + "the SIE type is not told: there is no #SIETYP [rows.sie]");
  EXPECT_EQ(told(""), file + "the file is empty [csv.empty]");
  std::string large = head + "#VER A 1 20240301\n{\n";
  for (int i = 0; i < 9000; ++i) large += "#TRANS 1 {} 0\n";
  EXPECT_EQ(read_rows("2024-03.se", large, {.voucher = 1 << 20}).told,
            file + "the voucher on line 7 is larger than the limit of 1 MiB [rows.voucher]\n");
}

TEST(SieRows, PointsAtALine) {
  with_rows("2024-03.se", head + "#VER A 1 20240301\n{\n#TRANS 1 {} 0\n}\n",
            [](RowSource& source, RowBatch& batch) {
              ASSERT_EQ(batch.rows, 1u);
              Diagnostic item{.code = "x", .message = "m"};
              source.point(item, batch, 0, 3);
              EXPECT_EQ(to_text(item),
                        "data/contact/2024-03.se:9: error: m [x]\n    9 | #TRANS 1 {} 0\n");
            });
}

TEST(SieRows, ReadsManyVouchers) {
  std::string text = head;
  for (int i = 0; i < 20'000; ++i) {
    text += "#VER A " + std::to_string(i) +
            " 20240301\n{\n#TRANS 5010 {} 1.5\n#TRANS 1910 {} "
            "-1.5\n}\n";
  }
  const ReadRows rows = read_rows("2024-03.se", text);
  EXPECT_EQ(rows.told, "");
  ASSERT_EQ(rows.rows.size(), 40'000u);
  EXPECT_EQ(rows.rows.back()[1], "19999");
  EXPECT_EQ(rows.lines.back(), 6 + 19'999 * 5 + 4);
}

}  // namespace
}  // namespace redthread::warehouse

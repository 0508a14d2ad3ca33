// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "warehouse/rows/sheet_value.hpp"
#include "warehouse/rows/test_rows.hpp"

namespace redthread::warehouse {
namespace {

using Parts = std::map<std::string, std::string>;

/// A workbook part by part, with one sheet whose `sheetData` has these rows.
Parts workbook(const std::string& rows, const std::string& after = "") {
  const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return {
      {"_rels/.rels", "<Relationships><Relationship Id='r1' Type='" + types +
                          "officeDocument' Target='xl/workbook.xml'/></Relationships>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id='r1' Type='" + types +
           "worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='" + types +
           "sharedStrings' Target='/xl/sharedStrings.xml'/><Relationship Id='r3' Type='" + types +
           "styles' Target='styles.xml'/></Relationships>"},
      {"xl/workbook.xml",
       "<workbook xmlns:r='x'><sheets><sheet name='Blad1' sheetId='1' r:id='r1'/></sheets>"
       "</workbook>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>v\xC3\xA5rd &amp; omsorg</t></si><si><r><t>del</t></r><rPh><t>x</t></rPh>"
       "<r><t xml:space='preserve'> ett</t></r></si></sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd;@'/>"
       "<numFmt numFmtId='165' formatCode='[h]:mm:ss'/>"
       "<numFmt numFmtId='166' formatCode='#,##0.00 &quot;dagar&quot;'/></numFmts>"
       "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
       "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='14'/></cellXfs>"
       "</styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<?xml version='1.0'?><worksheet><sheetData>" + rows +
                                       "</sheetData>" + after + "</worksheet>"}};
}

std::string zipped(const Parts& parts) {
  const TestFile file("2024-03.xlsx");
  int error = 0;
  zip_t* archive = zip_open(file.path().c_str(), ZIP_CREATE, &error);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    zip_file_add(archive, name.c_str(), source, 0);
  }
  zip_close(archive);
  return file.bytes();
}

ReadRows read(const Parts& parts, const RowLimits& limits = {}) {
  return read_rows("2024-03.xlsx", zipped(parts), limits);
}

/// What is told, without the file's name.
std::string told_of(const Parts& parts, const RowLimits& limits = {}) {
  std::string told = read(parts, limits).told;
  const std::string file = "data/contact/2024-03.xlsx:";
  for (std::size_t at = told.find(file); at != std::string::npos; at = told.find(file)) {
    told.erase(at, file.size());
  }
  return told;
}

std::string row_xml(const std::string& cells) { return "<row>" + cells + "</row>"; }
std::string inline_text(const std::string& text) {
  return "<c t='inlineStr'><is><t>" + text + "</t></is></c>";
}
const std::string two_columns = row_xml(inline_text("a") + inline_text("b"));

TEST(XlsxRows, GivesTextsAsCsvWouldHaveThem) {
  const ReadRows rows = read(workbook(
      row_xml("<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>" + inline_text("c")) +
      "<row r='2'><c r='A2' s='1'><v>45352</v></c><c r='B2' s='1'><v>45352.354166666664</v></c>"
      "<c r='C2' s='2'><v>1.0833333333333333</v></c></row>"
      "<row r='3'><c r='A3'><v>0.30000000000000004</v></c><c r='B3'><v>1E-5</v></c>"
      "<c r='C3' s='3'><v>1234.5</v></c></row>"
      "<row r='4'><c r='A4' t='b'><v>1</v></c><c r='C4' t='str'><f>A1</f><v>x</v></c></row>"
      "<row r='5'><c r='A5'><f>1+1</f><v>2</v></c><c r='B5' t='d'><v>2024-03-01T00:00:00</v></c>"
      "<c r='C5'><v>1234567890123456789</v></c></row>"));
  EXPECT_EQ(rows.told, "");
  EXPECT_EQ(rows.format, "Excel, sheet `Blad1`");
  EXPECT_EQ(rows.header, (std::vector<std::string>{"vård & omsorg", "del ett", "c"}));
  EXPECT_EQ(rows.rows, (Texts{{"2024-03-01", "2024-03-01T08:30:00", "26:00:00"},
                              {"0.3", "0.00001", "1234.5"},
                              {"true", "", "x"},
                              {"2", "2024-03-01", "1234567890123456789"}}));
  EXPECT_EQ(rows.lines, (std::vector<int>{2, 3, 4, 5}));
}

TEST(XlsxRows, ReadsWhatExcelWrites) {
  const TestFile file("2024-03.xlsx");
  lxw_workbook* book = workbook_new(file.path().c_str());
  lxw_worksheet* hidden = workbook_add_worksheet(book, "Noter");
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Rader");
  worksheet_hide(hidden);
  worksheet_activate(sheet);
  worksheet_set_first_sheet(sheet);
  lxw_format* day = workbook_add_format(book);
  format_set_num_format(day, "yyyy-mm-dd");
  // The table need not begin in A1.
  worksheet_write_string(sheet, 2, 1, "datum", nullptr);
  worksheet_write_string(sheet, 2, 2, "antal", nullptr);
  lxw_datetime date{2024, 2, 29, 0, 0, 0};
  worksheet_write_datetime(sheet, 3, 1, &date, day);
  worksheet_write_number(sheet, 3, 2, 12.5, nullptr);
  worksheet_write_blank(sheet, 4, 1, day);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  const ReadRows rows = read_rows_file(file.path());
  EXPECT_EQ(rows.told, "");
  EXPECT_EQ(rows.format, "Excel, sheet `Rader`");
  EXPECT_EQ(rows.rows, (Texts{{"2024-02-29", "12.5"}}));
  EXPECT_EQ(rows.lines, (std::vector<int>{4}));
}

TEST(XlsxRows, TellsWhatCostsARow) {
  EXPECT_EQ(told_of(workbook(two_columns +
                             "<row r='2'><c r='A2' t='e'><v>#DIV/0!</v></c></row>"
                             "<row r='3'><c r='B3'><f>A1+1</f></c></row>"
                             "<row r='4'><c r='A4'><v>1</v></c><c r='C4'><v>1</v></c></row>"
                             "<row r='7'><c r='A7' s='1'><v>60</v></c></row>"
                             "<row r='8'><c r='A8' t='s'><v>7</v></c></row>"
                             "<row r='9'><c r='A9'><v>x</v></c></row>"
                             "<row r='10'><c r='A10'><v>1</v></c></row>" +
                             row_xml(inline_text("a_x0001_")))),
            "2:1: error: A2: the cell has an error in place of a value [rows.cell]\n"
            "  hint: correct its formula, or empty it\n"
            "3:2: error: B3: the cell has a formula that was never computed [rows.cell]\n"
            "  hint: open the file in Excel and save it, so that the formulas' values are in it\n"
            "4:3: error: C4: the cell has a value, and its column has no name [rows.cell]\n"
            "  hint: remove it, or name its column in the header\n"
            "5:1: error: there is an empty row between rows [csv.blank_line]\n"
            "  hint: remove it\n"
            "7:1: error: A7: the cell is shown as a day or time, and its number is none "
            "[rows.cell]\n"
            "8:1: error: A8: the cell's text is not in the file [rows.cell]\n"
            "9:1: error: A9: the cell's number is not a number [rows.cell]\n"
            "11:1: error: A11: there is a control character (U+0001) [rows.cell]\n");
}

/// The first diagnostic's message and code.
std::string fault_of(const Parts& parts, const RowLimits& limits = {}) {
  const std::string told = told_of(parts, limits);
  const std::size_t start = told.find("error: ");
  if (start == std::string::npos) return told;
  return told.substr(start + 7, told.find('\n', start) - start - 7);
}

constexpr const char* damaged =
    "the Excel file cannot be read: it is damaged, cut short, or not all there [rows.xlsx]";

TEST(XlsxRows, TellsWhatCostsTheFile) {
  EXPECT_EQ(fault_of(workbook("")), "the sheet `Blad1` is empty [csv.empty]");
  EXPECT_EQ(fault_of(workbook(row_xml(inline_text("a") + "<c/>" + inline_text("c")))),
            "column 2 has no name [rows.header]");
  EXPECT_EQ(fault_of(workbook(row_xml(inline_text("a") + inline_text("a")))),
            "column `a` is already column 1 [rows.header]");
  EXPECT_EQ(fault_of(workbook(two_columns, "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>")),
            "the cells A2:A3 are merged, so that rows lack values that they seem to have "
            "[rows.merged_cells]");
  EXPECT_EQ(fault_of(workbook(two_columns + "<row r='1'><c><v>1</v></c></row>")), damaged);
  EXPECT_EQ(fault_of(workbook(two_columns + "<row r='2'><c r='B2'><v>1</v></c><c r='A2'/></row>")),
            damaged);
  EXPECT_EQ(fault_of(workbook("<row><c></row>")), damaged);
  EXPECT_EQ(fault_of(workbook("&unknown;")), damaged);
  for (const char* part : {"xl/workbook.xml", "_rels/.rels", "xl/styles.xml",
                           "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}) {
    Parts parts = workbook(two_columns);
    parts[part] = parts[part].substr(0, parts[part].size() - 3);
    EXPECT_EQ(fault_of(parts), damaged) << part;
    parts.erase(part);
    EXPECT_EQ(fault_of(parts), damaged) << part;
  }
  Parts hidden = workbook(two_columns);
  hidden["xl/workbook.xml"] =
      "<workbook xmlns:r='x'><sheets><sheet name='a' state='hidden' r:id='r1'/></sheets>"
      "</workbook>";
  EXPECT_EQ(fault_of(hidden), "the Excel file has no visible sheet [rows.sheets]");
  Parts several = workbook(two_columns);
  several["xl/workbook.xml"] =
      "<workbook xmlns:r='x'><sheets><sheet name='a' r:id='r1'/><sheet name='b' r:id='r1'/>"
      "</sheets></workbook>";
  EXPECT_EQ(told_of(several),
            " warning: there are 2 visible sheets; only the first, `a`, is read [rows.sheets]\n"
            "  hint: put all rows in one sheet, or hide the others\n");
}

TEST(XlsxRows, TellsOtherFiles) {
  const auto told = [](const std::string& bytes) {
    const std::string all = read_rows("2024-03.xlsx", bytes).told;
    return all.substr(0, all.find('\n'));
  };
  const std::string file = "data/contact/2024-03.xlsx: error: ";
  EXPECT_EQ(told("a,b\n"), file + "this is not an Excel file [rows.format]");
  EXPECT_EQ(told("\xD0\xCF\x11\xE0"),
            file + "this is an old Excel file (xls), or one with a password [rows.format]");
  const std::string whole = zipped(workbook(two_columns));
  EXPECT_EQ(told(whole.substr(0, whole.size() / 2)), file + damaged);
  EXPECT_EQ(told(zipped({{"a.txt", "x"}})), file + damaged);
}

TEST(XlsxRows, IsSafeFromBombs) {
  Parts bomb = workbook(two_columns);
  bomb["xl/styles.xml"] = "<styleSheet>" + std::string(20u << 20, ' ') + "</styleSheet>";
  EXPECT_EQ(fault_of(bomb),
            "a part of the Excel file unpacks to more than 16 MiB, or to more than 400 times its "
            "size [rows.too_large]");
  bomb["xl/styles.xml"] = "<styleSheet>" + std::string(4u << 20, ' ') + "</styleSheet>";
  EXPECT_NE(fault_of(bomb).find("[rows.too_large]"), std::string::npos);
  Parts entities = workbook(two_columns);
  entities["xl/sharedStrings.xml"] =
      "<!DOCTYPE s [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
  EXPECT_EQ(fault_of(entities), damaged);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<x>";
  EXPECT_EQ(fault_of(workbook(deep)), damaged);
  EXPECT_EQ(
      fault_of(workbook(two_columns + row_xml(inline_text(std::string(5000, 'x')))), {.row = 1000}),
      damaged);
}

TEST(XlsxRows, SurvivesAnyChangedByte) {
  const std::string whole = zipped(workbook(two_columns + row_xml(inline_text("x"))));
  for (std::size_t at = 0; at < whole.size(); at += 5) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x15);
    read_rows("2024-03.xlsx", changed);
  }
}

TEST(SheetValue, KnowsFormatsOfDays) {
  for (const char* code :
       {"yyyy-mm-dd", "d/m/yy", "[$-41D]d mmmm yyyy;@", "mmm", "yy\\-mm hh:mm"}) {
    EXPECT_EQ(format_of(code), SheetNumber::date) << code;
  }
  for (const char* code : {"hh:mm", "[h]:mm:ss", "mm:ss.0", "[mm]:ss"}) {
    EXPECT_EQ(format_of(code), SheetNumber::time) << code;
  }
  for (const char* code : {"General", "0.00", "#,##0\\ \"dagar\"", "[Red]0", "0.00E+00", "@",
                           "_-* #,##0\\ \"kr\"_-", "General\" st\""}) {
    EXPECT_EQ(format_of(code), SheetNumber::plain) << code;
  }
}

TEST(SheetValue, CountsDaysAsExcelDoes) {
  EXPECT_EQ(sheet_date("1", false), "1900-01-01");
  EXPECT_EQ(sheet_date("59", false), "1900-02-28");
  EXPECT_EQ(sheet_date("60", false), std::nullopt) << "1900-02-29 never was";
  EXPECT_EQ(sheet_date("61", false), "1900-03-01");
  EXPECT_EQ(sheet_date("45351", false), "2024-02-29");
  EXPECT_EQ(sheet_date("43889", true), "2024-02-29");
  EXPECT_EQ(sheet_date("45351.999999", false), "2024-03-01") << "rounded to the second";
  EXPECT_EQ(sheet_date("2958466", false), std::nullopt);
  EXPECT_EQ(sheet_date("-1", false), std::nullopt);
  EXPECT_EQ(sheet_time("0.3125"), "07:30:00");
}

TEST(SheetValue, DecodesCharactersThatXmlCannotHave) {
  EXPECT_EQ(sheet_text("a_x000D_b_x00E4_"), "a\rbä");
  EXPECT_EQ(sheet_text("_x005F_x0041_"), "_x0041_");
  EXPECT_EQ(sheet_text("_x00_xD800__x12"), "_x00_xD800__x12");
}

TEST(SheetValue, NamesCells) {
  EXPECT_EQ(cell_name(5, 1), "A5");
  EXPECT_EQ(cell_name(1, 28), "AB1");
  EXPECT_EQ(cell_place("XFD7")->column, 16384);
  EXPECT_FALSE(cell_place("XFE7"));
  EXPECT_FALSE(cell_place("7"));
  EXPECT_FALSE(cell_place("A0"));
}

RC_GTEST_PROP(XlsxRows, AnyTableComesBackAsItself, ()) {
  const auto piece = rc::gen::weightedElement<std::string>({{8, "vård"},
                                                            {2, "😀"},
                                                            {2, "<&>\"'"},
                                                            {2, " "},
                                                            {1, "\n"},
                                                            {1, "\t"},
                                                            {1, "_x00"},
                                                            {1, "\r"},
                                                            {1, "]]>"},
                                                            {3, "12.5"}});
  const auto text =
      rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(piece)),
                   [](const std::vector<std::string>& parts) {
                     std::string all;
                     for (const auto& part : parts) all += part;
                     return all;
                   });
  const Texts table =
      *rc::gen::container<Texts>(rc::gen::container<std::vector<std::string>>(3, text));
  const TestFile file("2024-03.xlsx");
  lxw_workbook_options options{};
  options.constant_memory = *rc::gen::arbitrary<bool>() ? LXW_TRUE : LXW_FALSE;  // inline texts
  lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  for (std::size_t i = 0; i < 3; ++i) {
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i),
                           ("fält" + std::to_string(i)).c_str(), nullptr);
  }
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (std::size_t i = 0; i < 3; ++i) {
      worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i),
                             table[row][i].c_str(), nullptr);
    }
  }
  RC_ASSERT(workbook_close(book) == LXW_NO_ERROR);
  const ReadRows rows = read_rows_file(file.path());
  RC_ASSERT(rows.told == "");
  RC_ASSERT(rows.rows == table);
}

}  // namespace
}  // namespace redthread::warehouse

// SPDX-License-Identifier: Apache-2.0
// Damaged deliveries that are no text: Excel and Parquet. What is told of each stands in
// tests/damaged_deliveries/xlsx.txt and parquet.txt.
#include <map>

#include <duckdb.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "damaged_region.hpp"

namespace redthread::product {
namespace {

using Parts = std::map<std::string, std::string>;

const std::string sheet_file = "data/contact/2024-02.xlsx";
const std::string parquet_file = "data/contact/2024-02.parquet";

/// `bytes` with those at `at` replaced.
std::string patched(std::string bytes, std::size_t at, const std::string& with) {
  return bytes.replace(at, with.size(), with);
}

std::string zipped(const Parts& parts) {
  const TemporaryFolder folder;
  const std::string path = folder.path("book.zip");
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &error);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    zip_file_add(archive, name.c_str(), source, 0);
  }
  zip_close(archive);
  return read_file(path);
}

std::string cell(const std::string& text) {
  return "<c t='inlineStr'><is><t>" + text + "</t></is></c>";
}

std::string row(const std::string& cells) { return "<row>" + cells + "</row>"; }

/// A contact whose date is this cell.
std::string contact(const std::string& date, const std::string& key = "x1",
                    const std::string& unit = "MED") {
  return row(cell(key) + date + cell(unit) + cell("A") + cell("distans") + "<c><v>10</v></c>");
}

const std::string heads = row(cell("contact_id") + cell("Datum") + cell("Enhet") + cell("person") +
                              cell("form") + cell("minutes"));
/// 2024-02-01, in a cell of the style that is a day.
const std::string day = "<c s='1'><v>45323</v></c>";

/// A workbook with one sheet of these rows.
Parts book(const std::string& rows, const std::string& after = "") {
  const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return {{"_rels/.rels", "<Relationships><Relationship Id='r1' Type='" + types +
                              "officeDocument' Target='xl/workbook.xml'/></Relationships>"},
          {"xl/_rels/workbook.xml.rels",
           "<Relationships><Relationship Id='r1' Type='" + types +
               "worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r3' Type='" + types +
               "styles' Target='styles.xml'/></Relationships>"},
          {"xl/workbook.xml",
           "<workbook xmlns:r='x'><sheets><sheet name='Blad1' sheetId='1' r:id='r1'/></sheets>"
           "</workbook>"},
          {"xl/styles.xml",
           "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
          {"xl/worksheets/sheet1.xml", "<?xml version='1.0'?><worksheet><sheetData>" + rows +
                                           "</sheetData>" + after + "</worksheet>"}};
}

Parts without(Parts parts, const std::string& name) {
  parts.erase(name);
  return parts;
}

Parts with(Parts parts, const std::string& name, const std::string& text) {
  parts[name] = text;
  return parts;
}

TEST(DamagedDeliveries, Xlsx) {
  const Parts good = book(heads + contact(day));
  const std::string bytes = zipped(good);
  const auto of = [](const std::string& rows) { return zipped(book(heads + rows)); };
  expect_refused(
      {
          {"empty_file", sheet_file, ""},
          {"cut_short", sheet_file, bytes.substr(0, bytes.size() / 2)},
          {"a_byte_is_changed", sheet_file, patched(bytes, bytes.find("sheet1.xml") + 60, "#")},
          {"with_a_password", sheet_file,
           "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0')},
          {"text_with_a_wrong_name", sheet_file, "contact_id;Datum\n"},
          {"another_kind_of_archive", sheet_file, zipped({{"word/document.xml", "<document/>"}})},
          {"no_sheet_in_it", sheet_file, zipped(without(good, "xl/worksheets/sheet1.xml"))},
          {"a_sheet_that_is_no_xml", sheet_file,
           zipped(with(good, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"))},
          {"a_bomb", sheet_file, of(std::string(80u << 20, ' '))},
          {"entities_that_grow", sheet_file,
           zipped(with(good, "xl/worksheets/sheet1.xml",
                       "<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'xxxxxxxx'>"
                       "<!ENTITY b '&a;&a;&a;&a;'>]><worksheet><sheetData><row><c t='inlineStr'>"
                       "<is><t>&b;</t></is></c></row></sheetData></worksheet>"))},
          {"an_empty_sheet", sheet_file, zipped(book(""))},
          {"a_formula_that_was_never_computed", sheet_file, of(contact("<c><f>TODAY()</f></c>"))},
          {"an_error_for_a_value", sheet_file, of(contact("<c t='e'><v>#N/A</v></c>"))},
          {"merged_cells", sheet_file,
           zipped(book(heads + contact(day) + contact(day, "x2"),
                       "<mergeCells><mergeCell ref='C2:C3'/></mergeCells>"))},
          {"a_day_that_excel_made_up", sheet_file, of(contact("<c s='1'><v>60</v></c>"))},
          {"a_day_beyond_the_calendar", sheet_file, of(contact("<c s='1'><v>9999999</v></c>"))},
          {"a_day_before_the_calendar", sheet_file, of(contact("<c s='1'><v>-5</v></c>"))},
          {"a_day_as_a_plain_number", sheet_file, of(contact("<c><v>45323</v></c>"))},
          {"a_day_in_the_future", sheet_file, of(contact("<c s='1'><v>47880</v></c>"))},
          {"a_unit_that_was_closed", sheet_file, of(contact(day, "x1", "GML"))},
          {"a_value_beside_the_table", sheet_file,
           of(row(cell("x1") + day + cell("MED") + cell("A") + cell("distans") + cell("1") +
                  cell("obs!")))},
          {"an_empty_row_in_between", sheet_file,
           of("<row r='2'></row>" + contact(day) + "<row r='9'>" + cell("x2") + "</row>")},
          {"a_text_that_is_not_in_the_book", sheet_file, of(contact("<c t='s'><v>7</v></c>"))},
      },
      "xlsx.txt");
}

/// What a query gives as a Parquet file, written by an engine that may do that.
std::string parquet(const std::string& select, const std::string& options = "") {
  const TemporaryFolder folder;
  const std::string path = folder.path("rows.parquet");
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  EXPECT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  EXPECT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  const std::string sql = "COPY (" + select + ") TO '" + path + "' (FORMAT parquet" + options + ")";
  duckdb_result result;
  EXPECT_EQ(duckdb_query(connection, sql.c_str(), &result), DuckDBSuccess)
      << duckdb_result_error(&result);
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  return read_file(path);
}

/// A contact with this date and these values after it.
std::string contact_query(const std::string& date, const std::string& rest = "",
                          const std::string& unit = "'MED'") {
  return "SELECT 'x1' AS contact_id, " + date + " AS \"Datum\", " + unit +
         " AS \"Enhet\", 'A' AS person, 'distans' AS form, 10.0 AS minutes" + rest;
}

TEST(DamagedDeliveries, Parquet) {
  const std::string day_sql = "DATE '2024-02-01'";
  const std::string good = parquet(contact_query(day_sql));
  const std::string many = parquet(
      "SELECT 'x' || i AS contact_id, DATE '2024-02-01' AS \"Datum\", 'MED' AS \"Enhet\", "
      "'P' || i AS person, 'distans' AS form, i / 10 AS minutes FROM range(20000) r(i)",
      ", ROW_GROUP_SIZE 4096");
  const std::size_t footer = good.size() - 8;  // then its length, and PAR1
  expect_refused(
      {
          {"empty_file", parquet_file, ""},
          {"its_mark_alone", parquet_file, "PAR1PAR1"},
          {"cut_short_in_the_rows", parquet_file, many.substr(0, many.size() / 3)},
          {"cut_short_by_a_byte", parquet_file, good.substr(0, good.size() - 1)},
          {"another_file_at_its_end", parquet_file, good + "contact_id;Datum\n"},
          {"text_with_a_wrong_name", parquet_file, "contact_id;Datum\n"},
          {"with_a_key", parquet_file, "PARE" + good.substr(4, good.size() - 8) + "PARE"},
          {"a_footer_that_is_longer_than_the_file", parquet_file,
           patched(good, footer, std::string("\xFF\xFF\xFF\x7F", 4))},
          {"a_footer_of_no_bytes", parquet_file, patched(good, footer, std::string(4, '\0'))},
          {"a_footer_of_noise", parquet_file,
           patched(good, good.size() / 2, std::string(good.size() / 2 - 8, '\xA5'))},
          {"pages_of_noise", parquet_file, patched(many, 64, std::string(4096, '\xA5'))},
          {"lists_and_parts", parquet_file,
           parquet(contact_query(day_sql, ", [1, 2] AS l, {'a': 1} AS s"))},
          {"a_list_for_a_value", parquet_file, parquet(contact_query(day_sql, "", "['MED']"))},
          {"instants_for_days", parquet_file,
           parquet(contact_query("TIMESTAMPTZ '2024-02-01 00:00:00+01'"))},
          {"days_as_texts", parquet_file, parquet(contact_query("'01/02/2024'"))},
          {"days_as_numbers", parquet_file, parquet(contact_query("20240201"))},
          {"a_moment_for_a_day", parquet_file,
           parquet(contact_query("TIMESTAMP '2024-02-01 08:30:00'"))},
          {"bytes_for_a_text", parquet_file, parquet(contact_query(day_sql, "", "'MED'::BLOB"))},
          {"no_date", parquet_file, parquet(contact_query("NULL::DATE"))},
          {"a_column_is_missing", parquet_file,
           parquet("SELECT 'x1' AS contact_id, 'MED' AS \"Enhet\"")},
          {"a_day_in_the_future", parquet_file, parquet(contact_query("DATE '2031-02-01'"))},
          {"a_unit_that_was_closed", parquet_file, parquet(contact_query(day_sql, "", "'GML'"))},
          {"a_number_that_is_none", parquet_file,
           parquet("SELECT * REPLACE ('nan'::DOUBLE AS minutes) FROM (" + contact_query(day_sql) +
                   ")")},
          {"a_key_twice", parquet_file,
           parquet(contact_query(day_sql) + " UNION ALL " + contact_query(day_sql))},
          {"a_huge_cell", parquet_file,
           parquet("SELECT * REPLACE (repeat('x', 3000000) AS person) FROM (" +
                   contact_query(day_sql) + ")")},
      },
      "parquet.txt");
}

TEST(DamagedDeliveries, OddBinaryAndTakenIn) {
  const std::string none = contact_query("DATE '2024-02-01'") + " LIMIT 0";
  expect_taken_in(
      {
          {"parquet_without_rows", parquet_file, parquet(none)},
          {"xlsx_without_rows", sheet_file, zipped(book(heads))},
          {"xlsx_with_a_formulas_kept_value", sheet_file,
           zipped(book(heads + contact("<c s='1'><f>DATE(2024,2,1)</f><v>45323</v></c>")))},
      },
      "taken_in_binary.txt");
}

}  // namespace
}  // namespace redthread::product

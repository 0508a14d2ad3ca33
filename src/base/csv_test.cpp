// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include "base/messages.hpp"
#include "base/text.hpp"

namespace redthread {
namespace {

using namespace std::string_literals;

const CsvColumns columns = {.required = {"period", "unit", "value"}, .optional = {"note"}};

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::optional<CsvTable>& table) {
  Rows rows;
  if (!table) return rows;
  for (const CsvRow& row : table->rows) rows.push_back(row.fields);
  return rows;
}

/// Rows of a text that has nothing wrong.
Rows read_clean(std::string_view text) {
  Diagnostics diagnostics;
  const auto table = read_csv(text, "visits.csv", columns, diagnostics);
  EXPECT_EQ(to_text(diagnostics), "");
  EXPECT_TRUE(table);
  return rows_of(table);
}

/// `code line:column` of all that is told, a line each.
std::string told(std::string_view text, const CsvLimits& limits = {},
                 std::optional<CsvTable>* table = nullptr) {
  Diagnostics diagnostics;
  auto read = read_csv(text, "visits.csv", columns, diagnostics, limits);
  if (table != nullptr) *table = std::move(read);
  std::string all;
  for (const Diagnostic& item : diagnostics.items()) {
    all += item.code + " " + std::to_string(item.span.line) + ":" +
           std::to_string(item.span.column) + "\n";
  }
  return all;
}

std::string text_of(std::string_view text) {
  Diagnostics diagnostics;
  read_csv(text, "visits.csv", columns, diagnostics);
  return to_text(diagnostics);
}

// What is read ------------------------------------------------------------------------------------

TEST(CsvTest, reads_rows) {
  const Rows expected = {{"2024-04", "vc_kusten", "47.6"}, {"2024-05", "vc_å", ""}};
  EXPECT_EQ(read_clean("period,unit,value\n2024-04,vc_kusten,47.6\n2024-05,vc_å,\n"), expected);
  EXPECT_EQ(read_clean("period,unit,value\r\n2024-04,vc_kusten,47.6\r\n2024-05,vc_å,\r\n"),
            expected);
  EXPECT_EQ(read_clean("\xEF\xBB\xBFperiod,unit,value\n2024-04,vc_kusten,47.6\n2024-05,vc_å,"),
            expected);
  EXPECT_EQ(read_clean("period,unit,value\n2024-04,vc_kusten,47.6\n2024-05,vc_å,\n\r\n\n"),
            expected)
      << "blank lines at the end";
}

TEST(CsvTest, reads_quoted_fields) {
  EXPECT_EQ(
      read_clean(
          "period,unit,value\n\"a,b\",\"say \"\"hej\"\"\",\"\"\n\"\n\",\"x\r\ny\",\"\"\"\"\n"),
      (Rows{{"a,b", "say \"hej\"", ""}, {"\n", "x\r\ny", "\""}}));
}

TEST(CsvTest, a_header_alone_is_an_empty_table) {
  EXPECT_EQ(read_clean("period,unit,value"), Rows{});
  EXPECT_EQ(read_clean("value,note,unit,period\n"), Rows{}) << "any order, optional columns too";
}

TEST(CsvTest, knows_where_fields_are) {
  std::optional<CsvTable> table;
  EXPECT_EQ(told("\xEF\xBB\xBFperiod,unit,value\n\n", {}, &table), "");
  EXPECT_EQ(told("period,unit,value\nåäö,\"b\",c\n\"två\nrader\",\"x\ny\",z\n", {}, &table), "");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->column("value"), 2u);
  EXPECT_EQ(table->column("note"), std::nullopt);
  const auto place = [&](std::size_t row, std::size_t field) {
    const Span span = table->span(table->rows[row], field);
    return std::to_string(span.line) + ":" + std::to_string(span.column) + "+" +
           std::to_string(span.length);
  };
  EXPECT_EQ(place(0, 0), "2:1+3");
  EXPECT_EQ(place(0, 1), "2:5+1");
  EXPECT_EQ(place(0, 2), "2:9+1");
  EXPECT_EQ(place(1, 0), "3:1+3");
  EXPECT_EQ(place(1, 1), "4:8+1") << "on the row's second line";
  EXPECT_EQ(place(1, 2), "5:4+1");
  EXPECT_EQ(excerpt_of(table->source, 4), "rader\",\"x");
}

// What is told ------------------------------------------------------------------------------------

const std::string good = "period,unit,value\n";

struct Case {
  const char* name;
  std::string text;
  std::string told;
  std::size_t rows;  ///< rows that can still be used
  bool usable = true;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"no bytes", "", "csv.empty 0:0\n", 0, false},
      {"only a byte order mark", "\xEF\xBB\xBF", "csv.empty 0:0\n", 0, false},
      {"only blank lines", "\r\n\n \n", "csv.empty 0:0\n", 0, false},
      {"a spreadsheet", "PK\x03\x04\x14", "csv.binary 0:0\n", 0, false},
      {"an old spreadsheet", "\xD0\xCF\x11\xE0\xA1", "csv.binary 0:0\n", 0, false},
      {"a NUL byte", good + "a,b,c\na,\0,c\n"s, "csv.binary 3:3\n", 0, false},
      {"a NUL byte in the header", "a\0b\n"s, "csv.binary 1:2\n", 0, false},
      {"UTF-16 with a mark", "\xFF\xFEp\0e\0"s, "csv.encoding 0:0\n", 0, false},
      {"UTF-16 without a mark", "\0p\0e"s, "csv.encoding 0:0\n", 0, false},
      {"Windows-1252", good + "a,l\xE4kare,1\nb,v\xE5rd,2\nc,d,3\n", "csv.encoding 2:4\n", 1},
      {"Windows-1252 in the header", "period,unit,v\xE4rde\na,b,c\n", "csv.encoding 1:14\n", 0,
       false},
      {"a control character", good + "a,\x1A,c\nd,e,f\n", "csv.control_character 2:3\n", 1},
      {"a lone carriage return", good + "a,b,c\rd,e,f\ng,h,i\n", "csv.line_end 2:6\n", 1},
      {"only carriage returns", "period,unit,value\ra,b,c\r", "csv.line_end 1:18\n", 0, false},
      {"semicolons", "period;unit;value\na;b;1,5\n", "csv.separator 1:7\n", 0, false},
      {"tabs", "period\tunit\tvalue\n", "csv.separator 1:7\n", 0, false},
      {"semicolons and Windows-1252", "period;unit;value\na;\xE5;1\n",
       "csv.separator 1:7\ncsv.encoding 2:3\n", 0, false},
      {"a blank first line", "\n" + good, "csv.blank_line 1:1\n", 0, false},
      {"a blank line between rows", good + "a,b,c\n\n\nd,e,f\n", "csv.blank_line 3:1\n", 2},
      {"too few fields", good + "a,b\nd,e,f\n", "csv.column_count 2:4\n", 1},
      {"too many fields", good + "å,b,1,5\nd,e,f\n", "csv.column_count 2:7\n", 1},
      {"an unknown column", "period,unit,value,notes\na,b,c,d\n", "csv.unknown_column 1:19\n", 1},
      {"a column without a name", "period,unit,value,\na,b,c,\n", "csv.unknown_column 1:19\n", 1},
      {"the same column twice", "period,unit,value,unit\na,b,c,d\n", "csv.duplicate_column 1:19\n",
       1},
      {"a missing column", "period,value\na,b\nc\n",
       "csv.missing_column 1:1\ncsv.column_count 3:2\n", 0, false},
      {"a quote inside a field", good + "a,24\" x,c\nd,e,f\n", "csv.quote 2:5\n", 1},
      {"text after a closing quote", good + "a,\"b\"x,c\nd,e,f\n", "csv.text_after_quote 2:6\n", 1},
      {"a quote that never closes", good + "a,b,c\nå,\"d,e\nf,g,h\n",
       "csv.unterminated_quote 3:3\n", 2},
      {"a stray quote that meets another", good + "a,\"b,c\nd,e,f\ng,\"h\",i\nj,k,l\n",
       "csv.text_after_quote 4:4\n", 3},
      {"a quote at the very end", good + "a,b,\"", "csv.unterminated_quote 2:5\n", 0},
  };
  return all;
}

TEST(CsvTest, tells_what_is_wrong_and_where) {
  for (const Case& example : cases()) {
    std::optional<CsvTable> table;
    EXPECT_EQ(told(example.text, {}, &table), example.told) << example.name;
    EXPECT_EQ(table.has_value(), example.usable) << example.name;
    EXPECT_EQ(rows_of(table).size(), example.rows) << example.name;
  }
}

TEST(CsvTest, every_code_that_is_told_is_listed_and_every_listed_code_is_told) {
  std::set<std::string> listed;
  for (const MessageCode& message : csv_messages) listed.insert(message.code);
  std::set<std::string> seen = {"csv.line_too_long", "csv.too_many_errors"};  // tested below
  for (const Case& example : cases()) {
    for (const auto line : split(trim(example.told), '\n')) {
      seen.emplace(line.substr(0, line.find(' ')));
    }
  }
  EXPECT_EQ(seen, listed);
}

TEST(CsvTest, texts) {
  EXPECT_EQ(text_of(good + "a,l\xE4kare,1\nb,v\xE5rd,2\n"),
            "visits.csv:2:4: error: byte 0xE4 is not UTF-8; in Windows-1252 it is `ä`; 1 more line "
            "with such bytes [csv.encoding]\n"
            "    2 | a,l\uFFFDkare,1\n"
            "      |    ^\n"
            "  hint: save the file as UTF-8 (in Excel: `CSV UTF-8`)\n"
            "1 error\n");
  EXPECT_EQ(text_of("period;unit;value\n"),
            "visits.csv:1:7: error: the columns are separated by semicolons, not commas "
            "[csv.separator]\n"
            "    1 | period;unit;value\n"
            "      |       ^\n"
            "  hint: save the file as comma-separated, with a decimal point in numbers\n"
            "1 error\n");
  EXPECT_EQ(text_of("perod,unit,value\n"),
            "visits.csv:1:1: error: unknown column `perod` [csv.unknown_column]\n"
            "    1 | perod,unit,value\n"
            "      | ^~~~~\n"
            "  hint: did you mean `period`?\n"
            "visits.csv:1:1: error: column `period` is missing [csv.missing_column]\n"
            "    1 | perod,unit,value\n"
            "      | ^~~~~~~~~~~~~~~~\n"
            "2 errors\n");
  EXPECT_EQ(text_of(good + "2024-04,vc_kusten,12,5\n"),
            "visits.csv:2:22: error: expected 3 fields, found 4 [csv.column_count]\n"
            "    2 | 2024-04,vc_kusten,12,5\n"
            "      |                      ^\n"
            "  hint: put a value with a comma in quotes, and write decimals with a point\n"
            "1 error\n");
  EXPECT_EQ(text_of("PK\x03\x04"),
            "visits.csv: error: this looks like a spreadsheet (xlsx, ods) or a zip file, not CSV "
            "[csv.binary]\n"
            "  hint: open it and save it as CSV with UTF-8\n"
            "1 error\n");
}

TEST(CsvTest, a_byte_that_windows_1252_lacks_is_not_explained) {
  EXPECT_NE(text_of(good + "a,\x81,1\n").find("byte 0x81 is not UTF-8 [csv.encoding]"),
            std::string::npos);
  EXPECT_NE(text_of(good + "a,\x80,1\n").find("it is `€`"), std::string::npos);
}

// Limits ------------------------------------------------------------------------------------------

TEST(CsvTest, reading_stops_after_so_many_errors) {
  std::string text = good;
  for (int i = 0; i < 1000; ++i) text += "a,b\n";
  const std::string all = told(text, {.errors = 3});
  EXPECT_EQ(all,
            "csv.column_count 2:4\ncsv.column_count 3:4\ncsv.column_count 4:4\n"
            "csv.too_many_errors 0:0\n");
}

TEST(CsvTest, reading_stops_at_a_line_over_the_limit) {
  const CsvLimits limits{.line_bytes = 20};
  std::optional<CsvTable> table;
  EXPECT_EQ(told(good + "a,b,c\n" + std::string(21, 'x') + "\nd,e,f\n", limits, &table),
            "csv.line_too_long 3:1\n");
  EXPECT_EQ(rows_of(table).size(), 1u);
  EXPECT_EQ(told(good + "a,b," + std::string(16, 'x') + "\r\n", limits), "") << "just at the limit";
  EXPECT_EQ(told(good + "a,b," + std::string(16, 'x'), limits), "");
  EXPECT_EQ(told(good + "a,b," + std::string(17, 'x'), limits), "csv.line_too_long 2:1\n");
}

TEST(CsvTest, a_quoted_field_over_the_limit_is_a_quote_that_never_closes) {
  std::string text = good + "a,\"b,c\n";
  for (int i = 0; i < 20; ++i) text += "d,e,f\n";
  std::optional<CsvTable> table;
  EXPECT_EQ(told(text + "g,\"h\",i\n", {.line_bytes = 50}, &table), "csv.unterminated_quote 2:3\n");
  EXPECT_EQ(rows_of(table).size(), 21u) << "reading goes on after the stray quote";
}

TEST(CsvTest, a_file_over_the_limit_is_too_large) {
  EXPECT_EQ(told(good, {.file_bytes = 10}), "file.too_large 0:0\n");
}

TEST(CsvTest, a_line_of_200_megabytes_is_rejected_promptly) {
  const std::string text = good + std::string(200u << 20, 'x');
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(told(text), "csv.line_too_long 2:1\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

// Files -------------------------------------------------------------------------------------------

TEST(CsvFileTest, reads_a_file_and_tells_of_it_by_the_name_to_show) {
  std::string folder = (std::filesystem::temp_directory_path() / "redthread_csv_XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/visits.csv";
  std::ofstream(path, std::ios::binary) << "\xEF\xBB\xBFperiod,unit,value\na,b,c\nd\n";
  Diagnostics diagnostics;
  const auto table = read_csv_file(path, "deliveries/visits.csv", columns, diagnostics);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->file, "deliveries/visits.csv");
  EXPECT_EQ(rows_of(table), (Rows{{"a", "b", "c"}}));
  EXPECT_EQ(table->source, "period,unit,value\na,b,c\nd\n");
  EXPECT_EQ(diagnostics.items().front().span.file, "deliveries/visits.csv");

  EXPECT_FALSE(read_csv_file(folder + "/no.csv", "deliveries/no.csv", columns, diagnostics));
  EXPECT_EQ(diagnostics.items().back().code, "file.missing");
  EXPECT_FALSE(read_csv_file(folder, "deliveries", columns, diagnostics));
  EXPECT_EQ(diagnostics.items().back().code, "file.unreadable");
  EXPECT_FALSE(
      read_csv_file(path, "deliveries/visits.csv", columns, diagnostics, {.file_bytes = 9}));
  EXPECT_EQ(diagnostics.items().back().code, "file.too_large");
  const auto start =
      read_csv_file(path, "deliveries/visits.csv", columns, diagnostics, {.line_bytes = 5});
  EXPECT_FALSE(start);
  EXPECT_EQ(diagnostics.items().back().code, "csv.line_too_long");
  std::filesystem::remove_all(folder);
}

// Properties --------------------------------------------------------------------------------------

/// Any text that a field can hold.
std::string any_field() {
  static const std::vector<std::string> parts = {"a",    "å", ",", "\"", "\n",
                                                 "\r\n", ";", " ", "1",  "€"};
  std::string field;
  for (const std::string& part :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts))) {
    field += part;
  }
  return field;
}

std::string in_quotes(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

RC_GTEST_PROP(CsvProperty, quoted_fields_read_back, ()) {
  Rows rows;
  std::string text = good;
  const int count = *rc::gen::inRange(0, 10);
  const std::string end = *rc::gen::element<std::string>("\n", "\r\n");
  for (int i = 0; i < count; ++i) {
    rows.push_back({any_field(), any_field(), any_field()});
    text += in_quotes(rows.back()[0]) + "," + in_quotes(rows.back()[1]) + "," +
            in_quotes(rows.back()[2]) + end;
  }
  Diagnostics diagnostics;
  const auto table = read_csv(text, "f.csv", columns, diagnostics);
  RC_ASSERT(diagnostics.empty());
  RC_ASSERT(rows_of(table) == rows);
  // Every place points at the quote that opens its field.
  for (const CsvRow& row : table->rows) {
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const Span span = table->span(row, i);
      const std::string line = excerpt_of(table->source, span.line, 100000);
      std::size_t offset = 0;
      for (int at = 1; at < span.column; ++at) offset += character_at(line, offset).bytes;
      RC_ASSERT(line.at(offset) == '"');
    }
  }
}

RC_GTEST_PROP(CsvProperty, a_broken_text_never_gives_a_broken_table, ()) {
  static const std::vector<std::string> parts = {
      "a", ",",       ",",   "\"", "\n", "\n", "\r", "\xE5", "å", "period,unit,value\n",
      ";", "a,b,c\n", "\x1A"};
  std::string text = *rc::gen::element<std::string>("", good, good);
  for (const std::string& part :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts))) {
    text += part;
  }
  Diagnostics diagnostics;
  const CsvLimits limits{.line_bytes = *rc::gen::inRange<std::size_t>(20, 100), .errors = 5};
  const auto table = read_csv(text, "f.csv", columns, diagnostics, limits);
  RC_ASSERT(table.has_value() || diagnostics.has_errors());
  if (!table) return;
  for (const CsvRow& row : table->rows) {
    RC_ASSERT(row.fields.size() == table->header.size());
    RC_ASSERT(row.columns.size() == table->header.size());
    RC_ASSERT(row.lines.empty() || row.lines.size() == table->header.size());
    for (const std::string& field : row.fields) RC_ASSERT(is_valid_utf8(field));
  }
  RC_ASSERT(is_valid_utf8(to_text(diagnostics)));
}

TEST(CsvTest, somebody_elses_table_may_have_any_columns) {
  Diagnostics diagnostics;
  const auto table = read_csv("a,,a\n1,2,3\n", "x.csv",
                              {.required = {}, .optional = {}, .any = true}, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  ASSERT_TRUE(table);
  EXPECT_EQ(table->header, (std::vector<std::string>{"a", "", "a"}));
  EXPECT_EQ(table->rows.size(), 1u);
}

}  // namespace
}  // namespace redthread

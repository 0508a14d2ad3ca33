// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/encoding.hpp"
#include "base/text.hpp"
#include "warehouse/rows/test_rows.hpp"

namespace redthread::warehouse {
namespace {

using namespace std::string_literals;

/// Reads text as the file `data/contact/2024-03.csv`.
ReadRows read(const std::string& text, const RowLimits& limits = {}) {
  return read_rows("2024-03.csv", text, limits);
}

const Texts plain = {{"2024-03-01", "NORR", "3"}, {"2024-03-02", "SYD", "4"}};

TEST(CsvRows, ReadsPlainRows) {
  const ReadRows rows = read("date,unit,count\n2024-03-01,NORR,3\r\n2024-03-02,SYD,4");
  EXPECT_EQ(rows.told, "");
  EXPECT_EQ(rows.format, "CSV, comma, UTF-8");
  EXPECT_EQ(rows.header, (std::vector<std::string>{"date", "unit", "count"}));
  EXPECT_EQ(rows.rows, plain);
  EXPECT_EQ(rows.lines, (std::vector<int>{2, 3}));
}

TEST(CsvRows, TellsTheSeparatorFromTheRows) {
  EXPECT_EQ(read("a;b\n1,5;2,5\n").format, "CSV, semicolon, UTF-8");
  EXPECT_EQ(read("a;b,c;d\n1;2;3\n4;5;6\n").format, "CSV, semicolon, UTF-8");
  EXPECT_EQ(read("a\tb\n1;2\t3\n").format, "CSV, tab, UTF-8");
  EXPECT_EQ(read("a|b\n1|2\n").format, "CSV, vertical bar, UTF-8");
  EXPECT_EQ(read("code\nNORR\nSYD\n").format, "CSV, one column, UTF-8");
  EXPECT_EQ(read("sep=;\na;b\n1;2\n").rows, (Texts{{"1", "2"}}));
  EXPECT_EQ(read("sep=;\r\na;b\r\n1;2\r\n").lines, (std::vector<int>{3}));
  EXPECT_EQ(read("\"a,b\";c\n\"1,2\";3\n").header, (std::vector<std::string>{"a,b", "c"}));
}

TEST(CsvRows, UnquotesValues) {
  const ReadRows rows =
      read("text,note\n\"Kalle, \"\"Ö\"\"\",\"\"\n\"two\nlines\",x\nplain,\"q\"\r\n");
  EXPECT_EQ(rows.told, "");
  EXPECT_EQ(rows.rows, (Texts{{"Kalle, \"Ö\"", ""}, {"two\nlines", "x"}, {"plain", "q"}}));
  EXPECT_EQ(rows.lines, (std::vector<int>{2, 3, 5}));
}

TEST(CsvRows, ReadsTheEncodingsOfSwedishSystems) {
  const Texts swedish = {{"Södra Åsen", "på kö"}};
  for (const auto& [encoding, text] : std::vector<std::pair<std::string, std::string>>{
           {"UTF-8", "namn;text\nSödra Åsen;på kö\n"},
           {"UTF-8", "\xEF\xBB\xBFnamn;text\nSödra Åsen;på kö\n"},
           {"ISO-8859-1",
            "namn;text\nS\xF6"
            "dra \xC5sen;p\xE5 k\xF6\n"},
           {"code page 437",
            "namn;text\nS\x94"
            "dra \x8Fsen;p\x86 k\x94\n"}}) {
    const ReadRows rows = read(text);
    EXPECT_EQ(rows.format, "CSV, semicolon, " + encoding);
    EXPECT_EQ(rows.told, "");
    EXPECT_EQ(rows.rows, swedish) << encoding;
    EXPECT_EQ(rows.header.at(0), "namn");
  }
  const ReadRows windows = read(
      "namn;text\nS\xF6"
      "dra \x80;5\x96"
      "10\n");
  EXPECT_EQ(windows.format, "CSV, semicolon, Windows-1252");
  EXPECT_EQ(windows.rows, (Texts{{"Södra €", "5–10"}}));
}

/// UTF-16 of text in the Basic Multilingual Plane or beyond.
std::string utf16(const std::string& text, bool little, bool mark) {
  std::string bytes;
  const auto unit = [&](char32_t value) {
    const char low = static_cast<char>(value & 0xFF);
    const char high = static_cast<char>(value >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  };
  if (mark) unit(0xFEFF);
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes;
    if (character.code_point < 0x10000) {
      unit(character.code_point);
    } else {
      unit(0xD800 + ((character.code_point - 0x10000) >> 10));
      unit(0xDC00 + ((character.code_point - 0x10000) & 0x3FF));
    }
  }
  return bytes;
}

TEST(CsvRows, ReadsUtf16) {
  for (const bool little : {true, false}) {
    for (const bool mark : {true, false}) {
      const ReadRows rows = read(utf16("namn\tantal\nSödra 😀\t3\n", little, mark));
      EXPECT_EQ(rows.format, "CSV, tab, UTF-16");
      EXPECT_EQ(rows.rows, (Texts{{"Södra 😀", "3"}})) << rows.told;
    }
  }
  EXPECT_EQ(read(utf16("a;b\n1;2\n", true, true) + "x").told,
            "data/contact/2024-03.csv: error: the file begins as UTF-16 and does not go on so "
            "[rows.encoding]\n"
            "  hint: save the file as UTF-8 (in Excel: `CSV UTF-8`)\n");
}

TEST(CsvRows, TellsWhatCostsARow) {
  EXPECT_EQ(read("date,unit,count\n"
                 "2024-03-01,NORR\n"
                 "2024-03-01,NORR,3,5,\n"
                 "2024-03-01,NO\"RR,3\n"
                 "2024-03-01,\"NORR\"x,3\n"
                 "2024-03-01,NO\x01RR,3\n"
                 "2024-03-01,NO\rRR,3\n"
                 "\n"
                 "2024-03-02,SYD,4\n"
                 "2024-03-01,\"NORR,3\n"
                 "\n\n")
                .told,
            "data/contact/2024-03.csv:2:16: error: expected 3 fields, found 2 [csv.column_count]\n"
            "    2 | 2024-03-01,NORR\n"
            "      |                ^\n"
            "data/contact/2024-03.csv:3:19: error: expected 3 fields, found 5 [csv.column_count]\n"
            "    3 | 2024-03-01,NORR,3,5,\n"
            "      |                   ^\n"
            "  hint: put a value with a comma in quotes\n"
            "data/contact/2024-03.csv:4:14: error: there is a quote inside a field that does not "
            "start with one [csv.quote]\n"
            "    4 | 2024-03-01,NO\"RR,3\n"
            "      |              ^\n"
            "  hint: write the field in quotes and double the quotes inside it\n"
            "data/contact/2024-03.csv:5:18: error: there is text after the closing quote "
            "[csv.text_after_quote]\n"
            "    5 | 2024-03-01,\"NORR\"x,3\n"
            "      |                  ^\n"
            "  hint: double the quotes that belong to the value\n"
            "data/contact/2024-03.csv:6:14: error: there is a control character (U+0001) "
            "[csv.control_character]\n"
            "    6 | 2024-03-01,NO\xEF\xBF\xBDRR,3\n"
            "      |              ^\n"
            "  hint: remove it; only tabs are allowed\n"
            "data/contact/2024-03.csv:7:14: error: there is a lone carriage return "
            "[csv.line_end]\n"
            "    7 | 2024-03-01,NO\xEF\xBF\xBDRR,3\n"
            "      |              ^\n"
            "  hint: end lines with LF or CRLF\n"
            "data/contact/2024-03.csv:8:1: error: there is a blank line between rows "
            "[csv.blank_line]\n"
            "  hint: remove it\n"
            "data/contact/2024-03.csv:10:12: error: this quoted field is never closed "
            "[csv.unterminated_quote]\n"
            "   10 | 2024-03-01,\"NORR,3\n"
            "      |            ^\n"
            "  hint: a quote inside a value is written twice\n");
}

TEST(CsvRows, GoesOnAfterABadRow) {
  EXPECT_EQ(read("a,b\n1,2\n1\n\"x\n3,4\n").rows, (Texts{{"1", "2"}, {"3", "4"}}));
}

/// The only diagnostic's first line, without the file's name.
std::string told_of(const std::string& text, const RowLimits& limits = {}) {
  const std::string told = read(text, limits).told;
  const std::string file = "data/contact/2024-03.csv";
  return told.substr(file.size(), told.find('\n') - file.size());
}

TEST(CsvRows, TellsWhatCostsTheFile) {
  EXPECT_EQ(told_of(""), ": error: the file is empty [csv.empty]");
  EXPECT_EQ(told_of("\xFF\xFE"), ": error: the file is empty [csv.empty]");
  EXPECT_EQ(told_of(" \n\n"), ": error: the file is empty [csv.empty]");
  EXPECT_EQ(told_of("\na,b\n"), ":1:1: error: the first line is blank [csv.blank_line]");
  EXPECT_EQ(told_of("PK\x03\x04rest"),
            ": error: this looks like a spreadsheet (xlsx, ods) or a zip file, not text "
            "[rows.format]");
  EXPECT_EQ(told_of("a,,c\n1,2,3\n"), ":1:3: error: column 2 has no name [rows.header]");
  EXPECT_EQ(told_of("a,b,a\n1,2,3\n"), ":1:5: error: column `a` is already column 1 [rows.header]");
  EXPECT_EQ(told_of("a,b,c\n", {.columns = 2}),
            ":1:5: error: there are 3 columns; the limit is 2 [rows.header]");
  EXPECT_EQ(told_of("a,b;c\n"),
            ":1: error: it cannot be told what separates the columns [rows.separator]");
  EXPECT_EQ(told_of("a,\"b\n"),
            ":1:3: error: this quoted field is never closed "
            "[csv.unterminated_quote]");
  EXPECT_EQ(told_of("a,\"b\nc\"d,e\n"),
            ":2:3: error: there is text after the closing quote [csv.text_after_quote]");
  EXPECT_EQ(told_of("a,b\nx,\x94\n"),
            ": error: the letters may be Windows-1252 or code page 437; there are too few of them "
            "to tell [rows.encoding]");
}

TEST(CsvRows, TellsWhereAnotherEncodingBegins) {
  EXPECT_EQ(read("namn,antal\nSödra,3\nVästra,3\nN\xF6rra,4\nÖstra,4\n").told,
            "data/contact/2024-03.csv:4:2: error: byte 0xF6 is not UTF-8, which the rest of the "
            "file is in [rows.encoding_mixed]\n"
            "    4 | N\xEF\xBF\xBDrra,4\n"
            "      |  ^\n"
            "  hint: the file was put together from parts in different encodings; save all of it "
            "as UTF-8\n");
  EXPECT_EQ(read("namn,antal\nS\xF6"
                 "dra,3\nV\xE4stra,3\nNörra,4\n")
                .told.substr(0, 113),
            "data/contact/2024-03.csv:4:2: error: byte 0xC3 is not ISO-8859-1, which the rest of "
            "the file is in [rows.encoding");
  EXPECT_NE(read("namn,antal\nS\xF6"
                 "dra,3\nV\xE4stra,3\nN\x94rra,4\n")
                .told.find("4:2: error: byte 0x94 is not Windows-1252"),
            std::string::npos);
  EXPECT_NE(read("namn,antal\nS\x94"
                 "dra,3\nV\x84stra,3\nN\xF6rra,4\n")
                .told.find("4:2: error: byte 0xF6 is not code page 437"),
            std::string::npos);
  // Far behind what the encoding was told from; no rows are left.
  std::string far = "namn,antal\nSödra,3\n";
  while (far.size() < (1u << 20)) far += "NORR,3\n";
  const ReadRows rows = read(far + "N\xF6rra,4\n", {.text_sample = 1000});
  EXPECT_NE(rows.told.find("error: byte 0xF6 is not UTF-8"), std::string::npos) << rows.told;
}

TEST(CsvRows, RefusesAnEndlessLineWithoutReadingIt) {
  const RowLimits small = {.row = 1000};
  EXPECT_EQ(told_of("a,b\n1,2\n" + std::string(5000, 'x') + "\n", small),
            ":3:1: error: the line is longer than the limit of 1000 bytes; reading stops here "
            "[csv.line_too_long]");
  EXPECT_EQ(told_of(std::string(5000, 'x'), small),
            ":1:1: error: the line is longer than the limit of 1000 bytes; reading stops here "
            "[csv.line_too_long]");
  std::string many = "a,b\n1,\"2\n";
  for (int i = 0; i < 200; ++i) many += "3,4,5,6,7,8\n";
  EXPECT_EQ(told_of(many, small),
            ":2:3: error: this quoted field is not closed within 1000 bytes "
            "[csv.unterminated_quote]");
}

TEST(CsvRows, PointsAtAField) {
  with_rows("2024-03.csv", "a;b\n1;2\n\"x\ny\";\"åäö\";\n\"x\ny\";\"å \"\"ö\"\"\"\n",
            [](RowSource& source, RowBatch& batch) {
              ASSERT_EQ(batch.rows, 2u);
              const Span span = source.span(batch, 1, 1);
              EXPECT_EQ(span.line, 6);
              EXPECT_EQ(span.column, 4);
              EXPECT_EQ(span.length, 9);
              Diagnostic item{.code = "x", .message = "m"};
              source.point(item, batch, 1, 1);
              EXPECT_EQ(to_text(item),
                        "data/contact/2024-03.csv:6:4: error: m [x]\n"
                        "    6 | y\";\"å \"\"ö\"\"\"\n"
                        "      |    ^~~~~~~~~\n");
            });
}

TEST(CsvRows, ReadsBatchesOfAnySize) {
  std::string text = "number;text\n";
  Texts expected;
  for (int i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i);
    const std::string word(static_cast<std::size_t>(i % 97), 'x');
    text += number + ";" + (i % 7 == 0 ? "\"" + word + "\"\"\n\"" : word) + "\n";
    expected.push_back({number, i % 7 == 0 ? word + "\"\n" : word});
  }
  const ReadRows rows = read(text);
  EXPECT_EQ(rows.told, "");
  EXPECT_EQ(rows.rows, expected);
  EXPECT_EQ(read(text, {.row = 300}).rows, expected) << "blocks of 300 bytes";
}

/// A table's texts: what an encoding can hold, with everything that needs quotes.
rc::Gen<Texts> tables(std::size_t columns) {
  const auto piece = rc::gen::weightedElement<std::string>({{8, "vård"},
                                                            {4, "Öst"},
                                                            {2, "é"},
                                                            {3, "a"},
                                                            {2, ","},
                                                            {2, ";"},
                                                            {1, "\t"},
                                                            {1, "|"},
                                                            {2, "\""},
                                                            {1, "\n"},
                                                            {1, "\r\n"},
                                                            {2, " "},
                                                            {3, "12.5"}});
  const auto text = rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                                 [](const std::vector<std::string>& parts) {
                                   std::string all;
                                   for (const auto& part : parts) all += part;
                                   return all;
                                 });
  return rc::gen::container<Texts>(rc::gen::container<std::vector<std::string>>(columns, text));
}

std::string encoded(const std::string& text, Encoding encoding) {
  if (!is_single_byte(encoding)) return text;
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes;
    unsigned byte = character.code_point < 0x80 ? static_cast<unsigned>(character.code_point) : 0;
    for (unsigned high = 0x80; byte == 0 && high < 0x100; ++high) {
      const char32_t there = encoding == Encoding::code_page_437 ? code_page_437_character(high)
                                                                 : windows_1252_character(high);
      if (there == character.code_point) byte = high;
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

RC_GTEST_PROP(CsvRows, AnyTableComesBackAsItself, ()) {
  const std::size_t columns = *rc::gen::inRange<std::size_t>(2, 5);
  const Texts table = *tables(columns);
  const char separator = *rc::gen::element(',', ';', '\t', '|');
  const Encoding encoding =
      *rc::gen::element(Encoding::utf8, Encoding::iso_8859_1, Encoding::code_page_437);
  const std::string end = *rc::gen::element("\n", "\r\n");
  const auto block = *rc::gen::element<std::size_t>(std::size_t{1} << 20, 2000);
  std::string text;
  // Names that settle separator and encoding, as real headers do.
  for (std::size_t i = 0; i < columns; ++i) {
    text += (i > 0 ? std::string(1, separator) : "") + "fält" + std::to_string(i);
  }
  text += end;
  for (const auto& row : table) {
    std::string line;
    for (std::size_t i = 0; i < columns; ++i) {
      if (i > 0) line += separator;
      std::string value = row[i];
      const bool needs = value.find_first_of(",;\t|\"\r\n") != std::string::npos;
      if (needs || *rc::gen::arbitrary<bool>()) {
        std::string doubled;
        for (const char c : value) doubled += c == '"' ? "\"\"" : std::string(1, c);
        value = '"' + doubled + '"';
      }
      line += value;
    }
    text += line + end;
  }
  const ReadRows rows = read(encoded(text, encoding), {.row = block});
  RC_ASSERT(rows.told == "");
  RC_ASSERT(rows.rows == table);
  RC_ASSERT(rows.format.ends_with(name(encoding)));
}

}  // namespace
}  // namespace redthread::warehouse

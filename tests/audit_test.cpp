// SPDX-License-Identifier: Apache-2.0
// Granska as a person runs it: what it prints, what a script reads, and how it ends.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "product.hpp"

namespace redthread::product {
namespace {

using Json = nlohmann::json;

const std::string consistent =
    "rad,post,utfall,budget,avvikelse,avvikelse_pct\n"
    "1,Läkarbesök,1200,1100,100,9.1\n"
    "2,Sjukvårdande,3450,3600,-150,-4.2\n"
    "3,Operationer,820,799,21,2.6\n"
    "4,Vårddagar,5104,5000,104,2.1\n"
    "5,Summa,10574,10499,75,0.7\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

class Audit : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    write_file(folder_.path(name), text);
    return folder_.path(name);
  }
  TemporaryFolder folder_;
};

TEST_F(Audit, ConsistentTableIsNotAccused) {
  const auto result = redthread({"audit", file("a.csv", consistent)});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(result.out, "1 tabell, 0 fel, 0 kan förklaras, 0 avrundningar\n");
}

TEST_F(Audit, WrongFigureIsToldWithPlaceRuleAndFormula) {
  const auto result =
      redthread({"audit", file("a.csv", replaced(consistent, "104,2.1", "104,-2.1"))});
  EXPECT_EQ(result.code, 1);
  for (const char* part :
       {"a.csv:5", "Vårddagar", "avvikelse_pct", "-2.1", "fel tecken", "104 / 5000 * 100",
        "avvikelse_pct = avvikelse i procent av budget (4/1)",
        "1 tabell, 1 fel, 0 kan förklaras, 0 avrundningar"}) {
    EXPECT_NE(result.out.find(part), std::string::npos) << part << '\n' << result.out;
  }
}

TEST_F(Audit, WrongInputOfSeveralRulesIsBlamedOnce) {
  const auto result =
      redthread({"audit", "--json", file("a.csv", replaced(consistent, "5104,5000", "5140,5000"))});
  EXPECT_EQ(result.code, 1);
  const Json json = Json::parse(result.out);
  ASSERT_EQ(json["errors"], 1);
  const Json& finding = json["findings"][0];
  EXPECT_EQ(finding["line"], 5);
  EXPECT_EQ(finding["row"], "Vårddagar");
  EXPECT_EQ(finding["column"], "utfall");
  EXPECT_EQ(finding["printed"], "5140");
  EXPECT_EQ(finding["expected"], "5104");
  EXPECT_EQ(finding["severity"], "error");
  for (const char* key : {"file", "rule", "formula", "confidence"}) {
    EXPECT_TRUE(finding.contains(key)) << key;
  }
}

TEST_F(Audit, SameFigureInTwoTablesIsCompared) {
  const std::string a = file("a.csv", consistent);
  const std::string b = file("b.csv", replaced(consistent, "820,799,21,2.6", "860,839,21,2.5"));
  const Json json = Json::parse(redthread({"audit", "--json", a, b}).out);
  bool compared = false;
  for (const Json& each : json["findings"]) {
    compared = compared || (each.contains("other") && each["row"] == "Operationer");
  }
  EXPECT_TRUE(compared) << json.dump(1);
}

TEST_F(Audit, UnreadableFileIsToldAndTheOthersGoOn) {
  const std::string good = file("a.csv", replaced(consistent, "104,2.1", "104,3.1"));
  const std::string bad = file("b.csv", std::string("PK\x03\x04\0\0", 6));
  const auto result = redthread({"audit", bad, good, folder_.path("none.csv")});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("csv.binary"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("file.missing"), std::string::npos) << result.err;
  EXPECT_NE(result.out.find("1 tabell, 1 fel"), std::string::npos) << result.out;
  const Json json = Json::parse(redthread({"audit", "--json", bad, good}).out);
  EXPECT_EQ(json["diagnostics"].size(), 1u);
  EXPECT_EQ(json["errors"], 1);
}

TEST_F(Audit, ColumnsCanBeNamed) {
  const std::string path = file("a.csv", replaced(consistent, "104,2.1", "104,3.1"));
  const Json json = Json::parse(redthread({"audit", "--json", "--label", "rad", path}).out);
  EXPECT_EQ(json["findings"][0]["row"], "4");
  const auto wrong = redthread({"audit", "--label", "posst", path});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("did you mean `post`"), std::string::npos) << wrong.err;
}

TEST_F(Audit, TextIsComparedWithItsTables) {
  const std::string page =
      file("a.html",
           "<p>Resultatet blev 457,0 mnkr.</p>\n<table><caption>Belopp i mnkr</caption>"
           "<tr><th>Post<th>Utfall<tr><td>Resultat<td>475,0<tr><td>Kostnader<td>3 699,1</table>");
  const auto result = redthread({"audit", "--json", page});
  EXPECT_EQ(result.code, 1) << result.err;
  const Json finding = Json::parse(result.out)["findings"][0];
  EXPECT_EQ(finding["printed"], "457,0 mnkr");
  EXPECT_EQ(finding["expected"], "475,0");
  EXPECT_EQ(finding["line"], 1);
  EXPECT_EQ(finding["other"]["column"], "Utfall");
}

TEST_F(Audit, LastYearsReportIsCompared) {
  const std::string now = file("2024.csv",
                               "Post,Utfall 2024,Utfall 2023\na,1201,1333\nb,2107,2404\n"
                               "c,3313,3550\nd,4719,4801\ne,5517,5099\n");
  const std::string before =
      file("2023.csv", "Post,Utfall 2023\na,1333\nb,2404\nc,3505\nd,4801\ne,5099\n");
  EXPECT_EQ(redthread({"audit", now}).code, 0);
  const auto result = redthread({"audit", now, "--previous", before});
  EXPECT_EQ(result.code, 1) << result.out << result.err;
  EXPECT_NE(result.out.find("samma uppgift i förra rapporten"), std::string::npos) << result.out;
}

TEST_F(Audit, FindingsAreWrittenAsWorkbookAndAsMarkedPage) {
  const std::string table = file("a.csv", replaced(consistent, "104,2.1", "104,-2.1"));
  const auto result = redthread(
      {"audit", table, "--xlsx", folder_.path("f.xlsx"), "--html", folder_.path("f.html")});
  EXPECT_EQ(result.code, 1) << result.err;
  const std::string page = read_file(folder_.path("f.html"));
  for (const char* part :
       {"<mark class=\"error\"><a href=\"#f0\">-2.1</a></mark>", "104 / 5000 * 100",
        "Vi har kontrollräknat tabellerna i a.csv (1 tabell). Ett tal stämmer inte:",
        "1. a.csv, ”Vårddagar”, avvikelse_pct: det står -2.1, men det borde vara 2.1."}) {
    EXPECT_NE(page.find(part), std::string::npos) << part << '\n' << page;
  }
  // The workbook is read by the reader of workbooks, and the page by that of pages.
  const Json read = Json::parse(
      redthread({"audit", "--json", folder_.path("f.xlsx"), folder_.path("f.html")}).out);
  EXPECT_EQ(read["diagnostics"].size(), 0u) << read.dump(1);
  EXPECT_GE(read["tables"], 2);
}

TEST_F(Audit, DeclaredRelationsAreReadBesideTheFile) {
  const std::string table = file("a.csv", "Post,Utfall,Budget,Diff\nx,12,10,2\ny,9,8,7\n");
  EXPECT_EQ(redthread({"audit", table}).code, 0);
  file("a.audit.toml",
       "[[column]]\ntarget = \"Diff\"\nis = \"difference\"\nof = [\"Utfall\", \"Budget\"]\n");
  const auto result = redthread({"audit", "--json", table});
  EXPECT_EQ(result.code, 1) << result.err;
  const Json json = Json::parse(result.out);
  EXPECT_EQ(json["findings"][0]["rule"], "Diff = Utfall - Budget");
  EXPECT_EQ(json["findings"][0]["expected"], "1");
  EXPECT_EQ(json["findings"][0]["confidence"], 1.0);
}

TEST_F(Audit, MistakesInDeclarationsHaveTheirPlaces) {
  const std::string table = file("a.csv", "Post,Utfall,Budget,Diff\nx,12,10,2\ny,9,8,7\n");
  file("a.audit.toml",
       "[[column]]\ntarget = \"Diff\"\nis = \"minus\"\nof = [\"Utfall\"]\nfrom = 1\n"
       "[[row]]\ntarget = \"Summa\"\nsum = [\"x\", \"y\"]\n");
  const auto result = redthread({"audit", table});
  EXPECT_EQ(result.code, 2);
  for (const char* part : {"a.audit.toml:3", "a.audit.toml:5", "a.audit.toml:7", "`Summa`"}) {
    EXPECT_NE(result.err.find(part), std::string::npos) << part << '\n' << result.err;
  }
}

}  // namespace
}  // namespace redthread::product

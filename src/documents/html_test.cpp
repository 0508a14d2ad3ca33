// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "documents/read.hpp"
#include "documents/test_tables.hpp"

namespace redthread::documents {
namespace {

using ::testing::ElementsAre;

std::string read(const std::string& page) { return tables_of(read_html, page); }

TEST(Html, SpansHeadersAndIndents) {
  EXPECT_EQ(read("<h2>Ekonomi</h2>\n<table><caption>Belopp i <b>mnkr</b></caption>\n"
                 "<thead>\n<tr><th rowspan=2>Post<th colspan=2>2024</tr>\n"
                 "<tr><th>Utfall<th>Budget</thead>\n"
                 "<tr><td>Kostnader<td>1&nbsp;234,5<sup>1</sup><td>&ndash;</tr>\n"
                 "<tr><td class=\"i1\">varav löner<td>-7<td>8</table>"),
            "[] Belopp i mnkr\n4|Post|2024|<2024\n5|^Post|Utfall|Budget\n"
            "6|Kostnader|1\u00A0234,5¹|–\n7|  varav löner|-7|8\n");
}

TEST(Html, LayoutTablesAndHiddenPartsAreNoTables) {
  EXPECT_EQ(read("<table><tr><td><table><tr><td>a<td>1</table><td>layout</table>"
                 "<table hidden><tr><td>x<td>2</table><script><table></script>"
                 "<div style='display: none'><table><tr><td>y</table></div>"),
            "[] \n1|a|1\n");
}

TEST(Html, TextBetweenTablesKeepsItsParagraphs) {
  Diagnostics diagnostics;
  const auto document =
      read_html("<h1>Rubrik</h1><p>Resultatet är <b>-475</b> mnkr.</p><ul><li>ett<li>två</ul>",
                "a.html", diagnostics);
  std::vector<std::string> texts;
  for (const ReadText& each : document->texts) texts.push_back(each.text);
  EXPECT_THAT(texts, ElementsAre("Rubrik", "Resultatet är -475 mnkr.", "ett", "två"));
  EXPECT_TRUE(document->texts[0].heading);
}

TEST(Html, MalformedTablesAreReadAsFarAsTheyGo) {
  EXPECT_EQ(read("<table><tr><td>a<td colspan=x>1<tr><td>b</td></td><td rowspan=0>2</table"),
            "[] \n1|a|1\n1|b|2\n");
  EXPECT_EQ(read("<table><tr><td rowspan=2 colspan=2>a<td>1<tr><td colspan=3>b</table>"),
            "[] \n1|a|<a|1||\n1|^a|^a|b|<b|<b\n");
  EXPECT_EQ(read("<p>no tables"), "");
}

TEST(Html, WhatCannotBeReadIsOneMessage) {
  Diagnostics binary;
  EXPECT_FALSE(read_html(std::string("a\0b", 3), "a.html", binary));
  EXPECT_THAT(codes_of(binary), ElementsAre("document.damaged"));
  Diagnostics bomb;
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "<tr><td colspan=1000>a";
  EXPECT_FALSE(read_html("<table>" + rows + "</table>", "a.html", bomb));
  EXPECT_THAT(codes_of(bomb), ElementsAre("document.too_large"));
}

}  // namespace
}  // namespace redthread::documents

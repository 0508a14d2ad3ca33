// SPDX-License-Identifier: Apache-2.0
#include "report/template.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "report/messages.hpp"
#include "report/sample_test.hpp"
#include "report/template/directive_rules.hpp"

namespace redthread::report {
namespace {

std::string with_head(const std::string& body) { return "+++\ntitle = \"T\"\n+++\n" + body; }

/// What the template is told, as people see it.
std::string told(const std::string& text) {
  Diagnostics diagnostics;
  const auto parsed = Template::parse({"r", "reports/r.md", text}, diagnostics);
  EXPECT_EQ(parsed.has_value(), !diagnostics.has_errors());
  return to_text(diagnostics);
}

std::string told_of_body(const std::string& body) { return told(with_head(body)); }

std::optional<Template> parsed(const std::string& body) {
  Diagnostics diagnostics;
  auto made = Template::parse({"r", "reports/r.md", with_head(body)}, diagnostics);
  EXPECT_EQ(to_text(diagnostics), "");
  return made;
}

std::vector<std::string> codes(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t open = text.find(" ["); open != std::string::npos;
       open = text.find(" [", open + 1)) {
    const std::size_t close = text.find("]\n", open);
    if (close != std::string::npos && text.compare(open + 2, 7, "report.") == 0) {
      found.push_back(text.substr(open + 2, close - open - 2));
    }
  }
  return found;
}

TEST(Template, asks_for_what_its_directives_show_in_order) {
  const auto made = parsed(
      R"(Text {figure economy.result ytd unit=PV} and {word economy.result ytd_previous_change_pct
up="ökade" down="minskade"}.

::statement economy.result unit=PV
::scorecard goal=access
::scorecard a.b c.d
::goals
::comment economy
::findings
::activities section=staff
::deliveries
::toc
)");
  ASSERT_TRUE(made);
  const auto& requests = made->requests();
  ASSERT_EQ(requests.size(), 9u);
  EXPECT_EQ(requests[0].kind, Request::Kind::figure);
  EXPECT_EQ(requests[0].key, "economy.result");
  EXPECT_EQ(requests[0].column, "ytd");
  EXPECT_EQ(requests[0].unit, "PV");
  EXPECT_EQ(requests[0].place.line, 4);
  EXPECT_EQ(requests[0].place.column, 14);
  EXPECT_EQ(requests[1].column, "ytd_previous_change_pct");
  EXPECT_EQ(requests[2].kind, Request::Kind::statement);
  EXPECT_EQ(requests[3].key, "access");
  EXPECT_EQ(requests[4].keys, (std::vector<std::string>{"a.b", "c.d"}));
  EXPECT_EQ(requests[5].kind, Request::Kind::goals);
  EXPECT_EQ(requests[6].key, "economy");
  EXPECT_EQ(requests[7].kind, Request::Kind::findings);
  EXPECT_EQ(requests[8].section, "staff");
}

TEST(Template, charts_ask_for_what_they_draw) {
  const auto made = parsed(R"(
::chart bridge economy.result rows="a b" total=c columns="ytd_budget ytd_budget_deviation ytd"
::chart bullet goal=access unit=PV
::chart line a.b c.d columns="month r12" months=13
::chart spark a.b
)");
  ASSERT_TRUE(made);
  const auto& requests = made->requests();
  ASSERT_EQ(requests.size(), 4u);
  EXPECT_EQ(requests[0].kind, Request::Kind::statement);
  EXPECT_EQ(requests[0].key, "economy.result");
  EXPECT_EQ(requests[0].place.column, 16);
  EXPECT_EQ(requests[1].kind, Request::Kind::scorecard);
  EXPECT_EQ(requests[1].key, "access");
  EXPECT_EQ(requests[1].unit, "PV");
  EXPECT_EQ(requests[2].kind, Request::Kind::series);
  EXPECT_EQ(requests[2].keys, (std::vector<std::string>{"a.b", "c.d"}));
  EXPECT_EQ(requests[2].columns, (std::vector<std::string>{"month", "r12"}));
  EXPECT_EQ(requests[2].months, 13);
  EXPECT_EQ(requests[3].columns, std::vector<std::string>{"month"});
  EXPECT_EQ(requests[3].months, 13);
}

TEST(Template, front_matter_gives_title_and_unit) {
  Diagnostics diagnostics;
  const auto made = Template::parse({"r", "r.md",
                                     "\xEF\xBB\xBF\r\n+++\r\n# a remark\r\ntitle = \"A "
                                     "\\\"b\\\"\"\r\nunit=\"HSF\"\r\n+++\r\nText\r\n"},
                                    diagnostics);
  ASSERT_TRUE(made) << to_text(diagnostics);
  EXPECT_EQ(made->title(), "A \"b\"");
  EXPECT_EQ(made->unit(), "HSF");
}

TEST(Template, tells_place_reason_and_hint) {
  EXPECT_EQ(told_of_body("Vi ökade {figur economy.result} mycket."),
            "reports/r.md:4:11: error: unknown directive `figur` [report.unknown_directive]\n"
            "    4 | Vi ökade {figur economy.result} mycket.\n"
            "      |           ^~~~~\n"
            "  hint: did you mean `figure`?; a literal brace is written \\{\n"
            "1 error\n");
  EXPECT_EQ(told_of_body("::statment economy.result"),
            "reports/r.md:4:3: error: unknown directive `statment` [report.unknown_directive]\n"
            "    4 | ::statment economy.result\n"
            "      |   ^~~~~~~~\n"
            "  hint: did you mean `statement`?\n"
            "1 error\n");
  EXPECT_EQ(told_of_body("en {figure a.b"),
            "reports/r.md:4:4: error: this brace is never closed [report.unclosed_brace]\n"
            "    4 | en {figure a.b\n"
            "      |    ^\n"
            "  hint: a literal brace is written \\{\n"
            "1 error\n");
  EXPECT_EQ(told_of_body("{figure a.b ytd show=\"mkr 1\"}"),
            "reports/r.md:4:22: error: `mkr 1` is no format [report.bad_value]\n"
            "    4 | {figure a.b ytd show=\"mkr 1\"}\n"
            "      |                      ^~~~~~~\n"
            "  hint: known: number, percent, points, mm:ss, mnkr, tkr, kr, each with decimals: "
            "\"mnkr 1\"\n"
            "1 error\n");
}

/// Every mistake with the code it gives: all codes of parsing stand here.
struct Mistake {
  const char* code;
  std::string text;
};

std::vector<Mistake> mistakes() {
  const auto body = [](const char* text) { return with_head(text); };
  return {
      {"report.bad_link", body("[a](ftp://x)")},
      {"report.bad_link", body("[a](javascript:alert)")},
      {"report.bad_link", body("[a]({period})")},
      {"report.bad_value", body("{figure a.b magnitude=ja}")},
      {"report.bad_value", body("{figure a.b show=}")},
      {"report.control_character", body("a\x01")},
      {"report.directive_in_text", body("se ::toc")},
      {"report.duplicate_field", "+++\ntitle=\"a\"\ntitle=\"b\"\n+++\n"},
      {"report.duplicate_option", body("{figure a.b unit=X unit=Y}")},
      {"report.encoding", body("a\xE5")},
      {"report.extra_word", body("::toc nu")},
      {"report.extra_word", body("{period long}")},
      {"report.extra_word", body("{figure a.b ytd mer}")},
      {"report.figure_in_heading", body("# Resultat {figure a.b}")},
      {"report.front_matter", "+++\ntitle\n+++\n"},
      {"report.front_matter", "+++\ntitle = T\n+++\n"},
      {"report.front_matter", "+++\ntitle = \"T\" x\n+++\n"},
      {"report.front_matter_unclosed", "+++\ntitle = \"T\"\ntext"},
      {"report.heading_level", body("# a\n\n### b")},
      {"report.heading_level", body("## b")},
      {"report.heading_level", body("# a\n## a\n### a\n#### a\n##### a")},
      {"report.image", body("![bild](https://x.se/a.png)")},
      {"report.missing_option", body("{word a.b ytd up=\"x\"}")},
      {"report.missing_option", body("::scorecard")},
      {"report.missing_option", body("::scorecard a.b goal=c")},
      {"report.missing_option", body("::chart bars a")},
      {"report.missing_option", body("::chart bars columns=ytd")},
      {"report.missing_option", body("::chart bridge a rows=b columns=\"c d e\"")},
      {"report.missing_option", body("::chart bridge a rows=b total=c columns=\"c d\"")},
      {"report.missing_option", body("::chart bullet")},
      {"report.missing_option", body("::chart bullet a.b goal=c")},
      {"report.missing_option", body("::chart line months=5")},
      {"report.bad_value", "+++\ntitle = \"T\"\ndefinitions = \"maybe\"\n+++\n"},
      {"report.bad_value", body("::chart line a.b months=1")},
      {"report.bad_value", body("::chart line a.b months=five")},
      {"report.unknown_chart", body("::chart pie a columns=ytd")},
      {"report.missing_title", "text"},
      {"report.missing_title", "+++\n+++\ntext"},
      {"report.missing_word", body("::statement")},
      {"report.missing_word", body("{word a.b up=\"x\" down=\"y\"}")},
      {"report.raw_html", body("a <b>b</b>")},
      {"report.raw_html", body("<div>\nx\n</div>")},
      {"report.raw_html", body("<script>alert(1)</script>")},
      {"report.unclosed_brace", body("{figure a.b\n\nmer}")},
      {"report.unclosed_brace", body("{figure a.b och {figure c.d}")},
      {"report.unclosed_brace", body("::goals title=\"Mål {period\"")},
      {"report.unclosed_quote", body("{word a.b ytd up=\"x}")},
      {"report.unclosed_quote", body("::statement a title=\"x")},
      {"report.unclosed_quote", "+++\ntitle = \"T\n+++\n"},
      {"report.unknown_anchor", body("# Ett\n\n[a](#tva)")},
      {"report.unknown_directive", body("{}")},
      {"report.unknown_directive", body("{toc}")},
      {"report.unknown_directive", body("::figure a.b")},
      {"report.unknown_directive", body("::goals title=\"{figure a.b}\"")},
      {"report.unknown_field", "+++\ntitel = \"T\"\n+++\n"},
      {"report.unknown_option", body("::toc depth=2")},
      {"report.unknown_option", body("::chart bars a columns=ytd total=b")},
      {"report.unknown_option", body("::chart bullet a.b columns=ytd")},
      {"report.unknown_option", body("::chart shares a columns=ytd goal=b")},
      {"report.unsupported", body("    a\n\n```\nkod\n```")},
      {"report.unsupported", body("`kod`")},
      {"report.unsupported", body("a\n\n---\n\nb")},
      {"report.unsupported", body("- a\n  - b")},
  };
}

TEST(Template, says_what_is_wrong) {
  for (const Mistake& mistake : mistakes()) {
    const std::vector<std::string> found = codes(told(mistake.text));
    ASSERT_FALSE(found.empty()) << mistake.text;
    EXPECT_NE(std::find(found.begin(), found.end(), mistake.code), found.end())
        << mistake.text << "\n"
        << told(mistake.text);
  }
}

TEST(Template, says_one_thing_of_one_mistake) {
  for (const Mistake& mistake : mistakes()) {
    EXPECT_LE(codes(told(mistake.text)).size(),
              mistake.text.find("<b>b</b>") == std::string::npos ? 1u : 2u)
        << told(mistake.text);
  }
}

TEST(Template, stops_after_many_errors) {
  std::string text;
  for (int i = 0; i < 80; ++i) text += "{figur a}\n\n";
  const std::vector<std::string> found = codes(told_of_body(text));
  EXPECT_EQ(found.size(), 51u);
  EXPECT_EQ(found.back(), "report.too_many_errors");
}

TEST(Template, refuses_more_directives_than_it_can_hold) {
  std::string text;
  for (int i = 0; i < 60'001; ++i) text += "{unit}\n";
  EXPECT_EQ(codes(told_of_body(text)), std::vector<std::string>{"report.too_many_directives"});
}

TEST(Template, tells_a_comments_place_in_its_file) {
  Diagnostics diagnostics;
  const Comment comment{.key = "c",
                        .author = "A",
                        .date = "2024-05-08",
                        .text = "Bra {figur a.b}\n\n# Rubrik\n\n::toc",
                        .place = {"plan/comments.csv", 7, 21, 1}};
  EXPECT_FALSE(Template::parse_comment(comment, diagnostics));
  EXPECT_EQ(to_text(diagnostics),
            "plan/comments.csv:7:26: error: unknown directive `figur` [report.unknown_directive]\n"
            "    7 | Bra {figur a.b}\n"
            "      |      ^~~~~\n"
            "  hint: did you mean `figure`?; a literal brace is written \\{\n"
            "plan/comments.csv:9:3: error: a comment cannot have a heading [report.unsupported]\n"
            "    9 | # Rubrik\n"
            "      |   ^~~~~~\n"
            "plan/comments.csv:11:1: error: a comment cannot have a block directive "
            "[report.directive_in_comment]\n"
            "   11 | ::toc\n"
            "      | ^~~~~\n"
            "  hint: put it in the report's template\n"
            "3 errors\n");
}

/// Mistakes that only the catalog can tell.
std::vector<Mistake> catalog_mistakes() {
  return {
      {"report.empty_goal", "::scorecard goal=empty"},
      {"report.unit_mismatch", "{figure production.physician show=\"mnkr 1\"}"},
      {"report.unit_mismatch", "{figure economy.result ytd_budget_deviation_pct show=\"mnkr 1\"}"},
      {"report.unknown_column", "{figure economy.result ytd_bugdet}"},
      {"report.unknown_column", "{figure economy.result/result ytd_forecast}"},
      {"report.unknown_column", "::chart line economy.result columns=\"month r13\""},
      {"report.unknown_column", "::chart bars economy.result columns=ytd_forecast"},
      {"report.unknown_comment", "::comment ekonomi"},
      {"report.unknown_goal", "::scorecard goal=acess"},
      {"report.unknown_indicator", "::scorecard access.first_visit_60"},
      {"report.unknown_key", "{figure economy.resultat}"},
      {"report.unknown_key", "{figure production.own}"},
      {"report.unknown_indicator", "::chart bullet access.first_visit_60"},
      {"report.unknown_key", "::chart spark economy.resultat"},
      {"report.unknown_row", "{figure economy.result/resultat}"},
      {"report.unknown_row", "::chart bars economy.result columns=ytd rows=\"result costing\""},
      {"report.unknown_row",
       "::chart bridge economy.result rows=result total=totalt columns=\"ytd_budget "
       "ytd_budget_deviation ytd\""},
      {"report.unknown_section", "::activities section=ekonomi"},
      {"report.unknown_statement", "::statement economy.results"},
      {"report.unknown_statement", "::chart heat economy.results columns=ytd"},
      {"report.unknown_statement", "{figure economy.results/result}"},
      {"report.unknown_unit", "{figure economy.result unit=PVX}"},
  };
}

TEST(Template, check_names_what_the_catalog_does_not_have) {
  for (const Mistake& mistake : catalog_mistakes()) {
    const auto made = parsed(mistake.text);
    ASSERT_TRUE(made);
    Diagnostics diagnostics;
    EXPECT_FALSE(check_template(*made, sample_catalog(), diagnostics));
    EXPECT_EQ(codes(to_text(diagnostics)), std::vector<std::string>{mistake.code}) << mistake.text;
  }
}

TEST(Template, check_gives_the_nearest_name) {
  const auto made = parsed("Se {figure economy.resultat ytd}.");
  ASSERT_TRUE(made);
  Diagnostics diagnostics;
  check_template(*made, sample_catalog(), diagnostics);
  EXPECT_EQ(to_text(diagnostics),
            "reports/r.md:4:12: error: unknown measure or indicator `economy.resultat` "
            "[report.unknown_key]\n"
            "    4 | Se {figure economy.resultat ytd}.\n"
            "      |            ^~~~~~~~~~~~~~~~\n"
            "  hint: did you mean `economy.result`?\n"
            "1 error\n");
}

TEST(Template, check_accepts_the_sample) {
  Diagnostics diagnostics;
  const auto made = Template::parse(sample_template(), diagnostics);
  ASSERT_TRUE(made);
  check_template(*made, sample_catalog(), diagnostics);
  // The sample catalog is small: only names that it lacks may be told.
  for (const Diagnostic& item : diagnostics.items()) {
    EXPECT_TRUE(item.code == "report.unknown_key" || item.code == "report.unknown_column")
        << to_text(item);
  }
}

TEST(Template, examples_of_the_documentation_parse) {
  std::ifstream file(std::string(REDTHREAD_SOURCE_DIR) + "/docs/report-templates.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::string fence = "```markdown\n";
  int examples = 0;
  for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
    const std::size_t begin = at + fence.size();
    EXPECT_EQ(told(text.substr(begin, text.find("```", begin) - begin)), "");
    ++examples;
  }
  EXPECT_EQ(examples, 5);
}

TEST(Template, the_documentation_names_every_directive) {
  std::ifstream file(std::string(REDTHREAD_SOURCE_DIR) + "/docs/report-templates.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const DirectiveRule& rule : directive_rules()) {
    const std::string name = (rule.block ? "`::" : "`{") + std::string(rule.name);
    EXPECT_NE(text.find(name), std::string::npos) << name;
    for (const std::string& option : rule.options) {
      EXPECT_NE(text.find(option + "="), std::string::npos) << rule.name << " " << option;
    }
  }
}

TEST(Template, every_code_has_a_test) {
  std::set<std::string> tested = {"report.too_many_errors", "report.too_many_directives",
                                  "report.directive_in_comment"};
  for (const Mistake& mistake : mistakes()) tested.insert(mistake.code);
  for (const Mistake& mistake : catalog_mistakes()) tested.insert(mistake.code);
  std::set<std::string> listed;
  for (const MessageCode& message : report_messages) listed.insert(message.code);
  EXPECT_EQ(tested, listed);
}

}  // namespace
}  // namespace redthread::report

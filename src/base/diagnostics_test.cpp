// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace redthread {
namespace {

/// A diagnostic in `source`, as a module writes it.
Diagnostic in(std::string_view source, Span span) {
  Diagnostic diagnostic{.code = "test.code", .span = std::move(span), .message = "wrong"};
  set_excerpt(diagnostic, source);
  return diagnostic;
}

/// The two lines of the excerpt.
std::string excerpt_lines(const Diagnostic& diagnostic) {
  const std::string text = to_text(diagnostic);
  return text.substr(text.find('\n') + 1);
}

TEST(DiagnosticsTest, text_of_one) {
  const std::string source = "# measures\n\nfact = \"contakt\"\n";
  Diagnostics diagnostics;
  Diagnostic& item = diagnostics.error("catalog.unknown_fact", {"catalog/measures.toml", 3, 9, 7},
                                       "unknown fact `contakt`", "did you mean `contact`?");
  item.excerpt = excerpt_of(source, 3);
  EXPECT_EQ(to_text(item),
            "catalog/measures.toml:3:9: error: unknown fact `contakt` [catalog.unknown_fact]\n"
            "    3 | fact = \"contakt\"\n"
            "      |         ^~~~~~~\n"
            "  hint: did you mean `contact`?\n");
}

TEST(DiagnosticsTest, text_leaves_out_what_is_not_known) {
  EXPECT_EQ(to_text(Diagnostic{.code = "a.b", .message = "m"}), "error: m [a.b]\n");
  EXPECT_EQ(to_text(Diagnostic{.code = "a.b", .span = {.file = "f.csv"}, .message = "m"}),
            "f.csv: error: m [a.b]\n");
  EXPECT_EQ(to_text(Diagnostic{.severity = Severity::warning,
                               .code = "a.b",
                               .span = {.file = "f.csv", .line = 7},
                               .message = "m",
                               .excerpt = "x"}),
            "f.csv:7: warning: m [a.b]\n    7 | x\n");
}

TEST(DiagnosticsTest, caret_respects_characters_and_tabs) {
  EXPECT_EQ(excerpt_lines(in("åäö = 1", {"f", 1, 7, 1})), "    1 | åäö = 1\n      |       ^\n");
  EXPECT_EQ(excerpt_lines(in("\tx\tyy", {"f", 1, 4, 2})), "    1 | \tx\tyy\n      | \t \t^~\n");
}

TEST(DiagnosticsTest, caret_stays_in_the_line) {
  EXPECT_EQ(excerpt_lines(in("abc", {"f", 1, 2, 99})), "    1 | abc\n      |  ^~\n");
  EXPECT_EQ(excerpt_lines(in("abc", {"f", 1, 4, 1})), "    1 | abc\n      |    ^\n")
      << "the place after the last character";
}

TEST(DiagnosticsTest, a_large_line_number_moves_both_lines) {
  Diagnostic item{.code = "a.b", .span = {"f", 1234567, 2, 1}, .message = "m", .excerpt = "abc"};
  EXPECT_EQ(excerpt_lines(item), "1234567 | abc\n        |  ^\n");
}

TEST(DiagnosticsTest, a_long_line_is_shortened_around_the_place) {
  const std::string line = std::string(300, 'a') + "HERE" + std::string(300, 'b');
  Diagnostic item{.code = "a.b", .span = {"f", 1, 301, 4}, .message = "m"};
  set_excerpt(item, line, 30);
  EXPECT_EQ(item.excerpt, "…aaaaaaaaaHERE" + std::string(15, 'b') + "…");
  EXPECT_EQ(excerpt_lines(item),
            "    1 | …aaaaaaaaaHERE" + std::string(15, 'b') + "…\n      |           ^~~~\n");
  set_excerpt(item, line);
  EXPECT_EQ(character_count(item.excerpt), 160u);
  EXPECT_TRUE(item.excerpt.find("HERE") != std::string::npos);
}

TEST(DiagnosticsTest, a_place_that_was_cut_away_points_at_the_ellipsis) {
  Diagnostic item{.code = "a.b", .span = {"f", 1, 301, 4}, .message = "m"};
  item.excerpt = excerpt_of(std::string(400, 'a'), 1, 10);
  EXPECT_EQ(excerpt_lines(item), "    1 | aaaaaaaaa…\n      |          ^\n");
}

TEST(DiagnosticsTest, terminal_control_characters_never_reach_the_terminal) {
  const Diagnostic item{.code = "a.b",
                        .span = {.file = "f\x1B[2J"},
                        .message = "unknown `\x1B]0;x\x07`",
                        .hint = "\r"};
  EXPECT_EQ(to_text(item), "f\uFFFD[2J: error: unknown `\uFFFD]0;x\uFFFD` [a.b]\n  hint: \uFFFD\n");
}

TEST(DiagnosticsTest, summary_counts_in_plain_words) {
  Diagnostics diagnostics;
  EXPECT_EQ(to_text(diagnostics), "");
  diagnostics.error("a.b", {}, "one");
  EXPECT_TRUE(to_text(diagnostics).ends_with("]\n1 error\n"));
  diagnostics.error("a.b", {}, "two");
  diagnostics.warning("a.c", {}, "three");
  EXPECT_TRUE(to_text(diagnostics).ends_with("]\n2 errors, 1 warning\n"));
  diagnostics.add({.severity = Severity::note, .code = "a.d", .message = "four"});
  EXPECT_TRUE(to_text(diagnostics).ends_with("]\n2 errors, 1 warning, 1 note\n"));
}

TEST(DiagnosticsTest, counts_and_appends) {
  Diagnostics first;
  first.warning("a.b", {}, "m");
  EXPECT_FALSE(first.has_errors());
  Diagnostics second;
  second.error("a.c", {}, "m");
  first.append(second);
  EXPECT_EQ(first.error_count(), 1u);
  EXPECT_EQ(first.items().size(), 2u);
}

TEST(DiagnosticsTest, sorts_by_place_and_keeps_the_order_of_equals) {
  Diagnostics diagnostics;
  diagnostics.error("b", {"b.toml", 1, 1}, "6");
  diagnostics.error("b", {"a.toml", 2, 1}, "5");
  diagnostics.error("b", {"a.toml", 1, 5}, "3");
  diagnostics.error("b", {"a.toml", 1, 5}, "4");
  diagnostics.error("a", {"a.toml", 1, 5}, "2");
  diagnostics.error("z", {"a.toml", 1, 1}, "1");
  diagnostics.sort();
  std::string order;
  for (const Diagnostic& item : diagnostics.items()) order += item.message;
  EXPECT_EQ(order, "123456");
}

TEST(ExcerptTest, is_the_line_without_its_end) {
  const std::string source = "one\r\ntwo\n\nfour";
  EXPECT_EQ(excerpt_of(source, 1), "one");
  EXPECT_EQ(excerpt_of(source, 2), "two");
  EXPECT_EQ(excerpt_of(source, 3), "");
  EXPECT_EQ(excerpt_of(source, 4), "four");
  EXPECT_EQ(excerpt_of(source, 5), "");
  EXPECT_EQ(excerpt_of(source, 0), "");
  EXPECT_EQ(excerpt_of("a\x01"
                       "b\xE5",
                       1),
            "a\uFFFD"
            "b\uFFFD");
}

TEST(ExcerptTest, is_shortened_by_characters) {
  EXPECT_EQ(excerpt_of("ååååå", 1, 5), "ååååå");
  EXPECT_EQ(excerpt_of("åååååå", 1, 5), "åååå…");
}

RC_GTEST_PROP(ExcerptProperty, a_caret_line_never_leaves_the_excerpt, (const std::string& source)) {
  Diagnostic item{
      .code = "a.b",
      .span = {"f", *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 60), *rc::gen::inRange(0, 9)},
      .message = "m"};
  const std::size_t most = *rc::gen::inRange<std::size_t>(3, 20);
  set_excerpt(item, source, most);
  RC_ASSERT(is_valid_utf8(item.excerpt));
  RC_ASSERT(character_count(item.excerpt) <= most);
  const std::string text = to_text(item);
  RC_ASSERT(text.back() == '\n');
  RC_ASSERT(is_valid_utf8(text));
}

TEST(NearestNameTest, finds_slips_of_the_keyboard) {
  const std::vector<std::string> known = {"visits", "contacts", "wait_days", "cost", "besök"};
  EXPECT_EQ(nearest_name("visist", known), "visits") << "neighbours swapped";
  EXPECT_EQ(nearest_name("contakts", known), "contacts");
  EXPECT_EQ(nearest_name("waitdays", known), "wait_days");
  EXPECT_EQ(nearest_name("COST", known), "cost");
  EXPECT_EQ(nearest_name("besok", known), "besök") << "one character, not two bytes";
  EXPECT_EQ(nearest_name("xyz", known), "");
  EXPECT_EQ(nearest_name("ab", {"ac"}), "") << "a third of two characters is none";
  EXPECT_EQ(nearest_name("", known), "");
  EXPECT_EQ(nearest_name("cast", {"cost", "case"}), "case") << "ties: alphabetical";
}

TEST(NearestNameTest, hint_lists_names_when_none_is_near) {
  EXPECT_EQ(name_hint("visist", {"visits"}), "did you mean `visits`?");
  EXPECT_EQ(name_hint("xyz", {"b", "a"}), "known: b, a");
  EXPECT_EQ(name_hint("xyz", {}), "");
  EXPECT_EQ(name_hint("xyz", {"1", "2", "3", "4", "5", "6", "7", "8", "9"}),
            "known: 1, 2, 3, 4, 5, 6, 7, 8 …");
}

}  // namespace
}  // namespace redthread

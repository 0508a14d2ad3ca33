// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "report/compose/compose_tables.hpp"
#include "report/sample_test.hpp"
#include "report/template.hpp"
#include "report/template/anchors.hpp"
#include "report/template/pattern.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

const NumberFormat mnkr = *parse_number_format("mnkr 1");
const NumberFormat percent = *parse_number_format("percent 1");

/// With figures in brackets, strong text in stars, and no-break spaces as ordinary ones.
std::string plain(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    if (const auto* figure = std::get_if<FigureRun>(&run)) {
      text += "[" + figure->text + "]";
    } else if (const auto* part = std::get_if<TextRun>(&run)) {
      text += part->style == TextRun::Style::strong ? "*" + part->text + "*" : part->text;
    } else {
      text += "|";
    }
  }
  for (const std::string_view space : {"\u00A0", "\u202F"}) {
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space)) {
      text.replace(at, space.size(), " ");
    }
  }
  return text;
}

/// The document of a template that asks for one figure, however often.
Document composed(const std::string& body, const FigurePtr& figure,
                  const std::string& front_matter = {}) {
  Diagnostics diagnostics;
  const auto parsed = Template::parse(
      {"r", "r.md", "+++\ntitle = \"T\"\n" + front_matter + "+++\n" + body}, diagnostics);
  EXPECT_EQ(to_text(diagnostics), "");
  Content content;
  content.period = Period::tertial(2024, 1);
  content.unit_name = "Enheten";
  for (std::size_t i = 0; i < parsed->requests().size(); ++i) {
    content.answers.push_back(Answer{.figure = figure});
  }
  return compose(*parsed, content, sample_catalog());
}

TEST(Compose, definitions_are_left_out_when_the_front_matter_says_so) {
  const FigurePtr figure = sample_figure("economy.result", "Resultat", "ytd", "10", mnkr);
  EXPECT_FALSE(composed("{figure economy.result}", figure).definitions.empty());
  EXPECT_TRUE(
      composed("{figure economy.result}", figure, "definitions = \"no\"\n").definitions.empty());
}

std::string sentence(const std::string& body, const FigurePtr& figure) {
  const Document document = composed(body, figure);
  const auto* paragraph =
      document.blocks.empty() ? nullptr : std::get_if<Paragraph>(&document.blocks[0]);
  return paragraph == nullptr ? "" : plain(paragraph->runs);
}

FigurePtr figure(std::string_view value, NumberFormat format = mnkr, State state = State::present) {
  return sample_figure("economy.result", "Resultat", "ytd", value, format, state);
}

TEST(Compose, a_figure_is_printed_as_asked_for) {
  EXPECT_EQ(sentence("{figure a.b}", figure("-475.0")), "[−475,0 mnkr]");
  EXPECT_EQ(sentence("{figure a.b magnitude=yes}", figure("-475.0")), "[475,0 mnkr]");
  EXPECT_EQ(sentence("{figure a.b show=\"tkr\"}", figure("-475.0")), "[−475 000 tkr]");
  EXPECT_EQ(sentence("{figure a.b sign=yes}", figure("12.1")), "[+12,1 mnkr]");
  EXPECT_EQ(sentence("{figure a.b magnitude=yes sign=yes}", figure("12.1")), "[12,1 mnkr]");
  EXPECT_EQ(sentence("{figure a.b magnitude=yes}", figure("")), "[–]");
  EXPECT_EQ(sentence("**{figure a.b}**, {period short}", figure("1.0")),
            "[1,0 mnkr], jan–apr 2024");
}

TEST(Compose, a_word_follows_the_printed_sign) {
  const std::string word = "{word a.b ytd up=\"ökade\" down=\"minskade\"}";
  EXPECT_EQ(sentence(word, figure("0.1")), "ökade");
  EXPECT_EQ(sentence(word, figure("-0.1")), "minskade");
  // What is printed as 0,0 did not change for the reader.
  EXPECT_EQ(sentence(word, figure("-0.04")), "var oförändrad");
  EXPECT_EQ(
      sentence("{word a.b ytd up=\"ökade\" down=\"minskade\" show=\"mnkr 2\"}", figure("-0.04")),
      "minskade");
  EXPECT_EQ(sentence("{word a.b ytd up=\"a\" down=\"b\" same=\"stod still\"}", figure("0")),
            "stod still");
  EXPECT_EQ(sentence(word, figure("")), "går inte att jämföra");
  EXPECT_EQ(sentence("{word a.b ytd up=\"a\" down=\"b\" missing=\"okänt\"}", figure("")), "okänt");
}

TEST(Compose, a_figure_printed_in_another_format_is_the_same_figure) {
  const FigurePtr original = figure("-475.0");
  const Document document = composed("{figure a.b show=\"kr\"}", original);
  const auto printed = printed_figures(document);
  ASSERT_EQ(printed.size(), 1u);
  EXPECT_EQ(printed[0]->figure, original);
  EXPECT_EQ(printed[0]->text, "−475\u202F000\u202F000\u00A0kr");
}

TEST(Compose, text_is_text) {
  EXPECT_EQ(sentence("a \\{b} & <c &amp; &ndash; \U000F0001 *d* **e**", nullptr),
            "a {b} & <c & – \U000F0001 d *e*");
  EXPECT_EQ(sentence("rad  \nny [länk](https://x.se \"t\")", nullptr), "rad|ny länk");
}

TEST(Compose, document_says_what_it_is) {
  const Document document = sample_document();
  EXPECT_EQ(document.title, "Delårsrapport 1 2024");
  EXPECT_EQ(document.subtitle, "Hälso- och sjukvårdsförvaltningen, januari–april 2024");
  EXPECT_EQ(document.publisher, "Region Exempel");
  EXPECT_EQ(document.status, "Utkast");
  EXPECT_EQ(document.names.units.at("HSF"), "Hälso- och sjukvårdsförvaltningen");
  EXPECT_EQ(document.names.columns.at("ytd_budget_deviation"), "Avvikelse mot budget");
  const auto result =
      std::find_if(document.definitions.begin(), document.definitions.end(),
                   [](const Definition& each) { return each.key == "economy.result"; });
  ASSERT_NE(result, document.definitions.end());
  EXPECT_EQ(result->formula, "economy.income + economy.cost");
  EXPECT_EQ(result->text, "Intäkter och kostnader efter finansnetto.");
}

TEST(Compose, statement_marks_states_and_lags) {
  StatementTable statement;
  statement.title = {"Produktion", {}};
  statement.columns = {{"ytd", {"Utfall", {}}}, {"pct", {"Förändring %", {}}}};
  const auto add = [&](const char* label, std::vector<FigurePtr> cells) {
    StatementTable::Row row;
    row.label = {label, {}};
    row.cells = std::move(cells);
    statement.rows.push_back(std::move(row));
  };
  const NumberFormat whole;
  auto partial = std::make_shared<Figure>(*figure("5", whole, State::partial));
  auto lagging = std::make_shared<Figure>(*figure("7", whole));
  lagging->period = lagging->period.lagged(1);
  add("A", {figure("3", whole), figure("0.05", percent)});
  add("B", {partial, figure("", percent)});
  add("C", {lagging, figure("0.1", percent)});
  add("D", {figure("4", whole), figure("0.2", percent)});
  const Table table = statement_table(statement, Language::swedish);
  EXPECT_EQ(plain(table.rows[0].cells[1].runs), "[3]");
  EXPECT_EQ(plain(table.rows[0].cells[2].runs), "[5,0]");  // the head says %
  EXPECT_EQ(plain(table.rows[1].cells[1].runs), "[5]\u2009¹");
  EXPECT_EQ(plain(table.rows[1].cells[2].runs), "[–]");
  EXPECT_EQ(plain(table.rows[2].cells[0].runs), "C\u2009²");
  EXPECT_EQ(
      table.notes,
      (std::vector<std::string>{
          "¹ " + std::string(state_name(State::partial, Language::swedish)).replace(0, 1, "O") +
              ": 39 av 41.",
          "² Avser jan–mar 2024.", "– betyder att värde saknas."}));
  EXPECT_TRUE(table.rows[0].cells[0].row_header);
}

TEST(Compose, statement_says_a_common_unit_once) {
  StatementTable statement;
  statement.common_unit = "mnkr";
  statement.columns = {{"ytd", {"Utfall", {}}}, {"pct", {"Andel", {}}}};
  StatementTable::Row row;
  row.cells = {figure("3.5"), figure("0.05", percent)};
  statement.rows = {row};
  const Table swedish = statement_table(statement, Language::swedish);
  EXPECT_EQ(swedish.measure_unit, "Belopp i mnkr");
  EXPECT_EQ(plain(swedish.rows[0].cells[1].runs), "[3,5]");
  EXPECT_EQ(plain(swedish.rows[0].cells[2].runs), "[5,0 %]");
  const Table english = statement_table(statement, Language::english);
  EXPECT_EQ(english.measure_unit, "Amounts in SEK m");
  EXPECT_EQ(plain(english.rows[0].cells[2].runs), "[5.0%]");
}

TEST(Compose, an_empty_statement_says_so) {
  StatementTable statement;
  statement.columns = {{"ytd", {"Utfall", {}}}};
  const Table table = statement_table(statement, Language::swedish);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].cells[0].column_span, 2);
}

TEST(Compose, scorecard_has_words_beside_colours) {
  ScorecardRow row{.indicator = "a", .name = {"A", {}}};
  row.outcome = figure("0.787", percent);
  row.target = sample_figure("a", "Mål", "target", "0.95", *parse_number_format("percent 0"));
  row.target_text = {"≥ 95\u00A0%", {}};
  row.status = Status::red;
  row.trend = Trend::negative;
  const Table table = scorecard_table({{row}}, Period::tertial(2024, 1), Language::swedish);
  const auto& cells = table.rows[0].cells;
  EXPECT_EQ(plain(table.header[0][1].runs), "Utfall jan–apr 2024");
  EXPECT_EQ(plain(cells[1].runs), "[78,7 %]");
  EXPECT_EQ(plain(cells[2].runs), "≥ [95 %]");
  EXPECT_EQ(plain(cells[3].runs), "–");
  EXPECT_EQ(plain(cells[5].runs), "○ röd");
  EXPECT_EQ(cells[5].fill, Table::Fill::red);
  EXPECT_EQ(plain(cells[6].runs), "↘ negativ");
}

TEST(Compose, activities_are_counted) {
  const auto with = [](const char* status) {
    Activity activity;
    activity.status = status;
    return activity;
  };
  const std::vector<Activity> all = {with("done"), with("done"), with("as_planned"),
                                     with("delayed"), with("")};
  EXPECT_EQ(activities_summary(all, Language::swedish),
            "Av 5 aktiviteter är 2 klara, 1 enligt plan, 1 försenad och 1 utan angiven status.");
  EXPECT_EQ(activities_summary(all, Language::english),
            "Of 5 activities 2 are done, 1 as planned, 1 delayed and 1 without a stated status.");
  EXPECT_EQ(activities_summary({}, Language::swedish), "");
}

TEST(Compose, a_comment_has_its_figures_and_its_author) {
  const Document document = sample_document();
  std::vector<std::string> comment;
  for (const Block& block : document.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block);
        paragraph != nullptr && paragraph->comment) {
      comment.push_back(plain(paragraph->runs) + paragraph->byline);
    }
  }
  EXPECT_EQ(comment,
            (std::vector<std::string>{"Resultatet är [−475,0 mnkr], vilket är sämre än budget.",
                                      "Orsaker:", "Controller, ekonomienheten, 2024-05-08"}));
}

TEST(Compose, findings_within_rounding_are_counted_when_they_are_not_shown) {
  const FigurePtr one = sample_figure("a", "Besök", "ytd", "10", *parse_number_format("number 0"));
  const FigurePtr two = sample_figure("b", "Besök", "ytd", "12", *parse_number_format("number 0"));
  const Finding small{
      .title = {"Liten", "Small"}, .shown = one, .other = one, .within_rounding = true};
  const Finding large{.title = {"Stor", "Large"}, .shown = one, .other = two};
  const Table all = findings_table({small, large, small}, true, Language::swedish);
  EXPECT_EQ(all.rows.size(), 3u);
  EXPECT_TRUE(all.notes.empty());
  const Table shown = findings_table({small, large, small}, false, Language::swedish);
  ASSERT_EQ(shown.rows.size(), 1u);
  EXPECT_EQ(plain(shown.rows[0].cells[0].runs), "Stor (två uppgifter)");
  ASSERT_EQ(shown.notes.size(), 1u);
  EXPECT_EQ(shown.notes[0], "Skillnader som ryms inom avrundning visas inte. Antal: 2.");
}

TEST(Compose, anchors_are_unique_and_plain) {
  Anchors anchors;
  EXPECT_EQ(anchors.make("Ekonomi i balans"), "ekonomi-i-balans");
  EXPECT_EQ(anchors.make("Ekonomi, i  balans!"), "ekonomi-i-balans-2");
  EXPECT_EQ(anchors.make("Åtgärder på ÖNH é"), "atgarder-pa-onh-e");
  EXPECT_EQ(anchors.make("→"), "avsnitt");
}

TEST(Compose, patterns_are_filled) {
  const Period period = Period::tertial(2024, 1);
  EXPECT_EQ(
      fill_pattern("{unit}: {period short}, {period} \\{x} {y} {", period, "PV", Language::swedish),
      "PV: jan–apr 2024, januari–april 2024 {x} {y} {");
}

std::string cells_of(const Table& table) {
  std::string text;
  for (const Table::Row& row : table.rows) {
    for (const Table::Cell& cell : row.cells) text += plain(cell.runs) + ";";
    text += "\n";
  }
  return text;
}

TEST(DeliveriesTable, lists_files_or_of_many_their_folders) {
  std::vector<Delivery> deliveries;
  for (int i = 60; i > 0; --i) {
    const std::string number = (i < 10 ? "0" : "") + std::to_string(i);
    deliveries.push_back({.id = i,
                          .fact = "contact",
                          .file = "data/contact/" + number + ".csv",
                          .sha256 = std::string(64, static_cast<char>('a' + i % 6)),
                          .rows = 1000});
  }
  const Table files = deliveries_table(deliveries, Language::swedish);
  EXPECT_EQ(files.rows.size(), 60u);
  EXPECT_TRUE(files.notes.empty());

  deliveries.push_back({.id = 61,
                        .fact = "ledger",
                        .file = "data/ledger/2024.csv",
                        .sha256 = std::string(64, 'e'),
                        .rows = 7});
  const Table folders = deliveries_table(deliveries, Language::swedish);
  std::string checksums;  // as `sha256sum data/contact/*` prints them
  for (int i = 1; i <= 60; ++i) {
    checksums += std::string(64, static_cast<char>('a' + i % 6)) + "  data/contact/" +
                 (i < 10 ? "0" : "") + std::to_string(i) + ".csv\n";
  }
  EXPECT_EQ(cells_of(folders),
            "data/contact/;60;60 000;" + sha256_hex(checksums).substr(0, 12) +
                ";\n"
                "data/ledger/;1;7;" +
                sha256_hex(std::string(64, 'e') + "  data/ledger/2024.csv\n").substr(0, 12) +
                ";\n");
  EXPECT_EQ(folders.notes.size(), 1u);
}

}  // namespace
}  // namespace redthread::report

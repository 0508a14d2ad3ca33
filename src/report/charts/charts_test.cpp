// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <pugixml.hpp>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"
#include "report/charts/chart_data.hpp"
#include "report/charts/chart_option.hpp"
#include "report/charts/draw_charts.hpp"
#include "report/charts/finished_svg.hpp"
#include "report/charts/palette.hpp"
#include "report/gate.hpp"
#include "report/golden_test.hpp"
#include "report/render.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

/// One for all tests of the process: it is warm.
Press& press() {
  static Press press;
  return press;
}

std::string drawn(const Chart& chart) {
  Document document;
  document.blocks = {chart};
  const Pictures pictures = draw_charts(document, press());
  return pictures.empty() ? std::string() : pictures.begin()->second.svg;
}

pugi::xml_document parsed(const std::string& svg) {
  pugi::xml_document xml;
  EXPECT_TRUE(
      xml.load_buffer(svg.data(), svg.size(), pugi::parse_default | pugi::parse_ws_pcdata_single))
      << svg;
  return xml;
}

/// The texts that are read in a picture, in order.
std::vector<std::string> texts_in(const std::string& svg) {
  std::vector<std::string> texts;
  const pugi::xml_document xml = parsed(svg);
  for (const auto& found : xml.select_nodes("//text")) {
    texts.emplace_back(found.node().child_value());
  }
  return texts;
}

struct Bar {
  double x = 0;
  double y = 0;
  double width = 0;  ///< from zero: negative to the left
};
/// Rectangles of a colour: `M10 20l30 0l0 15l-30 0Z`.
std::vector<Bar> bars_in(const std::string& svg, const char* colour) {
  std::vector<Bar> bars;
  const pugi::xml_document xml = parsed(svg);
  for (const auto& found : xml.select_nodes("//path[@fill]")) {
    if (std::string_view(found.node().attribute("fill").value()) != colour) continue;
    Bar bar;
    if (std::sscanf(found.node().attribute("d").value(), "M%lf %lfl%lf 0l0 ", &bar.x, &bar.y,
                    &bar.width) == 3) {
      bars.push_back(bar);
    }
  }
  return bars;
}

TEST(Charts, golden_svg_of_every_kind) {
  Document document;
  for (const Chart& chart : sample_charts()) document.blocks.emplace_back(chart);
  const Pictures pictures = draw_charts(document, press());
  EXPECT_EQ(pictures.size(), sample_charts().size());
  for (const auto& [id, picture] : pictures) expect_golden("charts/" + id + ".svg", picture.svg);
}

TEST(Charts, the_same_chart_gives_the_same_bytes_in_any_process_and_order) {
  Document document;
  for (const Chart& chart : sample_charts()) document.blocks.emplace_back(chart);
  const Pictures first = draw_charts(document, press());
  std::reverse(document.blocks.begin(), document.blocks.end());
  Press other;
  const Pictures second = draw_charts(document, other);
  ASSERT_EQ(first.size(), second.size());
  for (const auto& [id, picture] : first) EXPECT_EQ(picture.svg, second.at(id).svg) << id;
}

TEST(Charts, are_self_contained_and_described) {
  for (const Chart& chart : sample_charts()) {
    const std::string svg = drawn(chart);
    const pugi::xml_document xml = parsed(svg);
    const pugi::xml_node root = xml.child("svg");
    EXPECT_STREQ(root.attribute("role").value(), "img");
    EXPECT_EQ(root.child("title").child_value(), chart.data.caption);
    EXPECT_EQ(root.child("desc").child_value(), chart.description);
    EXPECT_EQ(std::string(root.attribute("aria-labelledby").value()),
              std::string(root.child("title").attribute("id").value()) + " " +
                  root.child("desc").attribute("id").value());
    for (const char* forbidden : {"style=", "class=", "<style", "<script", "href", "zr0", "ecmeta",
                                  "NaN", "undefined", "dominant-baseline", "Infinity"}) {
      EXPECT_EQ(svg.find(forbidden), std::string::npos) << chart.data.id << ' ' << forbidden;
    }
    std::set<std::string> ids;
    for (const auto& found : xml.select_nodes("//*[@id]")) {
      EXPECT_TRUE(ids.insert(found.node().attribute("id").value()).second);
    }
    for (const auto& found : xml.select_nodes("//@*[starts-with(., 'url(#')]")) {
      const std::string value = found.attribute().value();
      EXPECT_TRUE(ids.contains(value.substr(5, value.size() - 6))) << value;
    }
  }
}

TEST(Charts, every_text_of_a_figure_is_as_printed) {
  for (const Chart& chart : sample_charts()) {
    std::set<std::string> printed = {std::string(missing_mark)};
    Document document;
    document.blocks = {chart};
    for (const FigureRun* run : printed_figures(document)) {
      printed.insert(run->text);
    }
    const bool on_axis = chart.data.id == "diagram-staende";  // upright bars are narrow
    if (on_axis || chart.kind == Chart::Kind::line || chart.kind == Chart::Kind::spark) continue;
    int shown = 0;
    for (const std::string& text : texts_in(drawn(chart))) {
      if (printed.contains(text)) ++shown;
    }
    EXPECT_GT(shown, 4) << chart.data.id;
  }
}

/// Up to twelve values in tenths; some are missing.
std::vector<std::optional<int>> some_values() {
  constexpr int highest = 9999;
  const auto numbers = *rc::gen::suchThat(
      rc::gen::container<std::vector<int>>(rc::gen::inRange(-highest, highest * 3 / 2)),
      [](const std::vector<int>& all) {
        return all.size() <= 12 && std::any_of(all.begin(), all.end(), [](int value) {
                 return value != 0 && value <= highest;
               });
      });
  std::vector<std::optional<int>> values;
  for (const int number : numbers) {
    values.push_back(number <= highest ? std::optional(number) : std::nullopt);
  }
  return values;
}

Chart chart_of(const std::vector<std::optional<int>>& tenths) {
  std::vector<std::string> categories;
  std::vector<std::string> written;
  for (std::size_t i = 0; i < tenths.size(); ++i) {
    categories.push_back("Verksamhet nummer " + std::to_string(i));
    written.push_back(tenths[i] ? Decimal::of(*tenths[i], 1).to_string() : "");
  }
  return sample_chart(Chart::Kind::bars, categories, written);
}

RC_GTEST_PROP(Charts, bars_are_proportional_and_nothing_missing_has_one, ()) {
  const std::vector<std::optional<int>> tenths = some_values();
  const std::string svg = drawn(chart_of(tenths));
  const std::vector<Bar> bars = bars_in(svg, outcome_look.colour);
  std::vector<int> present;
  for (const auto& value : tenths) {
    if (value) present.push_back(*value);
  }
  RC_ASSERT(bars.size() == present.size());
  const auto longest = std::max_element(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) {
    return std::abs(a.width) < std::abs(b.width);
  });
  const double scale = longest->width / present[static_cast<std::size_t>(longest - bars.begin())];
  RC_ASSERT(scale > 0);
  RC_ASSERT(std::abs(longest->width) > 60);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    RC_ASSERT(std::abs(bars[i].width - present[i] * scale) < 0.3);
    RC_ASSERT(std::abs(bars[i].x - bars[0].x) < 0.2);  // all from the same zero
    if (i > 0) RC_ASSERT(bars[i].y > bars[i - 1].y);   // in the table's order
  }
  const std::vector<std::string> texts = texts_in(svg);
  const auto marks = std::count(texts.begin(), texts.end(), missing_mark);
  RC_ASSERT(marks == static_cast<long>(tenths.size() - present.size()));
}

TEST(Charts, categories_stand_in_the_tables_order) {
  const Chart chart = sample_chart(
      Chart::Kind::bars, {"Övrigt", "Akutkliniken", "Barn", "Akutkliniken"}, {"1", "4", "2", "3"});
  const std::vector<std::string> texts = texts_in(drawn(chart));
  ASSERT_GE(texts.size(), 4u);
  EXPECT_EQ(std::vector<std::string>(texts.begin(), texts.begin() + 4),
            (std::vector<std::string>{"Övrigt", "Akutkliniken", "Barn", "Akutkliniken"}));
}

TEST(Charts, a_bridge_runs_from_total_to_total) {
  const Chart chart =
      sample_chart(Chart::Kind::bridge, {"Budget", "Upp", "Saknas", "Ned", "Utfall"},
                   {"-10", "30", "", "-60", "-40"});
  const std::string svg = drawn(chart);
  const auto totals = bars_in(svg, outcome_look.colour);
  const auto ups = bars_in(svg, up_look.colour);
  const auto downs = bars_in(svg, down_look.colour);
  ASSERT_EQ(totals.size(), 2u);
  ASSERT_EQ(ups.size(), 1u);
  ASSERT_EQ(downs.size(), 1u);
  const double unit = totals[0].width / -10;
  const double zero = totals[0].x;
  EXPECT_NEAR(totals[1].x, zero, 0.2);
  EXPECT_NEAR(totals[1].width, -40 * unit, 0.5);
  EXPECT_NEAR(ups[0].x, zero - 10 * unit, 0.5);
  EXPECT_NEAR(ups[0].width, 30 * unit, 0.5);
  EXPECT_NEAR(downs[0].x, zero + 20 * unit, 1.2);  // striped bars have a border
  EXPECT_NEAR(downs[0].width, -60 * unit, 2.2);
}

TEST(Charts, a_whole_with_a_part_missing_has_no_bar) {
  for (const Chart& chart : sample_charts()) {
    if (chart.kind != Chart::Kind::shares) continue;
    EXPECT_EQ(bars_in(drawn(chart), part_looks[0].colour).size(), 3u);  // of four rows
  }
}

TEST(Charts, nothing_to_draw_is_no_picture) {
  EXPECT_EQ(drawn(Chart{}), "");
  EXPECT_EQ(drawn(sample_chart(Chart::Kind::line, {"a", "b"}, {"", ""})), "");
  std::vector<std::string> many(drawn_rows + 1, "1");
  EXPECT_EQ(drawn(sample_chart(Chart::Kind::bars, many, many)), "");
  EXPECT_NE(drawn(sample_chart(Chart::Kind::line, many, many)), "");
}

TEST(Charts, one_value_zeros_and_huge_numbers_are_drawn) {
  using Kind = Chart::Kind;
  for (const Kind kind : {Kind::line, Kind::bars, Kind::shares, Kind::bullet, Kind::bridge,
                          Kind::spark, Kind::heat}) {
    for (const std::vector<std::string>& values : {std::vector<std::string>{"5"},
                                                   {"0"},
                                                   {"0", "0"},
                                                   {"-3", ""},
                                                   {"", "7", ""},
                                                   {"99999999999999", "-99999999999999"},
                                                   {"0.000001", "0.000002"}}) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < values.size(); ++i) names.push_back("rad " + std::to_string(i));
      const std::string svg = drawn(sample_chart(kind, names, values));
      EXPECT_NE(svg, "");
      EXPECT_EQ(svg.find("NaN"), std::string::npos);
    }
  }
}

TEST(Charts, any_text_comes_out_as_itself) {
  using Kind = Chart::Kind;
  for (const std::string& text :
       std::vector<std::string>{"<&>\"'", "{b} {c} {@value} {a|b}", "😀 👩‍⚕️",
                                "שלום עולם", "a \u202E b", "%s ${x}", "]]> &amp; <script>",
                                std::string(20000, 'x'), "å" + std::string(20000, '<')}) {
    for (const Kind kind : {Kind::line, Kind::bars, Kind::shares, Kind::bullet, Kind::bridge,
                            Kind::spark, Kind::heat}) {
      Chart chart = sample_chart(kind, {text, "b", text}, {"1", "2", "3"});
      chart.data.caption = chart.data.id = chart.description = text;
      chart.data.header[0][1].runs = {TextRun{text}};
      const std::string svg = drawn(chart);
      const pugi::xml_document xml = parsed(svg);
      EXPECT_EQ(xml.child("svg").child("title").child_value(), text);
      EXPECT_EQ(xml.child("svg").child("desc").child_value(), text);
      EXPECT_EQ(xml.select_nodes("//script").size(), 0u);
      EXPECT_LT(svg.size(), 200000u);
      Document document;
      document.blocks = {chart};
      const std::string page = render_html(document, draw_charts(document, press()));
      EXPECT_EQ(compare(figures_of(document, false), figures_in_html(page), "page"), "") << text;
      EXPECT_EQ(parsed(page).select_nodes("//figure//svg").size(), 1u) << text;
      if (kind == Kind::spark || text.size() > 40) continue;
      std::string read;  // a long name may stand on several lines
      for (const std::string& each : texts_in(svg)) read += each;
      std::string wanted = text;
      std::erase(read, ' ');
      std::erase(wanted, ' ');
      EXPECT_NE(read.find(wanted), std::string::npos) << text << " in " << read;
    }
  }
}

TEST(Charts, labels_are_one_line_of_valid_text) {
  EXPECT_EQ(label_text("kort", 4), "kort");
  EXPECT_EQ(label_text("för lång", 5), "för …");
  EXPECT_EQ(label_text("a\tb\nc\x01\x7F"
                       "\xC3",
                       20),
            "a b c\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(label_text("😀😀😀", 2), "😀…");
  EXPECT_EQ(label_text("", 5), "");
}

TEST(Charts, series_are_named_by_the_headers_last_line) {
  Chart chart;
  chart.data.columns.assign(4, Table::Align::end);
  chart.data.header = {
      {{{TextRun{"Post"}}, 1, 2}, {{TextRun{"Utfall"}}, 2, 1}, {{TextRun{"Mål"}}, 1, 2}},
      {{{TextRun{"2023"}}}, {{TextRun{"2024"}}}}};
  chart.series = {{Chart::Series::Role::previous, 1},
                  {Chart::Series::Role::outcome, 2},
                  {Chart::Series::Role::target, 3},
                  {Chart::Series::Role::budget, 9}};
  const ChartData data = chart_data(chart, Language::swedish);
  ASSERT_EQ(data.series.size(), 4u);
  EXPECT_EQ(data.series[0].name, "2023");
  EXPECT_EQ(data.series[1].name, "2024");
  EXPECT_EQ(data.series[2].name, "Mål");
  EXPECT_EQ(data.series[3].name, "");
}

TEST(Charts, no_pattern_is_turned) {
  int patterns = 0;
  for (const Chart& chart : sample_charts()) {
    const std::string svg = drawn(chart);
    patterns += svg.find("<pattern") != std::string::npos ? 1 : 0;
    EXPECT_EQ(svg.find("patternTransform"), std::string::npos) << chart.data.id;
  }
  EXPECT_GT(patterns, 0);
}

TEST(Charts, finished_svg_keeps_no_trace_of_counters_or_styles) {
  EXPECT_EQ(
      finished_svg("<svg xmlns=\"x\"><style>.a{}</style><g><path d=\"M0 0\" fill=\"none\"/></g>"
                   "<text dominant-baseline=\"central\" style=\"font-size:10px;user-select:none;"
                   "fill:#000\" class=\"zr7-cls-0\">a </text><path id=\"zr7-c3\" fill=\"#fff\"/>"
                   "<path fill=\"url(#zr7-c3)\"/></svg>",
                   "k", "T <", "D"),
      "<svg xmlns=\"x\" role=\"img\" aria-labelledby=\"k-title k-desc\">"
      "<title id=\"k-title\">T &lt;</title><desc id=\"k-desc\">D</desc>"
      "<text font-size=\"10px\" fill=\"#000\" dy=\"3.50\">a</text>"
      "<path id=\"k-1\" fill=\"#fff\"/><path fill=\"url(#k-1)\"/></svg>");
}

TEST(Charts, the_pages_figures_are_the_documents) {
  const Document document = sample_document();
  const std::string page = render_html(document, draw_charts(document, press()));
  EXPECT_EQ(compare(figures_of(document, false), figures_in_html(page), "page"), "");
  const pugi::xml_document xml = parsed(page);
  EXPECT_EQ(xml.select_nodes("//figure[@class='chart']").size(), sample_charts().size());
  EXPECT_EQ(xml.select_nodes("//details[@class='behind']//table").size(), sample_charts().size());
  std::set<std::string> ids;
  for (const auto& found : xml.select_nodes("//*[@id]")) {
    const std::string id = found.node().attribute("id").value();
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
}

}  // namespace
}  // namespace redthread::report

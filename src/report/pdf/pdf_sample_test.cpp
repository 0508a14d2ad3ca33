// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/pdf_sample_test.hpp"

#include <memory>

#include <gtest/gtest.h>

#include "report/render.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

const NumberFormat mnkr = *parse_number_format("mnkr 1");

FigureRun printed(const std::string& subject, const std::string& value) {
  const FigurePtr figure = sample_figure(subject, "Mått " + subject, "ytd", value, mnkr);
  return {figure, figure->text(Language::swedish, false)};
}

std::unique_ptr<Press> press;

/// With a suite its helper ends: other tests count processes.
class PressEnds : public testing::EmptyTestEventListener {
  void OnTestSuiteEnd(const testing::TestSuite& /*suite*/) override { press.reset(); }
};

}  // namespace

Press& test_press() {
  [[maybe_unused]] static const bool known = [] {
    testing::UnitTest::GetInstance()->listeners().Append(new PressEnds);
    return true;
  }();
  if (!press) press = std::make_unique<Press>();
  return *press;
}

const std::string& sample_pdf() {
  static const std::string pdf = [] {
    Document document = sample_document();
    document.blocks.emplace_back(sample_chart());
    return render_pdf(document, stand_in_pictures(), test_press());
  }();
  return pdf;
}

Document document_of(const std::string& text) {
  Document document;
  document.title = document.subtitle = document.publisher = document.status = text;
  document.period = Period::tertial(2024, 1);
  auto made = std::make_shared<Figure>(*sample_figure("a.b", text, "ytd", "1.5", mnkr));
  made->format.suffix = text;
  const FigurePtr figure = made;
  const FigureRun run{figure, figure->text(Language::swedish)};
  document.blocks = {Heading{1, "h", text},
                     Paragraph{{TextRun{text}, run, run, TextRun{text}}, false, text, true},
                     BulletList{true, {{TextRun{text}}}}};
  Table table;
  table.id = "t";
  table.caption = table.sheet = table.measure_unit = table.source = text;
  table.notes = {text};
  table.columns = {Table::Align::start, Table::Align::end};
  table.header = {{{.runs = {TextRun{text}}}, {.runs = {TextRun{text}}}}};
  Table::Row row;
  row.cells = {{.runs = {TextRun{text}}, .row_header = true}, {.runs = {run, TextRun{text}}}};
  table.rows = {row};
  document.blocks.emplace_back(table);
  document.definitions = {{text, text, text, text, text, 2}};
  return document;
}

Table table_of_figures(std::size_t rows, std::size_t columns) {
  Table table;
  table.id = table.caption = "stor";
  table.columns.assign(columns, Table::Align::end);
  table.columns[0] = Table::Align::start;
  table.header.emplace_back();
  for (std::size_t column = 0; column < columns; ++column) {
    table.header[0].push_back({.runs = {TextRun{"Kolumn " + std::to_string(column)}}});
  }
  for (std::size_t row = 0; row < rows; ++row) {
    Table::Row made;
    made.cells.push_back({.runs = {TextRun{"Rad " + std::to_string(row)}}, .row_header = true});
    for (std::size_t column = 1; column < columns; ++column) {
      Table::Cell cell;
      cell.runs.emplace_back(printed("m" + std::to_string(row) + "." + std::to_string(column),
                                     std::to_string(row * columns + column) + ".5"));
      made.cells.push_back(cell);
    }
    table.rows.push_back(made);
  }
  return table;
}

Chart sample_chart() {
  Chart chart;
  chart.data = table_of_figures(2, 3);
  chart.data.id = "diagram";
  chart.data.caption = "Ett diagram";
  chart.data.source = "Ekonomisystemet";
  chart.description = "Rad 1 är större än rad 0.";
  return chart;
}

Pictures stand_in_pictures() {
  return {{"diagram",
           {R"(<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120"><title>t</title>)"
            R"(<rect width="200" height="40" fill="#9f1b32"/>)"
            R"(<text x="10" y="90" font-family="Open Sans" font-size="14">Rad 1</text></svg>)",
            400, 120}}};
}

}  // namespace redthread::report
